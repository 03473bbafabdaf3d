"""A place as a report words it: the name itself, and the words round it that say what is meant.

``readings`` takes a text apart step by step. The first reading is the whole text as one name, so that
"Central African Republic" or "City of London" is a name before it is a phrase; each further reading takes
words away that say more about a place ("near", "region", "a checkpoint in", "Mali") and writes down what they
said. English and French are understood. Words that no rule knows are never guessed: they stay in the name,
which then is not found, or come back in ``Mention.unused``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from gazetteer.words import ARTICLES, GENERIC, KIND_WORDS, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.place import Kind

__all__ = ["MAX_NAME_LENGTH", "Mention", "Relation", "is_code", "readings", "tidy"]

#: Longer texts are no place's name (the longest official one has 168 letters): they are not looked up.
MAX_NAME_LENGTH = 300

#: How the place that is meant lies to the place that is named, from the narrowest to the widest.
Relation = Literal["at", "part", "near", "direction", "border"]

_WIDTH: tuple[Relation, ...] = ("at", "part", "near", "direction", "border")
_MAX_STEPS = 12
_WIDER_THAN_TOWNS: tuple[Kind, ...] = ("admin1", "admin2", "country", "region", "natural")
# By the first letters of the unit; the statute mile is 1609.344 m exactly.
_UNITS = (("k", 1_000.0), ("mi", 1_609.344), ("m", 1.0))


class Mention(NamedTuple):
    """One reading of a text that names a place.

    Attributes:
        text: The text as it was given, without control characters and surplus spaces.
        name: The name to look up.
        kinds: The kinds of place that words such as "region" or "town of" ask for, the likeliest first.
        kind_word: The word that asked for them, or "".
        containers: Names of what should hold the place, in the order of the text.
        beside: Names of places that should be close to it.
        relation: How the place that is meant lies to the named one.
        relation_words: The words that said so, or "".
        distance_m: A distance from the named place that the text states, in metres, or None.
        unused: Parts of the text that were not understood, or that nothing here can use.
        turned: The text names the largest place first: a guess that holds only if the containers prove it.
    """

    text: str
    name: str
    kinds: tuple[Kind, ...] = ()
    kind_word: str = ""
    containers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    relation: Relation = "at"
    relation_words: str = ""
    distance_m: float | None = None
    unused: tuple[str, ...] = ()
    turned: bool = False


def tidy(text: str) -> str:
    """The text without control, format and surrogate characters, and with single spaces.

    Examples:
        >>> tidy("  Gao,   Mali ")
        'Gao, Mali'
        >>> tidy("Gao" + chr(0x200F))
        'Gao'
    """
    if not text.isprintable():
        text = "".join(_printable(letter) for letter in text)
    return " ".join(text.split()).strip("\"'“”«»„ ")


def _printable(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else letter


def readings(text: str) -> Iterator[Mention]:
    """The readings of a text, the most literal first.

    Examples:
        >>> for reading in readings("a checkpoint in Mopti, Mali"):
        ...     print(repr(reading.name), reading.containers)
        'a checkpoint in Mopti, Mali' ()
        'a checkpoint in Mopti' ('Mali',)
        'Mopti' ('Mali',)
        'Mali' ('a checkpoint in Mopti',)
        >>> list(readings("southern part of Tinzaouaten"))[-1].relation
        'part'
    """
    text = tidy(text)
    if not text:
        return
    seen = set()
    for mention in _all_readings(text):
        # The whole text may be a name that is made of such words alone: "Central", "La Place", "Nord".
        if mention not in seen and mention.name and (mention.name == text or _is_named(mention.name)):
            seen.add(mention)
            yield mention


def _all_readings(text: str) -> Iterator[Mention]:
    whole = Mention(text, text)
    if (unit := _with_kind_of_beginning(whole)) is not None:
        yield unit
    yield whole if "," in text or "(" in text else _with_kind_of_ending(whole)
    first = _compose(text, _segments(text))
    yield from _peel(first)
    if first.containers:
        # "Mali, Gao": the largest first.
        *rest, last = first.containers
        turned = first._replace(
            name=last, containers=(first.name, *rest), kinds=(), kind_word="", turned=True
        )
        yield from _peel(turned)


def _peel(mention: Mention) -> Iterator[Mention]:
    """The mention, then what is left of it after each rule that takes words off its name."""
    for _ in range(_MAX_STEPS):
        yield _with_kind_of_ending(mention)
        without_kind = _kind_affix(mention)
        if without_kind is not None:
            # "South Kordofan state" is South Kordofan before it is the south of anything.
            yield without_kind
        peeled = next(filter(None, (rule(mention) for rule in _RULES)), None)
        if peeled is None:
            return
        mention = peeled._replace(name=peeled.name.strip(" ,;:.-\u2013—'\u2019"))


def _with_kind_of_ending(mention: Mention) -> Mention:
    """A name looked up with its kind word still asks for the kind: "Orange County" is no city."""
    start, _, last = mention.name.rpartition(" ")
    if mention.kinds or not start:
        return mention
    kinds = KIND_WORDS.get(plain(last), ())
    return mention._replace(kinds=kinds, kind_word=last) if kinds else mention


def _with_kind_of_beginning(mention: Mention) -> Mention | None:
    """The same for "Cercle de Kati"; beside the plain name, for the State of Palestine is a country."""
    first, _, rest = mention.name.partition(" ")
    kinds = KIND_WORDS.get(plain(first), ())
    if not kinds or not _pattern(rf"(?i:of\s|{_OF_FR})").match(rest):
        return None
    return mention._replace(kinds=kinds, kind_word=first)


# --- the parts between commas and in brackets

# Commas (Latin, Arabic, Chinese, full width) but for decimal ones, brackets, and dashes between spaces.
_SEPARATOR = (
    r"\s*(?<!\d),\s*|\s*,(?!\d)\s*|\s*[;\u061b\u060c\u3001\uff0c(){}\[\]\uff08\uff09]\s*"
    r"|\s+-\s+|\s*[\u2013\u2014|]\s*"
)


@functools.cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled on first use: a plain name never needs a pattern."""
    return re.compile(source)


