"""The texts of some of many incidents as columns: lines of a table, and all else for a popup."""

from __future__ import annotations

import re
from itertools import chain, repeat
from operator import attrgetter, eq, is_, itemgetter, mul
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maps.links import web_addresses
from maps.marks import column
from maps.render.html_columns import coded, codes, numbers, words
from maps.render.html_texts import part_text, precision_text
from maps.style import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from maps.marks import IncidentMark, QuotedClaim, QuotedSource
    from maps.render.html_columns import Column

__all__ = ["Usual", "details", "ids", "lines"]

# Stands for words that are known from elsewhere: no text of a table has it, and JSON writes it as it is.
_SIGN = "\x7f"
_COUNTED = re.compile(r"(.*?)([0-9]{1,8})")
_HOME = re.compile("(?:https?://[^/?#]*)?")
_TEXTS = ("description", "basis", "reason", "border_note")
_CLAIM_TEXTS = ("figure", "subject", "whose", "said_by", "note", "flag")


class Usual(NamedTuple):
    """What is listed once for all incidents: places or dates.

    Attributes:
        used: Where in the list each incident's stands.
        values: The list.
    """

    used: NDArray[np.int64]
    values: list[Any]

    def each(self, part: int) -> list[Any]:
        """A part of the value of each incident."""
        return list(map([value[part] for value in self.values].__getitem__, self.used.tolist()))

    def cut(self, start: int, count: int) -> Usual:
        """The part of some incidents."""
        return Usual(self.used[start : start + count], self.values)


def ids(marks: Sequence[IncidentMark]) -> list[Column]:
    """Ids in words; where they count, what is before the number, its digits, and the steps between them.

    Args:
        marks: The incidents.
    """
    keys = column(marks, "id")
    found = _COUNTED.fullmatch(keys[0])
    if found is None or set(map(len, keys)) != {len(keys[0])}:
        return [words("id", keys)]
    before, digits = found.groups()
    signs = np.array(keys).view(np.uint32).reshape(len(keys), -1)
    figures = signs[:, len(before) :].astype(np.int64) - ord("0")
    alike = (signs[:, : len(before)] == signs[0, : len(before)]).all()
    if not alike or (figures < 0).any() or (figures > 9).any():
        return [words("id", keys)]
    values = figures @ 10 ** np.arange(len(digits))[::-1]
    head = [before, len(digits), int(values[0])]
    return [codes("head", [0] * len(keys), [head]), numbers("step", np.diff(values, prepend=values[0]))]


def lines(marks: Sequence[IncidentMark], places: Usual, dates: Usual) -> list[Column]:
    """Headlines and dates of some incidents.

    Args:
        marks: The incidents.
        places: The place of each, with how reports usually word it.
        dates: The same of dates.
    """
    return [
        words("title", _brief(column(marks, "title"), places.each(1))),
        words("when", _unusual(column(marks, "when"), dates.each(2))),
    ]


def _brief(titles: Sequence[str], places: Sequence[str | None]) -> list[str]:
    """Headlines with a sign for the words of their places, which headlines repeat."""
    if _SIGN in "".join(titles):
        titles = [title.replace(_SIGN, "\ufffd") for title in titles]
    long = {place: place if place and len(place) > 2 else _SIGN for place in set(places)}
    return list(map(str.replace, titles, map(long.__getitem__, places), repeat(_SIGN)))


def _unusual(said: Sequence[str | None], usual: Sequence[str | None]) -> list[str | None]:
    """What is said, empty for the usual."""
    if all(map(eq, said, usual)):
        return [""] * len(said)
    return ["" if text == other else text for text, other in zip(said, usual, strict=True)]


def details(
    marks: Sequence[IncidentMark], places: Usual, said: Mapping[str, str], language: str
) -> list[Column]:
    """All that popups say of some incidents beside their lines.

    Args:
        marks: The incidents.
        places: The place of each.
        said: The words of the page.
        language: That of the words.
    """
    told, cited, cautions = (column(marks, name) for name in ("claims", "sources", "cautions"))
    claims: list[QuotedClaim] = list(chain.from_iterable(told))
    sources: list[QuotedSource] = list(chain.from_iterable(cited))
    citations, further = _citations(claims, told, cited)
    return [
        *_facts(marks),
        words("place_text", _unusual(column(marks, "place_text"), places.each(1))),
        *(words(name, column(marks, name)) for name in _TEXTS),
        _precise(marks, said, language),
        numbers("cautions", list(map(len, cautions))),
        words("caution", list(chain.from_iterable(cautions))),
        numbers("sources", list(map(len, cited))),
        numbers("claims", list(map(len, told))),
        numbers("claim.source", citations),
        numbers("claim.party", list(map(bool, _all(claims, "said_by_party")))),
        words("claim.part", _parts(marks, claims, said)),
        *(words(f"claim.{name}", _all(claims, name)) for name in _CLAIM_TEXTS),
        *_publications([*sources, *further]),
    ]


