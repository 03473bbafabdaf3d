"""What goes wrong with a site: in its file, in one of its maps, or in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.errors import MapsError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ConfigError", "SiteBuildError", "SiteError", "TargetError"]


class SiteError(MapsError):
    """Something about a site that keeps it from being built; what was published stays as it is.

    Args:
        problems: Everything that is wrong, one line each.

    Examples:
        >>> SiteError(["a: no such file", "b: no such file"]).problems
        ('a: no such file', 'b: no such file')
    """

    def __init__(self, problems: Iterable[str]) -> None:
        #: Everything that is wrong, one line each, each once.
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


class ConfigError(SiteError, ValueError):
    """A site's file that cannot be read, or that asks for what there is not."""


class SiteBuildError(SiteError, RuntimeError):
    """A map that cannot be made of its data, or that is larger than its budget."""


class TargetError(SiteError, OSError):
    """A folder into which no site can be written."""

    # OSError would show its own number and text in place of the message.
    __str__ = Exception.__str__
