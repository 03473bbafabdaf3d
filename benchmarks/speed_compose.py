"""How long it takes to read and compose a long table, and how much memory the map holds.

The peer makes a folium map of the same rows in the usual way: a marker with a popup and a tooltip for each
row of ``csv.DictReader``. It finds no place, measures no border, checks no date and quotes no claim, and it
pays for its markers when it writes them: the two do different work, and their ratio is a figure to go by and
no gate. A map of 50 of the rows tells what is paid once: background, gazetteer and lines of borders, which
weigh the more on an incident the fewer there are. The same is asked of the functions for one point, for a
hundredth of the rows: what places and borders would cost if each incident were looked at alone. All of it is
timed in one run, so that a busy machine slows all.

Fails if measuring together is less than 50 times as quick as one by one, or if the document holds more than
1,500 bytes an incident.

Usage: python -m benchmarks.speed_compose [COUNT]
"""

from __future__ import annotations

import csv
import gc
import html
import sys
import tempfile
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import folium

import maps
from benchmarks.incidents import synthetic_rows, write_csv
from geo.areas import circle
from geo.borders import side
from geo.geodesic import rounding_m, roundings
from geo.sides_many import sides_in_reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo import LonLat

LEAST_TIMES_TOGETHER = 50.0
MOST_BYTES = 1_500.0
_FEW = 50

_Made = TypeVar("_Made")


def main(count: int) -> int:
    """Print a table and say whether the figures hold."""
    maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "incidents.csv")
        write_csv(path, synthetic_rows(count, 1))
        read_s, report = _timed(lambda: maps.read(path))
        once_s, _ = _timed(lambda: maps.compose(replace(report, incidents=report.incidents[:_FEW])))
        compose_s, document = _timed(lambda: maps.compose(report))
        peer_s, _ = _timed(lambda: _folium(path))
        held = _held_bytes(path)
    points = [mark.point for mark in document.incidents]
    alone_s, _ = _timed(lambda: _one_by_one(points[:: max(1, count // 1_000)]))
    together_s, _ = _timed(lambda: _together(points))
    alone = alone_s / len(points[:: max(1, count // 1_000)])
    together = together_s / count
    for name, seconds in (
        ("read", read_s / count),
        ("compose", compose_s / count),
        ("read and compose", (read_s + compose_s) / count),
        ("without paid once", (read_s + compose_s - once_s) / count),
        ("folium markers", peer_s / count),
        ("points one by one", alone),
        ("points together", together),
    ):
        sys.stdout.write(f"{name:<19}{seconds * 1e6:8.1f} us an incident\n")
    sys.stdout.write(f"{'document':<19}{held / count:8.0f} bytes an incident, {held / 1e6:,.0f} MB\n")
    sys.stdout.write(f"points: {alone / together:.0f} times as quick together\n")
    sys.stdout.write(f"paid once: {once_s:.2f} s\n")
    sys.stdout.write(f"folium: {peer_s / (read_s + compose_s):.1f} times the time\n")
    return 0 if alone / together >= LEAST_TIMES_TOGETHER and held / count <= MOST_BYTES else 1


def _timed(make: Callable[[], _Made]) -> tuple[float, _Made]:
    started = time.process_time()
    made = make()
    return time.process_time() - started, made


def _folium(path: Path) -> folium.Map:
    made = folium.Map(tiles=None)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            popup = "<br>".join(html.escape(text) for text in row.values())
            folium.Marker(
                (float(row["latitude"]), float(row["longitude"])),
                popup=popup,
                tooltip=html.escape(row["title"]),
            ).add_to(made)
    return made


def _one_by_one(points: list[LonLat]) -> None:
    for point in points:
        radius_m = rounding_m(point)
        circle(point, radius_m)
        side(point)


def _together(points: list[LonLat]) -> None:
    sides_in_reach(points, [radius_m for _, radius_m in roundings(points)])


def _held_bytes(path: Path) -> float:
    """What the document holds by itself, once the report that it was made of is gone."""
    tracemalloc.start()
    document = maps.compose(maps.read(path))
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del document
    return float(held)


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["100000"])[0])))
