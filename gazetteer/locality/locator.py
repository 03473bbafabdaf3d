"""Answers to single texts that tell a relation: ``Locator``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.confidence import CONTRADICTED_AT_MOST
from gazetteer.locality.area import called
from gazetteer.locality.holding import held
from gazetteer.locality.lexicon import OUTSKIRTS_M
from gazetteer.locality.placing import Placer
from gazetteer.locality.telling import contradiction, is_open, is_wide, plain_leaves, relation_of, words_of
from gazetteer.locality.tree import Between, Name, Offset, Part, leaves
from gazetteer.mention import Mention
from gazetteer.names import fold
from gazetteer.resolution import retold
from geo.told import in_row, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.locality.area import Area
    from gazetteer.locality.tree import Node, Reading
    from gazetteer.place import Place
    from gazetteer.resolution import Resolution
    from gazetteer.resolve import Gazetteer

__all__ = ["SETTLED", "Document", "Locator", "ReadText"]

#: Kinds of places that are where they are, whatever they are near.
SETTLED = ("city", "other")
_UNITS = ("admin1", "admin2")
# A word where a country's name is expected, that no other country bears, is that country's.
_COUNTRY_SURE = 0.95
# How far a settlement may lie outside of the area that a text tells besides, in degrees.
_ASIDE_DEG = 0.1


class ReadText(NamedTuple):
    """A text with what the grammar makes of it.

    Attributes:
        text: The text.
        reading: What it says, or None where it is a plain name.
        plain: What the gazetteer is asked for a plain name.
        holders: The names of what holds it, with their places; a code may have none.
        unused: Holders that nobody knows.
        named: The one of the holders that is a settlement and may be the place itself.
    """

    text: str
    reading: Reading | None
    plain: str = ""
    holders: tuple[tuple[Name, Place | None], ...] = ()
    unused: tuple[str, ...] = ()
    named: Name | None = None

    @property
    def names(self) -> list[Name]:
        """The names to look up, in the order of the text, without the holders."""
        if self.reading is None:
            return []
        head = [] if self.reading.head is None else [self.reading.head]
        told = (name for node in self.reading.relations for name in leaves(node))
        return list(dict.fromkeys([*head, *told]))

    @property
    def queries(self) -> list[str]:
        """What the gazetteer is asked together with the other texts."""
        if self.reading is None:
            return [self.plain]
        return [self.query(name) for name in self.names if not name.country]

    def query(self, name: Name) -> str:
        """A name as the gazetteer is asked for it: with what holds it."""
        left_out = {name.text, self.named.text if self.named else ""}
        return ", ".join(
            [name.text, *(holder.text for holder, _ in self.holders if holder.text not in left_out)]
        )

    @property
    def held_by(self) -> list[Place]:
        """The places of what holds it."""
        return [place for _, place in self.holders if place is not None]


class Document(NamedTuple):
    """What is known besides a text.

    Attributes:
        gazetteer: Where names are looked up.
        found: The answers to the names of all texts.
        around: Codes of countries that the caller or the rest of the document tells of.
        within: The unit or country that the caller says holds it, if any.
    """

    gazetteer: Gazetteer
    found: Mapping[str, Resolution]
    around: Sequence[str]
    within: Sequence[Place]


class Locator:
    """Answers one text that tells a relation.

    Args:
        document: What is known besides the text.
        entry: The text as it was read.
    """

    def __init__(self, document: Document, entry: ReadText) -> None:
        self.document, self.entry, self.gazetteer = document, entry, document.gazetteer
        self.relations = entry.reading.relations if entry.reading else ()
        self.unused = [*(entry.reading.unused if entry.reading else ()), *entry.unused]
        self.answers = {name: self._ask(name) for name in entry.names}

    def answer(self) -> Resolution:
        """Where the text says that something is."""
        head = self._head()
        if head is not None and head.place is not None and head.place.kind in SETTLED:
            return self._at(head, head.place)
        relations = self._towards([node for node in self.relations if self._is_known(node)])
        excluded = contradiction(relations)
        if excluded:
            return self._unplaced(head, [excluded])
        placer = Placer(self._places(), self._context(relations))
        placed = [(node, area) for node in relations if (area := placer.area(node)) is not None]
        located = self._together(placer, placed)
        if located is None:
            return self._unplaced(head, placer.problems)
        named = self._named_inside(located)
        if named is not None and named.place is not None:
            return self._at(named, named.place)
        problems = list(placer.problems)
        if head is not None and head.place is not None:
            located, problem = held(located, [head.place], strict=True)
            problems += filter(None, [problem])
        holders = [*self.entry.held_by, *self.document.within]
        located, problem = held(located, holders, strict=all(is_open(node) for node, _ in placed))
        problems += filter(None, [problem])
        return self._placed(head, [node for node, _ in placed], located, problems)

    def _together(self, placer: Placer, placed: Sequence[tuple[Node, Area]]) -> Area | None:
        """Where all that the text tells is.

        "Central Mali" beside "on the road from Ségou to San" tells which towns are meant. Vaguer than a
        holder, it does not cut what is told by towns: it must only have some ground in common with it.
        """
        told = [area for node, area in placed if not is_wide(node)]
        if not told or all(is_open(node) for node, _ in placed):
            return placer.together([area for _, area in placed])
        located, everything = placer.together(told), placer.together([area for _, area in placed])
        parts = [node for node, _ in placed if isinstance(node, Part)]
        return located if everything is not None and len(parts) + len(told) == len(placed) else everything

    # --- names

    def _ask(self, name: Name) -> Resolution:
        """The answer to a name; one that contradicts what holds the text is looked for outside of that.

        What holds a stretch of road need not hold both its ends.
        """
        query = self.entry.query(name)
        if name.country:
            return self._country(name.text) or self._owner(name)
        answer = self.document.found[query]
        if name.wide and answer.place is not None and answer.place.kind == "city":
            answer = self._unit_round(answer.place, name) or answer
        # "Gao, Ansongo cercle" is read as a place in Gao where none in the cercle is called Gao.
        fits = not answer.problem and not answer.mention.turned
        if fits or not self.entry.holders:
            return answer
        countries = [place.country for place in self.entry.held_by if place.country]
        again = self.gazetteer.resolve(name.text, within=countries[0]) if len(set(countries)) == 1 else answer
        return again if answer.mention.turned or again.confidence > answer.confidence else answer

    def _unit_round(self, town: Place, name: Name) -> Resolution | None:
        """The widest unit round a town that bears its name: the Gaza Strip, Kidal Region."""
        for unit in (town.admin1, town.admin2):
            if unit and fold(unit).startswith(fold(name.text)):
                answer = self.gazetteer.resolve(unit, prefer="region", within=town.country)
                if answer.place is not None and answer.place.kind in _UNITS:
                    return answer
        return None

    def _owner(self, name: Name) -> Resolution:
        """Whose border it is where that is no country: "the Gaza-Israel border"."""
        beside = [other.text for other in self.entry.names if other.country and other != name]
        return self.gazetteer.resolve_together([self.entry.query(name), *beside], prefer="region")[0]

    def _country(self, text: str) -> Resolution | None:
        """The country that a border's phrase names: there, "malienne" is nothing else."""
        answer = self.gazetteer.resolve(text, kind="country")
        if answer.candidate is None:
            return None
        if answer.alternatives or answer.candidate.edits:
            return answer
        return retold(answer, text, status="resolved", confidence=max(answer.confidence, _COUNTRY_SURE))

    def _head(self) -> Resolution | None:
        """The name before all relations, if it is one."""
        head = self.entry.reading.head if self.entry.reading else None
        if head is None:
            return None
        related = {name for node in self.relations for name in leaves(node)}
        answer = self.answers[head] if head in related else self.answers.pop(head)
        # Where a text has capitals, words without any are no name; and a guess at a name is none.
        words = head.text.islower() and not self.entry.text.islower()
        guessed = answer.candidate is not None and answer.candidate.edits > 0
        if answer.place is None or answer.relation not in {"at", "part"} or words or guessed:
            self.unused.insert(0, head.text)
            return None
        return answer

    def _is_known(self, node: Node) -> bool:
        """Whether all names of a relation are places; else the relation is named as not understood."""
        unknown = [
            name.text for name in leaves(node) if name in self.answers and self.answers[name].place is None
        ]
        if unknown:
            self.unused.append(f"{words_of(node)} {', '.join(unknown)}")
        return not unknown

    def _places(self) -> dict[Name, Place]:
        """The places of the names, a thing in a town as far off as it may stand there."""
        found = {name: answer.place for name, answer in self.answers.items() if answer.place is not None}
        for name, place in found.items():
            if self.answers[name].mention.site and place.kind == "city":
                found[name] = place._replace(extent_m=place.extent_m + int(OUTSKIRTS_M))
        return found

    def _context(self, relations: Sequence[Node]) -> list[str]:
        """The countries that it may be in, as the text tells, or else the caller and the document."""
        told = {name for node in relations for name in plain_leaves(node)}
        places = [*self.entry.held_by, *(place for name, place in self._places().items() if name in told)]
        found = [code for place in places for code in (place.country, *place.shared_with) if code]
        return found or list(self.document.around)

    def _around(self) -> Resolution | None:
        """The country that the caller says, where the text itself names no place: "15 km from the border"."""
        from geo.words import name

        if len(self.document.around) != 1:
            return None
        answer = self.gazetteer.resolve(name(self.document.around[0]))
        return answer if answer.candidate is not None else None

    def _towards(self, relations: list[Node]) -> list[Node]:
        """The relations, where a road with one end told is the direction of a distance, or else not used."""
        roads = [node for node in relations if isinstance(node, Between) and len(node.of) == 1]
        others = [node for node in relations if node not in roads]
        if not roads or not others:
            return relations
        first = others[0]
        if isinstance(first, Offset) and first.distance is not None and first.heading is None:
            return [first._replace(toward=roads[0].of[0]), *others[1:]]
        self.unused += [f"{road.words} {leaves(road)[0].text}" for road in roads]
        return others

    def _named_inside(self, located: Area) -> Resolution | None:
        """A settlement that is named last, where it lies in what the text tells: that is the place."""
        import shapely

        if self.entry.named is None:
            return None
        answer = self.gazetteer.resolve(self.entry.named.text)
        inside = answer.place is not None and located.geometry.intersects(shapely.Point(answer.place.point))
        return answer if inside else None

    # --- answers

    def _at(self, head: Resolution, place: Place) -> Resolution:
        """A named town is where it is; what it is near only tells which one is meant."""
        import shapely

        placer = Placer(self._places(), [place.country] if place.country else [])
        anchors = tuple(self.answers.values())
        unused = _distinct([*head.unused, *self.unused])
        near = shapely.Point(place.point).buffer(_ASIDE_DEG)
        for node in self.relations:
            area = placer.area(node) if self._is_known(node) else None
            if area is not None and not area.geometry.intersects(near):
                english = "{place} does not lie where the text says: {area}"
                why = tell("not_there", english, place=called(place), area=area.basis)
                low = min(head.confidence, CONTRADICTED_AT_MOST)
                return retold(
                    head,
                    self.entry.text,
                    status="ambiguous",
                    confidence=low,
                    problem=why,
                    anchors=anchors,
                    unused=unused,
                )
        return retold(head, self.entry.text, anchors=anchors, unused=unused)

    def _unplaced(self, head: Resolution | None, problems: Sequence[str]) -> Resolution:
        """Only the name before the relations, or nothing, and why."""
        anchors = tuple(self.answers.values())
        if head is not None:
            unused = _distinct([*head.unused, *self.unused, *map(words_of, self.relations)])
            return retold(head, self.entry.text, unused=unused, problem=in_row(problems), anchors=anchors)
        unknown = [answer.problem for answer in anchors if answer.place is None]
        why = in_row([*problems, *unknown[:1]]) or tell(
            "no_relation", "no relation to a known place was understood"
        )
        return retold(
            self.gazetteer.resolve(""),
            self.entry.text,
            mention=Mention(self.entry.text, self.entry.text),
            problem=why,
            unused=_distinct(self.unused),
            anchors=anchors,
        )

    def _placed(
        self, head: Resolution | None, relations: Sequence[Node], located: Area, problems: Sequence[str]
    ) -> Resolution:
        queries = [holder.text for holder, _ in self.entry.holders]
        holders = [self.gazetteer.resolve(", ".join(queries[first:])) for first in range(len(queries))]
        used = [self.answers[name] for node in relations for name in leaves(node) if name in self.answers]
        used = [*([head] if head is not None else []), *used]
        told = [
            self.answers[name] for node in relations for name in plain_leaves(node) if name in self.answers
        ]
        # Whose border it is near tells less of where it is than what holds it.
        order = [*([head] if head is not None else []), *told, *holders, *used]
        first = next((answer for answer in order if answer.candidate is not None), None) or self._around()
        if first is None:
            return self._unplaced(None, problems or [tell("names_nothing", "the text names no place")])
        most = CONTRADICTED_AT_MOST if problems else 1.0
        sure = min((answer.confidence for answer in used or [first]), default=0.0)
        doubtful = bool(problems) or any(answer.status != "resolved" for answer in used)
        node = relations[0]
        mention = first.mention._replace(
            text=self.entry.text,
            relation=relation_of(node),
            relation_words=" ".join(filter(None, map(words_of, relations))),
            distance_m=node.distance.stated_m if isinstance(node, Offset) and node.distance else None,
        )
        return retold(
            first,
            self.entry.text,
            status="ambiguous" if doubtful else "resolved",
            confidence=min(sure, most),
            mention=mention,
            unused=_distinct([*self.unused, *(part for answer in used for part in answer.unused)]),
            problem=in_row(
                dict.fromkeys([*problems, *(answer.problem for answer in used if answer.problem)])
            ),
            anchors=tuple({answer.query: answer for answer in [*used, *holders]}.values()),
            located=located,
        )


def _distinct(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))
