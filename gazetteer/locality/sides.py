"""Rules of the grammar for nearness and for parts: "near X", "the southern part of X", "northern X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality import lexicon
from gazetteer.locality.headings import heading
from gazetteer.locality.lexicon import SIDE_WORDS, pattern
from gazetteer.locality.tree import Name, Near, Offset, Part
from gazetteer.phrases import is_generic, kind_in

if TYPE_CHECKING:
    import re

    from gazetteer.locality.grammar import Grammar
    from gazetteer.locality.tree import Found

__all__ = ["adjective", "near", "part"]

_LATIN = {"septentrional": "nord", "méridional": "sud", "oriental": "est", "occidental": "ouest"}
_EDGE = r"outskirts|suburbs?|edges?|entrance|exit|approaches|banlieue|sortie|entrée|périphérie"
_OUTERMOST = r"corner|tip|end|pointe|extrémité"


def near(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "near X", "on the outskirts of X"."""
    for (source, reach_m), words in zip(lexicon.NEAR, lexicon.NEAR_WORDS, strict=True):
        match = lexicon.match(source, text, words)
        found = grammar.operand(text[match.end() :], depth) if match else None
        if match and found:
            return Near(found[0], match[0].strip(), reach_m), found[1]
    return None


def part(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "the southern part of X", "in the north of X", "the centre of X", "parts of X"."""
    if grammar.begins_whole(text):
        return None
    unplaced = _unplaced(grammar, text, depth)
    if unplaced is not None:
        return unplaced
    for source in lexicon.PART_OF:
        found = _sided(grammar, lexicon.match(source, text, SIDE_WORDS), text, depth)
        if found is not None:
            return found
    match = lexicon.match(lexicon.CENTRE_OF, text, lexicon.CENTRE_WORDS)
    central = match is not None
    match = match or lexicon.match(lexicon.SOME_OF, text, lexicon.SOME_WORDS)
    inner = grammar.operand(text[match.end() :], depth) if match else None
    return inner and match and (Part(inner[0], match[0].strip(), central=central), inner[1])


def _unplaced(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "the coast of X", "upstream of X": where in it or off it is named as not understood."""
    for source in (lexicon.UNPLACED_IN, lexicon.UNPLACED_OFF):
        match = lexicon.match(source, text, lexicon.UNPLACED_WORDS)
        found = grammar.operand(text[match.end() :], depth) if match else None
        if match is None or found is None:
            continue
        words = match[0].strip()
        if depth < lexicon.MOST_DEPTH:
            grammar.unused.append(words)
        inside = source is lexicon.UNPLACED_IN
        of = found[0]._replace(wide=True) if inside and isinstance(found[0], Name) else found[0]
        return (Part(of, words) if inside else Offset(of, words)), found[1]
    return None


def adjective(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "northern Mali"; but in "the northern town of Kidal" the side tells only where the town lies."""
    if grammar.begins_whole(text):
        return None
    for source in lexicon.PART_ADJECTIVE:
        match = lexicon.match(source, text, SIDE_WORDS)
        if match is None:
            continue
        rest = text[match.end() :]
        # "the northern part" names nothing, but West Bank is a name made of such words.
        if is_generic(grammar.phrase(text)[0]) and not grammar.is_name(grammar.phrase(rest)[0]):
            continue
        described = pattern(r"(?:\w+\s+)?(?P<kind>[\w-]+)\s+(?:of|de|d['\u2019]|du)\s+").match(rest)
        if described and kind_in(described["kind"])[1]:
            return grammar.operand(rest, depth)
        owned = grammar.name(grammar.phrase(rest)[0])
        if "," in getattr(owned, "text", ""):
            # "north-western Nigeria's Zamfara state": the side is where in Nigeria it lies.
            return owned, grammar.phrase(rest)[1]
        found = _sided(grammar, match, text, depth)
        if found is not None:
            return found
    return None


def _sided(grammar: Grammar, match: re.Match[str] | None, text: str, depth: int) -> Found | None:
    if match is None:
        return None
    named = match.groupdict()
    side = heading(named.get("side") or _LATIN.get((named.get("latin") or "").lower(), ""))
    found = grammar.operand(text[match.end() :], depth) if side else None
    if found is None:
        return None
    of = found[0]
    if pattern(_EDGE).match(named.get("what") or ""):
        of = Near(of, match[0].strip(), lexicon.OUTSKIRTS_M)
    outermost = pattern(_OUTERMOST).match(named.get("what") or "")
    far = bool(named.get("far") or named.get("most") or outermost)
    return Part(of, match[0].strip(), side, far=far), found[1]
