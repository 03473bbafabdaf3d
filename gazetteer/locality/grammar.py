"""A text about where something is, read into what relates to named places: ``read``.

The grammar reads from the left. Where a relation starts ("50 km north of", "between", "near"), it takes what
follows as the thing that it relates to: another relation ("near the southern part of ..."), or a name that
ends at the next separator or relation. A phrase that the index has as a name is a name, whatever words it
holds: "North Dakota", "Stratford on Avon". What no rule knows is named as unused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.locality import lexicon
from gazetteer.locality.borders import border, tripoint
from gazetteer.locality.distances import DISTANCE, TIME, read_distance
from gazetteer.locality.headings import FRENCH, LETTERS, Heading, heading
from gazetteer.locality.headings import ENGLISH as ENGLISH_SIDE
from gazetteer.locality.lexicon import pattern
from gazetteer.locality.lists import pair_of, share_kind, split_list
from gazetteer.locality.tree import (
    Between,
    Border,
    In,
    Name,
    Near,
    Node,
    Offset,
    OneOf,
    Part,
    Reading,
)
from gazetteer.mention import tidy
from gazetteer.phrases import is_generic, kind_in

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from gazetteer.locality.distances import Distance

__all__ = ["Grammar", "read"]

_LATIN = {"septentrional": "nord", "méridional": "sud", "oriental": "est", "occidental": "ouest"}
#: Stands for the name before all relations.
HEAD = Name("")
_MOST_ITEMS = 12
_MOST_DEPTH = 6
_EDGES = " ,;:.'\u2019\"\u201c\u201d\u00ab\u00bb-\u2013\u2014()[]"

_Found = tuple[Node, str]

_ROAD_WORDS = r"(?:road|highway|motorway|route|way|axis|track|trail|corridor|stretch|section|axe|piste|tronçon|autoroute)"
_ROAD_NUMBER = r"(?:\s*\(?(?:RN?|N|A|M)[\s-]?\d+\)?,?)?"
_ROAD = (
    rf"(?:(?:on|along|off|near|by|beside|sur|le\s+long\s+de)\s+)?(?:the\s+|a\s+|la\s+|l['\u2019]\s*|le\s+|une\s+)?"
    rf"(?:main\s+|national(?:e)?\s+|paved\s+|asphalt\s+)?"
    rf"(?:(?:(?:RN?|N)[\s-]?\d+\s+)?{_ROAD_WORDS}(?:\s+nationale)?{_ROAD_NUMBER}|(?:RN?|N)[\s-]?\d+)"
    r"(?:\s+(?:that\s+|qui\s+)?(?:links?|linking|connects?|connecting|joins?|joining|leading|running|going|reliant|relie|menant|allant))?\s+"
)
_ROAD_BETWEEN = _ROAD + r"(?:between|from|entre|de\s+la\s+ville\s+de|depuis)\s+"
_ROAD_TO = _ROAD + rf"(?:to|towards?|for|vers|à|{lexicon.OF_FR})\s*"
_TOWARD = (
    r"(?:,\s*)?(?:(?:on|along)\s+(?:the|a)\s+(?:main\s+)?(?:road|highway|way|route|track)\s+(?:to|towards?|for)"
    rf"|sur\s+(?:la\s+route|l['\u2019]\s*axe|la\s+piste)\s+(?:menant\s+(?:à|vers)|vers|{lexicon.OF_FR})"
    r"|in\s+the\s+direction\s+of|towards?|heading\s+(?:to|for)|on\s+the\s+way\s+to|en\s+direction\s+"
    rf"{lexicon.OF_FR}|en\s+allant\s+vers|vers)\s*"
)
_BETWEEN = r"(?:(?:somewhere|located|situé[es]*)\s+)?(?P<half>(?:half|mid)[\s-]?way\s+|(?:à\s+)?mi-chemin\s+)?(?:(?:in|in\s+the\s+area|dans\s+la\s+zone)\s+)?(?:between|entre)\s+"
_TRIANGLE = (
    rf"(?:(?:in|within|inside|dans)\s+)?{lexicon.THE}(?:triangle|area|zone)\s*"
    r"(?:(?<=triangle)\s+)?(?:(?:formed|bounded|defined|délimité|formé)e?\s+(?:by|par)\s+|(?<=triangle\s)(?:of|between|entre|:)\s*"
    rf"|(?<=triangle\s){lexicon.OF_FR}|(?<=triangle\s)(?=[^\W\d_a-z]))"
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|"
    "oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_DATE = (
    rf"(?:(?:on|in|since|late|early|mid|le|en|du|depuis|last|this|and)\s+)*(?:(?:{_DAYS})\b,?\s*(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|er)?\s+)?"
    rf"(?:(?:{_MONTHS})\b\.?\s*)?(?:\d{{4}}\b)?|\d{{1,2}}(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?(?:,?\s*\d{{4}}\b)?"
    rf"|(?:{_MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}}\b)?|(?:{_MONTHS})\s+\d{{4}}\b|\d{{4}}-\d\d-\d\d\b)"
)
_INSIDE = r"\s+(?:inside|within|into|à\s+l['\u2019]\s*intérieur\s+(?:de\s+l['\u2019]|de\s+la|du|de|d['\u2019])|en\s+territoire)\s*"
_AFTER_DISTANCE = (
    r"(?:\s+(?:away|off|further|farther|distant))?,?\s+(?:to\s+the\s+|towards\s+the\s+)?"
    rf"(?P<en>{ENGLISH_SIDE})(?:erly|wards?)?,?\s+(?:of|from)\s+",
    rf",?\s+(?:plus\s+)?(?:au|à\s+l['\u2019])\s*(?P<fr>{FRENCH}),?\s+{lexicon.OF_FR}",
    rf"\s+(?:au\s+)?(?P<fr>{FRENCH})\s+{lexicon.OF_FR}",
)
_LETTERS_AFTER = rf"\s*(?:to\s+the\s+|au\s+|à\s+l['\u2019]\s*)?(?P<letters>{LETTERS})\s+(?:(?:of|from)\s+|{lexicon.OF_FR})?(?=\w)"
_BARE_SIDE = rf"\s+(?P<en>{ENGLISH_SIDE})\s+(?=[^\W\d_a-z])"


class Grammar(NamedTuple):
    """The grammar, with what it must know of names.

    Attributes:
        known: Whether the index has a phrase as a name.
        unused: Filled with the parts that were not understood.
    """

    known: Callable[[str], bool]
    unused: list[str]

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

    def item(self, text: str, depth: int) -> tuple[Node | None, str]:
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
        date = pattern(_DATE).match(text)
        if date:
            self.unused.append(date[0].strip())
            return None, text[date.end() :]
        if not phrase or is_generic(phrase):
            if pattern(rf"\b(?:{ENGLISH_SIDE}|{FRENCH})\b").search(phrase) and phrase != text:
                # "north and ...": a side of nothing.
                self.unused.append(phrase)
            return None, rest
        return self.name(phrase), rest

    def is_name(self, phrase: str) -> bool:
        """Whether a phrase is a name of the index, and not only words of kinds and sides."""
        return bool(phrase) and not is_generic(phrase) and self.known(phrase)

    # --- names

    def phrase(self, text: str) -> tuple[str, str]:
        """A phrase up to the next separator or relation, and the rest; or a longer one that is a name."""
        separator = pattern(lexicon.SEPARATOR).search(text)
        end = separator.start() if separator else len(text)
        after = separator.end() if separator else len(text)
        whole = text[:end]
        if self.is_name(whole.strip(_EDGES)):
            return whole.strip(_EDGES), text[after:]
        for start in pattern(rf"(?<=[\s'\u2019])(?={lexicon.STARTER})").finditer(whole):
            if self.starts(text[start.start() :], whole[: start.start()]):
                return whole[: start.start()].strip(_EDGES), text[start.start() :]
        return whole.strip(_EDGES), text[after:]

    def starts(self, text: str, before: str) -> bool:
        """Whether a relation starts here, in the middle of a phrase."""
        if pattern(lexicon.IN, 0).match(text):
            # "the town of Kidal in Mali", but "a checkpoint in Mopti" is all one name for the gazetteer.
            return not is_generic(before) or self.relation(text, _MOST_DEPTH) is not None
        if pattern(rf"(?:{TIME})\b").match(text) or pattern(_DATE).match(text):
            return True
        if is_generic(before) and kind_in(before)[0] and pattern(rf"{lexicon.OF_FR}").match(text):
            return False
        found = self.relation(text, _MOST_DEPTH, inside=True)
        return found is not None

    def name(self, phrase: str) -> Node:
        """A phrase as a name, with what its own words say: "Mali's north", "Gao and Kidal"."""
        phrase = phrase.strip(_EDGES)
        if self.known(phrase):
            return Name(phrase)
        centre = pattern(r"^(?P<name>.+?)['\u2019]?s?\s+(?P<words>(?:city|town)\s+(?:center|centre)|center|centre[\s-]ville)$").match(phrase)
        if centre:
            return Part(Name(centre["name"]), centre["words"], central=True)
        owned = pattern(r"^(?P<owner>[^\s].*?)['\u2019]s\s+(?P<rest>.+)$").match(phrase)
        if owned:
            side = pattern(rf"^(?:far\s+|extreme\s+)?(?P<side>{ENGLISH_SIDE})(?:ern\s+(?:parts?|areas?|regions?))?$").match(owned["rest"])
            if side and (found := heading(side["side"])):
                return Part(Name(owned["owner"]), owned["rest"], found, far="far" in owned["rest"].lower())
            rest = pattern(rf"^(?:{ENGLISH_SIDE}ern|central)\s+").sub("", owned["rest"])
            return Name(f"{rest}, {owned['owner']}")
        unit = pattern(r"^(?P<unit>.+\s(?P<kind>[\w-]+))\s+of\s+(?P<owner>.+)$").match(phrase)
        if unit and kind_in(unit["kind"])[1] and not is_generic(unit["unit"]) and self.known(unit["owner"]):
            return Name(f"{unit['unit']}, {unit['owner']}")
        several = self.several(phrase)
        if several is not None:
            return several
        return Name(phrase)

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

    def operand(self, text: str, depth: int) -> _Found | None:
        """What a relation relates to: another relation, or a name."""
        if depth >= _MOST_DEPTH:
            # Only whether there is something is asked.
            return (Name(text), "") if text.strip(_EDGES) else None
        text = text.lstrip()
        for rule in (self.border, self.tripoint, self.road_pair):
            # "the Algerian border" is no border of a place called Algerian.
            found = rule(text, depth + 1)
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
            found = self.operand(part, depth)
            if found is not None:
                nodes.append(found[0])
        last = self.operand(listed[-1] + rest, depth) if listed else None
        if last is None:
            return (), text
        nodes.append(last[0])
        if all(isinstance(node, Name) for node in nodes):
            nodes = list(map(Name, share_kind([node.text for node in nodes if isinstance(node, Name)])))
        return tuple(nodes), last[1]

    # --- relations

    def relation(self, text: str, depth: int, *, inside: bool = False) -> _Found | None:
        """The relation that a text starts with, and the rest.

        Args:
            text: The text.
            depth: How deep in other relations this is.
            inside: Whether it starts in the middle of a phrase, where a bare adjective is none.
        """
        rules: tuple[Callable[[str, int], _Found | None], ...] = (
            self.distance,
            self.triangle,
            self.tripoint,
            self.border,
            self.road,
            self.between,
            self.near,
            self.direction,
            self.part,
        )
        if not inside:
            rules = (*rules, self.adjective)
        return next((found for rule in rules if (found := rule(text, depth)) is not None), None)

    def distance(self, text: str, depth: int) -> _Found | None:
        """ "50 km north of X", "15 km from X", "2 km north and 3 km east of X", "20 km inside X"."""
        match = pattern(DISTANCE).match(text)
        if match is None:
            return self.time(text, depth)
        converted = pattern(rf"{DISTANCE}\s*\([^)]*\d[^)]*\)").match(text)
        end = converted.end() if converted else match.end()
        distance, after = read_distance(match), text[end:]
        inside = pattern(_INSIDE).match(after)
        if inside:
            return self.depth(distance, text, end + inside.end(), depth)
        side, start = self.side_after(after)
        across = self.across(after) if side is None or start is None else None
        if across is not None:
            side, second, start = across
        elif start is None:
            start = pattern(rf",?\s+(?:{lexicon.FROM})").match(after)
        if start is None:
            return self.from_head(distance, text, end)
        found = self.operand(after[start.end() :], depth)
        if found is None:
            return None
        words = text[: end + start.end()].strip()
        node = Offset(found[0], words, distance, side, None, second if across else None)
        toward = pattern(_TOWARD).match(found[1].lstrip())
        if toward and depth < _MOST_DEPTH:
            aim = self.operand(found[1].lstrip()[toward.end() :], depth + 1)
            if aim is not None:
                return node._replace(toward=aim[0]), aim[1]
        return node, found[1]

    def from_head(self, distance: Distance, text: str, end: int) -> _Found | None:
        """ "50 km south", of what the text named before."""
        match = pattern(
            rf"\s*(?:(?:away|off)\s*)?(?:to\s+the\s+|au\s+|à\s+l['\u2019]\s*)?(?P<side>{ENGLISH_SIDE}|{FRENCH}|{LETTERS})\s*(?=$|[,;)\]])"
        ).match(text[end:])
        side = heading(match["side"]) if match else None
        if match is None or side is None:
            return None
        return Offset(HEAD, text[: end + match.end()].strip(), distance, side), text[end + match.end() :]

    def side_after(self, after: str) -> tuple[Heading | None, re.Match[str] | None]:
        """The direction that follows a distance, with the match that ends where the name starts."""
        for source in _AFTER_DISTANCE:
            match = pattern(source).match(after)
            if match and (side := heading(match.groupdict().get("en") or match["fr"])):
                return side, match
        for source in (_LETTERS_AFTER, _BARE_SIDE):
            match = pattern(source, 0).match(after)
            if match and (side := heading(match.groupdict().get("letters") or match["en"])):
                return side, match
        return None, None

    def across(self, after: str) -> tuple[Heading, tuple[Distance, Heading], re.Match[str]] | None:
        """The second of two distances at right angles: "north and 3 km east of"."""
        first = pattern(rf"\s+(?:to\s+the\s+)?(?P<side>{ENGLISH_SIDE}|{LETTERS})(?:\s+and|,|\s+et)\s+").match(after)
        side = heading(first["side"]) if first else None
        if first is None or side is None:
            return None
        match = pattern(DISTANCE).match(after[first.end() :])
        if match is None:
            return None
        middle = first.end() + match.end()
        other, end = self.side_after(after[middle:])
        if other is None or end is None:
            return None
        whole = pattern(rf"[\s\S]{{{middle + end.end()}}}").match(after)
        return None if whole is None else (side, (read_distance(match), other), whole)

    def depth(self, distance: Distance, text: str, start: int, depth: int) -> _Found | None:
        """ "20 km inside Mali": so far from its border, on its side."""
        named, rest = self.phrase(text[start:])
        again = pattern(r"\s+(?:from|of|depuis)\s+(?=.*(?:border|frontière))").search(text, start)
        if again:
            named, rest = text[start : again.start()], text[again.end() :]
        named = pattern(r"^territoire\s+|\s+(?:territory|soil|territoire)$").sub("", named)
        if not named or is_generic(named):
            return None
        holder = Name(pattern(rf"^{lexicon.THE}").sub("", named), country=True)
        nested = self.border(rest, depth + 1) if again else None
        of = nested[0] if nested and isinstance(nested[0], Border) else Border((holder,), "border", 0.0)
        words = text[:start].strip()
        return Offset(of._replace(side=holder), words, distance), (nested[1] if nested else rest)

    def time(self, text: str, depth: int) -> _Found | None:
        """ "Two hours' drive from X" tells no distance: it is named as not understood."""
        match = pattern(TIME).match(text)
        if match is None:
            return None
        after = text[match.end() :]
        side, start = self.side_after(after)
        start = start or pattern(rf",?\s+(?:{lexicon.FROM})").match(after)
        found = self.operand(after[start.end() :], depth) if start else None
        if start is None or found is None:
            return None
        if depth < _MOST_DEPTH:
            self.unused.append(match[0].strip())
        return Offset(found[0], text[: match.end() + start.end()].strip(), None, side), found[1]

    def between(self, text: str, depth: int) -> _Found | None:
        """ "between A and B", "halfway between A and B", "entre A, B et C"."""
        match = pattern(_BETWEEN).match(text)
        if match is None:
            return None
        nodes, rest = self.operands(text[match.end() :], depth)
        if len(nodes) < 2:
            return None
        return Between(nodes, text[: match.end()].strip(), halfway=bool(match["half"])), rest

    def triangle(self, text: str, depth: int) -> _Found | None:
        """ "in the triangle of A, B and C", "the A-B-C triangle"."""
        match = pattern(_TRIANGLE).match(text)
        if match:
            nodes, rest = self.operands(text[match.end() :], depth)
            if len(nodes) >= 3:
                return Between(nodes, match[0].strip()), rest
            phrase, rest = self.phrase(text[match.end() :])
            parts = split_list(phrase, self.known, dashes=True)
            return (Between(tuple(map(Name, parts)), match[0].strip()), rest) if len(parts) >= 3 else None
        match = pattern(
            rf"(?:(?:in|within|dans)\s+)?{lexicon.THE}(?P<list>[^\s,;()]+(?:[\s-]+[^\s,;()]+){{0,6}}?)\s+triangle\b"
        ).match(text)
        parts = split_list(match["list"], self.known, dashes=True) if match else []
        if match is None or len(parts) < 3:
            return None
        return Between(tuple(Name(part) for part in parts), "triangle"), text[match.end() :]

    def tripoint(self, text: str, depth: int) -> _Found | None:
        """ "the tri-border area of A, B and C", "la zone des trois frontières"."""
        del depth
        return tripoint(text, self.known)

    def border(self, text: str, depth: int) -> _Found | None:
        """ "on the border between A and B", "the Algerian border", "la frontière"."""
        return border(text, self.known, lambda rest: self.phrase(rest) if depth < _MOST_DEPTH else (rest, ""))

    def road(self, text: str, depth: int) -> _Found | None:
        """ "on the road from A to B", "the A-B axis", "the road to B"."""
        match = pattern(_ROAD_BETWEEN).match(text)
        if match:
            nodes, rest = self.operands(text[match.end() :], depth)
            if len(nodes) >= 2:
                return Between(nodes, match[0].strip(), road=True), rest
        pair = self.road_pair(text, depth)
        if pair is not None:
            return pair
        match = pattern(_ROAD_TO).match(text)
        if match:
            listed, rest = pair_of(text[match.end() :], self.known, roads=True)
            if len(listed) >= 2:
                nodes, rest = self.operands(text[match.end() :], depth)
                return Between(nodes, match[0].strip(), road=True), rest
            found = self.operand(text[match.end() :], depth)
            return found and (Between((found[0],), match[0].strip(), road=True), found[1])
        match = pattern(r"(?:from|de)\s+(?=[^,;()]*\s(?:to|towards?|à|vers)\s)").match(text)
        if match:
            nodes, rest = self.operands(text[match.end() :], depth)
            if len(nodes) == 2 and all(isinstance(node, Name) and self.known(node.text) for node in nodes):
                return Between(nodes, match[0].strip(), road=True), rest
        return None

    def road_pair(self, text: str, depth: int) -> _Found | None:
        """ "the Gao-Ansongo road", "l'axe Gao-Ansongo"."""
        del depth
        lead = rf"(?:(?:on|along|off|near|sur|le\s+long\s+de)\s+)?{lexicon.THE}(?:main\s+)?"
        for source in (
            rf"{lead}(?P<pair>[^,;()]+?)\s+{_ROAD_WORDS}{_ROAD_NUMBER}(?=$|[\s,;).])",
            rf"{lead}(?:{_ROAD_WORDS}){_ROAD_NUMBER}\s+(?P<pair>[^,;()]+)",
        ):
            match = pattern(source).match(text)
            parts, rest = pair_of(match["pair"], self.known, dashes=True) if match else ([], "")
            if match and len(parts) >= 2:
                return Between(tuple(map(Name, parts)), "road", road=True), rest + text[match.end() :]
        return None

    def near(self, text: str, depth: int) -> _Found | None:
        """ "near X", "on the outskirts of X"."""
        for source, reach_m in lexicon.NEAR:
            match = pattern(source).match(text)
            found = self.operand(text[match.end() :], depth) if match else None
            if match and found:
                return Near(found[0], match[0].strip(), reach_m), found[1]
        return None

    def direction(self, text: str, depth: int) -> _Found | None:
        """ "north of X", "au nord de X", "NNE of X"."""
        both = pattern(lexicon.TWO_HEADINGS_OF).match(text)
        found = self.operand(text[both.end() :], depth) if both else None
        if both and found:
            sides = [heading(words) for words in both.groups()]
            halves = tuple(Offset(found[0], both[0].strip(), None, side) for side in sides if side)
            return OneOf(halves, both[0].strip()), found[1]
        sources = [pattern(source) for source in lexicon.HEADING_OF]
        for source in (*sources, pattern(lexicon.HEADING_LETTERS_OF, 0)):
            match = source.match(text)
            side = heading(next(iter(match.groupdict().values())) or "") if match else None
            found = self.operand(text[match.end() :], depth) if match and side else None
            if match and found:
                return Offset(found[0], match[0].strip(), None, side), found[1]
        return None

    def part(self, text: str, depth: int) -> _Found | None:
        """ "the southern part of X", "in the north of X", "the centre of X", "parts of X"."""
        for source in lexicon.PART_OF:
            found = self.sided(pattern(source).match(text), text, depth)
            if found is not None:
                return found
        match = pattern(lexicon.CENTRE_OF).match(text)
        central = match is not None
        match = match or pattern(lexicon.SOME_OF).match(text)
        inner = self.operand(text[match.end() :], depth) if match else None
        return inner and match and (Part(inner[0], match[0].strip(), central=central), inner[1])

    def adjective(self, text: str, depth: int) -> _Found | None:
        """ "northern Mali"; but in "the northern town of Kidal" the side tells only where the town lies."""
        for source in lexicon.PART_ADJECTIVE:
            match = pattern(source).match(text)
            if match is None or is_generic(self.phrase(text)[0]):
                continue
            rest = text[match.end() :]
            described = pattern(r"(?:\w+\s+)?(?P<kind>[\w-]+)\s+(?:of|de|d['\u2019]|du)\s+").match(rest)
            if described and kind_in(described["kind"])[1]:
                return self.operand(rest, depth)
            owned = self.name(self.phrase(rest)[0])
            if "," in getattr(owned, "text", ""):
                # "north-western Nigeria's Zamfara state": the side is where in Nigeria it lies.
                return owned, self.phrase(rest)[1]
            found = self.sided(match, text, depth)
            if found is not None:
                return found
        return None

    def sided(self, match: re.Match[str] | None, text: str, depth: int) -> _Found | None:
        if match is None:
            return None
        named = match.groupdict()
        side = heading(named.get("side") or _LATIN.get((named.get("latin") or "").lower(), ""))
        found = self.operand(text[match.end() :], depth) if side else None
        if found is None:
            return None
        of = found[0]
        edge = pattern(r"outskirts|suburbs?|edges?|entrance|exit|approaches|banlieue|sortie|entrée|périphérie")
        if edge.match(named.get("what") or ""):
            of = Near(of, match[0].strip(), lexicon.OUTSKIRTS_M)
        outermost = pattern(r"corner|tip|end|pointe|extrémité").match(named.get("what") or "")
        far = bool(named.get("far") or named.get("most") or outermost)
        return Part(of, match[0].strip(), side, far=far), found[1]

    def held(self, text: str, depth: int) -> _Found | None:
        """ "in X": what holds the rest."""
        match = pattern(lexicon.IN, 0).match(text)
        found = self.operand(text[match.end() :], depth) if match else None
        return found and match and (In(found[0], match[0].strip()), found[1])


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
    text = tidy(text)
    lower = not any(letter.isupper() for letter in text)
    # Villages are called Halfway and Camp; where a text has capitals, a phrase without any is no name.
    grammar = Grammar(lambda phrase: (lower or not phrase.islower()) and known(phrase), [])
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
        elif isinstance(item, Offset) and item.of is HEAD:
            if head is None:
                grammar.unused.append(item.words)
            else:
                relations.append(item._replace(of=head))
                head = None
        else:
            relations.append(item.of if isinstance(item, In) else item)
    return Reading(head, tuple(relations), tuple(holders), tuple(dict.fromkeys(grammar.unused)))
