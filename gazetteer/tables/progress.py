"""A bar while a long table is located: on a terminal or in a notebook, and nowhere else."""

from __future__ import annotations

import importlib
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Bar"]

# What is done sooner needs no bar.
_PATIENCE_S = 1.5
_WIDTH = 24


class Bar:
    """Shows the share that is done, once it has taken a while.

    Args:
        what: What is being done.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._started = time.monotonic()
        self._draw = self._in_notebook() or self._on_terminal()
        self._shown = ""

    def show(self, share: float) -> None:
        """Draw the bar, or say nothing where nobody sees it.

        Args:
            share: What is done, 0 to 1.
        """
        if self._draw is None or time.monotonic() - self._started < _PATIENCE_S:
            return
        filled = round(max(0.0, min(share, 1.0)) * _WIDTH)
        line = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%} {self._what}"
        if line != self._shown:
            self._draw(line)
            self._shown = line

    def end(self) -> None:
        """Take the bar away."""
        if self._draw is not None and self._shown:
            self._draw("")
            self._shown = ""

    @staticmethod
    def _on_terminal() -> Callable[[str], None] | None:
        if not sys.stderr.isatty():
            return None

        def draw(line: str) -> None:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

        return draw

    @staticmethod
    def _in_notebook() -> Callable[[str], None] | None:
        """How a notebook's kernel draws it; None outside of one."""
        ipython: Any = sys.modules.get("IPython")
        shell = ipython.get_ipython() if ipython is not None else None
        if shell is None or not hasattr(shell, "kernel"):
            return None
        display: Any = importlib.import_module("IPython.display").display
        handle: Any = display({"text/plain": ""}, raw=True, display_id=True)
        return lambda line: handle.update({"text/plain": line}, raw=True)
