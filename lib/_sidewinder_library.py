"""Importer of the library that is part of the binary.

Its folder is on sys.path like any other, but its files are not in the file system: the finder below answers for that
folder and the folders inside.
"""

import sys
import _imp
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import _LoaderBasics, _path_join
from _sidewinder import library_data, library_is_dir, library_list


def _inside(path):
    """The path below the library's folder."""
    return path[len(sys._stdlib_dir) + 1:]


class LibraryLoader(_LoaderBasics):
    """Loads a module of the built-in library."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def is_package(self, fullname):
        return self.path.endswith('/__init__.py')

    def get_filename(self, name=None):
        return self.path

    def get_data(self, path):
        data = library_data(_inside(path))
        if data is None:
            raise FileNotFoundError(2, 'No such file or directory', path)
        return data

    def get_source(self, fullname):
        return self.get_data(self.path).decode('utf-8')

    def get_code(self, fullname):
        return _imp._library_code(_inside(self.path), self.path)

    def get_resource_reader(self, name):
        if self.is_package(name):
            return LibraryReader(self.path.rpartition('/')[0])
        return None


class LibraryReader:
    """The data files of a package of the built-in library (importlib.resources)."""

    def __init__(self, folder):
        self.folder = folder

    def open_resource(self, resource):
        import io
        data = library_data(_inside(_path_join(self.folder, resource)))
        if data is None:
            raise FileNotFoundError(2, 'No such file or directory', resource)
        return io.BytesIO(data)

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, name):
        return library_data(_inside(_path_join(self.folder, name))) is not None

    def contents(self):
        return library_list(_inside(self.folder))


class LibraryFinder:
    """Path entry finder for the folder of the built-in library and the folders inside."""

    def __init__(self, path):
        self.path = path
        self._folder = _inside(path)

    def __repr__(self):
        return f'LibraryFinder({self.path!r})'

    def find_spec(self, fullname, target=None):
        tail = fullname.rpartition('.')[2]
        base = f'{self._folder}/{tail}' if self._folder else tail
        found = _imp._find_library(base)
        if found is None:
            return None
        path = f'{sys._stdlib_dir}/{found}'
        spec = ModuleSpec(fullname, LibraryLoader(fullname, path), origin=path)
        spec.has_location = True
        if found.endswith('/__init__.py'):
            spec.submodule_search_locations = [path[:-12]]
        return spec

    def invalidate_caches(self):
        pass

    def iter_modules(self, prefix=''):
        """For pkgutil."""
        for name in library_list(self._folder):
            if name.endswith('.py'):
                if name != '__init__.py':
                    yield prefix + name[:-3], False
            elif library_data(f'{self._folder}/{name}/__init__.py' if self._folder else f'{name}/__init__.py') is not None:
                yield prefix + name, True
