"""How large pages of many incidents are, how long they take to write and to show, beside other libraries.

The same made-up incidents (``benchmarks.incidents``) as a page of Dateline, of swiftmap, of folium and of
lonboard, each built in the way of its own documentation and with the same texts in its popups: title, date,
place, actors, description, source and figure. Each is written in a fresh interpreter:

- seconds and memory: from what each takes as input (a composed document; a table in memory) to the file, and
  what the process grows by meanwhile;
- the whole way: the same from a CSV file, which Dateline reads, checks, locates and composes and pandas reads
  for swiftmap; for Dateline the processor seconds of each step stand beside;
- first markers: in Chromium without network, from the navigation to the frame after the first in which
  markers were drawn. Dateline says when with ``performance.mark``, WebGL by its first draw call of a hundred
  vertices or more;
- worst frame: the longest time between two animation frames while the map is dragged for two seconds.

The best of the rounds counts, for a busy machine is never too quick. The pages of lonboard and folium take
their scripts from the network: here they show nothing and are not opened. folium is left out from 100,000 on,
which took it 87 s.

Usage: python -m benchmarks.speed_page [--rounds N] [COUNT ...]
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.incidents import synthetic_rows, write_csv
from tests.shared.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COUNTS = (1_000, 10_000, 100_000, 1_000_000)
#: Beyond so many incidents a library is not asked.
MOST = {
    "dateline": 1_000_000,
    "swiftmap": 1_000_000,
    "lonboard": 100_000,
    "folium": 10_000,
    "dateline from CSV": 100_000,
    "swiftmap from CSV": 100_000,
}
#: What a page has to keep: bytes, seconds to write, megabytes, seconds to markers, milliseconds a frame.
TARGETS = {
    1_000: {"markers": 1.0},
    10_000: {"markers": 1.0},
    100_000: {"bytes": 6_000_000, "seconds": 0.6, "memory": 250.0, "markers": 1.0, "frame": 33.4},
    1_000_000: {"markers": 2.5},
}
# Pages of lonboard and folium take scripts from the network; those from CSV files are the same as the others.
_NOT_OPENED = {"lonboard", "folium", "dateline from CSV", "swiftmap from CSV"}
_STEPS = ("read", "compose", "write")
_SHOWN_WITHIN_S = 60

_WRITERS = {
    "dateline": """
import maps
document = pickle.load(open(table + ".document", "rb"))
maps.save(maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),))), out)
def write():
    maps.save(document, out)
""",
    "swiftmap": """
import pandas, swiftmap
rows = pandas.DataFrame(pickle.load(open(table, "rb")))
rows[["latitude", "longitude"]] = rows[["latitude", "longitude"]].astype(float)
def write():
    m = swiftmap.Map()
    m.add_circle_markers(rows, name="Incidents", lat_col="latitude", lon_col="longitude", popup=texts)
    m.save(out)
""",
    "lonboard": """
import geopandas, pandas, lonboard
rows = pandas.DataFrame(pickle.load(open(table, "rb")))
rows[["latitude", "longitude"]] = rows[["latitude", "longitude"]].astype(float)
points = geopandas.points_from_xy(rows.longitude, rows.latitude)
frame = geopandas.GeoDataFrame(rows[texts], geometry=points, crs=4326)
def write():
    lonboard.Map(lonboard.ScatterplotLayer.from_geopandas(frame)).to_html(out)
""",
    "folium": """
import html, folium
rows = pickle.load(open(table, "rb"))
def write():
    m = folium.Map((15, 3), zoom_start=5)
    for row in rows:
        popup = "<br>".join(html.escape(row[key]) for key in texts)
        folium.Marker((float(row["latitude"]), float(row["longitude"])), popup=popup).add_to(m)
    m.save(out)
""",
}
_WRITERS["dateline from CSV"] = """
import maps
maps.save(maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),))), out)
def write():
    steps = [time.process_time()]
    report = maps.read(table + ".csv")
    steps.append(time.process_time())
    document = maps.compose(report, title="Incidents that never happened")
    steps.append(time.process_time())
    maps.save(document, out)
    steps.append(time.process_time())
    for name, before, after in zip(("read", "compose", "write"), steps, steps[1:]):
        more[name] = after - before
"""
_WRITERS["swiftmap from CSV"] = """
import pandas, swiftmap
def write():
    rows = pandas.read_csv(table + ".csv", keep_default_na=False)
    m = swiftmap.Map()
    m.add_circle_markers(rows, name="Incidents", lat_col="latitude", lon_col="longitude", popup=texts)
    m.save(out)
"""
_WORKER = """
import json, pickle, resource, sys, threading, time
table, out = sys.argv[1:]
texts = ["title", "date", "place", "country", "actors", "description", "source", "url", "fatalities"]
more = {{}}
{writer}
import psutil
process, grown, done = psutil.Process(), [0], threading.Event()
before = process.memory_info().rss
def watch():
    while not done.wait(0.005):
        grown.append(process.memory_info().rss - before)
