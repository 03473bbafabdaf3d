"""Build ``gazetteer/data/middles.csv``: for each country the meridian and the parallel that halve its people.

Half of the inhabitants of the settlements that the index knows live north of the parallel and half south of
it; the same holds for the meridian. "Northern Mali" needs it: by its outline alone, Gao is in the southern
half.

Run it after ``tools.build_gazetteer``; equal indexes give equal files.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import gazetteer
from geo.countries import country

TARGET = Path(__file__).parents[1] / "gazetteer" / "data" / "middles.csv"
# A settlement whose inhabitants no source counts.
_UNKNOWN = 500


def halving(values: list[tuple[float, int]]) -> float:
    """The value below which half of the weight lies."""
    values = sorted(values)
    half, sum_so_far = sum(weight for _, weight in values) / 2, 0
    for value, weight in values:
        sum_so_far += weight
        if sum_so_far >= half:
            return value
    raise ValueError("no values")


def main() -> None:
    """Read all settlements of the index that comes with Dateline and write the table."""
    index = gazetteer.open().index
    found: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for record in range(len(index)):
        place = index.place(record)
        if place.kind == "city" and place.country:
            found[place.country].append((place.point.lon, place.point.lat, place.population or _UNKNOWN))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("alpha2", "lon", "lat"))
        for alpha2, towns in sorted(found.items()):
            # Counted from the country's own middle, longitudes do not jump at 180 degrees.
            start = country(alpha2).label.lon
            lon = start + halving([((lon - start + 180) % 360 - 180, people) for lon, _, people in towns])
            lat = halving([(lat, people) for _, lat, people in towns])
            table.writerow((alpha2, f"{(lon + 180) % 360 - 180:.2f}", f"{lat:.2f}"))
    print(f"{TARGET}: {len(found)} countries")


if __name__ == "__main__":
    main()
