"""Where a text says that something is: ``locate`` reads it, finds the places named, and makes the area.

Names of one text, and of all texts of one document, tell each other's meaning. What the grammar does not
understand, and names that nobody knows, come back in ``Resolution.unused``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.confidence import CONTRADICTED_AT_MOST
from gazetteer.locality.anchors import telling_point
from gazetteer.locality.area import made, outline_of
from gazetteer.locality.grammar import read
from gazetteer.locality.headings import ENGLISH
from gazetteer.locality.lexicon import pattern
from gazetteer.locality.placing import Placer
from gazetteer.locality.tree import Between, Border, In, Name, Near, Offset, OneOf, Part, Tripoint, leaves
from gazetteer.mention import MAX_NAME_LENGTH, tidy
from gazetteer.names import fold
from gazetteer.question import holder
from gazetteer.resolution import Resolution
from geo.planes import common, widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely import MultiPolygon, Polygon

    from gazetteer.locality.area import Area
    from gazetteer.locality.tree import Node, Reading
    from gazetteer.mention import Relation
    from gazetteer.place import Place
    from gazetteer.resolve import Gazetteer
    from geo.points import BBox, LonLat

    Shape = Polygon | MultiPolygon

__all__ = ["locate"]

# A holder that leaves less of an area is taken as told of the name and not of what is near it: "30 km north
# of Tinzaouaten, Mali" is in Algeria.
_LEAST_HELD = 0.25
_ALL_HELD = 0.999
# A holder's outline is widened by its accuracy before it cuts: subdivisions are generalised.
_ACCURACY_M = {"country": 1_000.0, "admin1": 5_000.0}
_SETTLED = ("city", "other")


class _Read(NamedTuple):
    """A text with what the grammar makes of it; without a reading it is asked for as ``plain``."""

    text: str
    reading: Reading | None
    plain: str = ""
    holders: tuple[tuple[Name, Place], ...] = ()
    unused: tuple[str, ...] = ()
    named: Name | None = None

    @property
    def names(self) -> list[Name]:
        """The names to look up, in the order of the text, without the holders."""
        if self.reading is None:
            return []
        head = [] if self.reading.head is None else [self.reading.head]
        return list(
            dict.fromkeys([*head, *(name for node in self.reading.relations for name in leaves(node))])
        )

    def query(self, name: Name) -> str:
        """A name as the gazetteer is asked for it: with what holds it."""
        named = set() if self.named is None else {self.named.text}
        held = [holder.text for holder, _ in self.holders if holder.text not in {name.text, *named}]
        return ", ".join([name.text, *held])


class _Document(NamedTuple):
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


def locate(
    gazetteer: Gazetteer,
    texts: Iterable[str],
    *,
    within: str | BBox | None = None,
    near: str | LonLat | None = None,
    prefer: str | None = None,
) -> list[Resolution]:
    """Where the texts of one document say that something is, in their order.

    Args:
        gazetteer: Where names are looked up.
        texts: The texts: names, or what relates to named places.
        within: Only places in this area, as in ``Gazetteer.resolve``.
        near: Prefer places close to this point or named place.
        prefer: ``settlement``, ``region`` or ``any``, as in ``Gazetteer.resolve``.

    Raises:
        TypeError: If a text is no string.
        QueryError: If ``within``, ``near`` or ``prefer`` is nothing known.
    """
    asked: dict[str, Any] = {"within": within, "near": near}
    if prefer is not None:
        asked["prefer"] = prefer
    read_texts = [_read(gazetteer, text) for text in texts]
    queries = list(
        dict.fromkeys(
            query
            for entry in read_texts
            for query in (
                [entry.plain]
                if entry.reading is None
                else [entry.query(name) for name in entry.names if not name.country]
            )
        )
    )
    if len(queries) == 1:
        found = dict(zip(queries, gazetteer.resolve_many(queries, **asked), strict=True))
    else:
        found = dict(zip(queries, gazetteer.resolve_together(queries, **asked), strict=True))
    company = Counter(
        answer.place.country for answer in found.values() if answer.place is not None and answer.place.country
    )
    held_by = _held_by(gazetteer, within)
    around = [
        *(place.country for place in held_by if place.country),
        *(code for code, _ in company.most_common(1)),
    ]
    document = _Document(gazetteer, found, around, held_by)
    return [
        found[entry.plain].changed(query=entry.text)
        if entry.reading is None
        else _Locator(document, entry, entry.reading).answer()
        for entry in read_texts
    ]


def _holder(gazetteer: Gazetteer, text: str, *, code_first: bool = False) -> Place | None:
    """The unit or country that a name means where it holds others: "Kidal" is the region round the town."""
    scope = holder(gazetteer.finder, text, code_first=code_first)
    return gazetteer.index.place(scope.record) if scope is not None and scope.record is not None else None


def _held_by(gazetteer: Gazetteer, within: object) -> list[Place]:
    """The unit or country that a caller names as what holds everything."""
    place = _holder(gazetteer, within, code_first=True) if isinstance(within, str) else None
    return [] if place is None else [place]


def _read(gazetteer: Gazetteer, text: str) -> _Read:
    """Read a text; without a reading where it is a plain name, which the gazetteer reads itself."""
    if not isinstance(text, str):
        raise TypeError(f"a text must be a string, not {type(text).__name__} {text!r}")
    clean = tidy(text) if len(text) <= MAX_NAME_LENGTH else ""

    def known(phrase: str) -> bool:
        return bool(gazetteer.index.find(fold(phrase)))

    if not clean or known(clean):
        return _Read(text, None, text)
    reading = read(clean, known)
    if not reading.relations:
        return _Read(text, None, _plain(text, reading))
    holders: list[tuple[Name, Place]] = []
    unused: list[str] = []
    for name in reading.holders:
        place = _holder(gazetteer, name.text)
        if place is None:
            unused.append(name.text)
        else:
            holders.append((name, place))
    named = _named(gazetteer, reading, holders)
    return _Read(text, reading, "", tuple(holders), tuple(unused), named)


def _named(gazetteer: Gazetteer, reading: Reading, holders: Sequence[tuple[Name, Place]]) -> Name | None:
    """A settlement that stands where a holder would: "the southern Gaza Strip (Khan Younis)"."""
    if not holders or not all(map(_is_wide, reading.relations)):
        return None
    of = gazetteer.resolve(next((name.text for node in reading.relations for name in leaves(node)), ""))
    if of.place is not None and of.place.kind in _SETTLED:
        return None
    name = holders[0][0]
    answer = gazetteer.resolve(name.text)
    settled = answer.place is not None and answer.place.kind == "city" and answer.relation == "at"
    return name if settled and answer.status == "resolved" else None


def _plain(text: str, reading: Reading) -> str:
    """A text without a relation as the gazetteer is asked for it, which takes most descriptions off itself.

    In "the northern town of Kidal" and "Mali's northern Kidal region" a side tells where a whole place lies.
    """
    head = reading.head
    if head is None or not pattern(rf"^(?:[^,]+['\u2019]s\s+|(?:the\s+)?{ENGLISH}ern\s)").match(text):
        return text
    return ", ".join([head.text, *(holder.text for holder in reading.holders)])


class _Locator:
    """Answers one text that tells a relation.

    Args:
        document: What is known besides the text.
        entry: The text as it was read.
        reading: What the grammar makes of it.
    """

    def __init__(self, document: _Document, entry: _Read, reading: Reading) -> None:
        self.gazetteer, found, self.around, self.within = document
        self.entry, self.reading = entry, reading
        self.unused = [*reading.unused, *entry.unused]
        self.answers: dict[Name, Resolution] = {
            name: self._country(name) if name.country else self._fitting(name, found[entry.query(name)])
            for name in entry.names
        }

    def _fitting(self, name: Name, answer: Resolution) -> Resolution:
        """The answer to a name; one that contradicts what holds the text is looked for outside of that.

        What holds a stretch of road need not hold both its ends.
        """
        if not answer.problem or not self.entry.holders:
            return answer
        countries = [holder.text for holder, place in self.entry.holders if place.kind == "country"]
        again = self.gazetteer.resolve(", ".join([name.text, *countries]))
        return again if again.confidence > answer.confidence else answer

    def _country(self, name: Name) -> Resolution:
        answer = self.gazetteer.resolve(name.text, kind="country")
        return answer if answer.place is not None else self.gazetteer.resolve(self.entry.query(name))

    def answer(self) -> Resolution:
        """Where the text says that something is."""
        head = self._head()
        if head is not None and head.place is not None and head.place.kind in _SETTLED:
            return self._at_head(head, head.place)
        relations = self._towards([node for node in self.reading.relations if self._is_known(node)])
        placer = Placer(self._places(), self._context(relations))
        placed = [(node, area) for node in relations if (area := placer.area(node)) is not None]
        located = placer.together([area for _, area in placed])
        if located is None and head is not None:
            told = [_words_of(node) for node in self.reading.relations]
            unused = tuple(dict.fromkeys([*head.unused, *self.unused, *told]))
            return head.changed(query=self.entry.text, unused=unused, problem="; ".join(placer.problems))
        if located is None:
            return self._nothing(placer.problems)
        named = self._named_inside(located)
        if named is not None and named.place is not None:
            return self._at_head(named, named.place)
        if head is not None and head.place is not None:
            located = self._held(located, [head.place], placer, strict=True)
        holders = [*(place for _, place in self.entry.holders), *self.within]
        strict = all(_is_open(node) for node, _ in placed)
        located = self._held(located, holders, placer, strict=strict)
        return self._resolution(head, [node for node, _ in placed], located, placer.problems)

    def _head(self) -> Resolution | None:
        """The name before all relations, if it is one."""
        head = self.reading.head
        if head is None:
            return None
        answer = self.answers.pop(head)
        words = head.text.islower() and not self.entry.text.islower()
        if answer.place is None or answer.relation not in {"at", "part"} or words:
            self.unused.insert(0, head.text)
            return None
        return answer

    def _at_head(self, head: Resolution, place: Place) -> Resolution:
        """A named town is where it is; what it is near only tells which one is meant."""
        import shapely

        placer = Placer(self._places(), [place.country] if place.country else [])
        anchors = tuple(self.answers.values())
        for node in self.reading.relations:
            area = placer.area(node) if self._is_known(node) else None
            if area is not None and not area.geometry.intersects(shapely.Point(place.point).buffer(0.1)):
                why = f"{place.name} does not lie where the text says: {area.basis}"
                low = min(head.confidence, CONTRADICTED_AT_MOST)
                return head.changed(
                    query=self.entry.text, status="ambiguous", confidence=low, problem=why, anchors=anchors
                )
        unused = tuple(dict.fromkeys([*head.unused, *self.unused]))
        return head.changed(query=self.entry.text, anchors=anchors, unused=unused)

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

    def _is_known(self, node: Node) -> bool:
        """Whether all names of a relation are places; else the relation is named as not understood."""
        unknown = [
            name.text for name in leaves(node) if name in self.answers and self.answers[name].place is None
        ]
        if unknown:
            self.unused.append(f"{_words_of(node)} {', '.join(unknown)}")
        return not unknown

    def _places(self) -> dict[Name, Place]:
        return {name: answer.place for name, answer in self.answers.items() if answer.place is not None}

    def _context(self, relations: Sequence[Node]) -> list[str]:
        """The countries that it may be in, as the text tells, or else the caller and the document."""
        places = [place for _, place in self.entry.holders]
        told = {name for node in relations for name in _plain_leaves(node)}
        places += [place for name, place in self._places().items() if name in told]
        found = [code for place in places for code in (place.country, *place.shared_with) if code]
        return found or list(self.around)

    def _held(self, located: Area, holders: Sequence[Place], placer: Placer, *, strict: bool) -> Area:
        """The area inside what holds it, as far as an outline is known."""
        if len({place.country for place in holders}) > 1:
            return located
        for place in holders:
            outline = _outline(place) if strict or place.kind == "country" else None
            if outline is None:
                continue
            inside = _clipped(located.geometry, outline, _ACCURACY_M.get(place.kind, 0.0))
            share = 0.0 if inside is None else inside.area / located.geometry.area
            if inside is None and strict:
                placer.problems.append(f"nothing of it is in {place.name} ({located.basis})")
            if inside is None or share > _ALL_HELD:
                continue
            if not strict and (share < _LEAST_HELD or _meets_coast(located.geometry, place)):
                continue
            basis = f"{located.basis}; inside {place.name}"
            located = made(inside, basis, telling_point(located, inside), located.precision)
        return located

    def _nothing(self, problems: Sequence[str]) -> Resolution:
        """Why there is no area."""
        unknown = next((answer for answer in self.answers.values() if answer.place is None), None)
        why = (
            "; ".join(problems)
            or (unknown.problem if unknown else "")
            or "no relation to a known place was understood"
        )
        alternatives = tuple(
            answer.candidate for answer in self.answers.values() if answer.candidate is not None
        )
        mention = self.gazetteer.resolve("").mention._replace(text=self.entry.text)
        unused = tuple(dict.fromkeys(self.unused))
        return Resolution.told(
            self.entry.text,
            "unresolved",
            0.0,
            mention,
            alternatives=alternatives,
            unused=unused,
            problem=why,
            anchors=tuple(self.answers.values()),
        )

    def _resolution(
        self, head: Resolution | None, relations: Sequence[Node], located: Area, problems: Sequence[str]
    ) -> Resolution:
        held = [
            self.gazetteer.resolve(self._holder_query(number)) for number in range(len(self.entry.holders))
        ]
        told = [
            self.answers[name] for node in relations for name in _plain_leaves(node) if name in self.answers
        ]
        named = [self.answers[name] for node in relations for name in leaves(node) if name in self.answers]
        first = (
            next(
                answer
                for answer in (head, *told, *held, *named)
                if answer is not None and answer.candidate is not None
            )
            if head or told or held or named
            else None
        )
        anchors = tuple(dict.fromkeys([*([head] if head else []), *named, *held]))
        sure = min(
            (answer.confidence for answer in (*([head] if head else []), *named)),
            default=first.confidence if first else 0.0,
        )
        doubtful = problems or any(
            answer.status != "resolved" for answer in (*([head] if head else []), *named)
        )
        if problems:
            sure = min(sure, CONTRADICTED_AT_MOST)
        if first is None:
            # Borders that the context alone tells: the country stands for them.
            return self._nothing(problems)
        node = relations[0]
        mention = first.mention._replace(
            text=self.entry.text,
            relation=_relation_of(node),
            relation_words=" ".join(filter(None, map(_words_of, relations))),
            distance_m=node.distance.stated_m if isinstance(node, Offset) and node.distance else None,
        )
        return Resolution.told(
            self.entry.text,
            "ambiguous" if doubtful else "resolved",
            sure,
            mention,
            first.candidate,
            first.alternatives,
            unused=tuple(dict.fromkeys([*self.unused, *(part for answer in named for part in answer.unused)])),
            problem="; ".join(problems),
            anchors=anchors,
            located=located,
        )

    def _holder_query(self, number: int) -> str:
        return ", ".join(holder.text for holder, _ in self.entry.holders[number:])


def _outline(place: Place) -> Shape | None:
    """The outline of a place, or of its country where its own is not known."""
    found = outline_of(place)
    if found is None and place.country and place.kind not in {"city", "country"}:
        found = outline_of(place._replace(kind="country", name=place.country))
    return found[0] if found else None


def _meets_coast(shape: Shape, place: Place) -> bool:
    """Whether a shape reaches the coast of a country: what is off it is in no outline."""
    from geo import borders

    coast = borders.of(place.country).coast if place.country else None
    return coast is not None and bool(coast.intersects(shape))


def _clipped(shape: Shape, outline: Shape, accuracy_m: float) -> Shape | None:
    """What of a shape lies in an outline or within its accuracy."""
    import shapely

    west, south, east, north = shape.bounds
    room = 0.2
    near = shapely.clip_by_rect(outline, west - room, south - room, east + room, north + room)
    if near.is_empty:
        return None
    wide = widened(near, accuracy_m) if accuracy_m and east - west < 20 else near
    return common([shape, wide])  # type: ignore[list-item]


def _plain_leaves(node: Node) -> list[Name]:
    """The names that tell where something is, and not only whose border it is near."""
    return [name for name in leaves(node) if not name.country]


def _is_open(node: Node) -> bool:
    """Whether a relation has no end of its own, so that what holds it makes one."""
    if isinstance(node, Near):
        return isinstance(node.of, (Border, Tripoint))
    if isinstance(node, Offset):
        return node.distance is None or isinstance(node.of, Border)
    return isinstance(node, (Border, Tripoint, Part))


def _is_wide(node: Node) -> bool:
    """Whether a relation is one to an area, in which a settlement may be named."""
    return isinstance(node, (Border, Tripoint, Part)) or (
        isinstance(node, Near) and isinstance(node.of, (Border, Tripoint))
    )


def _words_of(node: Node) -> str:
    inner = node.of if isinstance(node, (Near, Offset, Part, In)) else None
    outer = "" if isinstance(node, Name) else node.words
    return (
        f"{outer} {_words_of(inner)}".strip()
        if isinstance(inner, (Near, Offset, Part, Border, Between))
        else outer
    )


def _relation_of(node: Node) -> Relation:
    """The relation of a tree in one word."""
    if isinstance(node, Near):
        return "border" if isinstance(node.of, (Border, Tripoint)) else "near"
    if isinstance(node, Offset):
        return "near" if node.heading is None and node.toward is None else "direction"
    if isinstance(node, Between):
        return "road" if node.road else "between"
    if isinstance(node, (Border, Tripoint)):
        return "border"
    if isinstance(node, OneOf):
        return "at" if isinstance(node.of[0], Name) else _relation_of(node.of[0])
    return "part"