def _segments(text: str) -> list[str]:
    parts = _pattern(_SEPARATOR).split(text)
    return [stripped for part in parts if (stripped := part.strip(" .:'\u2019\"\u201c\u201d\u00ab\u00bb"))]


def _compose(text: str, segments: list[str]) -> Mention:
    """Which part is the name, and what the other parts say about it."""
    named = [segment for segment in segments if _is_named(segment)]
    if not named:
        return Mention(text, text)
    anchor = named[0]
    if _is_border(anchor) and (places := [s for s in named if not _relates(s)]):
        # "near the Algerian border, Kidal region": the region says more about where.
        return _absorb(
            Mention(text, places[0], relation="part", unused=(anchor,)), places[0], segments, anchor
        )
    return _absorb(Mention(text, anchor), anchor, segments, None)


def _absorb(mention: Mention, anchor: str, segments: list[str], skipped: str | None) -> Mention:
    before = True
    for segment in segments:
        if segment in (anchor, skipped):
            before = before and segment != anchor
        elif not before and (described := _apposition(mention, segment)):
            mention = described
        elif not _is_named(segment):
            # "the border town, Mali": something without a name, somewhere in what is named.
            mention = mention._replace(
                unused=(*mention.unused, segment),
                relation=_widest(mention.relation, "part" if before else "at"),
            )
        else:
            mention = _absorb_named(mention, segment)
    return mention


def _absorb_named(mention: Mention, segment: str) -> Mention:
    """A further part that holds a name: of what the place is near, or of what holds it."""
    if _is_border(segment):
        return mention._replace(unused=(*mention.unused, segment))
    lead = _lead_near(Mention(segment, segment))
    if lead is not None:
        return mention._replace(beside=(*mention.beside, lead.name))
    return mention._replace(containers=(*mention.containers, segment))


def _apposition(mention: Mention, segment: str) -> Mention | None:
    """What a further part says the place is: "a city in Mali", "the border town"."""
    link = _pattern(_LINK).search(segment)
    before, after = (segment[: link.start()], segment[link.end() :]) if link else (segment, "")
    word, kinds = _kind_in(before)
    if not kinds or not _is_generic(before) or plain(before.split()[0]) not in ARTICLES:
        return None
    mention = mention._replace(kinds=kinds, kind_word=word)
    if not after:
        return mention
    if _is_generic(after):
        return mention._replace(unused=(*mention.unused, segment[link.start() :].strip() if link else after))
    return mention._replace(containers=(*mention.containers, after))


