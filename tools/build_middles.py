"""Build ``gazetteer/data/middles.csv``: the meridian and the parallel that halve a country's settlements.

Each settlement that the index knows counts by the square root of its inhabitants: half of that is north of
the parallel and half south of it; the same holds for the meridian. By the inhabitants themselves one capital
would draw the middle to itself: that of DR Congo would be at 18° E, beside Kinshasa. "Northern Mali" needs
the table: by its outline alone, Gao is in the southern half.

Run it after ``tools.build_gazetteer``; equal indexes give equal files.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path

import gazetteer
from gazetteer.lookups import index_of
from geo.countries import country

TARGET = Path(__file__).parents[1] / "gazetteer" / "data" / "middles.csv"
# A settlement whose inhabitants no source counts.
_UNKNOWN = 500


def halving(values: list[tuple[float, float]]) -> float:
    """The value below which half of the weight lies."""
    values = sorted(values)
    half, sum_so_far = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in values:
        sum_so_far += weight
        if sum_so_far >= half:
            return value
    raise ValueError("no values")


def main() -> None:
    """Read all settlements of the index that comes with Dateline and write the table."""
    index = index_of(gazetteer.open())
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for record in range(len(index)):
        place = index.place(record)
        if place.kind == "city" and place.country:
            weight = math.sqrt(place.population or _UNKNOWN)
            found[place.country].append((place.point.lon, place.point.lat, weight))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("alpha2", "lon", "lat"))
        for alpha2, towns in sorted(found.items()):
            # Counted from the country's own middle, longitudes do not jump at 180 degrees.
            start = country(alpha2).label.lon
            lon = start + halving([((lon - start + 180) % 360 - 180, weight) for lon, _, weight in towns])
            lat = halving([(lat, weight) for _, lat, weight in towns])
            table.writerow((alpha2, f"{(lon + 180) % 360 - 180:.2f}", f"{lat:.2f}"))
    print(f"{TARGET}: {len(found)} countries")


if __name__ == "__main__":
    main()
