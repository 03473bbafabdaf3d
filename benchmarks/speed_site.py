"""How long a site of 200 maps takes: from nothing, again without a change, and after one row has changed.

Each map is a page and a picture of one of 200 areas of a table of 1,000 incidents. Told are seconds on the
clock and of the processor, its children included. Fails if the second build is not over in a second of the
processor, if it writes anything, or if the changed row has more than its own map drawn.

Usage: python -m benchmarks.speed_site [MAPS]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

MOST_SECONDS_FRESH = 1.0
_ROWS_EACH = 5


class Took(NamedTuple):
    """What a build took."""

    seconds: float
    processor: float
    said: str


def main(count: int = 200) -> int:
    """Build three times, print a row for each, and check what must hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _rows(count)
        _write(folder, rows, count)
        first = _build(folder)
        before = _state(folder)
        again = _build(folder)
        written = _state(folder) != before
        rows[0] = rows[0].replace("Clash", "Clashes")
        _write(folder, rows, count)
        row = _build(folder)
        size = sum(path.stat().st_size for path in (folder / "public").rglob("*") if path.is_file())
    print(f"{count} maps, a page and a picture each, {size / 1e6:.1f} MB, {os.cpu_count()} processors")
    print(f"{'build':24}{'clock s':>10}{'processor s':>14}")
    for what, took in (("from nothing", first), ("again", again), ("one row changed", row)):
        print(f"{what:24}{took.seconds:10.2f}{took.processor:14.2f}   {took.said}")
    print(f"{'for each map':24}{first.seconds / count:10.3f}{first.processor / count:14.3f}")
    failed = [
        text
        for wrong, text in (
            (again.processor > MOST_SECONDS_FRESH, "the second build takes too long"),
            (written, "the second build wrote something"),
            (not row.said.startswith("1 map drawn"), "the changed row had other maps drawn"),
        )
        if wrong
    ]
    print("\n".join(failed) or "all as it must be")
    return int(bool(failed))


def _rows(count: int) -> list[str]:
    """Incidents of as many areas as there are maps, named by their title."""
    chance = random.Random(1)  # noqa: S311 - places, no secrets
    centres = [(chance.uniform(-8, 14), chance.uniform(11, 21)) for _ in range(count)]
    return [
        f"{number},Clash {number},{lat + chance.uniform(-1, 1):.4f},{lon + chance.uniform(-1, 1):.4f},"
        f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02},clash"
        for number, (lon, lat) in enumerate(centre for centre in centres for _ in range(_ROWS_EACH))
    ]


def _write(folder: Path, rows: list[str], count: int) -> None:
    (folder / "incidents.csv").write_text("\n".join(["id,title,lat,lon,date,type", *rows]), "utf-8")
    maps = [
        f"[maps.area-{number}]\nfilter.ids = {[str(number * _ROWS_EACH + i) for i in range(_ROWS_EACH)]}\n"
        for number in range(count)
    ]
    text = '[defaults]\ndata = "incidents.csv"\n' + "".join(maps)
    (folder / "site.toml").write_text(text, "utf-8")


def _build(folder: Path) -> Took:
    started, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "build", str(folder / "site.toml"), "-o", str(folder / "public")],
        capture_output=True,
        text=True,
        check=True,
    )
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])
    return Took(time.perf_counter() - started, processor, done.stdout.splitlines()[-1].rpartition(": ")[2])


def _state(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (folder / "public").rglob("*")}


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
