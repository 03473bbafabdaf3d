"""How long it takes to say where a point or an area is, beside the question which side a point is on.

All questions are asked in turn in each round, so that a busy machine slows all. Prints medians and how many
times the point question each takes; fails if the area of a town takes more than 10 times as long, that of a
region more than 40 times, or a description more than 15 times.

Usage: python -m benchmarks.speed_where [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

import gazetteer
from geo import borders
from geo.areas import circle
from geo.points import LonLat
from geo.regions import admin1_area

if TYPE_CHECKING:
    from collections.abc import Callable

POINTS = (
    LonLat(1.40921, 18.44345), LonLat(2.966, 19.955), LonLat(2.9, 15.5), LonLat(-8.0, 12.65),
    LonLat(36.3, 33.5),
)  # fmt: skip
MOST_TIMES = {"area of a town": 10, "area of a region": 40, "description": 15}


def main(rounds: int) -> int:
    """Print the figures; the exit status says whether the promises hold."""
    places = gazetteer.open()
    towns = [circle(point, 5_000) for point in POINTS]
    regions = [area for code in ("ML-8", "DZ-11", "NE-6", "SY-HI") if (area := admin1_area(code))]
    questions: dict[str, Callable[[], object]] = {
        "side of a point": lambda: [borders.side(point) for point in POINTS],
        "area of a town": lambda: [borders.shares(area) for area in towns],
        "area of a region": lambda: [borders.shares(area) for area in regions],
        "description": lambda: [places.describe(point) for point in POINTS],
    }
    counts = {"area of a region": len(regions)}
    runs: dict[str, list[float]] = {name: [] for name in questions}
    for number in range(rounds + 1):
        for name, ask in questions.items():
            started = time.perf_counter()
            ask()
            if number:  # the first round reads the data
                runs[name].append((time.perf_counter() - started) / counts.get(name, len(POINTS)))
    medians = {name: statistics.median(times) for name, times in runs.items()}
    failed = []
    for name, spent in medians.items():
        times = spent / medians["side of a point"]
        print(f"{name:18} {spent * 1e3:8.2f} ms {times:6.1f} times the side of a point")
        if times > MOST_TIMES.get(name, times):
            failed.append(name)
    for name in failed:
        print(f"{name}: more than {MOST_TIMES[name]} times")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