def _is_border(segment: str) -> bool:
    lead = _lead_near(Mention(segment, segment))
    return _border(lead or Mention(segment, segment)) is not None


def _relates(segment: str) -> bool:
    return _lead_near(Mention(segment, segment)) is not None or _is_border(segment)


def _is_generic(phrase: str) -> bool:
    return all(word in GENERIC for word in _words(phrase))


def _is_named(segment: str) -> bool:
    """Whether a part of the text holds a name: "IN" and "LA" in capitals are codes, "in" and "la" are not."""
    return is_code(segment) or not _is_generic(segment)


def is_code(segment: str) -> bool:
    """Whether a part of a text is written as a code of a country or subdivision.

    Examples:
        >>> is_code("IN"), is_code("in"), is_code("Mali")
        (True, False, False)
    """
    return 2 <= len(segment) <= 3 and segment.isascii() and segment.isalpha() and segment.isupper()


def _words(phrase: str) -> list[str]:
    return [plain(word) for word in _pattern(r"[\s'\u2019-]+").split(phrase) if word]


def _kind_in(phrase: str) -> tuple[str, tuple[Kind, ...]]:
    """The last kind word of a phrase: in "the border town" the town."""
    for word in reversed(_words(phrase)):
        if word in KIND_WORDS:
            return word, KIND_WORDS[word]
    return "", ()


# --- the rules, each of which takes words off the name or gives None

_THE = r"(?:(?:[Tt]he|its|les?|la|une?|an?)\s+|l['\u2019]\s*)?"
_OF_FR = r"(?:de\s+la\s+|de\s+l['\u2019]\s*|du\s+|des\s+|de\s+|d['\u2019]\s*)"
_NEAR = (
    r"(?P<words>(?i:near(?:by|\s+to)?|close\s+to|next\s+to|adjacent\s+to|not\s+far\s+from"
    r"|(?:just\s+)?outside(?:\s+of)?"
    r"|around|surrounding|(?:(?:in|on|at|near|from)\s+)?(?:the\s+)?"
    r"(?:vicinity|outskirts|surroundings|environs|suburbs|edges?)\s+of)\s+"
    r"|(?i:près|à\s+proximité|proche|non\s+loin|autour|(?:aux|les|dans\s+les)\s+(?:environs|alentours|abords)"
    r"|(?:à|en|dans)\s+(?:la\s+)?périphérie|en\s+dehors|à\s+la\s+sortie|à\s+l['\u2019]entrée)\s+"
    + _OF_FR
    + ")"
)
_EN_SIDE = r"(?:north|south|east|west)(?:[\s-]*(?:north|south|east|west)){0,2}"
_FR_SIDE = r"(?:extrême[\s-])?(?:nord|sud|est|ouest)(?:[\s-](?:nord|sud|est|ouest)){0,2}"
_SIDE = rf"(?:(?:far\s+)?{_EN_SIDE}(?:ern)?|central|centre|center|middle|upper|lower|{_FR_SIDE})"
_DIRECTION = (
    rf"^(?P<words>(?i:(?:to\s+the\s+)?{_EN_SIDE}|(?:to\s+the\s+)?[NSEW]{{1,3}})\s+of\s+"
    rf"|(?i:au|à\s+l['\u2019])\s*(?i:{_FR_SIDE})\s+{_OF_FR}){_THE}(?P<name>.+)$"
)
_PART = (
    rf"^(?P<words>(?i:(?:(?:in|dans)\s+)?(?:the\s+|le\s+|la\s+|l['\u2019])?(?:"
    rf"{_SIDE}\s+(?:parts?|side|half|end|areas?|corner|tip|suburbs?|districts?|quarters?|sector)\s+of\s+"
    rf"|(?:centre|center|heart|middle|interior|rest|most|much|parts?|north|south|east|west)\s+of\s+"
    rf"|(?:partie|moitié|zone|côté)\s+[\w-]+\s+{_OF_FR}"
    rf"|(?:centre[\s-]ville|centre|intérieur|{_FR_SIDE})\s+{_OF_FR}"
    rf"|(?:far\s+)?{_EN_SIDE}(?:ern)?\s+|(?:central|downtown|upper|lower)\s+))){_THE}(?P<name>.+)$"
)
# A comma, point or blank before exactly three digits parts thousands, as in the figures of a report.
_GROUPED = r"[1-9]\d{0,2}(?:[., ]\d{3})+(?!\d|[.,]\d)"
_DISTANCE = (
    r"(?P<words>(?i:(?:about|around|some|approximately|approx\.?|roughly|nearly|almost|over"
    r"|more\s+than|less\s+than"
    r"|up\s+to|à|environ|quelque|quelques|plus\s+de|moins\s+de|près\s+de)\s+)*"
    rf"(?P<number>{_GROUPED}|\d+(?:[.,]\d+)?)[\s-]*"
    r"(?P<unit>(?i:k(?:m|ms|ilomet(?:er|re)s?|ilomètres?)|mi(?:les?)?|m(?:et(?:er|re)s?|ètres?)?))\.?\s+"
    r"(?:away\s+)?(?:to\s+the\s+)?)(?P<name>.+)$"
)
_FROM = rf"^(?:from|of|away\s+from|(?={_OF_FR}){_OF_FR})\s*{_THE}(?P<name>.+)$"
_BORDER = (
    r"^(?:(?:along|at|on|sur|à|le\s+long\s+de)\s+)?"
    rf"(?:{_THE}(?P<name>.+?)\s+(?i:border|frontier)(?:\s+(?:area|region|zone|line|strip))?"
    rf"|{_THE}(?i:border|frontier|frontière)\s+(?:with|of|avec|{_OF_FR})\s*{_THE}(?P<with>.+)"
    rf"|{_THE}(?i:frontière)\s+(?P<of>.+))$"
)
# Lower case alone, for these words begin names too: "In Guezzam", "La Paz", "Sur", "Au".
_LINK = (
    r"(?:^|\s+)(?:(?P<of>of|du|des|de\s+la|de)|in|at|on|inside|within|into|to|from|dans|sur|à|en|aux?)\s+"
    r"|\s+(?:(?P<of_the>de\s+l|d)|à\s+l)['\u2019]\s*"
)
_HELD_BY = r"^(?P<name>.+?)\s+(?:in|inside|within|dans|en|aux?)\s+(?P<container>.+)$"


