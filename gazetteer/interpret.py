"""A text taken apart in ever freer ways, until a reading of it fits what the text itself says."""

from __future__ import annotations

from gazetteer.clues import weigh_run_on
from gazetteer.dates import is_date
from gazetteer.found import LEAST_DIGITS, SIGNS, Found, readings_of
from gazetteer.mention import Mention
from gazetteer.mentioned import weighed
from gazetteer.misspelled import add_others, is_long, is_no_guess, similar
from gazetteer.name_shard import TELLING
from gazetteer.names import fold
from gazetteer.words import CAPITAL_WORDS, NO_VALUE, plain
from geo.told import tell

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.context import Asked
    from gazetteer.marks import Bearer
    from gazetteer.search import Finder

__all__ = ["interpret"]

_MOST_RUN_ON_WORDS = 8


def interpret(finder: Finder, query: str, text: str, asked: Asked, exact: Found | None) -> Found:
    """What a text may mean, by the first reading that fits what the text itself says.

    Args:
        finder: Where names are looked up.
        query: The text as it was asked.
        text: The same, tidied.
        asked: What the caller asks beyond it.
        exact: What it means as a plain name, where that is known and little speaks for it.
    """
    if not any(map(str.isalpha, text)) and not text.isdecimal():
        # Keys have no signs: "1.0" and "10,10,13" would be the quarter of Helsinki that is called "10".
        given = _point(finder, query, Mention(text, text), asked, whole=True)
        return given or _nothing(finder, query, text, asked, ())
    if exact is None and sum(map(str.isdigit, text)) >= LEAST_DIGITS:
        from gazetteer.given import beside_point

        beside = beside_point(finder, query, text, asked)
        if beside is not None:
            return beside
    found = _read(finder, query, text, asked, exact)
    if found.bearers and not found.problem:
        found.problem = _no_name(found)
    return found


def _read(finder: Finder, query: str, text: str, asked: Asked, exact: Found | None) -> Found:
    """Read the text in ever freer ways until a reading fits what the text itself says."""
    outside: list[Bearer] = []
    fallback: Found | None = None
    wrong_point = False
    lacking = _seatless(finder, text)
    for number, mention in enumerate(_mentions(finder, text)) if exact is None else ():
        # What has no known capital is not a town of its name: "the capital of Palestine" is not in Texas.
        if lacking and plain(mention.kind_word) in CAPITAL_WORDS:
            continue
        found = weighed(finder, query, mention, asked, outside)
        if found is None:
            found = _point(finder, query, mention, asked, whole=number == 0)
            # No part of what is a wrong coordinate is a right one, or a name: LINESTRING (1 2, 3 4).
            wrong_point = found is not None and bool(found.problem) and not found.given
            if wrong_point:
                fallback = found
                break
        if found is None or (found.problem and mention.turned):
            continue
        if not found.problem:
            exact = found
            break
        fallback = fallback or found
    if (wrong_point or lacking) and exact is None:
        return fallback or _nothing(finder, query, text, asked, outside)
    if exact is None:
        exact = _run_on(finder, query, text, asked, outside) or _site(finder, query, text, asked)
    if exact is not None and exact.stands():
        return exact
    return _freest(finder, query, text, asked, exact or fallback) or _nothing(
        finder, query, text, asked, outside
    )


def _mentions(finder: Finder, text: str) -> Iterable[Mention]:
    """The readings of a text; a capital that it names by its country goes by its own name."""
    if text.isalpha():
        return readings_of(text)
    from gazetteer.seat import named_by_seat

    found = readings_of(text)
    named = _named(finder, text) if "," in text else []
    if named:
        # The whole text may be a name before any part of it.
        found = _after_first(found, named)
    return (named_by_seat(finder, mention) or mention for mention in found)


def _after_first(readings: Iterable[Mention], others: Sequence[Mention]) -> Iterator[Mention]:
    for number, reading in enumerate(readings):
        yield reading
        if not number:
            yield from others


def _named(finder: Finder, text: str) -> list[Mention]:
    """Names before what holds them that readings would take apart or for no name, the longest first.

    Such are names with commas or brackets of their own, as in "San Lucas (La Mesa), Mexico", where the index
    has the place by both its names; and names of nothing but words for kinds and sides: "Lake City, United
    States".
    """
    from gazetteer.phrases import is_generic_name
    from gazetteer.readings import holders_after, kinds_of

    found = []
    for at in range(len(text) - 1, 0, -1):
        name = text[:at].rstrip()
        if text[at] != "," or (TELLING.isdisjoint(name) and not is_generic_name(name)):
            continue
        holders = holders_after(text[at:]) if finder.index.postings(fold(name)) else ()
        if holders:
            # A name with its kind word still asks for the kind.
            word = name.rpartition(" ")[2] if " " in name and TELLING.isdisjoint(name) else ""
            kinds = kinds_of(word)
            found.append(Mention(text, name, kinds, word if kinds else "", holders))
    return found


