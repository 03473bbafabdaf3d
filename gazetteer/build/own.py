"""Dateline's own tables as a source: countries in many languages, what is curated by hand, regions, codes.

They are taken from the index that comes with Dateline.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.build.rows import OPTIONAL, OURS, OWN_IDS, Row, group_of, tag
from gazetteer.index import Index
from gazetteer.index_format import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BASE_LABEL", "DATA", "OWN_LABELS", "aliases", "own_rows"]

DATA: Final = Path(__file__).resolve().parent.parent / "data"
#: Source of subdivisions, which any other source may override.
BASE_LABEL: Final = "GeoNames"
#: Sources of what Dateline adds or refines, which stands behind dumps: countries are GeoNames' records.
OWN_LABELS: Final = ("Dateline", "GeoNames", "Natural Earth")
_TABLES: Final = ("curated.csv", "natural.csv")
_PREFIXES: Final = ("dateline:", "naturalearth:")


def aliases() -> dict[int, int]:
    """The groups of the records that curated places stand for, and the groups of those places."""
    found = {}
    for name in _TABLES:
        with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for replaced in filter(None, map(str.strip, row["replaces"].split("|"))):
                    found[group_of(f"geonames:{replaced.removeprefix('geonames:')}")] = group_of(row["id"])
    return found


def own_rows(base_rank: int, own_rank: int) -> Iterator[tuple[bool, Row]]:
    """Each row, and whether it is Dateline's own: then it refines dumps; the others give way to them.

    Args:
        base_rank: Rank of subdivisions as GeoNames has them.
        own_rank: Rank of countries, curated places and regions whose source is the first of
            ``OWN_LABELS``; those of the second have the next rank, and so on.
    """
    index = Index.open(DATA / "index")
    for record in range(len(index)):
        fields = index.record(record)
        identifier = index.id(record)
        is_own = identifier.startswith(_PREFIXES) or fields.kind == "country"
        if not is_own and fields.kind not in ("admin1", "admin2"):
            continue
        names = tuple(
            part
            for name in index.names(record)
            if name.kind != "code" or name.source != "ISO 3166"
            for part in (name.spelling, tag(name.kind, name.source, name.language))
        )
        holders = [code for holder in index.ancestors(record) for code in index.codes(holder)]
        group = group_of(identifier)
        flags = OWN_IDS | (OURS if is_own else OPTIONAL if fields.kind == "admin2" else 0)
        number = fields.number if fields.prefix == "geonames" else identifier
        yield is_own, (
            group, own_rank + OWN_LABELS.index(fields.source) if is_own else base_rank, number,
            fields.lon_e7, fields.lat_e7, KINDS.index(fields.kind), fields.feature, fields.country or "",
            " ".join(fields.shared_with), " ".join(holders), fields.population, fields.extent_m,
            " ".join(index.codes(record)), names, flags,
        )  # fmt: skip
