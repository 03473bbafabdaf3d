"""Countries and distances in words, as messages and answers say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geo.countries import country

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NO_COUNTRY", "distance_text", "listed", "name", "rounded_distance"]

# The code of land that is in no country.
NO_COUNTRY = "ZZ"


def name(code: str | None) -> str:
    """The short English name of the country with this alpha-2 code.

    Examples:
        >>> name("ML"), name(NO_COUNTRY)
        ('Mali', 'land of no country')
    """
    return "land of no country" if code in {None, NO_COUNTRY} else country(str(code)).name


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them; nothing for none.

    Examples:
        >>> listed(["Mali", "Niger", "Algeria"]), listed(["Mali"])
        ('Mali, Niger and Algeria', 'Mali')
    """
    *rest, last = tuple(names) or ("",)
    return f"{', '.join(rest)} and {last}" if rest else last


def distance_text(metres: float) -> str:
    """A distance in words, to what a reader can use: one rule, so that it reads the same everywhere.

    Under a kilometre it is in metres, to two significant digits; up to ten kilometres it has one decimal,
    where that is not nought; from there on it is in whole kilometres.

    Args:
        metres: The distance, 0 or more.

    Examples:
        >>> [distance_text(metres) for metres in (0, 57, 398, 500, 996)]
        ['0 m', '57 m', '400 m', '500 m', '1 km']
        >>> [distance_text(metres) for metres in (2_249, 3_950, 9_960, 195_700, 1_366_000)]
        ['2.2 km', '4 km', '10 km', '196 km', '1,366 km']
    """
    number, unit = rounded_distance(metres)
    return f"{number:,g} {unit}"


def rounded_distance(metres: float) -> tuple[float, Literal["m", "km"]]:
    """The number that ``distance_text`` says, and its unit.

    Examples:
        >>> rounded_distance(398), rounded_distance(2_249)
        ((400.0, 'm'), (2.2, 'km'))
    """
    rounded = float(f"{metres:.2g}")
    if rounded < 1000:
        return float(round(rounded)), "m"
    return round(metres / 1000, 1 if metres < 10_000 else None), "km"