def _freest(finder: Finder, query: str, text: str, asked: Asked, exact: Found | None) -> Found | None:
    """What is found exactly, or what is similar where that fits better."""
    if exact is not None and (exact.given is not None or is_long(exact)):
        return exact
    near = None if is_no_guess(text) else similar(finder, query, text, asked)
    if near is None or exact is None:
        return exact or near
    if exact.problem:
        # "Kidall, Mali" beside a Kidall elsewhere: what contradicts the text gives way to what fits it.
        return near if not near.problem and near.best() > exact.best() else exact
    add_others(exact, near)
    return exact


def _point(finder: Finder, query: str, mention: Mention, asked: Asked, *, whole: bool) -> Found | None:
    """A coordinate given as a name; why it is none, where the whole text looks like one."""
    if not any(letter.isdigit() for letter in mention.name):
        return None
    from gazetteer.given import found_given, given_place

    place = given_place(mention.name)
    if place is None or isinstance(place, str):
        return Found(query, mention.text, mention, problem=place) if place and whole else None
    return found_given(finder, query, mention, asked, place)


def _run_on(finder: Finder, query: str, text: str, asked: Asked, outside: list[Bearer]) -> Found | None:
    """A name with what holds it and no comma between: "Tripoli Libya", "Ansongo Gao Mali"."""
    words = text.split()
    if not 1 < len(words) <= _MOST_RUN_ON_WORDS or not SIGNS.isdisjoint(text):
        return None
    for split in range(len(words) - 1, 0, -1):
        name, rest = " ".join(words[:split]), words[split:]
        if not finder.index.postings(fold(name)):
            continue
        for containers in _holding(finder, rest):
            found = weighed(finder, query, Mention(text, name, containers=containers), asked, outside)
            if found is not None and not found.problem:
                for bearer in found.bearers:
                    weigh_run_on(bearer)
                return found
    return None


def _site(finder: Finder, query: str, text: str, asked: Asked) -> Found | None:
    """A thing in a place that is known: "Al-Shifa hospital, Gaza" is in Gaza, wherever it stands there."""
    if text.isalpha():
        return None
    from gazetteer.sites import in_places

    for site, place in in_places(text):
        found = finder.find(place, asked)
        mention = found.mention or Mention(place, place)
        said = mention.relation == "at" and not found.problem and found.given is None
        # That an unknown name is somewhere in a country finds nothing.
        exact = {bearer.facts.kind for bearer in found.bearers if not bearer.edits}
        if said and exact and "country" not in exact:
            unused = (site, *found.unused)
            return Found(query, text, mention._replace(text=text, site=site), found.bearers, unused)
    return None


def _seatless(finder: Finder, text: str) -> str:
    """What the text names a capital of that is not known, or ""."""
    if text.isalpha():
        return ""
    from gazetteer.seat import seatless

    return seatless(finder, text)


def _holding(finder: Finder, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ways in which words are the names of holders, the longest first."""
    if not words:
        yield ()
    for split in range(len(words), 0, -1):
        name = " ".join(words[:split])
        # Without a comma a month is a part of the name: Mai of "Chang Mai".
        if finder.index.postings(fold(name)) and not is_date(name):
            for rest in _holding(finder, words[split:]):
                yield (name, *rest)


def _nothing(finder: Finder, query: str, text: str, asked: Asked, outside: Iterable[Bearer]) -> Found:
    """Why there is no answer, and what there would be without the caller's conditions."""
    mention = Mention(text, text)
    if not fold(text):
        empty = tell("name_empty", "the name is empty")
        why = tell("name_no_letter", "there is no letter or digit in it") if text else empty
        return Found(query, text, mention, problem=why)
    best = max(outside, key=lambda bearer: (bearer.score, -bearer.record), default=None)
    seat = _seatless(finder, text)
    if best is None and seat:
        why = tell("no_capital", "no capital of {name!r} is known here", name=seat)
        return Found(query, text, mention, problem=why)
    if best is None:
        # Of "Xqzzt, Mali" it is Xqzzt that nobody knows.
        name = next((reading.name for reading in readings_of(text) if reading.containers), text)
        why = tell("no_place", "no place of the index is named {name!r}", name=name)
        return Found(query, text, mention, problem=why)
    from gazetteer.explain import described

    conditions = [f"of kind {asked.kind}"] if asked.kind else []
    conditions += [f"within {asked.within.label}"] if asked.within else []
    outer = described(finder.index.place(best.record))
    # What a caller asks beyond the name is asked of this package, and by no map.
    why = tell(
        "outside",
        "no place named {name!r} is {conditions}; the best outside is {place}",
        name=text,
        conditions=" and ".join(conditions),
        place=outer,
    )
    return Found(query, text, mention, problem=why)


def _no_name(found: Found) -> str:
    """Why a text is hardly meant for a name, though some place bears it."""
    text = found.text
    if text in NO_VALUE:
        return tell("no_value", "{name!r} is what tables write where a value is missing", name=text)
    if text.islower():
        from gazetteer.phrases import is_generic

        if is_generic(text):
            return tell(
                "only_kinds", "{name!r} has no capital, and only words for kinds of places", name=text
            )
    return ""
