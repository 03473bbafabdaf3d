"""The errors that ``gazetteer`` raises for a caller's mistake or a damaged index."""

__all__ = [
    "BuildError",
    "DamagedIndexError",
    "ExportError",
    "GazetteerError",
    "IndexNotFoundError",
    "NotTextError",
    "QueryError",
    "shortened",
]


_MOST_SHOWN = 80


class GazetteerError(Exception):
    """The base of every error that ``gazetteer`` raises."""


class QueryError(GazetteerError, ValueError):
    """A question that cannot be asked: an unknown kind, or a ``within`` or ``near`` that names nothing."""


class NotTextError(GazetteerError, TypeError):
    """Something else than a string where a name or a text is asked."""


class IndexNotFoundError(GazetteerError, FileNotFoundError):
    """A folder that holds no index."""


class DamagedIndexError(GazetteerError, OSError):
    """An index whose files are missing, cut, changed, or of another format version."""


class BuildError(GazetteerError, ValueError):
    """Source data from which no index can be built."""


class ExportError(GazetteerError, ValueError):
    """A format that cannot be written: unknown, or a library for it is missing."""


def shortened(value: object) -> str:
    """A value for a message: as Python writes it, and no longer than a reader can take in.

    Examples:
        >>> shortened("Kidal"), len(shortened("K" * 10_000))
        ("'Kidal'", 83)
    """
    written = repr(value)
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}..."
