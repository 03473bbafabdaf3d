"""Build an index of millions of made-up places and print what it took, and how soon the index answers.

Usage: python -m benchmarks.build_at_scale [ROWS] [FOLDER]

Twelve million rows by default, about as many as GeoNames has. The dump (110 bytes a row), the build's own
files and the index stand in FOLDER, else in the system's folder for temporary files, which needs 10 GB; they
are removed in the end. Memory is the sum of the build and its processes, read from the system twice a
second; what processes share is counted for each. Of each stage it prints the time of the clock and of the
processor, by process in the order in which they began.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from tools.make_synthetic_dump import main as make_dump

_ROWS = 12_000_000
_FIRST_ANSWER = """
import time
begun = time.perf_counter()
from gazetteer.index import Index
from gazetteer.names import fold
loaded = time.perf_counter()
index = Index.open({folder!r})
opened = time.perf_counter()
hits = index.find(fold({name!r}))
place = index.place(hits[0].record)
answered = time.perf_counter()
print(loaded - begun, opened - loaded, answered - opened)
"""


class _Stages:
    """What each stage of a build took: seconds of the clock, and of the processor in each process."""

    def __init__(self) -> None:
        self._stage = ""
        self._begun, self._used = time.perf_counter(), _used_s()

    def show(self, done: float, what: str) -> None:
        """Take a step of the build; a bar on a terminal, nothing in a pipe."""
        if what != self._stage:
            self.end()
            self._stage = what
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:4.0%} {what}\x1b[K")

    def end(self) -> None:
        """Print what the stage took that ends here; its first step ends the one before."""
        now, used = time.perf_counter(), _used_s()
        of_each = ", ".join(f"{used[one] - self._used.get(one, 0):,.1f}" for one in used)
        if self._stage:
            print(f"{self._stage}: {now - self._begun:,.1f} s; of processors, by process: {of_each} s")
        self._begun, self._used = now, used


class _Memory(threading.Thread):
    """Watches how much memory this process and its children have."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Look twice a second."""
        me = psutil.Process()
        while not self.over.wait(0.5):
            used = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    used += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, used)


def main(rows: int, folder: Path) -> None:
    """Make the dump, build, and print the figures."""
    from gazetteer.build.pipeline import build_index

    dump, index = folder / "dump.txt", folder / "index"
    if not dump.exists():
        make_dump(rows, dump)
    memory = _Memory()
    memory.start()
    stages = _Stages()
    begun = time.perf_counter()
    built = build_index([dump], index, progress=stages.show)
    took = time.perf_counter() - begun
    stages.end()
    memory.over.set()
    read = sum(source.rows for source in built.sources)
    size = sum(path.stat().st_size for path in index.iterdir())
    print(f"{read:,} rows in {took:,.0f} s: {read / took:,.0f} rows a second")
    processor_s = _processor_s()
    print(f"{processor_s:,.0f} s of processor time: {read / processor_s:,.0f} rows a second of one processor")
    print(f"{sum(built.places.values()):,} places, {built.keys:,} keys, {built.merged:,} merged by name")
    print(f"most memory of all processes together: {memory.most / 1e9:.2f} GB")
    for path in sorted(index.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:,.1f} MB")
    print(f"index: {size / 1e6:,.1f} MB, {size / read:.1f} bytes a row")
    with dump.open(encoding="utf-8") as file:
        name = file.readline().split("\t")[1]
    code = _FIRST_ANSWER.format(folder=str(index), name=name)
    for what in ("first", "again"):
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
        loaded, opened, answered = (float(part) * 1000 for part in out.split())
        print(f"{what}: {loaded:.1f} ms to import, {opened:.2f} ms to open, {answered:.2f} ms to an answer")


def _processor_s() -> float:
    """Seconds of processors that this process and its ended children have used."""
    used = psutil.Process().cpu_times()
    return float(used.user + used.system + used.children_user + used.children_system)


def _used_s() -> dict[int, float]:
    """Seconds of processors that this process and its children have used so far, by process."""
    me, used = psutil.Process(), {}
    for process in (me, *me.children()):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        used[process.pid] = float(times.user + times.system)
    return used


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as scratch:
        main(count, Path(scratch))
