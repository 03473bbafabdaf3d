"""Every public name of every package is there and says what it is for."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import dateline
import gazetteer
import geo
import maps

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
