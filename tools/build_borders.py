"""Builds ``geo/data/osm/borders.bin``, ``geo/data/naturalearth/disputed_lines.bin`` and their figures.

Run it with ``python -m tools.build_borders``; it takes some minutes and 6 GB of memory.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.bordermap import BORDER, COAST, SEAM, StoredArc, write
from tools.border_accuracy import (
    Agreement,
    agreement,
    distances_m,
    length_km,
    lines_of_2018,
    measured,
    natural_earth_by_pair,
    our_lines,
)
from tools.border_faces import NO_COUNTRY, faces
from tools.border_sources import land_2018
from tools.border_topology import arcs
from tools.border_worldviews import WORLDVIEWS, added_arcs, classified, natural_earth_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tools.border_accuracy import Points
    from tools.border_sources import Coded

DATA = Path(__file__).resolve().parent.parent / "geo" / "data"

# The accuracy that is claimed at best, in metres: half a millimetre at the scale of the best maps that
# describe a region throughout. That is 1:1,000,000 for the world. EuroBoundaryMap is 1:100,000; where it has
# both sides, the 100 m to which such lines are generalised are more. Decision record 0002 argues it.
FLOOR_M = 500
SURVEYED_FLOOR_M = 100
SURVEYED = frozenset({
    "AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    "SM", "VA",
})  # fmt: skip
STEP_M = 50

TINZAOUATEN = (2.966, 19.955)


def stored(land: Coded) -> tuple[list[StoredArc], list[str]]:
    """The arcs between the faces, and the labels that they refer to: "" for the sea, then codes, sorted."""
    labels = ["", *sorted(set(land.codes.tolist()))]
    numbers = np.array([labels.index(code) for code in land.codes.tolist()])
    found = [
        StoredArc(arc.points, arc.left, arc.right, SEAM if arc.seam else BORDER if arc.right else COAST)
        for arc in arcs(land.geometries, numbers)
    ]
    return sorted(found, key=_order), labels


def _order(arc: StoredArc) -> tuple[int, ...]:
    return (arc.kind, arc.left, arc.right, *arc.points[0].tolist(), *arc.points[-1].tolist(), len(arc.points))


def accuracy_m(pair: str, found: Agreement | None) -> int:
    """The accuracy stated for a pair: what 95 of 100 points agree within, never better than the floor."""
    floor = SURVEYED_FLOOR_M if set(pair.split("-")) <= SURVEYED else FLOOR_M
    return max(floor, math.ceil(found.p95 / STEP_M) * STEP_M if found else 0)


def compared(
    ours: dict[str, list[Points]], theirs: dict[str, list[Points]]
) -> tuple[dict[str, Agreement], Agreement]:
    """How far points on each line of ours are from theirs, by pair, and for all such pairs together."""
    by_country: dict[str, list[Points]] = {}
    for pair, lines in theirs.items():
        for code in pair.split("-"):
            by_country.setdefault(code, []).extend(lines)
    # A line keeps its place when the land beside it changes hands, so any line of either country counts.
    both = {
        pair: (lines, [line for code in pair.split("-") for line in by_country[code]])
        for pair, lines in sorted(ours.items())
        if pair in theirs
    }
    found = {pair: measured(*lines) for pair, lines in both.items()}
    return {pair: agreement([part]) for pair, part in found.items()}, agreement(found.values())


def _rows(
    ours: dict[str, list[Points]], edition: dict[str, Agreement], natural_earth: dict[str, Agreement]
) -> Iterable[list[object]]:
    yield [
        "pair", "accuracy_m", "length_km",
        "osm2018_checked_km", "osm2018_median_m", "osm2018_p95_m", "osm2018_max_m",
        "naturalearth_median_m", "naturalearth_p95_m", "naturalearth_max_m",
    ]  # fmt: skip
    for pair, lines in sorted(ours.items()):
        old, other = edition.get(pair), natural_earth.get(pair)
        yield [
            pair, accuracy_m(pair, old), round(length_km(lines), 1),
            *(map(round, old) if old else [""] * 4),
            *(map(round, other[1:]) if other else [""] * 3),
        ]  # fmt: skip


def main() -> None:
    """Write the data and print the figures that SOURCES.md quotes."""
    land = faces()
    border_arcs, labels = stored(land)
    lines = natural_earth_lines()
    cut, rows = classified(border_arcs, labels, lines)
    ours = {pair: found for pair, found in our_lines(cut, labels).items() if NO_COUNTRY not in pair}
    old, other = lines_of_2018(land_2018()), natural_earth_by_pair(lines)
    # From the older edition to ours: it has gaps in rivers and lakes, to which no distance means anything.
    edition, against_old = compared(old, ours)
    natural_earth, against_other = compared(ours, other)
    accuracies = {pair: accuracy_m(pair, edition.get(pair)) for pair in our_lines(cut, labels)}
    print(f"world against 2018: {against_old}")
    print(f"world against Natural Earth: {against_other}")
    for name, there in (("ours", ours), ("2018", old), ("Natural Earth", other)):
        print("Tinzaouaten to the line of", name, distances_m(np.array([TINZAOUATEN]), there["DZ-ML"]))
    _write("osm/borders.bin", sorted(cut, key=_order), {
        "labels": labels, "worldviews": WORLDVIEWS, "classes": rows, "accuracy_m": accuracies,
        "source": "OpenStreetMap", "vintage": "2024-06-10",
    })  # fmt: skip
    added, codes, classes = added_arcs(lines)
    accuracy = math.ceil(against_other.p95 / STEP_M) * STEP_M
    _write("naturalearth/disputed_lines.bin", sorted(added, key=_order), {
        "labels": codes, "worldviews": WORLDVIEWS, "classes": classes,
        "accuracy_m": {"-".join(sorted((codes[a.left], codes[a.right]))): accuracy for a in added},
        "source": "Natural Earth", "vintage": "5.1",
    })  # fmt: skip
    with (DATA / "osm/agreement.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_rows(ours, edition, natural_earth))


def _write(name: str, stored_arcs: list[StoredArc], header: dict[str, object]) -> None:
    target = DATA / name
    target.parent.mkdir(parents=True, exist_ok=True)
    packed = write(stored_arcs, header)
    target.write_bytes(packed)
    points = sum(len(arc.points) for arc in stored_arcs)
    print(f"{name}: {len(stored_arcs)} arcs, {points} points, {len(packed)} bytes")


if __name__ == "__main__":
    main()
