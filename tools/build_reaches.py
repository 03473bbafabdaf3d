"""Build ``gazetteer/data/osm/reaches.csv``: a point in each country and first-level unit, and its reach.

They follow from the index, the borders and the areas of ``geo``; run it after ``tools.build_gazetteer``.
Equal data give equal files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gazetteer
from gazetteer.locality.area import country_reach, of_place
from gazetteer.lookups import index_of
from gazetteer.precision import codes_within
from gazetteer.tables.reaches import Reach, write_reaches

if TYPE_CHECKING:
    from gazetteer.place import Place

TARGET = Path(__file__).parents[1] / "gazetteer" / "data"


def reach(place: Place) -> Reach:
    """The point and the reach of a unit or country, with the codes that follow."""
    whole = country_reach(place)
    if whole is None:
        area = of_place(place)
        whole, point = (area.radius_m, area.basis), area.point
    else:
        point = place.point
    codes = codes_within(place, *whole)
    return Reach(*point, codes.uncertainty_m, codes.geo_precision, codes.where_prec)


def main() -> None:
    """Look at all countries and first-level units of the index that comes with Dateline."""
    index = index_of(gazetteer.open())
    rows = []
    for record in range(len(index)):
        facts = index.record(record)
        if facts.kind in {"country", "admin1"}:
            place = index.place(record)
            rows.append((place.id, facts.lon_e7, facts.lat_e7, reach(place)))
    write_reaches(sorted(rows), TARGET)
    print(f"{TARGET}: reaches of {len(rows)} units and countries")


if __name__ == "__main__":
    main()
