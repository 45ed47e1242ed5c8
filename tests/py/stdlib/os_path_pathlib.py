import os.path as p, posixpath, pathlib, ntpath
print(p.join("a", "b", "/c", "d"), p.join("a/", "b"), p.split("/a/b"), p.splitext("a.b/c.tar.gz"), p.splitext(".bashrc"), p.basename("/a/b/"), p.dirname("/a/b"), p.normpath("a//b/../c/./d"), p.normpath(""), p.isabs("/a"), p.commonpath(["/a/b", "/a/c"]), p.commonprefix(["abc", "abd"]), p.relpath("/a/b", "/a/c"), p.expandvars("$NOPE_X/${ALSO"), p.splitroot("//a/b"), p.normcase("A"), ntpath.join("c:\\a", "b"), ntpath.splitdrive("c:\\x"), p.join(b"a", b"b"))
for f in (lambda: p.join("a", b"b"), lambda: p.join(5), lambda: p.commonpath([]), lambda: p.commonpath(["/a", "b"]), lambda: p.split(None), lambda: p.exists(None) if False else p.basename(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
P = pathlib.PurePosixPath; x = P("/usr/lib/python3.14/site.tar.gz")
print(x, repr(x), x.name, x.stem, x.suffix, x.suffixes, x.parent, list(x.parents)[:2], x.parts, x.root, x.anchor, x.is_absolute(), x / "more", "pre" / P("x"), x.with_name("n.txt"), x.with_suffix(".md"), x.with_stem("st"), x.relative_to("/usr"), x.match("*.gz"), x.as_posix(), P("a", "b", "..", "c"), P("a//b/./c"), P(""), P("."), P("a") == P("a/"), P("a") < P("b"), hash(P("a")) == hash(P("a")), x.joinpath("q", "/abs"), P("a/b").is_relative_to("a"), x.as_uri() if False else "", sorted([P("b"), P("a")]), str(P("a") / P("b")), bytes(P("é")), P("a/b").parent.parent.parent, x.full_match("**/*.gz"), pathlib.PureWindowsPath("c:/a\\b").parts)
for f in (lambda: x.relative_to("/nope"), lambda: x.with_name(""), lambda: x.with_suffix("bad"), lambda: P(5), lambda: P("a") < 5, lambda: P("a") / 5, lambda: x.with_name("a/b"), lambda: P("/").with_name("x")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import tempfile, os
d = pathlib.Path(tempfile.mkdtemp()); f = d / "f.txt"; print(f.exists(), f.write_text("héllo\n"), f.exists(), f.read_text(), f.read_bytes(), f.stat().st_size, f.is_file(), d.is_dir(), [q.name for q in d.iterdir()]); (d / "sub" / "deep").mkdir(parents=True); (d / "sub" / "x.py").touch(); print(sorted(q.relative_to(d).as_posix() for q in d.rglob("*")), sorted(q.name for q in d.glob("*.txt")), [(len(dirs), len(files)) for _, dirs, files in os.walk(d)], sorted(os.listdir(d)))
for fn in (lambda: (d / "zz").read_text(), lambda: d.mkdir(), lambda: (d / "sub").rmdir(), lambda: (d / "zz").unlink(), lambda: f.mkdir(), lambda: d.read_text(), lambda: os.listdir(f)):
    try: fn()
    except OSError as e: print(type(e).__name__)
(d / "zz").unlink(missing_ok=True); d.mkdir(exist_ok=True); f.rename(d / "g.txt"); print((d / "g.txt").exists(), f.exists()); import shutil; shutil.rmtree(d); print(d.exists())
with tempfile.TemporaryDirectory() as t: print(os.path.isdir(t)); open(os.path.join(t, "a"), "w").close(); print(os.listdir(t))
print(os.path.isdir(t), os.sep, os.linesep == "\n", os.curdir, os.name, isinstance(os.getcwd(), str), os.environ.get("NOPE_ZZ"), os.getenv("NOPE_ZZ", "d")); os.environ["SW_TEST"] = "1"; print(os.environ["SW_TEST"], os.getenv("SW_TEST")); del os.environ["SW_TEST"]
try: os.environ["SW_TEST"]
except KeyError as e: print(e)
try: os.environ["x"] = 5
except TypeError as e: print(e)
print(os.fspath("a"), os.fspath(P("b")), os.fsencode("é"), os.fsdecode(b"a"))
try: os.fspath(5)
except TypeError as e: print(e)
