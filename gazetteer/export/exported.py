"""What the writers get of each place, and how they put a file in its place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.index import Index
    from gazetteer.place import Place
    from gazetteer.place_text import Name

__all__ = ["Exported", "places_of", "whole_file"]

_STEP: Final = 10_000


class Exported(NamedTuple):
    """A place with all that the index has of it.

    Attributes:
        place: The place.
        names: All names, the first one first.
        codes: Codes of a country or subdivision.
        parent: Identifier of the smallest unit that holds it, or "".
    """

    place: Place
    names: list[Name]
    codes: tuple[str, ...]
    parent: str


def places_of(index: Index, progress: Callable[[float], None] | None = None) -> Iterator[Exported]:
    """All places of an index in its order: neighbours on the earth stand close together."""
    for record in range(len(index)):
        holders = index.ancestors(record)
        yield Exported(
            index.place(record),
            index.names(record),
            index.codes(record),
            index.id(holders[0]) if holders else "",
        )
        if progress and record % _STEP == 0:
            progress(record / len(index))


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A hidden file beside the target that takes its place in the end, or is removed.

    A device or pipe is written to itself: nothing may take its place.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        yield path
        return
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        # Nobody has heard of the hidden file.
        error.filename = str(path)
        raise
    os.close(number)
    made = Path(name)
    try:
        yield made
        umask = os.umask(0)
        os.umask(umask)
        made.chmod(0o666 & ~umask)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(path)
    except OSError as error:
        # A full disk does not say of which file it speaks.
        error.filename = error.filename or str(path)
        raise
    finally:
        made.unlink(missing_ok=True)
