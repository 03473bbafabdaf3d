"""``pyproj``, loaded without its parts for downloads and for reports of versions.

It imports an HTTP client, encryption and the metadata of packages, which take as long as all the rest of it
(docs/decisions/0019-cold-start.md), and none of which a distance or a projection needs.
"""

from __future__ import annotations

import sys
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["pyproj"]

_SPARED = ("pyproj.sync", "pyproj._show_versions")
_LOADING = Lock()


def pyproj() -> Any:  # noqa: ANN401 -- the package has no types
    """The package. Its functions for downloads and versions import what they need when they are called.

    Examples:
        >>> pyproj().Geod(ellps="WGS84").a
        6378137.0
    """
    with _LOADING:
        if "pyproj" not in sys.modules:
            sys.modules.update({name: _Later(name) for name in _SPARED})
            try:
                import_module("pyproj")
            finally:
                for name in _SPARED:
                    if isinstance(sys.modules.get(name), _Later):
                        del sys.modules[name]
    return import_module("pyproj")


class _Later(ModuleType):
    """Stands for a module while another takes functions from it: each calls the module's own."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        """The function of this name."""
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: object, **named: object) -> object:
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return call
