"""matplotlib's compiled modules, without the package round them.

Two of them draw and shape all text of a static map. The package that they are in reads its settings and
imports a grammar of them when it is first imported, which takes as long as to compose the map
(docs/decisions/0019-cold-start.md), and none of which the two need.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

__all__ = ["ft2font", "renderer"]

_LOADING = Lock()


def ft2font() -> Any:  # noqa: ANN401 -- compiled
    """``matplotlib.ft2font``: FreeType, HarfBuzz and Raqm."""
    return _module("matplotlib.ft2font")


def renderer() -> Any:  # noqa: ANN401 -- compiled
    """``matplotlib.backends._backend_agg``: Anti-Grain Geometry."""
    return _module("matplotlib.backends._backend_agg")


def _module(name: str) -> ModuleType:
    """The module of this name; the package finds it loaded when something else imports the package."""
    with _LOADING:
        found = sys.modules.get(name)
        if found is not None:
            return found
        spec = None if "matplotlib" in sys.modules else _spec(name)
        if spec is None or spec.loader is None:
            return import_module(name)
        try:
            module = module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
        except ImportError:
            # On Windows the package says first where the libraries of its modules are.
            sys.modules.pop(name, None)
            return import_module(name)
        return module


def _spec(name: str) -> ModuleSpec | None:
    """Where a module of matplotlib is, if it is a file of the package's folder."""
    package, *inner = name.split(".")[:-1]
    found = find_spec(package)
    folders = (found and found.submodule_search_locations) or ()
    return PathFinder.find_spec(name, ["/".join((folder, *inner)) for folder in folders])
