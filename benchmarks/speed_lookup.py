"""How long a lookup and an answer take in a process that runs, beside the same lookup in SQLite.

The keys of 20,000 places, spread evenly over the index, are looked up in the index and in an SQLite table of
the same keys in memory, with an index on them. Both are asked in turn in each round, so that a busy machine
slows both. SQLite has the easier task: fewer keys. Prints medians; fails if a lookup takes more than 5 times
as long as SQLite's, an answer to a name with few bearers more than 100 times as long, or the median answer
more than 50 microseconds in every round.

The median answer is stated twice: over the exact names of the labelled cases, which are drawn as news draws
them and asked once each, and over distinct names of the index, most of which one place bears. How long names
with hundreds of bearers take, and names with what holds them, stands beside.

Usage: python -m benchmarks.speed_lookup [ROUNDS]
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import gazetteer
from benchmarks.quality.cases import read_cases
from gazetteer.lookups import index_of
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_TIMES_SQLITE = 5
MOST_TIMES_ANSWER = 100
MOST_ANSWER_US = 50

_PLACES = 100_000
_ASKED = 2_000
_EVERY = 5
_NEWS, _DISTINCT = "answer, labelled exact names", "answer, distinct exact names"
_FEW = ("Tessalit", "Kidal", "Tinzaouaten", "Mopti, Mali")
_MANY = ("San José", "Santa Rosa, Argentina", "San Antonio, Texas")


def median_us(ask: Callable[[Any], object], asked: Sequence[Any]) -> float:
    """Median microseconds of a question."""
    times = []
    for one in asked:
        started = time.perf_counter()
        ask(one)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1e6


def table(rows: Sequence[tuple[str, int]]) -> sqlite3.Connection:
    """Keys and records in SQLite."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE names (key TEXT, record INTEGER)")
    database.executemany("INSERT INTO names VALUES (?, ?)", rows)
    database.execute("CREATE INDEX names_by_key ON names (key)")
    return database


def main(rounds: int) -> int:
    """Print the figures; the exit status says whether the promises hold."""
    places = gazetteer.open()
    index = index_of(places)
    records = range(0, len(index), len(index) // _PLACES)
    rows = [(fold(index.place(record).name), record) for record in records]
    database = table(rows)
    select = "SELECT key, record FROM names WHERE key = ?"
    asked = [key for key, _ in rows[:: len(rows) // _ASKED]]
    labelled = dict.fromkeys(case.name for case in read_cases() if not case.nil and not case.slip)
    questions: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "lookup, Dateline": (index.postings, asked),
        "lookup, SQLite in memory": (lambda key: database.execute(select, (key,)).fetchall(), asked),
        "lookup with spellings": (index.find, asked),
        "record": (index.record, range(0, len(index), 97)),
        "place with its holders": (index.place, range(0, len(index), 997)),
        "ten nearest": (lambda record: index.nearest(index.point(record), 10), range(0, len(index), 9_973)),
        "answer, few bearers": (places.resolve, _FEW * 50),
        "answer, hundreds of bearers": (places.resolve, _MANY * 20),
        _NEWS: (places.resolve, [name for name in labelled if index.postings(fold(name))]),
        _DISTINCT: (places.resolve, [index.place(record).name for record in records[:: 10 * _EVERY]]),
    }
    runs: dict[str, list[float]] = {name: [] for name in questions}
    for number in range(rounds + 1):
        for name, (ask, these) in questions.items():
            spent = median_us(ask, these)
            if number:  # the first round reads and checks the blocks
                runs[name].append(spent)
    medians = {name: statistics.median(times) for name, times in runs.items()}
    for name, spent in medians.items():
        print(f"{name:30} {spent:9.1f} µs")
    distinct = list(dict.fromkeys(index.place(record).name for record in records))
    for state in ("first touch", "warm"):
        # Of the processor, so that a busy machine counts less; an index opened anew has nothing in memory.
        once = places if state == "warm" else gazetteer.open(index.path)
        started = time.process_time()
        once.resolve_many(distinct)
        rate = len(distinct) / (time.process_time() - started)
        print(f"{f'names a second, {state}':30} {rate:9,.0f} ({len(distinct):,} distinct ones, one core)")
    started = time.perf_counter()
    index.verify()
    print(f"{'checking every byte':30} {(time.perf_counter() - started) * 1e6:9.0f} µs")
    lookup = medians["lookup, Dateline"]
    beside = lookup / medians["lookup, SQLite in memory"]
    answer = medians["answer, few bearers"] / medians["lookup, SQLite in memory"]
    print(f"a lookup takes {beside:.1f} times SQLite's (at most {MOST_TIMES_SQLITE})")
    print(f"an answer takes {answer:.0f} times SQLite's lookup (at most {MOST_TIMES_ANSWER})")
    best = {name: min(runs[name]) for name in (_NEWS, _DISTINCT)}
    for name, spent in best.items():
        print(f"median {name}: {spent:.0f} µs in the best round (at most {MOST_ANSWER_US})")
    quick = max(best.values()) <= MOST_ANSWER_US
    return 0 if quick and beside <= MOST_TIMES_SQLITE and answer <= MOST_TIMES_ANSWER else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
