from . import other as helper_mod
public = "pub"
_private = 1