def _all(items: Iterable[object], name: str) -> list[Any]:
    """One attribute of each."""
    return list(map(attrgetter(name), items))


def _facts(marks: Sequence[IncidentMark]) -> list[Column]:
    """What tables say beside, a column of words for each of theirs: their names are the list ``facts``."""
    facts = column(marks, "facts")
    # Incidents have none: only the rows of an explored table do.
    if not any(facts):
        return [codes("facts", (), [])]
    told = [{fact.name: fact.value for fact in row} for row in facts]
    names = list(dict.fromkeys(chain.from_iterable(told)))
    columns = [words(f"fact.{at}", [row.get(name) for row in told]) for at, name in enumerate(names)]
    return [codes("facts", range(len(names)), names), *columns]


def _citations(
    claims: Sequence[QuotedClaim],
    told: Sequence[tuple[QuotedClaim, ...]],
    cited: Sequence[tuple[QuotedSource, ...]],
) -> tuple[list[int], list[QuotedSource]]:
    """What each claim cites: 0 for nothing, from 1 a source of its incident, beyond these one of its own."""
    firsts = chain.from_iterable(map(mul, map(itemgetter(slice(1)), cited), map(len, told)))
    # Nearly always the one source of its row. An incident without one leaves them fewer than the claims.
    if all(map(is_, _all(claims, "source"), chain(firsts, repeat(_SIGN)))):
        return [1] * len(claims), []
    found: list[int] = []
    further: list[QuotedSource] = []
    for own, each in zip(cited, told, strict=True):
        for source in _all(each, "source"):
            if source is None:
                found.append(0)
            elif source in own:
                found.append(1 + own.index(source))
            else:
                further.append(source)
                found.append(len(own) + len(further))
    return found, further


def _publications(sources: list[QuotedSource]) -> list[Column]:
    """Sources, with a sign for the site that a publisher's links begin with: the list of homes says which."""
    publishers, urls = _all(sources, "publisher"), web_addresses(_all(sources, "url"))
    # Backwards, so that the first link of each publisher is the one that stays.
    linked = {name: url for name, url in zip(reversed(publishers), reversed(urls), strict=True) if url}
    homes = {name: _home(url) for name, url in linked.items()}
    begun = map(homes.get, publishers)
    links = (
        [url and url.replace(home or "", _SIGN, 1) for url, home in zip(urls, begun, strict=True)]
        if None in urls
        else list(map(str.replace, urls, begun, repeat(_SIGN), repeat(1)))  # type: ignore[arg-type]  # no None
    )
    return [
        words("source.publisher", publishers),
        words("source.title", _all(sources, "title")),
        words("source.url", links),
        words("source.published", _all(sources, "published")),
        codes("homes", range(len(homes)), [list(pair) for pair in homes.items()]),
    ]


def _home(url: str) -> str:
    """The site that a link begins with; empty for one to a mailbox."""
    return _HOME.match(url)[0]  # type: ignore[index]  # it matches any text


def _precise(marks: Sequence[IncidentMark], said: Mapping[str, str], language: str) -> Column:
    """How well each place is known, in words."""
    shape, shapes = coded(column(marks, "precision"))
    radii = np.rint(column(marks, "radius_m")).astype(np.int64)
    # Both as one number.
    used, known = coded((radii * len(shapes) + shape).tolist())
    texts = [
        precision_text(shape_of(shapes[key % len(shapes)]), key // len(shapes), said, language)
        for key in known
    ]
    return codes("precise", used, texts)


def _parts(
    marks: Sequence[IncidentMark], claims: Sequence[QuotedClaim], said: Mapping[str, str]
) -> list[str]:
    """Of which total each claim is a part, in words."""
    if not any(_all(claims, "part_of")):
        return [""] * len(claims)
    return [part_text(mark, claim, said) if claim.part_of else "" for mark in marks for claim in mark.claims]
