"""The file of near names: what it holds, for the one that writes it and the one that reads it.

Sections: ``parts`` (keys, packed, sorted by signature), ``firsts`` (the first signature of each part),
``tops`` (the first of each block of those), ``sketch`` (which signatures and short keys there are, with few
false answers and no missing one), ``version``. ``docs/decisions/0007-fuzzy-search.md`` says why.
"""

from __future__ import annotations

from zlib import crc32

from gazetteer.skeleton import skeleton

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from typing import Final

__all__ = [
    "FIRSTS",
    "GROUP",
    "KEY",
    "LONGEST_SHORT",
    "MOST_BY_KEY",
    "SHORTEST_KEY",
    "SPREAD",
    "START",
    "START_LENGTH",
    "TAB",
    "half_lengths",
    "halves",
    "mark",
    "signature",
]

#: After the first field of a signature; less than every letter, so that signatures sort by their fields.
TAB: Final = "\t"

#: Signatures of first keys in one block of ``firsts``.
FIRSTS: Final = 256

#: What is in the sketch: each kind has a start of its own for the checksum that spreads it.
KEY, GROUP, START = 1, 2, 3

#: How many consonants of a long skeleton the sketch knows as its start.
START_LENGTH: Final = 5

#: Each multiplier gives a further place in the sketch, so that few are there by chance.
SPREAD: Final = (1, 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)

#: Shorter keys are never near another one.
SHORTEST_KEY: Final = 3

#: Keys with at most this many consonants are grouped by outline, the others by skeleton.
LONGEST_SHORT: Final = 5

#: Keys with at most this many consonants are asked for by key too, for their groups are crowds.
MOST_BY_KEY: Final = 4

_OTHER_END: Final = "<"


def mark(text: str, kind: int) -> int:
    """The number by which the sketch knows a text.

    Examples:
        >>> mark("kdl", GROUP) != mark("kdl", KEY)
        True
    """
    return crc32(text.encode(errors="replace"), kind)


def signature(outlined: str) -> str:
    r"""The group of an outline: its skeleton, then, if that is short, the outline itself.

    Examples:
        >>> signature("t.s.l.t"), signature("k.nst.nt.n.pl.")
        ('tslt\tt.s.l.t', 'knstntnpl\t')
    """
    bones = skeleton(outlined)
    return f"{bones}{TAB}{outlined}" if len(bones) <= LONGEST_SHORT else bones + TAB


def halves(key: str, size: int) -> tuple[str, str]:
    r"""The groups of a key by its first letters, of this number, and by the others.

    Examples:
        >>> halves("恩特雷里奥斯", 2)
        ('恩特\t', '雷里奥斯<\t')
    """
    return key[:size] + TAB, key[size:] + _OTHER_END + TAB


def half_lengths(length: int) -> range:
    """How long the first halves are of keys that differ by one letter from one of this length.

    Examples:
        >>> list(half_lengths(6))
        [2, 3]
    """
    return range((length - 1) // 2, (length + 1) // 2 + 1)
