"""The phrases round a place's name, in English and French: rules that each take words off the name.

A rule is given a mention and gives what is left of it, with what the words said written down; or None where
it does not apply.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from gazetteer.locality.distances import DISTANCE, read_distance
from gazetteer.locality.lexicon import NEAR, NEAR_WORDS, OF_FR, holds
from gazetteer.locality.lexicon import pattern as caseless
from gazetteer.words import GENERIC, KIND_WORDS, SITES, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.mention import Mention, Relation
    from gazetteer.place import Kind

__all__ = [
    "LINK",
    "OF_FR",
    "RULES",
    "bare_names",
    "content_words",
    "held_settlement",
    "is_border",
    "is_generic",
    "is_generic_name",
    "is_titled",
    "kind_affix",
    "kind_in",
    "lead_near",
    "pattern",
    "widest",
]

_WIDTH: tuple[Relation, ...] = ("at", "part", "near", "direction", "between", "road", "border")
_WIDER_THAN_TOWNS: tuple[Kind, ...] = ("admin1", "admin2", "country", "region", "natural")


_THE = r"(?:(?:[Tt]he|its|les?|la|une?|an?)\s+|l['\u2019]\s*)?"
_NEAR = rf"(?P<words>(?i:{'|'.join(source for source, _ in NEAR)}))"
_NEAR_WORDS = " ".join(NEAR_WORDS)
_EN_SIDE = r"(?:north|south|east|west)(?:[\s-]*(?:north|south|east|west)){0,2}"
_FR_SIDE = r"(?:extrême[\s-])?(?:nord|sud|est|ouest)(?:[\s-](?:nord|sud|est|ouest)){0,2}"
_SIDE = rf"(?:(?:far\s+)?{_EN_SIDE}(?:ern)?|central|centre|center|middle|upper|lower|{_FR_SIDE})"
_DIRECTION = (
    rf"^(?P<words>(?i:(?:to\s+the\s+)?{_EN_SIDE}|(?:to\s+the\s+)?[NSEW]{{1,3}})\s+of\s+"
    rf"|(?i:au|à\s+l['\u2019])\s*(?i:{_FR_SIDE})\s+{OF_FR}){_THE}(?P<name>.+)$"
)
_PART = (
    rf"^(?P<words>(?i:(?:(?:in|dans)\s+)?(?:the\s+|le\s+|la\s+|l['\u2019])?(?:"
    rf"{_SIDE}\s+(?:parts?|side|half|end|areas?|corner|tip|suburbs?|districts?|quarters?|sector)\s+of\s+"
    rf"|(?:centre|center|heart|middle|interior|rest|most|much|parts?|north|south|east|west)\s+of\s+"
    rf"|(?:partie|moitié|zone|côté)\s+[\w-]+\s+{OF_FR}"
    rf"|(?:centre[\s-]ville|centre|intérieur|{_FR_SIDE})\s+{OF_FR}"
    rf"|(?:far\s+)?{_EN_SIDE}(?:ern)?\s+|(?:central|downtown|upper|lower)\s+))){_THE}(?P<name>.+)$"
)
_UNPLACED = (
    r"^(?P<words>(?i:(?:(?:in|on|along|sur|dans)\s+)?(?:the\s+|les?\s+|la\s+)?(?:"
    rf"(?:{_EN_SIDE}(?:ern)?\s+)?(?:coast(?:line|al\s+areas?)?|shores?|seaboard|(?:rural|remote|urban)\s+(?:areas?|parts?)|countryside)\s+of\s+"
    rf"|(?:côtes?|littoral|rivages?|campagnes?|zones?\s+(?:rurales?|côtières?))\s+{OF_FR}"
    rf"|(?:coastal|rural|greater|metropolitan|occupied)\s+))){_THE}(?P<name>.+)$"
)
_FROM = rf"^(?:from|of|away\s+from|(?={OF_FR}){OF_FR})\s*{_THE}(?P<name>.+)$"
_BORDER = (
    r"^(?:(?:along|at|on|sur|à|le\s+long\s+de)\s+)?"
    rf"(?:{_THE}(?P<name>.+?)\s+(?i:border|frontier)(?:\s+(?:area|region|zone|line|strip))?"
    rf"|{_THE}(?i:border|frontier|frontière)\s+(?:with|of|avec|{OF_FR})\s*{_THE}(?P<with>.+)"
    rf"|{_THE}(?i:frontière)\s+(?P<of>.+))$"
)
# Lower case alone, for these words begin names too: "In Guezzam", "La Paz", "Sur", "Au".
LINK = (
    r"(?:^|\s+)(?:(?P<of>of|du|des|de\s+la|de)|in|at|on|inside|within|into|to|from|dans|sur|à|en|aux?)\s+"
    r"|\s+(?:(?P<of_the>de\s+l|d)|à\s+l)['\u2019]\s*"
)
# The same at the beginning of a phrase, and the article after it.
_BEGINNING = (
    r"^(?:(?:in|at|on|inside|within|across|throughout|into|to|from|dans|sur|à|en|aux?)\s+"
    r"|(?:[Tt]he|les?|la|une?|an?)\s+|l['\u2019]\s*)"
)
_SETTLEMENT_OF = (
    r"^(?:(?:in|at|from|to)\s+)?(?:[Tt]he\s+)?(?P<holder>[^,;()]+?)"
    r"\s+(?P<kind>[a-z]+)\s+of\s+(?P<name>[^,;()]+)$"
)
_HELD_BY = r"^(?P<name>.+?)\s+(?:in|inside|within|dans|en|aux?)\s+(?P<container>.+)$"


@functools.cache
def pattern(source: str) -> re.Pattern[str]:
    """Compiled on first use: a plain name never needs a pattern."""
    return re.compile(source)


def is_generic(phrase: str) -> bool:
    """Whether a phrase names nothing by itself, for every word of it is one of kind, link, side or feature.

    Examples:
        >>> is_generic("the border town"), is_generic("the town of Gao")
        (True, False)
    """
    return all(word in GENERIC for word in content_words(phrase))


def is_generic_name(phrase: str) -> bool:
    """Whether a phrase of such words begins as a name does, so that it may be one.

    Examples:
        >>> is_generic_name("Lake City"), is_generic_name("Centre"), is_generic_name("the border town")
        (True, True, False)
    """
    return phrase[:1].isupper() and is_generic(phrase)


def is_titled(phrase: str) -> bool:
    """Whether a phrase is written as a name though its words are those of kinds and sides.

    Examples:
        >>> is_titled("West Bank"), is_titled("west bank"), is_titled("Centre")
        (True, False, False)
    """
    return " " in phrase and all(word[0].isupper() for word in phrase.split())


def bare_names(phrase: str) -> Iterator[str]:
    """What is left of a phrase when link words and articles before it are taken off, one after the other.

    Both grammars ask the index for these before they take a side or a part off: "in South Sudan" is not the
    south of Sudan.

    Examples:
        >>> list(bare_names("in the West Bank"))
        ['the West Bank', 'West Bank']
    """
    while match := pattern(_BEGINNING).match(phrase):
        phrase = phrase[match.end() :]
        yield phrase


def held_settlement(mention: Mention) -> Mention | None:
    """A settlement with what holds it before the word for its kind.

    Examples:
        >>> from gazetteer.mention import Mention
        >>> found = held_settlement(Mention("", "the North Korean city of Wonsan"))
        >>> found.name, found.containers
        ('Wonsan', ('North Korean',))
    """
    match = pattern(_SETTLEMENT_OF).match(mention.name)
    if match is None or (is_generic(match["holder"]) and not is_titled(match["holder"])):
        return None
    kinds = KIND_WORDS.get(plain(match["kind"]), ())
    if kinds != ("city",):
        return None
    held = mention._replace(name=match["name"], kinds=kinds, kind_word=match["kind"])
    holder = match["holder"]
    if is_generic(holder):
        # As between commas: it holds the place if it is known to, or else is not understood.
        return held._replace(unused=(*mention.unused, holder))
    return held._replace(containers=(holder, *mention.containers))


def content_words(phrase: str) -> list[str]:
    """The words of a phrase, as the tables of words have them.

    Examples:
        >>> content_words("l'Hôpital général")
        ['l', 'hopital', 'general']
    """
    return [plain(word) for word in pattern(r"[\s'\u2019-]+").split(phrase) if word]


def kind_in(phrase: str) -> tuple[str, tuple[Kind, ...]]:
    """The last kind word of a phrase, and the kinds that it asks for.

    Examples:
        >>> kind_in("the border town")
        ('town', ('city',))
    """
    for word in reversed(content_words(phrase)):
        if word in KIND_WORDS:
            return word, KIND_WORDS[word]
    return "", ()


def widest(first: Relation, second: Relation) -> Relation:
    """The one of two relations that says less about where.

    Examples:
        >>> widest("at", "near")
        'near'
    """
    return max(first, second, key=_WIDTH.index)


def _relate(
    mention: Mention, relation: Relation, words: str, name: str, *, from_end: bool = False
) -> Mention:
    """A relation to what is left of the name; its words in the order of the text."""
    order = (words, mention.relation_words) if from_end else (mention.relation_words, words)
    return mention._replace(
        name=name,
        relation=widest(mention.relation, relation),
        relation_words=" ".join(" ".join(order).split()),
        # "a town in the north of Mali": the kind was that of something unnamed.
        kinds=(),
        kind_word="",
    )


def _distance(mention: Mention) -> Mention | None:
    """Take off "about 50 km from", by the words for distances of ``gazetteer.locality``."""
    if not any(map(str.isdigit, mention.name)):
        return None
    source = rf"^(?P<left>.+?\s+)??(?P<words>{DISTANCE}\s+(?:away\s+)?(?:to\s+the\s+)?)(?P<name>.+)$"
    match = caseless(source).match(mention.name)
    if match is None or not is_generic(match["left"] or ""):
        return None
    start = pattern(_FROM).match(match["name"])
    name = start["name"] if start else match["name"]
    return _relate(mention, "near", match["words"], name)._replace(distance_m=read_distance(match).stated_m)


def _inner_near(mention: Mention) -> Mention | None:
    if not holds(mention.name, _NEAR_WORDS):
        return None
    match = pattern(r"^(?P<left>.+?)\s+" + _NEAR + _THE + r"(?P<name>.+)$").match(mention.name)
    if match is None or _direction_or_part(mention.name, match["left"]):
        return None
    if is_generic(match["left"]):
        return _relate(mention, "near", match["words"], match["name"])
    if is_border(mention._replace(name=match["name"])):
        return mention._replace(
            name=match["left"], unused=(*mention.unused, mention.name[match.end("left") + 1 :])
        )
    return mention._replace(name=match["left"], beside=(*mention.beside, match["name"]))


def _direction_or_part(name: str, left: str) -> bool:
    """Whether the words before "near" are themselves the start of a phrase such as "in the north of ..."."""
    return is_generic(left) and any(
        (match := pattern(rule).match(name)) and match.end("words") > len(left)
        for rule in (_DIRECTION, _PART)
    )


def lead_near(mention: Mention) -> Mention | None:
    """Take off "near" or "on the outskirts of" at the beginning.

    Examples:
        >>> from gazetteer.mention import Mention
        >>> lead_near(Mention("near Gao", "near Gao")).name
        'Gao'
    """
    if not holds(mention.name, _NEAR_WORDS):
        return None
    match = pattern("^" + _NEAR + _THE + r"(?P<name>.+)$").match(mention.name)
    return match and _relate(mention, "near", match["words"], match["name"])


def _border(mention: Mention) -> Mention | None:
    if not holds(mention.name, "border frontier frontière"):
        return None
    match = pattern(_BORDER).match(mention.name)
    name = match and (match["name"] or match["with"] or match["of"])
    if not name or is_generic(name):
        return None
    return _relate(mention, "border", "border", name)


def is_border(mention: Mention) -> bool:
    """Whether the name is that of a border, or of something near one.

    Examples:
        >>> from gazetteer.mention import Mention
        >>> is_border(Mention("", "near the Algerian border")), is_border(Mention("", "Kidal"))
        (True, False)
    """
    return _border(lead_near(mention) or mention) is not None


def _direction(mention: Mention) -> Mention | None:
    match = pattern(_DIRECTION).match(mention.name)
    return match and _relate(mention, "direction", match["words"], match["name"])


def _part(mention: Mention) -> Mention | None:
    match = pattern(_PART).match(mention.name)
    if match is None or is_generic(match["name"]):
        return None
    return _relate(mention, "part", match["words"], match["name"])


def _unplaced(mention: Mention) -> Mention | None:
    """Take off "the coast of" or "coastal": somewhere in it, but where is not understood."""
    match = pattern(_UNPLACED).match(mention.name)
    if match is None or (is_generic(match["name"]) and not is_titled(match["name"])):
        return None
    words = match["words"].strip()
    related = _relate(mention, "part", words, match["name"])
    return related._replace(unused=(*mention.unused, words))


def _described(mention: Mention) -> Mention | None:
    """Take off "a checkpoint in", "city of", "the Malian town of"."""
    for match in pattern(LINK).finditer(mention.name):
        before, name = mention.name[: match.start()].strip(), mention.name[match.end() :]
        word, kinds = kind_in(before)
        of = match["of"] or match["of_the"]
        found = mention._replace(name=name)
        if kinds and of:
            found = found._replace(kinds=kinds, kind_word=word)
        if is_generic(before):
            if not SITES.isdisjoint(content_words(before)) and not mention.site:
                found = found._replace(site=before)
            return _held_somewhere(found, before, kinds) if kinds and not of else found
        words = before.split()
        adjective = next(index for index, part in enumerate(words) if not is_generic(part))
        if kinds and of and plain(words[-1]) == word and is_generic(" ".join(words[adjective + 1 :])):
            return found._replace(containers=(*mention.containers, words[adjective]))
    return None


def _held_somewhere(mention: Mention, before: str, kinds: tuple[Kind, ...]) -> Mention:
    """A town in Mali is not Mali, but somewhere in it; and a village in Kidal is in no town."""
    found = _relate(mention, "part", before, mention.name)
    return found._replace(kinds=_WIDER_THAN_TOWNS, kind_word=before) if kinds == ("city",) else found


def _held(mention: Mention) -> Mention | None:
    match = pattern(_HELD_BY).match(mention.name)
    if match is None or is_generic(match["name"]):
        return None
    if is_generic(match["container"]):
        return mention._replace(name=match["name"], unused=(*mention.unused, match["container"]))
    return mention._replace(name=match["name"], containers=(match["container"], *mention.containers))


def _article(mention: Mention) -> Mention | None:
    match = pattern(r"^(?:(?:the|The|les?|la|une?|an?)\s+|l['\u2019]\s*)(?P<name>.+)$").match(mention.name)
    return match and mention._replace(name=match["name"])


def kind_affix(mention: Mention) -> Mention | None:
    """Take off the kind word of "Kidal region" or "Wilaya Adrar".

    Examples:
        >>> from gazetteer.mention import Mention
        >>> kind_affix(Mention("Niger River", "Niger River")).name
        'Niger'
    """
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
    if not start or plain(last) not in GENERIC or is_generic(start):
        return None
    return _relate(mention, "near", last, start, from_end=True)


RULES: tuple[Callable[[Mention], Mention | None], ...] = (
    _distance,
    lead_near,
    _inner_near,
    _border,
    _unplaced,
    _direction,
    _part,
    _described,
    _held,
    _article,
    kind_affix,
    _feature_affix,
)
