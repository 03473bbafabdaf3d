"""Text in XML: escaped, without the characters that XML 1.0 does not allow."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

__all__ = ["as_xml"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_xml(text: str) -> str:
    """The text as content of an element or of an attribute in double quotes.

    Examples:
        >>> as_xml('<"&' + chr(0))
        '&lt;&quot;&amp;�'
    """
    return escape(_FORBIDDEN.sub("\ufffd", text), {'"': "&quot;"})
