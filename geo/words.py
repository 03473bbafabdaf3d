"""Countries and distances in words, as messages and answers of this package say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.countries import country

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NO_COUNTRY", "km", "listed", "name"]

# The code of land that is in no country.
NO_COUNTRY = "ZZ"


def name(code: str | None) -> str:
    """The short English name of the country with this alpha-2 code."""
    return "land of no country" if code in {None, NO_COUNTRY} else country(str(code)).name


def listed(codes: Iterable[str]) -> str:
    """The names of some countries as a sentence lists them."""
    *rest, last = (name(code) for code in codes)
    return f"{', '.join(rest)} and {last}" if rest else last


def km(distance_m: float) -> str:
    """A distance in words: two decimals at most below a kilometre, none from ten on."""
    km = distance_m / 1000
    if km < 1:
        return f"{km:.2f}".rstrip("0").rstrip(".") + " km"
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"
