"""Every public name of every package is there and says what it is for."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest

import dateline
import gazetteer
import geo
import maps
from tests.shared.public_names import LIST, public_names
from tests.shared.public_names import MODULES as PUBLIC_MODULES

# ``gzip.open`` and ``GeoDataFrame.explore`` take these without a name.
_AS_ELSEWHERE = {"gazetteer.open", "maps.explore"}
PACKAGES = (geo, gazetteer, maps, dateline)
MODULES = sorted(
    {package.__name__ for package in PACKAGES}
    | {
        module.name
        for package in PACKAGES
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        # Importing it runs the command line.
        if module.name != "dateline.__main__"
    }
)


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_there_and_documented(name: str) -> None:
    module = importlib.import_module(name)

    assert module.__doc__
    for public in getattr(module, "__all__", []):
        thing = getattr(module, public)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), f"{name}.{public}"


@pytest.mark.parametrize("package", [geo, gazetteer, maps], ids=lambda package: str(package.__name__))
def test_packages_say_what_is_public(package: object) -> None:
    assert getattr(package, "__all__", [])


@pytest.mark.parametrize("name", [name for name in MODULES if name.count(".") == 1])
def test_no_public_function_is_without_types(name: str) -> None:
    module = importlib.import_module(name)

    for public in getattr(module, "__all__", []):
        thing = getattr(module, public)
        if inspect.isfunction(thing):
            assert "return" in thing.__annotations__, f"{name}.{public}"


def test_the_public_names_are_those_of_the_list() -> None:
    committed = LIST.read_text(encoding="utf-8").splitlines()

    assert public_names() == committed, "python -m tests.shared.public_names writes the list anew"


@pytest.mark.parametrize("name", PUBLIC_MODULES[-3:])
def test_a_package_shows_its_public_names_alone(name: str) -> None:
    module = importlib.import_module(name)

    if name != "maps.embed":
        assert [shown for shown in dir(module) if not shown.startswith("_")] == sorted(module.__all__)


@pytest.mark.parametrize(
    "line", [line for line in LIST.read_text(encoding="utf-8").splitlines() if "=" in line]
)
def test_what_has_a_default_is_given_by_name(line: str) -> None:
    positional = re.sub(r"\*.*", "", line.partition("(")[2])

    assert "=" not in positional or line.partition("(")[0] in _AS_ELSEWHERE


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_an_error_that_is_named_can_be_imported_with_what_raises_it(name: str) -> None:
    module = importlib.import_module(name)
    package = importlib.import_module(name.partition(".")[0])
    of_all = {*dir(geo), *dir(gazetteer), *dir(package), *module.__all__, "OSError"}
    for public in module.__all__:
        thing = getattr(module, public)
        parts = [thing, *vars(thing).values()] if inspect.isclass(thing) else [thing]
        for part in filter(inspect.isfunction, parts):
            assert set(re.findall(r"^\s+(\w+Error): ", part.__doc__ or "", re.MULTILINE)) <= of_all, public
