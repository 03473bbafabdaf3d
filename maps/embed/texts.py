"""Texts of a document as other files can hold them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.markup import clean

if TYPE_CHECKING:
    from maps.document import MapDocument

__all__ = ["described", "dumped", "shortened"]

# As much as networks show below a link.
_MOST = 300


def described(document: MapDocument, alt_text: str | None) -> str:
    """What a picture of the map shows, in words."""
    return clean(alt_text or document.description)


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
