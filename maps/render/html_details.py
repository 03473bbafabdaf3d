"""The texts of some of many incidents as columns: lines of a table, and all else for a popup."""

from __future__ import annotations

import re
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maps.grouped import NOBODY, Chosen, Coded, coded
from maps.links import plain_in_sites, web_addresses
from maps.marks import column, quoted
from maps.render.html_columns import codes, numbers, words
from maps.render.html_texts import part_text, precision_text
from maps.style import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from maps.grouped import Grouped
    from maps.marks import IncidentMark, QuotedClaim, QuotedSource
    from maps.records import Records
    from maps.render.html_columns import Column

__all__ = ["Usual", "details", "ids", "lines"]

# Stands for words that are known from elsewhere: no text of a table has it, and JSON writes it as it is.
_SIGN = "\x7f"
# What no claim cites: the first source of an incident that has none.
_NOTHING = -2
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

    def each_is(self, part: int, said: Coded) -> NDArray[np.bool_]:
        """Whether what is said of each incident is a part of its value."""
        number = {text: code for code, text in enumerate(said.values)}
        codes = np.array([number.get(value[part], NOBODY) for value in self.values], np.int64)
        alike: NDArray[np.bool_] = codes[self.used] == said.used
        return alike

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
        words("title", _brief(column(marks, "title"), places)),
        words("when", _unusual(column(marks, "when"), dates, 2)),
    ]


def _brief(titles: Sequence[str], places: Usual) -> list[str]:
    """Headlines with a sign for the words of their places, which headlines repeat."""
    if _SIGN in "".join(titles):
        titles = [title.replace(_SIGN, "\ufffd") for title in titles]
    worded = (value[1] for value in places.values)
    long = [place if place and len(place) > 2 else _SIGN for place in worded]
    return list(map(str.replace, titles, map(long.__getitem__, places.used.tolist()), repeat(_SIGN)))


def _unusual(said: Sequence[str | None], usual: Usual, part: int) -> list[str | None]:
    """What is said, empty where it is the usual."""
    alike = usual.each_is(part, said if isinstance(said, Coded) else coded(said))
    if alike.all():
        return [""] * len(said)
    return ["" if same else text for text, same in zip(said, alike.tolist(), strict=True)]


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
    told, cited = quoted(marks)
    claims, cautions = told.whole, column(marks, "cautions")
    citations, sources = _citations(told, cited)
    return [
        *_facts(marks),
        words("place_text", _unusual(column(marks, "place_text"), places, 1)),
        *(words(name, column(marks, name)) for name in _TEXTS),
        _precise(marks, said, language),
        numbers("cautions", _of_each(len, cautions)),
        words("caution", list(chain.from_iterable(cautions))),
        numbers("sources", cited.counts),
        numbers("claims", told.counts),
        numbers("claim.source", citations),
        numbers("claim.party", _of_each(bool, claims.column("said_by_party"))),
        words("claim.part", _parts(marks, claims, said)),
        *(words(f"claim.{name}", claims.column(name)) for name in _CLAIM_TEXTS),
        *_publications(sources),
    ]


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
    told: Grouped[Records[QuotedClaim]], cited: Grouped[Chosen[QuotedSource]]
) -> tuple[Sequence[int] | NDArray[np.int64], Chosen[QuotedSource]]:
    """What each claim cites: 0 for nothing, from 1 a source of its incident, beyond these one of its own.

    With it the sources of all incidents, and after them those of their own.
    """
    sources: NDArray[np.int64] = cited.whole.numbers
    source: NDArray[np.int64] = told.whole.column("source").numbers  # type: ignore[attr-defined]  # of Quoted
    starts = np.cumsum(cited.counts) - cited.counts
    firsts = np.append(sources, _NOTHING)[np.where(cited.counts, starts, -1)]
    # Nearly always the first source of its row.
    if (source == np.repeat(firsts, told.counts)).all():
        return np.ones(len(source), np.int64), cited.whole
    found: list[int] = []
    further: list[int] = []
    for own, each in zip(_split(sources, cited.counts), _split(source, told.counts), strict=True):
        for number in each:
            if number == NOBODY:
                found.append(0)
            elif number in own:
                found.append(1 + own.index(number))
            else:
                further.append(number)
                found.append(len(own) + len(further))
    return found, Chosen(cited.whole.listed, np.append(sources, np.array(further, np.int64)))


def _split(numbers: NDArray[np.int64], counts: NDArray[np.int64]) -> Iterator[list[int]]:
    """The numbers of each incident."""
    each = iter(numbers.tolist())
    return (list(islice(each, count)) for count in counts.tolist())


def _publications(sources: Chosen[QuotedSource]) -> list[Column]:
    """Sources, with a sign for the site that a publisher's links begin with: the list of homes says which."""
    publishers, urls = sources.column("publisher"), sources.column("url")
    homes, links = _shortened(publishers, urls)
    if not plain_in_sites(homes.values(), links, _SIGN):
        homes, links = _shortened(publishers, web_addresses(urls))
    return [
        words("source.publisher", publishers),
        words("source.title", sources.column("title")),
        words("source.url", links),
        words("source.published", sources.column("published")),
        codes("homes", range(len(homes)), [list(pair) for pair in homes.items()]),
    ]


def _shortened(
    publishers: Sequence[str], urls: Sequence[str | None]
) -> tuple[dict[str, str], Sequence[str | None]]:
    """The site of each publisher's first link, and the links with a sign for it."""
    found = coded(publishers)
    if None not in urls:
        sites = [_home(urls[first] or "") for first in found.firsts().tolist()]
        begun = map(sites.__getitem__, found.used.tolist())
        links = list(map(str.replace, urls, begun, repeat(_SIGN), repeat(1)))  # type: ignore[arg-type]  # none is None
        return dict(zip(found.values, sites, strict=True)), links
    homes: dict[str, str] = {}
    for name, url in zip(publishers, urls, strict=True):
        if url and name not in homes:
            homes[name] = _home(url)
    pairs = zip(publishers, urls, strict=True)
    return homes, [url and url.replace(homes[name], _SIGN, 1) for name, url in pairs]


def _home(url: str) -> str:
    """The site that a link begins with; empty for one to a mailbox."""
    return _HOME.match(url)[0]  # type: ignore[index]  # it matches any text


def _precise(marks: Sequence[IncidentMark], said: Mapping[str, str], language: str) -> Column:
    """How well each place is known, in words."""
    shape = coded(column(marks, "precision"))
    radii = np.rint(column(marks, "radius_m")).astype(np.int64)
    # Both as one number.
    count = len(shape.values)
    known = coded((radii * count + shape.used).tolist())
    texts = [
        precision_text(shape_of(shape.values[key % count]), key // count, said, language)
        for key in known.values
    ]
    return codes("precise", known.used, texts)


def _of_each(number: Callable[[Any], int], values: Sequence[Any]) -> NDArray[np.int64]:
    """A number of each value."""
    found = coded(values)
    return np.array(list(map(number, found.values)), np.int64)[found.used]


def _parts(marks: Sequence[IncidentMark], claims: Records[QuotedClaim], said: Mapping[str, str]) -> list[str]:
    """Of which total each claim is a part, in words."""
    if not any(claims.column("part_of")):
        return [""] * len(claims)
    return [part_text(mark, claim, said) if claim.part_of else "" for mark in marks for claim in mark.claims]
