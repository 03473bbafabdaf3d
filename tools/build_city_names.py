"""Builds ``gazetteer/data/city_names.csv``: what well-known cities are called in languages, with the tags.

GeoNames' lists on the registries have names without their languages. Those of cities that time zones are
named after come from Unicode CLDR through Babel (Unicode licence); French names that differ from the local
ones, and that CLDR lacks, are written by hand in ``gazetteer/data/exonyms.csv``. Run it with
``python -m tools.build_city_names`` when a gazetteer is built, and build the gazetteer again.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import babel
from babel import Locale
from babel.core import get_global

import gazetteer
from gazetteer.lookups import index_of
from gazetteer.names import fold

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place

DATA = Path(__file__).resolve().parent.parent / "gazetteer" / "data"
BY_HAND, TARGET = DATA / "exonyms.csv", DATA / "city_names.csv"
LOCALES = ("fr", "ar", "es", "pt", "de", "it", "ru", "tr")
# Smaller places of the name of a zone are not meant by it.
LEAST_POPULATION = 20_000
BRACKETS = re.compile(r"[(\[,/]")


def main() -> None:
    """Write the table, and say what of it has no place."""
    places = gazetteer.open()
    found: dict[str, tuple[Place, dict[str, str], set[str]]] = {}
    missing: list[str] = []
    for country, name, names, source in [*_by_hand(), *_zones()]:
        place = _city(places, name, country)
        if place is None:
            missing.append(f"{name} ({country})")
            continue
        _, said, sources = found.setdefault(place.id, (place, {}, set()))
        for language, spelling in names.items():
            said.setdefault(language, spelling)
        sources.add(source)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("place", "of", "names", "source"))
        for identifier, (place, said, sources) in sorted(found.items()):
            tagged = "|".join(f"{language}:{spelling}" for language, spelling in sorted(said.items()))
            table.writerow((identifier, place.name, tagged, "; ".join(sorted(sources))))
    print(f"{TARGET.name}: {len(found)} cities; without a place: {', '.join(sorted(missing))}")


def _by_hand() -> list[tuple[str, str, dict[str, str], str]]:
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        return [(row["country"], row["name"], {"fr": row["fr"]}, "Dateline") for row in csv.DictReader(file)]


def _zones() -> list[tuple[str, str, dict[str, str], str]]:
    """The cities of CLDR's time zones: country, English name, names by language."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for locale in LOCALES:
        for zone, words in Locale(locale).time_zones.items():
            city = words.get("city")
            if city and not BRACKETS.search(city):
                names[zone][locale] = city
    english = Locale("en").time_zones
    territories = get_global("zone_territories")
    source = f"Unicode CLDR in Babel {babel.__version__}"
    return [
        (
            territories[zone],
            english.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " "),
            said,
            source,
        )
        for zone, said in sorted(names.items())
        if territories.get(zone, "001") != "001"
    ]


def _city(places: Gazetteer, name: str, country: str) -> Place | None:
    """The largest city of a country with exactly this name."""
    bearers = {hit.record: index_of(places).place(hit.record) for hit in index_of(places).find(fold(name))}
    cities = [
        place
        for place in bearers.values()
        if place.kind == "city" and place.country == country and (place.population or 0) >= LEAST_POPULATION
    ]
    return max(cities, key=lambda place: (place.population or 0, place.id), default=None)


if __name__ == "__main__":
    main()
