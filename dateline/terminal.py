"""What the commands say on the terminal, and how: one line each, with nothing in it that moves the cursor."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from geo.progress import Progress

__all__ = ["CallError", "need_source_date", "new_progress", "one_line", "say", "tell", "words"]


class CallError(Exception):
    """The command was called in a way that cannot work: exit code 2."""


def need_source_date() -> None:
    """Stop a call that writes files before anything is done where the time that they are to say is none."""
    from geo.epoch import source_date
    from geo.errors import SourceDateError

    try:
        source_date()
    except SourceDateError as error:
        raise CallError(error) from None


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


# Help is printed without any package below.


def one_line(text: object) -> str:
    """The text in one line, without characters that a terminal would act on."""
    from geo import progress

    return progress.one_line(text)


def new_progress(*, quiet: bool = False) -> Progress:
    """A bar on the terminal while something takes long; nothing where standard error is no terminal."""
    from geo.progress import Progress

    return Progress(quiet=quiet)
