"""Public names that load when they are first used, so that importing a package stays cheap."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["loader"]


def loader(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a package.

    Args:
        package: Name of the package.
        homes: For each name the module of the package that has it; "" where the name is itself a module.

    Examples:
        >>> get = loader("geo", {"circle": "areas", "areas": ""})
        >>> get("circle") is get("areas").circle
        True
        >>> get("cirkel")
        Traceback (most recent call last):
        AttributeError: module 'geo' has no attribute 'cirkel'
    """

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        import sys
        from importlib import import_module

        home = homes[name]
        module = import_module(f"{package}.{home or name}")
        found = getattr(module, name) if home else module
        setattr(sys.modules[package], name, found)
        return found

    return get
