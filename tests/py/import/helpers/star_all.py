__all__ = ["listed", "_under"]
listed, _under, unlisted = 1, 2, 3
