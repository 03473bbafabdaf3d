"""How long the command needs from a table of incidents to a PNG, beside geopandas and matplotlib.

The peer draws the same map in the way of its own documentation: the same layers, read from GeoJSON files
with ``read_file``, projected with ``to_crs``, put on axes with ``plot``, and the same texts with halos. It is
given what Dateline finds out by itself: which place each incident is at, what surrounds it, which labels find
room.

Each round starts both in new interpreters, one after the other, so that a busy machine slows both. Figures
are medians of processor seconds; the rows below tell what Dateline spends them on. Fails if the command, or
the same asked from Python, is less than 1.5 times as quick. Needs Linux or macOS.

Usage: python -m benchmarks.speed_static [ROUNDS]
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import maps
from maps.render.static import lay_out
from maps.render.static.page import Page

LEAST_RATIO = 1.5
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "mali-2024"

_PARTS = """
import time
from sys import argv
started = time.process_time()
import maps, numpy, shapely, pyproj, PIL.PngImagePlugin
from maps.render.static import compiled, lay_out, png
from maps.render.static.page import Page
compiled.ft2font(), compiled.renderer()
imported = time.process_time()
document = maps.compose(maps.read(argv[1]), borders=["Algeria"], title="Ambush at Tinzaouaten")
composed = time.process_time()
drawing = lay_out(document, Page())
laid_out = time.process_time()
open(argv[2], "wb").write(png.write(drawing, Page()))
done = time.process_time()
print(imported - started, composed - imported, laid_out - composed, done - laid_out)
"""
_PEER = """
import json
from pathlib import Path
from sys import argv
import geopandas
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib.patheffects import withStroke

folder = Path(argv[1])
page = json.loads((folder / "page.json").read_text(encoding="utf-8"))
figure = plt.figure(figsize=(12.5, 8.333), dpi=96, facecolor="white")
axes = figure.add_axes((0.02, 0.05, 0.96, 0.87), facecolor="#d3e3ec")
LAYERS = {
    "land": dict(facecolor="#f6f3ec", edgecolor="#9fb3bf", linewidth=0.5),
    "lakes": dict(facecolor="#c3d9e6"),
    "rivers": dict(color="#9dbfd2", linewidth=0.7),
    "admin1_borders": dict(color="#c2baa9", linewidth=0.6, linestyle="--"),
    "country_borders": dict(color="#8a8378", linewidth=0.9),
    "disputed_borders": dict(color="#8a8378", linewidth=0.9, linestyle="--"),
    "areas": dict(facecolor="#105da5", alpha=0.12),
    "emphasised": dict(color="#ffd166", linewidth=5),
    "emphasised ": dict(color="#1a1a1a", linewidth=1.6),
    "incidents": dict(color="#d51e13", markersize=180, edgecolor="white"),
}
for name, paint in LAYERS.items():
    path = folder / (name.strip() + ".geojson")
    if path.exists():
        geopandas.read_file(path).to_crs(page["crs"]).plot(ax=axes, **paint)
labels = geopandas.read_file(folder / "labels.geojson").to_crs(page["crs"])
for text, at in zip(labels.text, labels.geometry):
    halo = [withStroke(linewidth=2.4, foreground="w")]
    axes.text(at.x, at.y, text, fontsize=9, ha="center", path_effects=halo)
view = geopandas.GeoSeries.from_wkt([page["view"]], crs=4326)
west, south, east, north = view.to_crs(page["crs"]).total_bounds
axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
figure.suptitle(page["title"], x=0.02, ha="left", fontsize=20, fontweight="bold")
figure.text(0.02, 0.02, page["credit"], fontsize=8.5)
figure.savefig(argv[2])
"""


def write_layers(folder: Path) -> None:
    """Everything that the map shows, as GeoJSON files for the peer."""
    document = maps.compose(maps.read(EXAMPLE), borders=["Algeria"], title="Ambush at Tinzaouaten")
    drawing = lay_out(document, Page())
    words = {text.text for text in drawing.texts()}
    layers: dict[str, list[tuple[dict[str, object], dict[str, str]]]] = {
        layer.name: [(layer.geometry, {})] for layer in document.basemap
    }
    layers["emphasised"] = [(border.geometry, {}) for border in document.borders]
    layers["areas"] = [(mark.area, {}) for mark in document.incidents if mark.area is not None]
    layers["incidents"] = [(_point(*mark.point), {}) for mark in document.incidents]
    layers["labels"] = [
        (_point(*label.point), {"text": label.text}) for label in document.labels if label.text in words
    ]
    for name, features in layers.items():
        told = [
            {"type": "Feature", "properties": properties, "geometry": geometry}
            for geometry, properties in features
            if geometry["coordinates"]
        ]
        if told:
            collection = {"type": "FeatureCollection", "features": told}
            (folder / f"{name}.geojson").write_text(json.dumps(collection), encoding="utf-8")
    west, south, east, north = document.view
    page = {
        "title": document.title,
        "credit": "; ".join(document.attributions),
        "crs": drawing.metadata["Projection"].partition(": ")[2],
        "view": f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))",
    }
    (folder / "page.json").write_text(json.dumps(page), encoding="utf-8")


def _point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def run(*arguments: str) -> tuple[float, float, str]:
    """Processor seconds, seconds and output of a fresh interpreter with these arguments."""
    setting = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, env=setting
    )
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds, done.stdout


def main(rounds: int) -> int:
    """Print the figures; the exit status says whether the promise holds."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_layers(folder)
        ours, theirs = str(folder / "dateline.png"), str(folder / "peer.png")
        command = ["-m", "dateline", "map", str(EXAMPLE), "--border", "Algeria", "-o", ours]
        calls = {
            "dateline map": [*command, "--title", "Ambush at Tinzaouaten", "--quiet"],
            "geopandas with matplotlib": ["-c", _PEER, str(folder), theirs],
            "Dateline from Python": ["-c", _PARTS, str(EXAMPLE), ours],
        }
        for call in calls.values():
            run(*call)  # compiles the modules and has the files in the page cache, as any earlier use does
        runs: dict[str, list[tuple[float, float, str]]] = {name: [] for name in calls}
        for _ in range(rounds):
            for name, call in calls.items():
                runs[name].append(run(*call))
    median = {name: statistics.median(cpu for cpu, _, _ in of) for name, of in runs.items()}
    for name, of in runs.items():
        wall = statistics.median(wall for _, wall, _ in of)
        print(f"{name:28} {median[name] * 1000:8.0f} ms of the processor, {wall * 1000:8.0f} ms in all")
    shares = zip(*(map(float, said.split()) for _, _, said in runs["Dateline from Python"]), strict=True)
    for what, parts in zip(("imports", "composing", "laying out", "painting"), shares, strict=True):
        print(f"  {what:26} {statistics.median(parts) * 1000:8.0f} ms")
    peer = median.pop("geopandas with matplotlib")
    for name, own in median.items():
        print(
            f"{name}: {peer / own:.2f} times as quick as geopandas with matplotlib (at least {LEAST_RATIO})"
        )
    return 0 if peer / max(median.values()) >= LEAST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
