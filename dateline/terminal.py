"""What the commands say on the terminal, and how: one line each, with nothing in it that moves the cursor."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CallError", "Progress", "one_line", "say", "tell", "words"]

# Joiners that spelling in Arabic script and others needs.
_JOINERS = "\u200c\u200d"


class CallError(Exception):
    """The command was called in a way that cannot work: exit code 2."""


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


def words(argument: str) -> str:
    """An argument of the call that is text, read as UTF-8 whatever the locale says."""
    text = os.fsencode(argument).decode("utf-8", "replace")
    # The blank that keeps a coordinate from being an option: see ``dateline.reading.protected``.
    return text[1:] if text[:2] == " -" else text


def say(text: object) -> None:
    """Print one line of the answer."""
    sys.stdout.write(f"{one_line(text)}\n")


def tell(text: object) -> None:
    """Print one line about the work, where it does not get into the answer."""
    sys.stderr.write(f"dateline: {one_line(text)}\n")


class Progress:
    """A bar on the terminal while something takes long; nothing where standard error is no terminal.

    Args:
        quiet: Show nothing at all.
    """

    _WIDTH = 24

    def __init__(self, *, quiet: bool = False) -> None:
        self._shows = not quiet and sys.stderr.isatty()
        self._last = ""

    def show(self, share: float, what: str) -> None:
        """Draw the bar.

        Args:
            share: What is done, 0 to 1.
            what: What is being done.
        """
        if not self._shows:
            return
        filled = round(max(0.0, min(share, 1.0)) * self._WIDTH)
        self.say(f"[{'#' * filled}{'.' * (self._WIDTH - filled)}] {share:4.0%} {what}")

    def say(self, what: str) -> None:
        """Show how far it is, where nobody knows how far it goes."""
        line = one_line(what)
        if self._shows and line != self._last:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
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
        if self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._last = ""
