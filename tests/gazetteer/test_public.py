"""What the package offers, and that it is cheap to get."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import gazetteer

if TYPE_CHECKING:
    from pathlib import Path

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


def test_the_functions_of_the_package_ask_all_that_the_methods_ask() -> None:
    for name in ("resolve", "resolve_many", "resolve_together", "locate", "locate_together"):
        method = inspect.signature(getattr(gazetteer.Gazetteer, name)).parameters
        function = inspect.signature(getattr(gazetteer, name)).parameters

        assert [*function.values()] == [*method.values()][1:], name


def test_the_functions_of_the_package_hand_on_what_is_asked() -> None:
    names = ["Kidal", "Gao"]
    asked: dict[str, Any] = {"within": "Mali", "near": "Gao", "prefer": "region", "bias": ["Niger"]}
    places = gazetteer.open()

    assert gazetteer.resolve("Kidal", kind="admin1", **asked) == places.resolve(
        "Kidal", kind="admin1", **asked
    )
    assert gazetteer.resolve_many(names, kind="P", **asked) == places.resolve_many(names, kind="P", **asked)
    assert gazetteer.resolve_together(names, kind="P", **asked) == places.resolve_together(
        names, kind="P", **asked
    )
    assert gazetteer.locate("near Gao", **asked) == places.locate("near Gao", **asked)
    assert gazetteer.locate_together(names, **asked) == places.locate_together(names, **asked)


def test_what_public_functions_give_is_reachable_from_the_package() -> None:
    places = gazetteer.open()
    kidal = places.resolve("Kidal").place
    assert kidal is not None
    (level, *_) = places.hierarchy(kidal)
    described = places.describe(kidal.point)

    given = [
        (gazetteer.Area, gazetteer.locate("near Kidal").area),
        (gazetteer.Precision, gazetteer.locate("near Kidal").precision),
        (gazetteer.Level, level),
        (gazetteer.UnitCodes, level.codes),
        (gazetteer.PlaceName, places.names(kidal)[0]),
        (gazetteer.LocalName, places.name_in(kidal, "ar")),
        (gazetteer.Neighbour, places.nearest(kidal.point)[0]),
        (gazetteer.Description, described),
        (gazetteer.Unit, described.unit),
    ]
    assert [kind for kind, thing in given if not isinstance(thing, kind)] == []


def test_a_gazetteer_is_built_compared_and_exported_from_python(tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("name,lon,lat\nInassassa,2.1,19.2\n", encoding="utf-8")
    built = gazetteer.build_index([table], tmp_path / "old", plain=True)
    table.write_text("name,lon,lat\nInassassa,2.1,19.2\nTalahandak,2.2,19.3\n", encoding="utf-8")
    gazetteer.build_index([table], tmp_path / "new", plain=True)
    old, new = gazetteer.open(tmp_path / "old"), gazetteer.open(tmp_path / "new")

    assert isinstance(built, gazetteer.Built)
    new.verify()
    assert [(change.what, change.new and change.new.name) for change in old.changes(new)] == [
        ("added", "Talahandak")
    ]
    assert new.export(tmp_path / "places.geojson") == 2
    assert "Talahandak" in (tmp_path / "places.geojson").read_text(encoding="utf-8")
