"""Rules of the grammar for what lies between places: "between A and B", "the A-B road", a triangle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality import lexicon
from gazetteer.locality.lexicon import pattern
from gazetteer.locality.lists import pair_of, split_list
from gazetteer.locality.tree import Between, Name

if TYPE_CHECKING:
    from gazetteer.locality.grammar import Grammar
    from gazetteer.locality.tree import Found

__all__ = ["between", "road", "road_pair", "triangle"]

_WORDS = (
    r"(?:road|highway|motorway|route|way|axis|track|trail|corridor|stretch|section"
    r"|axe|piste|tronçon|autoroute)"
)
_ROAD_WORDS = "road way route axis track trail corridor stretch section axe piste tronçon 0"
_NUMBER = r"(?:\s*\(?(?:RN?|N|A|M)[\s-]?\d+\)?,?)?"
_ON = r"(?:(?:on|along|off|near|by|beside|sur|le\s+long\s+de)\s+)?"
_LEADING = (
    r"(?:links?|linking|connects?|connecting|joins?|joining|leading|running|going"
    r"|reliant|relie|menant|allant)"
)
_ROAD = (
    rf"{_ON}{lexicon.THE}(?:main\s+|national(?:e)?\s+|paved\s+|asphalt\s+)?"
    rf"(?:(?:(?:RN?|N)[\s-]?\d+\s+)?{_WORDS}(?:\s+nationale)?{_NUMBER}|(?:RN?|N)[\s-]?\d+)"
    rf"(?:\s+(?:that\s+|qui\s+)?{_LEADING})?\s+"
)
_ROAD_BETWEEN = _ROAD + r"(?:between|from|entre|de\s+la\s+ville\s+de|depuis)\s+"
_ROAD_TO = _ROAD + rf"(?:to|towards?|for|vers|à|{lexicon.OF_FR})\s*"
_FROM_TO = r"(?:from|de)\s+(?=[^,;()]*\s(?:to|towards?|à|vers)\s)"
_PAIRS = (
    rf"{_ON}{lexicon.THE}(?:main\s+)?(?P<pair>[^,;()]+?)\s+{_WORDS}{_NUMBER}(?=$|[\s,;).])",
    rf"{_ON}{lexicon.THE}(?:main\s+)?(?:{_WORDS}){_NUMBER}\s+(?P<pair>[^,;()]+)",
)
_BETWEEN = (
    r"(?:(?:somewhere|located|situé[es]*)\s+)?"
    r"(?P<half>(?:half|mid)[\s-]?way\s+|(?:à\s+)?mi-chemin\s+)?"
    r"(?:(?:in|in\s+the\s+area|dans\s+la\s+zone)\s+)?(?:between|entre|(?<=way\s)from)\s+"
)
_FORMED = r"(?:formed|bounded|defined|délimité|formé)e?\s+(?:by|par)\s+"
_TRIANGLE_WORDS = "triangle formed bounded defined délimité formé"
_TRIANGLE = (
    rf"(?:(?:in|within|inside|dans)\s+)?{lexicon.THE}(?:triangle|area|zone)\s*(?:(?<=triangle)\s+)?"
    rf"(?:{_FORMED}|(?<=triangle\s)(?:of|between|entre|:)\s*|(?<=triangle\s){lexicon.OF_FR}"
    r"|(?<=triangle\s)(?=\w))"
)
_NAMED_TRIANGLE = (
    rf"(?:(?:in|within|dans)\s+)?{lexicon.THE}(?P<list>[^\s,;()]+(?:[\s-]+[^\s,;()]+){{0,6}}?)\s+triangle\b"
)


def between(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "between A and B", "halfway between A and B", "entre A, B et C"."""
    match = lexicon.match(_BETWEEN, text, "between entre way")
    if match is None:
        return None
    nodes, rest = grammar.operands(text[match.end() :], depth)
    if len(nodes) < 2:
        return None
    return Between(nodes, text[: match.end()].strip(), halfway=bool(match["half"])), rest


def triangle(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "in the triangle of A, B and C", "the A-B-C triangle"."""
    match = lexicon.match(_TRIANGLE, text, _TRIANGLE_WORDS)
    if match:
        nodes, rest = grammar.operands(text[match.end() :], depth)
        if len(nodes) >= 3:
            return Between(nodes, match[0].strip()), rest
        phrase, rest = grammar.phrase(text[match.end() :])
        parts = split_list(phrase, grammar.known, dashes=True)
        return (Between(tuple(map(Name, parts)), match[0].strip()), rest) if len(parts) >= 3 else None
    match = lexicon.match(_NAMED_TRIANGLE, text, "triangle")
    parts = split_list(match["list"], grammar.known, dashes=True) if match else []
    if match is None or len(parts) < 3:
        return None
    return Between(tuple(Name(part) for part in parts), "triangle"), text[match.end() :]


def road(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "on the road from A to B", "the A-B axis", "the road to B"."""
    match = lexicon.match(_ROAD_BETWEEN, text, _ROAD_WORDS)
    if match:
        nodes, rest = grammar.operands(text[match.end() :], depth)
        if len(nodes) >= 2:
            return Between(nodes, match[0].strip(), road=True), rest
    pair = road_pair(grammar, text, depth)
    if pair is not None:
        return pair
    match = lexicon.match(_ROAD_TO, text, _ROAD_WORDS)
    if match:
        listed, rest = pair_of(text[match.end() :], grammar.known, roads=True)
        if len(listed) >= 2:
            nodes, rest = grammar.operands(text[match.end() :], depth)
            return Between(nodes, match[0].strip(), road=True), rest
        found = grammar.operand(text[match.end() :], depth)
        return found and (Between((found[0],), match[0].strip(), road=True), found[1])
    match = pattern(_FROM_TO).match(text)
    if match:
        nodes, rest = grammar.operands(text[match.end() :], depth)
        if len(nodes) == 2 and all(isinstance(node, Name) and grammar.known(node.text) for node in nodes):
            return Between(nodes, match[0].strip(), road=True), rest
    return None


def road_pair(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "the Gao-Ansongo road", "l'axe Gao-Ansongo"."""
    del depth
    for source in _PAIRS:
        match = lexicon.match(source, text, _ROAD_WORDS)
        parts, rest = pair_of(match["pair"], grammar.known, dashes=True) if match else ([], "")
        if match and len(parts) >= 2:
            return Between(tuple(map(Name, parts)), "road", road=True), rest + text[match.end() :]
    return None
