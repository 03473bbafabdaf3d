"""Text as HTML may hold it."""

from __future__ import annotations

import html
import re

__all__ = ["clean", "escaped"]

# Characters that HTML forbids or that would silently change the text around them: controls but tab and line
# ends, halves of surrogate pairs, and what is no character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    r"""The text with a sign in place of each character that no HTML may hold.

    Examples:
        >>> clean("Kidal\x00")
        'Kidal\ufffd'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def escaped(text: str) -> str:
    """The text as it can stand between tags or in an attribute between quotes of either kind.

    Examples:
        >>> escaped("<b>Kidal's</b>")
        '&lt;b&gt;Kidal&#x27;s&lt;/b&gt;'
    """
    return html.escape(clean(text))
