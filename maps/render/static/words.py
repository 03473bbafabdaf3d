"""Words and numbers in a file: no characters that no form has, escaped for XML, rounded to 0.01 points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.render.static.drawing import Outline

__all__ = ["as_xml", "number", "positions", "sound"]

# What XML 1.0 does not allow: most controls, halves of surrogate pairs, and two that are no characters.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def sound(text: str) -> str:
    """The text with a sign for each character that cannot be written.

    Examples:
        >>> sound("Kidal" + chr(0))
        'Kidal�'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def as_xml(text: str) -> str:
    """The text as content of an element or of an attribute in double quotes.

    Examples:
        >>> as_xml('<"&')
        '&lt;&quot;&amp;'
    """
    safe = sound(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;")


def number(value: float) -> str:
    """A number of points as SVG and PDF write it.

    Examples:
        >>> number(12.0), number(-0.001), number(1234.567)
        ('12', '0', '1234.57')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


def positions(outline: Outline) -> list[str]:
    """Each vertex of an outline, as ``x y``."""
    # Adding 0 makes 0 of -0. Six digits are enough: a page is less than 100,000 points wide.
    return [f"{x:.7g} {y:.7g}" for x, y in (outline.vertices.round(2) + 0.0).tolist()]