def _widest(first: Relation, second: Relation) -> Relation:
    return max(first, second, key=_WIDTH.index)


def _relate(mention: Mention, relation: Relation, words: str, name: str) -> Mention:
    return mention._replace(
        name=name,
        relation=_widest(mention.relation, relation),
        relation_words=" ".join(f"{mention.relation_words} {words}".split()),
        # "a town in the north of Mali": the kind was that of something unnamed.
        kinds=(),
        kind_word="",
    )


def _distance(mention: Mention) -> Mention | None:
    match = _pattern(r"^(?P<left>.+?\s+)??" + _DISTANCE).match(mention.name)
    if match is None or not _is_generic(match["left"] or ""):
        return None
    unit = match["unit"].lower()
    metres = _number(match["number"]) * next(metres for start, metres in _UNITS if unit.startswith(start))
    start = _pattern(_FROM).match(match["name"])
    name = start["name"] if start else match["name"]
    return _relate(mention, "near", match["words"], name)._replace(distance_m=metres)


def _number(text: str) -> float:
    if _pattern(_GROUPED).fullmatch(text):
        return float(_pattern("[., ]").sub("", text))
    return float(text.replace(",", "."))


def _inner_near(mention: Mention) -> Mention | None:
    match = _pattern(r"^(?P<left>.+?)\s+" + _NEAR + _THE + r"(?P<name>.+)$").match(mention.name)
    if match is None or _direction_or_part(mention.name, match["left"]):
        return None
    if _is_generic(match["left"]):
        return _relate(mention, "near", match["words"], match["name"])
    if _is_border(match["name"]):
        return mention._replace(
            name=match["left"], unused=(*mention.unused, mention.name[match.end("left") + 1 :])
        )
    return mention._replace(name=match["left"], beside=(*mention.beside, match["name"]))


