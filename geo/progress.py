"""A bar while something takes long, on a terminal or in a notebook: ``Progress``."""

from __future__ import annotations

import importlib
import sys
import time

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["PATIENCE_S", "Progress", "one_line"]

#: What is done sooner needs no bar, where a function is called.
PATIENCE_S = 1.5

# Joiners that spelling in Arabic script and others needs.
_JOINERS = "\u200c\u200d"
_WIDTH = 24


def one_line(text: object) -> str:
    r"""The text in one line, without characters that a terminal would act on.

    Examples:
        >>> print(one_line("Kidal\x1b[2J\n  Mali"))
        Kidal\x1b[2J Mali
    """
    return "".join(
        char if char.isprintable() or char in _JOINERS else char.encode("unicode_escape").decode()
        for char in " ".join(str(text).split())
    )


class Progress:
    """A bar while something takes long, on a terminal or in a notebook; nothing anywhere else.

    Args:
        quiet: Show nothing at all.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._draw = None if quiet else _in_notebook() or _on_terminal()
        self._last = ""

    def show(self, share: float, what: str) -> None:
        """Draw the bar.

        Args:
            share: What is done, 0 to 1.
            what: What is being done.
        """
        filled = round(max(0.0, min(share, 1.0)) * _WIDTH)
        self.say(f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%} {what}")

    def say(self, what: str) -> None:
        """Show how far it is, where nobody knows how far it goes."""
        if self._draw is not None and (line := one_line(what)) != self._last:
            self._draw(line)
            self._last = line

    def after(self, seconds: float, what: str) -> Callable[[float], None]:
        """What to call with the share that is done of a job that may be over before a reader would look.

        Args:
            seconds: How long nothing is shown.
            what: What is being done.
        """
        started = time.monotonic()
        return lambda share: self.show(share, what) if time.monotonic() - started >= seconds else None

    def end(self) -> None:
        """Take the bar away."""
        if self._draw is not None and self._last:
            self._draw("")
            self._last = ""


def _on_terminal() -> Callable[[str], None] | None:
    if not sys.stderr.isatty():
        return None

    def draw(line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    return draw


def _in_notebook() -> Callable[[str], None] | None:
    """How a notebook's kernel draws it; None outside of one."""
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    display: Any = importlib.import_module("IPython.display").display
    handle: Any = None

    def draw(line: str) -> None:
        nonlocal handle
        if handle is None:
            handle = display({"text/plain": line}, raw=True, display_id=True)
        else:
            handle.update({"text/plain": line}, raw=True)

    return draw
