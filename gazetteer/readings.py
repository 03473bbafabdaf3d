"""The readings of a place as a report words it: the name itself, and the words round it.

``readings`` takes a text apart step by step. The first reading is the whole text as one name, so that
"Central African Republic" or "City of London" is a name before it is a phrase; each further reading takes
words away that say more about a place ("near", "region", "a checkpoint in", "Mali") and writes down what they
said. English and French are understood. Words that no rule knows are never guessed: they stay in the name,
which then is not found, or come back in ``Mention.unused``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.mention import Mention, tidy
from gazetteer.phrases import (
    LINK,
    OF_FR,
    RULES,
    bare_names,
    held_settlement,
    is_border,
    is_generic,
    is_titled,
    kind_affix,
    kind_in,
    lead_near,
    pattern,
    widest,
)
from gazetteer.words import ARTICLES, KIND_WORDS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.place import Kind

__all__ = ["holders_after", "is_code", "kinds_of", "readings"]

_MAX_STEPS = 12


def readings(text: str) -> Iterator[Mention]:
    """The readings of a text, the most literal first.

    Examples:
        >>> for reading in readings("a checkpoint in Mopti, Mali"):
        ...     print(repr(reading.name), reading.containers)
        'a checkpoint in Mopti, Mali' ()
        'a checkpoint in Mopti' ('Mali',)
        'checkpoint in Mopti' ('Mali',)
        'Mopti' ('Mali',)
        'Mali' ('a checkpoint in Mopti',)
        >>> list(readings("southern part of Tinzaouaten"))[-1].relation
        'part'
    """
    text = tidy(text)
    if not text:
        return
    seen = set()
    if "," not in text and "(" not in text and (" " not in text or not kinds_of(text.partition(" ")[0])):
        # Nearly every name asked for is answered by this one, so nothing else is done yet.
        first = Mention(text, text)
        if " " in text:
            first = _with_kind_of_ending(first)
        yield first
        seen.add(first)
    for mention in _all_readings(text):
        # The whole text may be a name that is made of such words alone: "Central", "La Place", "Nord".
        named = mention.name == text or is_titled(mention.name) or _is_named(mention.name)
        if mention not in seen and mention.name and named:
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
        for name in bare_names(mention.name):
            yield _with_kind_of_ending(mention._replace(name=name))
        held = held_settlement(mention)
        if held is not None:
            yield held
        without_kind = kind_affix(mention)
        if without_kind is not None:
            # "South Kordofan state" is South Kordofan before it is the south of anything.
            yield without_kind
        peeled = next(filter(None, (rule(mention) for rule in RULES)), None)
        if peeled is None:
            return
        mention = peeled._replace(name=peeled.name.strip(" ,;:.-\u2013—'\u2019"))


@lru_cache(maxsize=2048)
def kinds_of(word: str) -> tuple[Kind, ...]:
    """The kinds that a word asks for; kept, for the ends of names repeat."""
    return KIND_WORDS.get(plain(word), ())


def _with_kind_of_ending(mention: Mention) -> Mention:
    """A name looked up with its kind word still asks for the kind: "Orange County" is no city."""
    start, _, last = mention.name.rpartition(" ")
    if mention.kinds or not start:
        return mention
    kinds = kinds_of(last)
    return mention._replace(kinds=kinds, kind_word=last) if kinds else mention


def _with_kind_of_beginning(mention: Mention) -> Mention | None:
    """The same for "Cercle de Kati"; beside the plain name, for the State of Palestine is a country."""
    first, _, rest = mention.name.partition(" ")
    kinds = kinds_of(first)
    if not kinds or not pattern(rf"(?i:of\s|{OF_FR})").match(rest):
        return None
    return mention._replace(kinds=kinds, kind_word=first)


# --- the parts between commas and in brackets

# Commas (Latin, Arabic, Chinese, full width) but for decimal ones, brackets, and dashes between spaces.
_SEPARATOR = (
    r"\s*(?<!\d),\s*|\s*,(?!\d)\s*|\s*[;\u061b\u060c\u3001\uff0c(){}\[\]\uff08\uff09]\s*"
    r"|\s+-\s+|\s*[\u2013\u2014|]\s*"
)


def _segments(text: str) -> list[str]:
    parts = pattern(_SEPARATOR).split(text)
    return [stripped for part in parts if (stripped := part.strip(" .:'\u2019\"\u201c\u201d\u00ab\u00bb"))]


def holders_after(text: str) -> tuple[str, ...]:
    """What the text after a name says holds it; nothing where it says anything else too.

    Examples:
        >>> holders_after(", Gao, Mali"), holders_after(", near Gao")
        (('Gao', 'Mali'), ())
    """
    segments = _segments(text)
    return tuple(segments) if all(_is_named(one) and not _relates(one) for one in segments) else ()


def _compose(text: str, segments: list[str]) -> Mention:
    """Which part is the name, and what the other parts say about it."""
    named = [segment for segment in segments if _is_named(segment)]
    if not named:
        return Mention(text, text)
    anchor = named[0]
    if is_border(Mention(anchor, anchor)) and (places := [s for s in named if not _relates(s)]):
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
                relation=widest(mention.relation, "part" if before else "at"),
            )
        else:
            mention = _absorb_named(mention, segment)
    return mention


def _absorb_named(mention: Mention, segment: str) -> Mention:
    """A further part that holds a name: of what the place is near, or of what holds it."""
    if is_border(Mention(segment, segment)):
        return mention._replace(unused=(*mention.unused, segment))
    lead = lead_near(Mention(segment, segment))
    if lead is not None:
        return mention._replace(beside=(*mention.beside, lead.name))
    return mention._replace(containers=(*mention.containers, segment))


def _apposition(mention: Mention, segment: str) -> Mention | None:
    """What a further part says the place is: "a city in Mali", "the border town"."""
    link = pattern(LINK).search(segment)
    before, after = (segment[: link.start()], segment[link.end() :]) if link else (segment, "")
    word, kinds = kind_in(before)
    if not kinds or not is_generic(before) or plain(before.split()[0]) not in ARTICLES:
        return None
    mention = mention._replace(kinds=kinds, kind_word=word)
    if not after:
        return mention
    if is_generic(after):
        return mention._replace(unused=(*mention.unused, segment[link.start() :].strip() if link else after))
    return mention._replace(containers=(*mention.containers, after))


def _relates(segment: str) -> bool:
    return lead_near(Mention(segment, segment)) is not None or is_border(Mention(segment, segment))


def _is_named(segment: str) -> bool:
    """Whether a part of the text holds a name: "IN" and "LA" in capitals are codes, "in" and "la" are not."""
    return is_code(segment) or not is_generic(segment)


def is_code(segment: str) -> bool:
    """Whether a part of a text is written as a code of a country or subdivision.

    Examples:
        >>> is_code("IN"), is_code("in"), is_code("Mali")
        (True, False, False)
    """
    return 2 <= len(segment) <= 3 and segment.isascii() and segment.isalpha() and segment.isupper()
