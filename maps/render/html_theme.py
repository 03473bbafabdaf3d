"""Light or dark: what a page is written with, and what it leaves to its reader."""

from __future__ import annotations

from difflib import get_close_matches

from geo.checks import need_text
from maps.errors import MapsError, WrongTypeError

__all__ = ["THEMES", "ThemeError", "check_theme"]

#: ``auto`` follows the reader's system, in a fragment the page around it; the others stay as they are.
THEMES = ("auto", "light", "dark")


class ThemeError(MapsError, ValueError):
    """A theme that there is not."""


def check_theme(theme: str) -> str:
    """The theme, if it is one.

    Raises:
        ThemeError: If there is no such theme.

    Examples:
        >>> check_theme("drak")
        Traceback (most recent call last):
        maps.render.html_theme.ThemeError: no theme is called 'drak'; did you mean dark?
    """
    if need_text(theme, "theme", WrongTypeError) in THEMES:
        return theme
    near = get_close_matches(theme.lower(), THEMES, n=1)
    hint = f"did you mean {near[0]}?" if near else "there are auto, light and dark"
    raise ThemeError(f"no theme is called {theme!r}; {hint}")
