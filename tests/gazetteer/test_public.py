"""What the package offers: every public name is there, documented, and cheap to get."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys

import pytest

import gazetteer

HEAVY = {"numpy", "pandas", "shapely", "pyproj", "geopandas", "folium"}
MODULES = ["gazetteer", *(f"gazetteer.{module.name}" for module in pkgutil.iter_modules(gazetteer.__path__))]


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_there_and_documented(module: str) -> None:
    loaded = importlib.import_module(module)
    assert loaded.__doc__
    if loaded.__name__ != "gazetteer.build":
        assert loaded.__all__ == sorted(loaded.__all__, key=_isort_order)
    for name in getattr(loaded, "__all__", []):
        thing = getattr(loaded, name)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), f"{module}.{name}"


def _isort_order(name: str) -> tuple[int, str]:
    """CONSTANTS, then Classes, then functions, as ruff sorts ``__all__``."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


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
