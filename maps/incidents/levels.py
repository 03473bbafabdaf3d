"""How coarse a location is to be shown: a cell of the fixed grid, a first-level region, or a country."""

from __future__ import annotations

import re
from typing import Literal, cast

from geo.grid import SIZES_KM
from maps.errors import MapsError
from maps.incidents.columns import key_of

__all__ = ["LEVELS", "Level", "LevelError", "read_level"]

Level = Literal["1km", "5km", "10km", "50km", "100km", "500km", "1000km", "admin1", "country"]
#: What a location can be generalised to.
LEVELS: tuple[Level, ...] = (*(cast("Level", f"{size}km") for size in SIZES_KM), "admin1", "country")

_SIZE = re.compile(r"(\d{1,4}) ?(?:km|kilometres?|kilometers?|كم)")
_WORDS: dict[str, Level] = {
    **dict.fromkeys(("admin1", "admin 1", "adm1", "region", "province", "state", "wilaya"), "admin1"),
    **dict.fromkeys(("country", "pays", "admin0", "adm0"), "country"),
}


class LevelError(MapsError, ValueError):
    """A level to which no location can be generalised."""


def read_level(text: str) -> Level:
    """The level that a text names.

    Raises:
        LevelError: If it names none.

    Examples:
        >>> read_level("10 km"), read_level("Région"), read_level("pays")
        ('10km', 'admin1', 'country')
        >>> read_level("7 km")
        Traceback (most recent call last):
        maps.incidents.levels.LevelError: '7 km' is nothing that a location can be generalised to; there are
        1km, 5km, 10km, 50km, 100km, 500km, 1000km, admin1, country
    """
    key = key_of(text)
    size = _SIZE.fullmatch(key)
    level = f"{int(size[1])}km" if size else _WORDS.get(key)
    if level in LEVELS:
        return level
    raise LevelError(
        f"{text!r} is nothing that a location can be generalised to; there are {', '.join(LEVELS)}"
    )
