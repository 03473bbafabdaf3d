"""The errors that ``gazetteer`` raises for a caller's mistake or a damaged index."""

from geo.errors import DatelineError

__all__ = [
    "BuildError",
    "ColumnError",
    "DamagedIndexError",
    "ExportError",
    "GazetteerError",
    "IndexNotFoundError",
    "MissingLibraryError",
    "QueryError",
    "QueryTypeError",
    "WrongTypeError",
]


class GazetteerError(DatelineError):
    """The base of every error that ``gazetteer`` raises."""


class QueryError(GazetteerError, ValueError):
    """A question that cannot be asked.

    It names an unknown kind, its ``within`` or ``near`` names nothing, or the geometry of its table has no
    reference system.
    """


class ColumnError(GazetteerError, LookupError):
    """A column that a table does not have, or has already."""


class WrongTypeError(GazetteerError, TypeError):
    """A value of another type than the one that is asked for: no string, or no point."""


class QueryTypeError(QueryError, WrongTypeError):
    """A question with a value of another type: both of the errors that one may look for."""


class IndexNotFoundError(GazetteerError, FileNotFoundError):
    """A folder that holds no index."""


class DamagedIndexError(GazetteerError, OSError):
    """An index whose files are missing, cut, changed, or of another format version."""


class BuildError(GazetteerError, ValueError):
    """Source data from which no index can be built."""


class ExportError(GazetteerError, ValueError):
    """A format that cannot be written: unknown, or a library for it is missing."""


class MissingLibraryError(GazetteerError, ImportError):
    """A library that what is asked for stands on, and that is not installed."""
