"""All public names with their arguments: ``python -m tests.shared.public_names`` writes the list anew."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MODULES = (
    "geo",
    "geo.antimeridian",
    "geo.areas",
    "geo.borders",
    "geo.countries",
    "geo.geojson",
    "geo.regions",
    "gazetteer",
    "maps",
    "maps.embed",
)
_CAUGHT = (ValueError, TypeError, LookupError, OSError, RuntimeError, Exception)
LIST = Path(__file__).parents[1] / "public_names.txt"


def public_names() -> list[str]:
    """A line for each public name, the fields and methods of classes among them."""
    return [line for module in MODULES for line in _of_module(module)]


def _of_module(module: str) -> Iterator[str]:
    for name in importlib.import_module(module).__all__:
        thing = getattr(importlib.import_module(module), name)
        where = f"{module}.{name}"
        if inspect.isclass(thing):
            yield f"{where}: {_builtin(thing)}" if issubclass(thing, Exception) else where
            yield from (f"{where}.{member}" for member in _members(thing))
        elif inspect.isfunction(thing):
            yield f"{where}{arguments(thing)}"
        else:
            yield where


def _members(kind: type) -> Iterator[str]:
    if issubclass(kind, Exception):
        return
    names = set(inspect.get_annotations(kind)) if issubclass(kind, dict) else set()
    for base in kind.__mro__:
        if base.__module__.partition(".")[0] in {"geo", "gazetteer", "maps"}:
            names |= {*vars(base)}
    for name in sorted(name for name in names if not name.startswith("_")):
        member = inspect.getattr_static(kind, name, None)
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        yield f"{name}{arguments(function)}" if inspect.isfunction(function) else name


def _builtin(error: type[Exception]) -> str:
    """What else an error can be caught as."""
    return ", ".join(
        base.__name__ for base in error.__mro__ if base.__module__ == "builtins" and base in _CAUGHT
    )


def arguments(function: Callable[..., object]) -> str:
    """The arguments of a function as one writes them, without types."""
    plain = [
        one.replace(annotation=one.empty)
        for one in inspect.signature(function).parameters.values()
        if one.name not in {"self", "cls"}
    ]
    return str(inspect.Signature(plain))


if __name__ == "__main__":
    LIST.write_text("\n".join(public_names()) + "\n", encoding="utf-8")
