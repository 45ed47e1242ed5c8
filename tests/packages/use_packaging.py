"""packaging: versions, specifiers, requirements with markers, tags of file names, errors."""

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
from packaging.version import InvalidVersion, Version

texts = "1.0 1.0.dev1 1.0a1 1.0b2.post3 1.0rc1 1!0.5 2.0+local.7 1.0.post1 1.0.0 0.9.10 1.0a1.dev2 v3.1-4".split()
versions = [Version(text) for text in texts]
print([str(v) for v in sorted(versions)], versions[0] == versions[8], len({*versions}))
v = Version("1!2.3.4rc5.post6.dev7+ab.8")
print(v.epoch, v.release, v.pre, v.post, v.dev, v.local, v.public, v.base_version, v.is_prerelease, v.major, repr(v))
for spec in (">=1.0,<2", "~=1.4.2", "==1.*", "!=1.0", "===1.0", ">1.0", ">=1.0a1"):
    s = SpecifierSet(spec)
    print(spec, [str(v) for v in sorted(s.filter(versions))], "1.4.5" in s)
print(SpecifierSet(">=1") & SpecifierSet("<3"), SpecifierSet(">=1,<2") == SpecifierSet("<2,>=1"))
environment = {"python_version": "3.14", "sys_platform": "linux", "os_name": "posix", "extra": "test", "platform_machine": "x86_64"}
for marker in ('python_version >= "3.9" and sys_platform == "linux"', 'extra == "docs" or os_name != "nt"', '"win" in sys_platform',
               'python_version < "3.10"', '(os_name == "nt" or os_name == "posix") and platform_machine not in "arm"'):
    m = Marker(marker)
    print(str(m), m.evaluate(environment))
r = Requirement('My.Package[b,a] >=1.0, !=1.5 ; python_version > "3" and extra == "x"')
print(r.name, sorted(r.extras), r.specifier, r.marker, str(r))
print(Requirement("thing @ https://example.com/t.zip").url, canonicalize_name("My.Weird__Name-x"))
name, version, build, tags = parse_wheel_filename("foo_bar-1.0-2-py2.py3-none-any.whl")
print(name, version, build, sorted(map(str, tags)), parse_sdist_filename("foo-1.0.tar.gz"))
for make, text in ((Version, "1.x"), (SpecifierSet, "=>1"), (Requirement, "a b"), (Requirement, "a[b"), (Marker, "x == 1"), (Requirement, "")):
    try:
        print(make(text))
    except (InvalidVersion, InvalidSpecifier, InvalidRequirement, InvalidMarker) as error:
        print(type(error).__name__, str(error).split("\n")[0])
many = sorted(Version("%d.%d%s" % (i % 7, i % 11, ("", "a1", ".post2", ".dev3")[i % 4])) for i in range(1500))
print(many[0], many[750], many[-1])
