"""The words of a Hunspell dictionary: its stems, and what its suffixes make of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Suffix(NamedTuple):
    """What a suffix takes from the end of a word, what it adds, and which words take it."""

    strip: str
    add: str
    fits: re.Pattern[str]


def words(folder: Path, wanted: frozenset[str] | None = None) -> Iterator[str]:
    """The words of the dictionary in a folder, once for each way in which they are made.

    ``wanted`` has the flags of the suffixes that are read, None for all.
    Prefixes, and suffixes on words that have one already, are left aside.
    """
    suffixes = _suffixes((folder / "index.aff").read_text(encoding="utf-8"))
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        stem, _, flags = re.split(r"[\t ]", line)[0].partition("/")
        yield stem
        for flag in _flags(flags):
            for suffix in suffixes.get(flag, ()) if wanted is None or flag in wanted else ():
                if stem.endswith(suffix.strip) and suffix.fits.search(stem):
                    yield stem[: len(stem) - len(suffix.strip)] + suffix.add


def _flags(text: str) -> list[str]:
    """Flags are of two characters (French) or of one (English); none is in both ways."""
    pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
    return [*pairs, *text]


def _suffixes(text: str) -> dict[str, list[Suffix]]:
    found: dict[str, list[Suffix]] = {}
    for line in text.splitlines():
        parts = line.split()
        # The first line of a suffix tells how many follow; those have what they strip, add and need.
        if len(parts) < 5 or parts[0] != "SFX":
            continue
        strip, add = ("" if part == "0" else part for part in (parts[2], parts[3].partition("/")[0]))
        found.setdefault(parts[1], []).append(Suffix(strip, add, re.compile(f"{parts[4]}$")))
    return found