thread = threading.Thread(target=watch)
thread.start()
wall, own = time.perf_counter(), time.process_time()
write()
wall, own = time.perf_counter() - wall, time.process_time() - own
done.set()
thread.join()
print(json.dumps({{"seconds": wall, "processor": own, "memory": max(grown) / 1e6, **more}}))
"""
# Notes when there is something to see, whoever draws it.
_WATCH = """
window.markersDrawn = null;
for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
  for (const name of kind ? ["drawArrays", "drawElements"] : []) {
    const own = kind.prototype[name];
    kind.prototype[name] = function (...given) {
      if (given[name === "drawArrays" ? 2 : 1] >= 100) window.markersDrawn ||= performance.now();
      return own.apply(this, given);
    };
  }
}
(function look() {
  const there = window.markersDrawn || performance.getEntriesByName("dateline:markers").length
    || document.querySelector(".dl-marker");
  if (there) requestAnimationFrame(() => { window.markersShown = performance.now(); });
  else requestAnimationFrame(look);
})();
"""
_FRAMES = """
window.frames_ = [];
(function next(before) {
  requestAnimationFrame((now) => {
    if (before) window.frames_.push(now - before);
    next(now);
  });
})(0);
"""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("counts", type=int, nargs="*")
    asked = parser.parse_args(arguments)
    missed = 0
    print(
        f"{'':18}{'incidents':>10}{'MB':>8}{'s':>8}{'CPU s':>8}{'MB RAM':>8}{'markers s':>11}{'worst ms':>10}"
    )
    with tempfile.TemporaryDirectory() as folder, chromium(webgl=True) as browser:
        for count in asked.counts or COUNTS:
            table = _prepared(count, Path(folder))
            for tool, most in MOST.items():
                if count <= most:
                    best = _best([_round(tool, table, browser) for _ in range(asked.rounds)])
                    missed += _tell(tool, count, best)
    return 1 if missed else 0


def _prepared(count: int, folder: Path) -> Path:
    """The rows, and the document that Dateline composes of them, in files."""
    import maps

    rows = synthetic_rows(count, 1)
    table = folder / f"{count}"
    table.write_bytes(pickle.dumps(rows))
    write_csv(f"{table}.csv", rows)
    started = time.perf_counter()
    document = maps.compose(maps.read(f"{table}.csv"), title="Incidents that never happened")
    print(
        f"# {count:,} incidents read and composed in {time.perf_counter() - started:.1f} s", file=sys.stderr
    )
    Path(f"{table}.document").write_bytes(pickle.dumps(document))
    return table


def _round(tool: str, table: Path, browser: Browser) -> dict[str, float | None]:
    page = table.with_suffix(f".{tool}.html")
    worker = _WORKER.format(writer=_WRITERS[tool])
    try:
        told = subprocess.run(
            [sys.executable, "-c", worker, str(table), str(page)], check=True, capture_output=True
        )
    except subprocess.CalledProcessError as error:
        sys.stderr.write(error.stderr.decode())
        raise
    figures: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    shown = {"markers": None, "frame": None} if tool in _NOT_OPENED else _shown(browser, page)
    return {**figures, "bytes": page.stat().st_size, **shown}


def _shown(browser: Browser, path: Path) -> dict[str, float | None]:
    """Seconds to the first markers and the worst frame of a drag in milliseconds; None for the unseen."""
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    window.set_offline(offline=True)
    page = window.new_page()
    page.add_init_script(_WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    end = time.monotonic() + _SHOWN_WITHIN_S
    shown = None
    while shown is None and time.monotonic() < end:
        time.sleep(0.1)
        shown = page.evaluate("window.markersShown ?? null")
    frame = None if shown is None else _worst_frame(page)
    window.close()
    return {"markers": None if shown is None else shown / 1000, "frame": frame}


def _worst_frame(page: Page) -> float:
    page.wait_for_load_state("load", timeout=120_000)
    page.wait_for_timeout(1500)
    box = page.evaluate(
        "(() => { const box = document.querySelector('.leaflet-container').getBoundingClientRect();"
        " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    page.mouse.move(*box)
    page.mouse.down()
    page.evaluate(_FRAMES)
    started = time.monotonic()
    while (past := time.monotonic() - started) < 2:
        page.mouse.move(box[0] + 120 * abs(past % 1 - 0.5), box[1] + 60 * abs((past + 0.3) % 1 - 0.5))
    worst: float = page.evaluate("Math.max(...window.frames_)")
    page.mouse.up()
    return worst


def _best(rounds: list[dict[str, float | None]]) -> dict[str, float | None]:
    return {
        key: min((figure for one in rounds if (figure := one[key]) is not None), default=None)
        for key in rounds[0]
    }


def _tell(tool: str, count: int, figures: dict[str, float | None]) -> int:
    """Print one row; how many targets it misses."""

    def said(key: str, digits: int = 2, scale: float = 1.0) -> str:
        figure = figures[key]
        return "-" if figure is None else f"{figure * scale:.{digits}f}"

    row = f"{tool:18}{count:>10,}{said('bytes', 2, 1e-6):>8}{said('seconds'):>8}{said('processor'):>8}"
    row += f"{said('memory', 0):>8}{said('markers'):>11}{said('frame', 0):>10}"
    row += "".join(f"  {name} {said(name)}" for name in _STEPS if name in figures)
    missed = []
    if tool == "dateline":
        for key, most in TARGETS.get(count, {}).items():
            figure = figures[key]
            if figure is None or figure > most:
                missed.append(f"{key} over {most:g}")
    print(row + (f"  {', '.join(missed)}" if missed else ""), flush=True)
    return len(missed)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main(sys.argv[1:]))
