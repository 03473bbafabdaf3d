"""The words that a page says by itself, and which way they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.wording import RIGHT_TO_LEFT, words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["direction", "texts"]


def texts(language: str) -> Mapping[str, str]:
    """The words for a BCP 47 language tag; English where there are none in it.

    Examples:
        >>> texts("en-GB")["incidents"]
        'Incidents'
    """
    return words(language).page


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``.

    Examples:
        >>> direction("ar-DZ"), direction("fr")
        ('rtl', 'ltr')
    """
    return "rtl" if _primary(language) in RIGHT_TO_LEFT else "ltr"


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