def _direction_or_part(name: str, left: str) -> bool:
    """Whether the words before "near" are themselves the start of a phrase such as "in the north of ..."."""
    return _is_generic(left) and any(
        (match := _pattern(rule).match(name)) and match.end("words") > len(left)
        for rule in (_DIRECTION, _PART)
    )


def _lead_near(mention: Mention) -> Mention | None:
    match = _pattern("^" + _NEAR + _THE + r"(?P<name>.+)$").match(mention.name)
    return match and _relate(mention, "near", match["words"], match["name"])


def _border(mention: Mention) -> Mention | None:
    match = _pattern(_BORDER).match(mention.name)
    name = match and (match["name"] or match["with"] or match["of"])
    if not name or _is_generic(name):
        return None
    return _relate(mention, "border", "border", name)


def _direction(mention: Mention) -> Mention | None:
    match = _pattern(_DIRECTION).match(mention.name)
    return match and _relate(mention, "direction", match["words"], match["name"])


def _part(mention: Mention) -> Mention | None:
    match = _pattern(_PART).match(mention.name)
    if match is None or _is_generic(match["name"]):
        return None
    return _relate(mention, "part", match["words"], match["name"])


def _described(mention: Mention) -> Mention | None:
    """Take off "a checkpoint in", "city of", "the Malian town of"."""
    for match in _pattern(_LINK).finditer(mention.name):
        before, name = mention.name[: match.start()].strip(), mention.name[match.end() :]
        word, kinds = _kind_in(before)
        of = match["of"] or match["of_the"]
        found = mention._replace(name=name)
        if kinds and of:
            found = found._replace(kinds=kinds, kind_word=word)
        if _is_generic(before):
            return _held_somewhere(found, before, kinds) if kinds and not of else found
        words = before.split()
        adjective = next(index for index, part in enumerate(words) if not _is_generic(part))
        if kinds and of and plain(words[-1]) == word and _is_generic(" ".join(words[adjective + 1 :])):
            return found._replace(containers=(*mention.containers, words[adjective]))
    return None


def _held_somewhere(mention: Mention, before: str, kinds: tuple[Kind, ...]) -> Mention:
    """A town in Mali is not Mali, but somewhere in it; and a village in Kidal is in no town."""
    found = _relate(mention, "part", before, mention.name)
    return found._replace(kinds=_WIDER_THAN_TOWNS, kind_word=before) if kinds == ("city",) else found


def _held(mention: Mention) -> Mention | None:
    match = _pattern(_HELD_BY).match(mention.name)
    if match is None or _is_generic(match["name"]):
        return None
    if _is_generic(match["container"]):
        return mention._replace(name=match["name"], unused=(*mention.unused, match["container"]))
    return mention._replace(name=match["name"], containers=(match["container"], *mention.containers))


def _article(mention: Mention) -> Mention | None:
    match = _pattern(r"^(?:(?:the|The|les?|la|une?|an?)\s+|l['\u2019]\s*)(?P<name>.+)$").match(mention.name)
    return match and mention._replace(name=match["name"])


def _kind_affix(mention: Mention) -> Mention | None:
    """Take off the kind word of "Kidal region", "Wilaya Adrar", "Niger River"."""
    first, _, rest = mention.name.partition(" ")
    start, _, last = mention.name.rpartition(" ")
    for word, name in ((last, start), (first, rest)):
        kinds = KIND_WORDS.get(plain(word), ())
        if kinds and name:
            return mention._replace(name=name, kinds=kinds, kind_word=word)
    return None


def _feature_affix(mention: Mention) -> Mention | None:
    """Take off the last word of "Gao airport": what bears a town's name often lies outside of it."""
    start, _, last = mention.name.rpartition(" ")
    if not start or plain(last) not in GENERIC or _is_generic(start):
        return None
    return _relate(mention, "near", last, start)


_RULES: tuple[Callable[[Mention], Mention | None], ...] = (
    _distance,
    _lead_near,
    _inner_near,
    _border,
    _direction,
    _part,
    _described,
    _held,
    _article,
    _kind_affix,
    _feature_affix,
)
