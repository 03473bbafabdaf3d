"""What the commands say on the terminal, and how: one line each, with nothing in it that moves the cursor."""

from __future__ import annotations

import os
import sys

__all__ = ["CallError", "one_line", "say", "tell", "words"]

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
    return os.fsencode(argument).decode("utf-8", "replace")


def say(text: object) -> None:
    """Print one line of the answer."""
    sys.stdout.write(f"{one_line(text)}\n")


def tell(text: object) -> None:
    """Print one line about the work, where it does not get into the answer."""
    sys.stderr.write(f"dateline: {one_line(text)}\n")
