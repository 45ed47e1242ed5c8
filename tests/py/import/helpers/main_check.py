print(__name__, "is not main", __package__)
