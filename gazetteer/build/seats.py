"""The settlement that a second-level unit is named for: Kidal for Kidal Cercle, Murom for its rayon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.build.draft import Draft

__all__ = ["Seats"]

# What a unit is called in the languages of those whose names have it; without it the name is a settlement's.
_UNIT_WORDS = frozenset({
    "arrondissement", "cercle", "commune", "county", "d", "daira", "daïra", "de", "department",
    "departement", "des", "district", "division", "du", "département", "la", "le", "municipality", "of",
    "prefecture", "province", "préfecture", "region", "région", "subdivision", "the", "wilaya",
    "amphoe", "area", "audany", "aūdany", "aūyldyq", "barrio", "circunscrição", "city", "comuna",
    "concelho", "distrito", "gmina", "gorodskoy", "government", "governorate", "huyện", "járás",
    "kabupaten", "khet", "kommun", "kommune", "kota", "liwā\u2019", "local", "markaz", "muang",
    "municipio", "novads", "obshtina", "okres", "okrug", "okrūgi", "opština", "općina", "pagasts",
    "parish", "partido", "powiat", "provincia", "qaḑā\u2019", "qaşabat", "quận", "raion", "rajon",
    "rayon", "rayonu", "ressort", "rural", "shahrestān", "shahrestān-e", "sous-préfecture", "sum",
    "town", "tuman", "tumani", "urban", "village", "ward", "woreda", "xã", "zone", "район",
    "муниципальный", "округ", "городской", "ауданы",
})  # fmt: skip
_KOREAN_UNIT = re.compile(r"-(?:gun|kun|gu|si)$")
# Adjectives from the names of settlements, in the keys of names: Muromskiy Rayon, Zalaegerszegi Járás.
_ADJECTIVE = re.compile(r"(?:skiy|skii|sky|skyi|ский|ський)$")
_HUNGARIAN_ADJECTIVE = re.compile(r"i$")
# A stem of that many letters names a settlement, and at most so many more end its name: Pizhan-ka, Mamon-ovo.
_LEAST_STEM = 4
_LONGEST_ENDING = 3


class Seats:
    """The settlements of first-level units, by name.

    Args:
        cities: Settlements, each with the identifier of the first-level unit that holds it.
    """

    def __init__(self, cities: Iterable[tuple[str, Draft]]) -> None:
        self._by_name: dict[tuple[str, str], Draft] = {}
        self._names: dict[str, list[str]] = defaultdict(list)
        for admin1, city in cities:
            for key in {fold(name.spelling) for name in city.names}:
                rival = self._by_name.setdefault((admin1, key), city)
                if rival.population < city.population:
                    self._by_name[admin1, key] = city
        for admin1, key in sorted(self._by_name):
            self._names[admin1].append(key)

    def of(self, unit: Draft, admin1: str) -> Draft | None:
        """The settlement of the same first-level unit that bears the name of a second-level one.

        Where none does, the only one whose name has the stem of the unit's, if that is an adjective.

        Args:
            unit: The subdivision.
            admin1: Identifier of the first-level unit that holds both.
        """
        keys = [fold(_bare(name.spelling)) for name in unit.names]
        same = next((self._by_name[admin1, key] for key in keys if (admin1, key) in self._by_name), None)
        if same is not None:
            return same
        adjective = _HUNGARIAN_ADJECTIVE if unit.country == "HU" else _ADJECTIVE
        stems = [adjective.sub("", key) for key in keys if adjective.search(key)]
        return next(filter(None, (self._with_stem(stem, admin1) for stem in stems)), None)

    def _with_stem(self, stem: str, admin1: str) -> Draft | None:
        if len(stem) < _LEAST_STEM:
            return None
        names = self._names[admin1]
        found: dict[str, Draft] = {}
        for key in names[bisect_left(names, stem) :]:
            if not key.startswith(stem):
                break
            if len(key) <= len(stem) + _LONGEST_ENDING:
                city = self._by_name[admin1, key]
                found[city.id] = city
        return next(iter(found.values())) if len(found) == 1 else None


def _bare(name: str) -> str:
    """A unit's name without the words for what it is, unless it has no others."""
    words = (_KOREAN_UNIT.sub("", word) for word in name.replace("'", " ").split())
    return " ".join(word for word in words if word.casefold() not in _UNIT_WORDS) or name
