"""The errors that ``geo`` raises for a caller's mistake or damaged data."""


class DatelineError(Exception):
    """The base of every error that ``geo``, ``gazetteer`` and ``maps`` raise on purpose."""


class GeoError(DatelineError):
    """The base of every error that ``geo`` raises."""


class WrongTypeError(GeoError, TypeError):
    """A value of another type than the one that is asked for."""


class CoordinateError(GeoError, ValueError):
    """A coordinate that is not one: not a number, or outside its range."""


class NumberTypeError(CoordinateError, WrongTypeError):
    """A value of another type where a number must stand: both of the errors that one may look for."""


class ShapeError(GeoError, ValueError):
    """A shape that cannot be: too large, without ground, or of too few points."""


class UnknownCountryError(GeoError, LookupError):
    """A country code or name that no country has."""


class NoSharedBorderError(GeoError, LookupError):
    """Two countries that have no land border with each other."""


class GeoJSONError(GeoError, ValueError):
    """A document that is not GeoJSON as RFC 7946 defines it."""


class SourceDateError(GeoError, ValueError):
    """A SOURCE_DATE_EPOCH that is no time."""


class GeoDataError(GeoError, OSError):
    """A data file of this package that is missing or damaged."""


class UnknownWorldviewError(GeoError, LookupError):
    """A worldview that the border data does not have."""
