"""What sysconfig tells about the build: this interpreter is one executable without headers or shared library, so that only
what programs ask of the installed system is here.
"""

import sys

_home = sys.base_prefix
_short = '%d.%d' % sys.version_info[:2]
_abi = sys.implementation.cache_tag + '-' + sys.implementation._multiarch

build_time_vars = {
    'ABIFLAGS': '',
    'AR': 'ar',
    'ARFLAGS': 'rcs',
    'BINDIR': _home + '/bin',
    'BINLIBDEST': _home + '/lib/python' + _short,
    'CC': 'cc',
    'CCSHARED': '-fPIC',
    'CFLAGS': '-O2',
    'CXX': 'c++',
    'DESTLIB': _home + '/lib/python' + _short,
    'EXE': '',
    'EXT_SUFFIX': '.' + _abi + '.so',
    'HAVE_FORK': 1,
    'HOST_GNU_TYPE': 'x86_64-unknown-linux-gnu',
    'INCLUDEPY': _home + '/include/python' + _short,
    'LDLIBRARY': '',
    'LDSHARED': 'cc -shared',
    'LIBDEST': _home + '/lib/python' + _short,
    'LIBDIR': _home + '/lib',
    'LIBPL': '',
    'LIBRARY': '',
    'MACHDEP': 'linux',
    'MULTIARCH': sys.implementation._multiarch,
    'OPT': '-O2',
    'PYTHON': 'python',
    'Py_DEBUG': 0,
    'Py_ENABLE_SHARED': 0,
    'Py_GIL_DISABLED': 0,
    'SHLIB_SUFFIX': '.so',
    'SIZEOF_VOID_P': 8,
    'SO': '.' + _abi + '.so',
    'SOABI': _abi,
    'TZPATH': '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
    'VERSION': _short,
    'WITH_PYMALLOC': 0,
    'exec_prefix': _home,
    'prefix': _home,
    'srcdir': '.',
}
