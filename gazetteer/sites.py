"""Things in a place whose own position is not known: "a Malian army base in Tessalit".

No index has every hospital, base or market. Where a text names such a thing and then a place that is known,
the place tells where it is, as surely as the place itself is known; the thing is named as not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.phrases import OF_FR, content_words, pattern
from gazetteer.words import ARTICLES, KIND_WORDS, NOT_SITES, SITES, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["in_places", "is_site"]

# Between the thing and the place. "of" last: in "the Church of St Mary, Baghdad" it belongs to the thing.
_LINKS = (
    r"\s*[,(;]\s*|\s+[\u2013\u2014-]\s+|\s+(?:in|at|inside|within|dans|à|en|aux?)\s+(?:the\s+|l[ae]\s+|l['\u2019]\s*)?",
    rf"\s+(?:of\s+(?:the\s+)?|{OF_FR})",
)
_MOST_LINKS = 6


def is_site(phrase: str) -> bool:
    """Whether a phrase tells of a thing that stands somewhere, such as a base, a hospital or a market.

    It does by a noun of such things, at its end or its beginning; or where it is no name at all, but words in
    lower case after an indefinite article.

    Examples:
        >>> [is_site(words) for words in ("Al-Shifa hospital", "Camp Bifo", "a wedding party")]
        [True, True, True]
        >>> [is_site(words) for words in ("Gao", "the northern part", "Kidal region", "a town")]
        [False, False, False, False]
    """
    words = content_words(phrase)
    if not words or not NOT_SITES.isdisjoint(words):
        return False
    if not SITES.isdisjoint(words):
        return True
    article, _, rest = phrase.partition(" ")
    described = plain(article) in ARTICLES and bool(rest) and phrase == phrase.lower()
    return described and KIND_WORDS.keys().isdisjoint(words)


def in_places(text: str) -> Iterator[tuple[str, str]]:
    """The ways to read a text as a thing and the place that it is in, the likeliest first.

    Examples:
        >>> list(in_places("Al-Ahli hospital in Gaza City"))
        [('Al-Ahli hospital', 'Gaza City')]
        >>> list(in_places("the Church of St Mary, Baghdad"))
        [('the Church of St Mary', 'Baghdad'), ('the Church', 'St Mary, Baghdad')]
        >>> list(in_places("Xqzzt, Mali"))
        []
    """
    for links in _LINKS:
        for count, link in enumerate(pattern(links).finditer(text)):
            site, place = text[: link.start()].strip(), text[link.end() :].strip(" )")
            if count < _MOST_LINKS and place and is_site(site):
                yield site, place
