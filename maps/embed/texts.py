"""Texts of a document as other files can hold them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.document import MapDocument

__all__ = ["described", "dumped", "shortened", "stripped"]

# What neither HTML nor a table may hold: controls but tab and line ends, half surrogate pairs, no characters.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# As much as networks show below a link.
_MOST = 300


def stripped(text: str) -> str:
    r"""A text without characters that HTML or a table cannot hold.

    Examples:
        >>> stripped("Kidal\x00, Mali")
        'Kidal\ufffd, Mali'
    """
    return _CONTROLS.sub("\ufffd", text)


def described(document: MapDocument, alt_text: str | None) -> str:
    """What a picture of the map shows, in words."""
    return stripped(alt_text or document.description)


def shortened(text: str) -> str:
    """The beginning of a text, up to a word's end.

    Examples:
        >>> len(shortened("a few words and " * 40)) <= 300
        True
    """
    if len(text) <= _MOST:
        return text
    return text[: _MOST - 1].rpartition(" ")[0] + "…"


def dumped(data: object) -> bytes:
    r"""JSON for people and machines, in UTF-8; the same for equal data.

    Examples:
        >>> dumped({"a": "é"})
        b'{\n  "a": "\xc3\xa9"\n}\n'
    """
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")
