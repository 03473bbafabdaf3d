"""How much memory the index takes when everything of it is used, above bare Python.

A fresh process looks up every key, reads every place with its holders and names, asks for near names, for
the nearest places and for what units hold. Prints the resident set after each step; fails if the peak is more
than 60 MB above that of bare Python. Needs Linux.

Usage: python -m benchmarks.memory_index [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from gazetteer.lookups import index_of

MOST_MB = 60


def resident_mb(field: str = "VmRSS") -> float:
    """Megabytes of this process, now (``VmRSS``) or at its peak (``VmHWM``)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field)) / 1024


def main(folder: str | None) -> int:
    """Print the figures; the exit status says whether the promise holds."""
    bare = resident_mb()
    import gazetteer

    places = gazetteer.open(folder)
    index = index_of(places)
    places.resolve("Kidal")

    def say(what: str) -> None:
        print(f"{what:35} {resident_mb() - bare:6.1f} MB above bare Python")

    say("open, and one answer")
    asked = []
    for number, key in enumerate(index.keys()):
        index.postings(key)
        if not number % 500 and len(key) > 5:
            asked.append(key[:2] + key[3:])
    say("every key looked up")
    for record in range(len(index)):
        index.place(record)
        index.names(record)
    say("every place with its names")
    for key in asked:
        index.similar(key)
    say(f"near names of {len(asked):,} keys")
    for record in range(0, len(index), len(index) // 1_000):
        index.nearest(index.point(record), 5)
        index.by_id(index.id(record))
        for holder in index.ancestors(record):
            index.children(holder)
    say("nearest, identifiers, children")
    peak = resident_mb("VmHWM") - bare
    print(f"at most {peak:.1f} MB above bare Python (promised: {MOST_MB})")
    return 0 if peak <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
