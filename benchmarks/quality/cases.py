"""The labelled names: read from ``cases-*.csv``, and what counts as the right answer to one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.points import LonLat
from geo.sphere import sphere_m

if TYPE_CHECKING:
    from gazetteer import Resolution
    from gazetteer.place import Place

__all__ = ["HERE", "Case", "fits", "is_right", "read_cases", "read_fresh"]

HERE = Path(__file__).parent
_SLIPS = ("slip:", "misspelled:", "unusual:")


class Case(NamedTuple):
    """One labelled name, as the files have it."""

    case: str
    document: str
    name: str
    at: LonLat | None
    tolerance_m: float
    kinds: frozenset[str]
    countries: frozenset[str]
    alone: str
    group: str
    slip: bool = False
    within: str | None = None

    @property
    def nil(self) -> bool:
        """Whether no place is meant."""
        return "nil" in self.kinds


def read_cases(folder: Path = HERE) -> list[Case]:
    """The cases of all files, in their order."""
    cases = []
    for path in sorted(folder.glob("cases-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            cases += [_case(row, path.stem.removeprefix("cases-")) for row in csv.DictReader(file)]
    return cases


def read_fresh(folder: Path = HERE) -> list[Case]:
    """The names that were written down from memory before any look at the index, and not tuned on."""
    with (folder / "fresh.csv").open(encoding="utf-8", newline="") as file:
        return [_case(row, "fresh") for row in csv.DictReader(file)]


def _case(row: dict[str, str], group: str) -> Case:
    return Case(
        row["case"],
        row["document"],
        row["name"],
        LonLat(float(row["lon"]), float(row["lat"])) if row["lon"] else None,
        float(row["tolerance_km"] or 0) * 1_000,
        frozenset(row["kind"].split("|")),
        frozenset(filter(None, row["country"].split("|"))),
        row["alone"],
        group,
        row["note"].startswith(_SLIPS),
        row.get("within") or None,
    )


def fits(case: Case, place: Place) -> bool:
    """Whether a place is one that is labelled."""
    kinds = case.kinds >= {"any"} or place.kind in case.kinds
    countries = not case.countries or bool(case.countries & {place.country, *place.shared_with})
    near = case.at is None or sphere_m(*place.point, *case.at) <= case.tolerance_m
    return not case.nil and kinds and countries and near


def is_right(case: Case, answer: Resolution) -> bool:
    """Whether an answer is the labelled one; for a name of no place, whether it is none."""
    return case.nil if answer.place is None else fits(case, answer.place)
