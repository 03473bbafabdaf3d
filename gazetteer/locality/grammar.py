"""A text about where something is, read into what relates to named places: ``read``.

The grammar reads from the left. Where a relation starts ("50 km north of", "between", "near"), it takes what
follows as the thing that it relates to: another relation ("near the southern part of ..."), or a name that
ends at the next separator or relation. A phrase that the index has as a name is a name, whatever words it
holds: "North Dakota", "Stratford on Avon". What no rule knows is named as unused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.locality import lexicon, offsets, roads, sides
from gazetteer.locality.borders import border, tripoint
from gazetteer.locality.distances import TIME
from gazetteer.locality.headings import ENGLISH, FRENCH, heading
from gazetteer.locality.lexicon import DATE, DATE_WORDS, MOST_DEPTH, SIDE_WORDS, holds, pattern
from gazetteer.locality.lists import pair_of, share_kind, split_list
from gazetteer.locality.tree import HEAD, In, Name, Node, Offset, OneOf, Part, Reading, leaves
from gazetteer.mention import Mention, tidy
from gazetteer.phrases import bare_names, held_settlement, is_generic, is_titled, kind_in
from gazetteer.words import KIND_WORDS, plain

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from gazetteer.locality.tree import Found

__all__ = ["Grammar", "read"]

_MOST_ITEMS = 12
_EDGES = " ,;:.'\u2019\"\u201c\u201d\u00ab\u00bb-\u2013\u2014()[]"
_CENTRE = (
    r"^(?P<name>.+?)['\u2019]?s?\s+"
    r"(?P<words>(?:city|town)\s+(?:center|centre)|center|centre[\s-]ville)$"
)
# A distance is straight unless the text says otherwise: these words say nothing more.
_STRAIGHT = (
    r"\s*\(?\b(?:by\s+air|as\s+the\s+crow\s+flies|in\s+a\s+straight\s+line"
    r"|à\s+vol\s+d['\u2019]oiseau|en\s+ligne\s+droite)\b\)?"
)
# Between the ends of a road a dash parts no phrases.
_ROAD_DASH = (
    r"(?P<before>\b(?:road|highway|axis|route|axe|piste)\s+[^\s,;()]+)\s+[-\u2013\u2014]\s+(?=\w)"
    r"|\s+[-\u2013\u2014]\s+(?=[^\s,;()]+\s+(?:road|highway|axis|corridor)\b)"
)
_BRACKET = r"^(?P<name>[^()]+?)\s*\((?P<held>[^()]+)\)?$"
_OWNED = r"^(?P<owner>[^\s].*?)['\u2019]s\s+(?P<rest>.+)$"
_OWN_SIDE = rf"^(?:(?P<far>far|extreme)\s+)?(?P<side>{ENGLISH})(?:ern\s+(?:parts?|areas?|regions?))?$"
# Two numbers with decimal points. Not after a word that they may count, nor within another number.
_POINT = (
    r"(?<![\w.,+\u2212-])(?P<lat>[+\u2212-]?\d{1,2}\.\d+)\s*[,;\s]\s*(?P<lon>[+\u2212-]?\d{1,3}\.\d+)"
    r"(?![\w.]|\s*(?:°|'|[NSEWO]\b|(?:north|south|east|west|nord|sud|est|ouest|k?m|miles?)\b))"
)
_PLUS_MINUS = "+-\u2212"
_UNIT_OF = r"^(?P<unit>.+\s(?P<kind>[\w-]+))\s+of\s+(?P<owner>.+)$"


class Grammar(NamedTuple):
    """The grammar, with what it must know of names.

    Attributes:
        known: Whether the index has a phrase as a name.
        unused: Filled with the parts that were not understood.
        phrases: Filled with the phrases that texts begin with: the rest of a text is asked about again and
            again, and without them ten words such as "in" would take seconds.
    """

    known: Callable[[str], bool]
    unused: list[str]
    phrases: dict[str, tuple[str, str]]

    # --- a whole text

    def items(self, text: str, depth: int = 0) -> list[Node]:
        """What a text says, in its order."""
        found: list[Node] = []
        rest = text
        while (rest := rest.strip(" ,;:.-\u2013\u2014()[]")) and len(found) < _MOST_ITEMS:
            node, rest = self.item(rest, depth)
            if node is not None:
                found.append(node)
        if rest:
            self.unused.append(rest)
        return found

    def item(self, text: str, depth: int) -> tuple[Node | None, str]:  # noqa: PLR0911 - one for each kind
        """The first thing that a text says, and the rest of it."""
        phrase, rest = self.phrase(text)
        if self.is_name(phrase):
            return self.name(phrase), rest
        opened = self.relation(text, depth)
        if opened is not None:
            return opened
        held = self.held(text, depth)
        if held is not None:
            return held
        date = lexicon.match(DATE, text, DATE_WORDS)
        if date:
            self.unused.append(date[0].strip())
            return None, text[date.end() :]
        if not phrase or is_generic(phrase):
            sided = holds(phrase, SIDE_WORDS) and pattern(rf"\b(?:{ENGLISH}|{FRENCH})\b").search(phrase)
            if sided and phrase != text:
                # "north and ...": a side of nothing.
                self.unused.append(phrase)
            inner = self.relation(rest, depth) if kind_in(phrase)[1] == ("city",) else None
            if inner is not None and isinstance(inner[0], Part) and isinstance(inner[0].of, Name):
                return inner[0]._replace(of=inner[0].of._replace(wide=True)), inner[1]
            return None, rest
        return self.name(phrase), rest

    def is_name(self, phrase: str) -> bool:
        """Whether a phrase is a name of the index, and not only words of kinds and sides."""
        # "Mali's" is spelled like a village called Malis.
        owner = phrase.endswith(("'s", "\u2019s"))
        word = is_generic(phrase) and not is_titled(phrase)
        return bool(phrase) and not owner and not word and (self.known(phrase) or self.is_unit(phrase))

    def is_unit(self, phrase: str) -> bool:
        """Whether a phrase is a name of several words with a word for its kind: "South Darfur region"."""
        name, _, word = phrase.rpartition(" ")
        return " " in name and plain(word) in KIND_WORDS and not is_generic(name) and self.known(name)

    def begins_whole(self, text: str) -> bool:
        """Whether a name begins a text, or what follows its link word and article, that is known as a whole.

        "in South Sudan" is not the south of Sudan, nor "the West Bank" the west of a bank.
        """
        for rest in (text, *bare_names(text)):
            phrase = self.phrase(rest)[0]
            held = held_settlement(Mention(phrase, phrase))
            if self.is_name(phrase) or any(
                map(self.is_name, (*held.containers, *held.unused) if held else ())
            ):
                return True
        return False

    # --- names

    def phrase(self, text: str) -> tuple[str, str]:
        """A phrase up to the next separator or relation, and the rest; or a longer one that is a name."""
        if text not in self.phrases:
            self.phrases[text] = self._phrase(text)
        return self.phrases[text]

    def _phrase(self, text: str) -> tuple[str, str]:
        separator = pattern(lexicon.SEPARATOR).search(text)
        end = separator.start() if separator else len(text)
        after = separator.end() if separator else len(text)
        whole = text[:end]
        if self.is_name(whole.strip(_EDGES)):
            return whole.strip(_EDGES), text[after:]
        for start in pattern(rf"(?:(?<=\s)|(?<=\b[ld]['\u2019]))(?={lexicon.STARTER})").finditer(whole):
            # The 000 of "10 000 km" starts no distance of its own.
            if pattern(r"\d$").search(whole[: start.start()].rstrip()) and whole[start.start()].isdigit():
                continue
            if self.starts(text[start.start() :], whole[: start.start()]):
                return whole[: start.start()].strip(_EDGES), text[start.start() :]
        return whole.strip(_EDGES), text[after:]

    def starts(self, text: str, before: str) -> bool:
        """Whether a relation starts here, in the middle of a phrase."""
        if pattern(lexicon.IN, 0).match(text):
            # "the town of Kidal in Mali", but "a checkpoint in Mopti" is all one name for the gazetteer.
            return not is_generic(before) or self.relation(text, MOST_DEPTH) is not None
        if lexicon.match(offsets.TOWARD, text, offsets.TOWARD_WORDS):
            return True
        if lexicon.match(DATE, text, DATE_WORDS) or offsets.measured(rf"(?:{TIME})\b", text):
            return True
        if is_generic(before) and kind_in(before)[0] and pattern(rf"{lexicon.OF_FR}").match(text):
            return False
        found = self.relation(text, MOST_DEPTH, inside=True)
        return found is not None

    def name(self, phrase: str) -> Node:
        """A phrase as a name, with what its own words say: "Mali's north", "Gao and Kidal"."""
        phrase = phrase.strip(_EDGES)
        if self.known(phrase):
            return Name(phrase)
        centre = pattern(_CENTRE).match(phrase)
        if centre:
            return Part(Name(centre["name"]), centre["words"], central=True)
        owned = pattern(_OWNED).match(phrase)
        if owned:
            return self.owned(owned["owner"], owned["rest"])
        unit = pattern(_UNIT_OF).match(phrase)
        if (
            unit
            and kind_in(unit["kind"])[1][:1] not in {(), ("city",)}
            and not is_generic(unit["unit"])
            and self.known(unit["owner"])
        ):
            return Name(f"{unit['unit']}, {unit['owner']}")
        return self.several(phrase) or Name(phrase)

    def owned(self, owner: str, rest: str) -> Node:
        """What a country's or region's own is: "Mali's north", "Mali's northern Kidal region"."""
        side = pattern(_OWN_SIDE).match(rest)
        found = heading(side["side"]) if side else None
        if side and found:
            return Part(Name(owner), rest, found, far=bool(side["far"]))
        bare = pattern(rf"^(?:{ENGLISH}ern|central)\s+").sub("", rest)
        return Name(f"{bare}, {owner}")

    def several(self, phrase: str) -> OneOf | None:
        """The places of "Gao and Kidal", "the regions of Gao and Kidal", "Gao and Kidal regions"."""
        parts = split_list(phrase, self.known)
        if len(parts) < 2:
            return None
        shared = share_kind(parts)
        if shared is parts and not all(map(self.known, parts)):
            return None
        return OneOf(tuple(map(Name, shared)), phrase)

    # --- what a relation relates to

    def operand(self, text: str, depth: int) -> Found | None:  # noqa: PLR0911 - one for each kind of thing
        """What a relation relates to: another relation, or a name."""
        if depth >= MOST_DEPTH:
            # Only whether there is something is asked.
            return (Name(text), "") if text.strip(_EDGES) else None
        text = text.lstrip()
        for rule in (_border, _tripoint, roads.road_pair):
            # "the Algerian border" is no border of a place called Algerian.
            found = rule(self, text, depth + 1)
            if found is not None:
                return found
        phrase, rest = self.phrase(text)
        bare = pattern(rf"^{lexicon.THE}").sub("", phrase)
        if self.is_name(phrase) or self.is_name(bare):
            return self.name(phrase if self.is_name(phrase) else bare), rest
        nested = self.relation(text, depth + 1)
        if nested is not None:
            return nested
        if phrase and not is_generic(phrase):
            return self.name(phrase), rest
        # "near a village in the Kidal region"
        inner = self.held(rest, depth + 1) if rest and pattern(lexicon.IN, 0).match(rest) else None
        if inner is not None and isinstance(inner[0], In):
            return inner[0].of, inner[1]
        return self.relation(rest, depth + 1) if rest and phrase else None

    def operands(self, text: str, depth: int) -> tuple[tuple[Node, ...], str]:
        """The things of a list, "A, B and C", and the rest of the text."""
        listed, rest = pair_of(text, self.known)
        nodes: list[Node] = []
        for part in listed[:-1]:
            # As in "between Djibo (Burkina Faso) and Boulikessi (Mali)": what holds each of them.
            held = pattern(_BRACKET).match(part)
            found = (Name(f"{held['name']}, {held['held']}"), "") if held else self.operand(part, depth)
            if found is not None:
                nodes.append(found[0])
        last = self.operand(listed[-1] + rest, depth) if listed else None
        after = (
            pattern(r"^\s*\(?(?P<held>[^(),]+)\)?").match(last[1])
            if last and isinstance(last[0], Name)
            else None
        )
        if last is not None and after and any(pattern(_BRACKET).match(part) for part in listed[:-1]):
            last = Name(f"{listed[-1]}, {after['held'].strip()}"), last[1][after.end() :]
        if last is None:
            return (), text
        nodes.append(last[0])
        if all(isinstance(node, Name) for node in nodes):
            nodes = list(map(Name, share_kind([node.text for node in nodes if isinstance(node, Name)])))
        return tuple(nodes), last[1]

    # --- relations

    def relation(self, text: str, depth: int, *, inside: bool = False) -> Found | None:
        """The relation that a text starts with, and the rest.

        Args:
            text: The text.
            depth: How deep in other relations this is.
            inside: Whether it starts in the middle of a phrase, where a bare adjective is none.
        """
        for rule in _RULES if inside else (*_RULES, sides.adjective):
            found = rule(self, text, depth)
            if found is not None:
                return found
        return None

    def held(self, text: str, depth: int) -> Found | None:
        """As in "in X": what holds the rest."""
        match = pattern(lexicon.IN, 0).match(text)
        found = self.operand(text[match.end() :], depth) if match else None
        return found and match and (In(found[0], match[0].strip()), found[1])


def _tripoint(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "the tri-border area of A, B and C", "la zone des trois frontières"."""
    del depth
    return tripoint(text, grammar.known)


