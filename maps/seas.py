"""The names of oceans, seas, gulfs and straits, with a point in the middle of each."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GeoDataError
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Sea", "seas"]

_LANGUAGES = ("fr", "ar")  # besides English
DATA = Path(__file__).resolve().parent / "data" / "seas.csv"


class Sea(NamedTuple):
    """A part of the sea that has a name.

    Attributes:
        name: In English.
        names: In the other languages of maps, by their tags.
        point: In the middle of its water.
        extent_m: About half its length.
    """

    name: str
    names: Mapping[str, str]
    point: LonLat
    extent_m: float

    def named(self, language: str) -> str:
        """Its name in a language; in English where the words of a map are.

        Args:
            language: BCP 47 tag, such as ``fr`` or ``ar``.

        Examples:
            >>> [seas()[0].named(language) for language in ("en", "fr-CH", "ar")]
            ['Pacific Ocean', 'Océan Pacifique', 'المحيط الهادئ']
        """
        return self.names.get(language.partition("-")[0].lower(), self.name)


@cache
def seas() -> tuple[Sea, ...]:
    """All of them, the largest first.

    Raises:
        GeoDataError: If the table cannot be read.

    Examples:
        >>> seas()[0].name
        'Pacific Ocean'
    """
    try:
        with DATA.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
            return tuple(
                Sea(
                    row["name"],
                    {language: row[language] for language in _LANGUAGES},
                    LonLat(float(row["lon"]), float(row["lat"])),
                    float(row["extent_m"]),
                )
                for row in rows
            )
    except (OSError, KeyError, ValueError) as error:
        raise GeoDataError(f"{DATA.name} cannot be read ({error}); reinstall Dateline") from error
