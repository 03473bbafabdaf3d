"""What the package offers, and that it is cheap to get."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import gazetteer

HEAVY = {"numpy", "pandas", "shapely", "pyproj", "geopandas", "folium"}


def test_methods_of_the_gazetteer_have_examples() -> None:
    for name in ("resolve", "resolve_many", "resolve_together"):
        assert ">>>" in (inspect.getdoc(getattr(gazetteer.Gazetteer, name)) or "")


def test_the_default_gazetteer_is_opened_once() -> None:
    assert gazetteer.open() is gazetteer.open()


def test_importing_and_a_first_answer_load_no_heavy_library() -> None:
    program = (
        "import sys, json, gazetteer\n"
        "names = 'Kidal', 'near Gao, Mali', '19.9 N 2.9 E', 'Xqzzt'\n"
        "answers = [gazetteer.resolve(name) for name in names]\n"
        "gazetteer.resolve_together(['Gao', 'Kidal'])\n"
        "gazetteer.open().resolve('Kidal', within='Mali', near='Gao', kind='city')\n"
        "answers[0].explain(), answers[0].to_dict()\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert not run.stderr
    loaded = set(json.loads(run.stdout))
    assert not loaded & HEAVY
    assert "gazetteer.uncertainty" not in loaded
