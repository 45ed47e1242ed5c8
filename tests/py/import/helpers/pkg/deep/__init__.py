from .mod import chain
