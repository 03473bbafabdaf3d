"""Words in a file: without the characters that no file form has, and escaped for XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

__all__ = ["as_xml", "sound"]

# What XML 1.0 does not allow: most controls, halves of surrogate pairs, and two that are no characters.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    return escape(sound(text), {'"': "&quot;"})