def _border(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "on the border between A and B", "the Algerian border", "la frontière"."""
    return border(
        text, grammar.known, lambda rest: grammar.phrase(rest) if depth < MOST_DEPTH else (rest, "")
    )


#: In this order: the first that fits is taken.
_RULES: tuple[Callable[[Grammar, str, int], Found | None], ...] = (
    offsets.distance,
    roads.triangle,
    _tripoint,
    _border,
    roads.road,
    roads.between,
    sides.near,
    offsets.direction,
    sides.part,
)


def _lettered(match: re.Match[str]) -> str:
    """A coordinate with letters: its comma parts no names, and its minus is no dash."""
    lat, lon = (float(match[axis].replace("\u2212", "-")) for axis in ("lat", "lon"))
    if abs(lat) > 90 or abs(lon) > 180:
        return match[0]
    north, east = "S" if lat < 0 else "N", "W" if lon < 0 else "E"
    return f"{match['lat'].lstrip(_PLUS_MINUS)} {north} {match['lon'].lstrip(_PLUS_MINUS)} {east}"


def _closed(match: re.Match[str]) -> str:
    """A dash between the ends of a road without the blanks round it."""
    return f"{match['before'] or ''}-"


def _is_list(node: OneOf) -> bool:
    """Whether a text lists names that no relation stands before."""
    return all(isinstance(child, Name) for child in node.of)


def _of_kind(names: list[Name], node: OneOf) -> list[Name]:
    """Names with the kind word that a list has once at its end: "Kidal, Gao and Timbuktu regions"."""
    last = {name.text.rpartition(" ")[2] for name in leaves(node)}
    word = last.pop() if len(last) == 1 else ""
    return [Name(f"{name.text} {word}") for name in names] if kind_in(word)[1] else names


def read(text: str, known: Callable[[str], bool]) -> Reading:
    """What a text says about where something is.

    Args:
        text: The text.
        known: Whether the index has a phrase as a name.

    Examples:
        >>> names = {"Kidal", "Gao", "Mali"}
        >>> reading = read("50 km north of Kidal, Mali", names.__contains__)
        >>> type(reading.relations[0]).__name__, reading.holders[0].text
        ('Offset', 'Mali')
    """
    text = pattern(_STRAIGHT).sub("", tidy(text))
    text = pattern(_ROAD_DASH).sub(_closed, text)
    if holds(text, "0.0"):
        text = pattern(_POINT).sub(_lettered, text)
    lower = not any(letter.isupper() for letter in text)
    # Villages are called Halfway and Camp; where a text has capitals, a phrase without any is no name.
    grammar = Grammar(lambda phrase: (lower or not phrase.islower()) and known(phrase), [], {})
    head: Name | None = None
    relations: list[Node] = []
    holders: list[Name] = []
    for item in grammar.items(text):
        if isinstance(item, Name):
            if not relations and not holders and head is None:
                head = item
            else:
                holders.append(item)
        elif isinstance(item, In) and isinstance(item.of, Name):
            holders.append(item.of)
        elif isinstance(item, OneOf) and head is not None and not relations and _is_list(item):
            # "Gao, Kidal and Ménaka": the first are no more than the last.
            relations.append(item._replace(of=(*_of_kind([head, *holders], item), *item.of)))
            head, holders = None, []
        elif isinstance(item, Offset) and item.of is HEAD:
            if head is None:
                grammar.unused.append(item.words)
            else:
                relations.append(item._replace(of=head))
                head = None
        else:
            relations.append(item.of if isinstance(item, In) else item)
    # A distance is never less than nothing: a minus before it is a bullet, or is not understood.
    if relations:
        grammar.unused.extend(pattern(r"(?:^|(?<=\s))[-\u2212]\d[\d.,]*").findall(text))
    return Reading(head, tuple(relations), tuple(holders), tuple(dict.fromkeys(grammar.unused)))
