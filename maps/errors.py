"""The errors that ``maps`` raises for a caller's mistake."""

from __future__ import annotations

from geo.errors import DatelineError


class MapsError(DatelineError):
    """The base of every error that ``maps`` raises."""


class WrongTypeError(MapsError, TypeError):
    """A value of another type than the one that is asked for."""


class ColumnError(MapsError, LookupError):
    """A column that an explored table does not have, or has twice."""


class InputError(MapsError, ValueError):
    """A file or folder of incidents from which no map can be made: the message names file, row and column."""


class InputNotFoundError(InputError, FileNotFoundError):
    """A file or folder of incidents that is not there."""

    # OSError would show its own number and text in place of the message.
    __str__ = Exception.__str__


class DateError(InputError):
    """A text that is no date, or may be read as two."""
