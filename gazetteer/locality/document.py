"""Where a text says that something is: ``locate`` reads it, finds the places named, and makes the area.

Names of one text, and of all texts of one document, tell each other's meaning. What the grammar does not
understand, and names that nobody knows, come back in ``Resolution.unused``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.given import name_and_point
from gazetteer.locality.grammar import read
from gazetteer.locality.headings import ENGLISH
from gazetteer.locality.lexicon import pattern
from gazetteer.locality.locator import SETTLED, Document, Locator, ReadText
from gazetteer.locality.telling import is_wide
from gazetteer.locality.tree import leaves
from gazetteer.lookups import index_of
from gazetteer.mention import MAX_NAME_LENGTH, tidy
from gazetteer.names import fold
from gazetteer.place import Place
from gazetteer.readings import is_code
from gazetteer.resolution import retold
from gazetteer.seat import seat_phrase
from geo.coordinates import looks_like_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.locality.tree import Name, Reading
    from gazetteer.place import Prefer
    from gazetteer.regions import Region
    from gazetteer.resolution import Resolution
    from gazetteer.resolve import Gazetteer
    from geo.points import BBox, LonLat

__all__ = ["Asking", "locate", "plain_query"]


class Asking(NamedTuple):
    """What a caller asks beyond the texts, as in ``Gazetteer.resolve``."""

    within: str | BBox | Place | Region | BaseGeometry | None = None
    near: str | LonLat | Place | None = None
    prefer: Prefer = "any"
    bias: Mapping[str, float] | Iterable[str] | None = None


def locate(gazetteer: Gazetteer, texts: Iterable[str], asking: Asking) -> list[Resolution]:
    """Where the texts of one document say that something is, in their order.

    Args:
        gazetteer: Where names are looked up.
        texts: The texts: names, or what relates to named places.
        asking: What else is asked.

    Raises:
        QueryError: If what is asked is nothing known, or may be several places.

    Examples:
        >>> import gazetteer
        >>> [answer.relation for answer in locate(gazetteer.open(), ["Gao", "near Kidal"], Asking())]
        ['at', 'near']
    """
    entries = [_read(gazetteer, text) for text in texts]
    queries = list(dict.fromkeys(query for entry in entries for query in entry.queries))
    ask = gazetteer.resolve_many if len(queries) == 1 else gazetteer.resolve_together
    found = dict(zip(queries, ask(queries, **asking._asdict()), strict=True))
    within = _held_by(gazetteer, asking.within)
    company = Counter(answer.place.country for answer in found.values() if answer.place is not None)
    around = [*(place.country for place in within), *(code for code, _ in company.most_common(1))]
    document = Document(gazetteer, found, [code for code in around if code], within)
    done: dict[str, Resolution] = {}
    for entry in entries:
        if entry.text not in done:
            plain = found[entry.plain] if entry.reading is None else None
            if plain is None:
                done[entry.text] = Locator(document, entry).answer()
            else:
                done[entry.text] = plain if entry.plain == entry.text else retold(plain, entry.text)
    return [done[entry.text] for entry in entries]


def _read(gazetteer: Gazetteer, text: str) -> ReadText:
    """Read a text; without a reading where it is a plain name, which the gazetteer reads itself."""
    clean = tidy(text) if len(text) <= MAX_NAME_LENGTH else ""

    def known(phrase: str) -> bool:
        if index_of(gazetteer).postings(fold(phrase)):
            return True
        seat = seat_phrase(phrase)
        return seat is not None and bool(index_of(gazetteer).postings(fold(seat.of)))

    if not clean or known(clean) or looks_like_point(clean):
        return ReadText(text, None, text)
    reading = read(clean, known)
    beside = name_and_point(clean) if any(map(str.isdigit, clean)) else None
    if beside is not None and not read(beside.name, known).relations:
        return ReadText(text, None, text)
    if not reading.relations:
        return ReadText(text, None, plain_query(text, reading))
    holders: list[tuple[Name, Place | None]] = []
    unused: list[str] = []
    for holder in reading.holders:
        place = _holder(gazetteer, holder.text)
        if place is None and not is_code(holder.text):
            unused.append(holder.text)
        else:
            holders.append((holder, place))
    named = _named(gazetteer, reading, [holder for holder, _ in holders])
    return ReadText(text, reading, "", tuple(holders), tuple(unused), named)


def plain_query(text: str, reading: Reading) -> str:
    """A text without a relation as the gazetteer is asked for it, which takes most descriptions off itself.

    In "the northern town of Kidal" and "Mali's northern Kidal region" a side tells where a whole place lies.
    """
    names = [*filter(None, [reading.head]), *reading.holders]
    sided = rf"^(?:in\s+)?(?:[^,]+['\u2019]s\s+|(?:the\s+)?{ENGLISH}ern\s)"
    return ", ".join(name.text for name in names) if names and pattern(sided).match(text) else text


def _holder(gazetteer: Gazetteer, text: str) -> Place | None:
    """The unit or country that a name means where it holds others: "Kidal" is the region round the town."""
    answer = gazetteer.resolve(text, prefer="region")
    candidate = answer.candidate
    if candidate is None or answer.relation not in {"at", "part"}:
        return None
    return candidate.place if not candidate.edits or answer.status == "resolved" else None


def _held_by(gazetteer: Gazetteer, within: object) -> list[Place]:
    """The unit or country that a caller names as what holds everything."""
    if isinstance(within, str):
        within = _holder(gazetteer, within)
    elif within is not None:
        from gazetteer.regions import plain_area

        within = plain_area(within)
    return [within] if isinstance(within, Place) else []


def _named(gazetteer: Gazetteer, reading: Reading, holders: Sequence[Name]) -> Name | None:
    """A settlement that stands where a holder would: "the southern Gaza Strip (Khan Younis)"."""
    if not holders or not all(map(is_wide, reading.relations)):
        return None
    of = gazetteer.resolve(next((name.text for node in reading.relations for name in leaves(node)), ""))
    if of.place is not None and of.place.kind in SETTLED:
        return None
    answer = gazetteer.resolve(holders[0].text)
    settled = answer.place is not None and answer.place.kind == "city" and answer.relation == "at"
    return holders[0] if settled and answer.status == "resolved" else None
