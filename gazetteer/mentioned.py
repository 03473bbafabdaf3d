"""The places that one reading of a text names, weighed with what the text and the caller say of them."""

from __future__ import annotations

from gazetteer.clues import Clues, contradiction, weigh
from gazetteer.context import NOTHING_ASKED, Container
from gazetteer.dates import is_date
from gazetteer.found import FEW_BEARERS, Found
from gazetteer.marks import Bearer
from gazetteer.name_shard import NAME_KIND_OF, NAME_SORTS, RECORD_BITS, RECORD_MASK, SORT_MASK, TELLING
from gazetteer.names import fold, variants
from gazetteer.words import CAPITAL_WORDS, plain
from gazetteer.writing import matched
from geo.told import tell

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.context import Asked, Scope
    from gazetteer.mention import Mention
    from gazetteer.search import Finder

__all__ = ["MANY_BEARERS", "holders_of", "judged", "weighed"]

#: With context any place of a name may be meant.
MANY_BEARERS = 1_000
_MOST_AREAS = 10_000


def weighed(
    finder: Finder, query: str, mention: Mention, asked: Asked, outside: list[Bearer]
) -> Found | None:
    """The places that have the name of a reading, weighed; None if there is none, or none is allowed.

    Args:
        finder: Where names are looked up.
        query: The text as it was asked.
        mention: The reading.
        asked: What the caller asks beyond it.
        outside: Takes the places that are not allowed.
    """
    bearers = _named(finder, mention)
    return judged(finder, query, mention, asked, bearers, outside) if bearers else None


def judged(  # noqa: PLR0913, PLR0917 - as of ``weighed``, and the places
    finder: Finder, query: str, mention: Mention, asked: Asked, bearers: list[Bearer], outside: list[Bearer]
) -> Found | None:
    """The bearers weighed with what the text and the caller say, or None if none is allowed."""
    clues, unused = _clues(finder, mention, asked, bearers)
    context = clues.containers or clues.beside or asked is not NOTHING_ASKED
    bearers = bearers if context else bearers[:FEW_BEARERS]
    if asked.limits:
        allowed = [entry for entry in bearers if asked.allows(finder.units, entry.record, entry.facts)]
        if not allowed:
            weigh(finder.units, bearers, clues)
            outside += bearers
            return None
        bearers = allowed
    weigh(finder.units, bearers, clues)
    if mention.turned and not clues.containers:
        return None
    problem = contradiction(finder.units, bearers, clues) or _unknown_holder(mention, unused)
    return Found(query, mention.text, mention, bearers, unused, problem)


def _named(finder: Finder, mention: Mention) -> list[Bearer]:
    name = mention.name
    upper = name.isascii() and name.isupper()
    bearers = finder.bearers(fold(name), MANY_BEARERS, codes=upper)
    if upper and mention.containers:
        # "LA" alone may be any name; of "LA, California" the text itself can tell.
        key = fold(name)
        bearers = [
            Bearer(posting & RECORD_MASK, NAME_KIND_OF[high], facts, key, high)
            for posting in finder.index.postings(key)[:MANY_BEARERS]
            for high, facts in ((posting >> RECORD_BITS, finder.index.record(posting & RECORD_MASK)),)
        ]
    if not bearers:
        keys = variants(name)[1:]
        bearers = [entry for key in keys for entry in finder.bearers(key, MANY_BEARERS, codes=upper)]
    if not TELLING.isdisjoint(name):
        # The key has no signs: "La, Mali" must not become Lamali, but "Washington, D.C." is a name.
        bearers = [entry for entry in bearers if _has_signs(finder, entry)]
    if plain(mention.kind_word) in CAPITAL_WORDS:
        from gazetteer.seat import SEATS

        return [entry for entry in bearers if entry.facts.feature in SEATS]
    return [*bearers, *_called_by_kind(finder, mention, bearers)]


def _has_signs(finder: Finder, entry: Bearer) -> bool:
    sort = NAME_SORTS[entry.high & SORT_MASK]
    if sort in {"primary", "primary: signs"}:
        return sort == "primary: signs"
    return not TELLING.isdisjoint(matched(finder.index, entry)[0])


def _called_by_kind(finder: Finder, mention: Mention, bearers: Sequence[Bearer]) -> list[Bearer]:
    """Places whose name has the kind in another order: "Ansongo Cercle" for "Cercle d'Ansongo"."""
    kinds, name, word = mention.kinds, mention.name, mention.kind_word
    if not kinds or word in name or any(entry.facts.kind in kinds for entry in bearers):
        return []
    orders = (
        f"{name} {word}",
        f"{word} {name}",
        f"{word} de {name}",
        f"{word} d {name}",
        f"{word} of {name}",
    )
    found = {
        entry.record: entry
        for order in orders
        for entry in finder.bearers(fold(order), FEW_BEARERS, codes=False)
        if entry.facts.kind in kinds
    }
    return list(found.values())


def _clues(
    finder: Finder, mention: Mention, asked: Asked, bearers: Sequence[Bearer]
) -> tuple[Clues, tuple[str, ...]]:
    """What the text says beyond the name, looked up; and the parts of it that nobody knows."""
    if not (mention.containers or mention.beside or mention.unused):
        return Clues(mention, asked), ()
    unused: list[str] = []
    containers, beside = [], []
    for text in mention.unused:
        # Words that name nothing by themselves may still be the name of a unit: Centre-Ouest.
        container = Container(text, _holders(finder, text, bearers) if text[0].isupper() else ())
        if _holds_any(finder, container, bearers):
            containers.append(container)
        else:
            unused.append(text)
    for text in mention.containers:
        container = Container(text, () if is_date(text) else _holders(finder, text, bearers))
        # A misspelled holder is believed where it does hold one of the places.
        if any(not scope.edits for scope, _ in container.scopes) or _holds_any(finder, container, bearers):
            containers.append(container)
        else:
            unused.append(text)
    for text in mention.beside:
        best = next(iter(finder.meanings(text)), None)
        if best is not None:
            beside.append((text, finder.index.point(best[0].record)))
        else:
            unused.append(text)
    return Clues(mention, asked, tuple(containers), tuple(beside)), tuple(unused)


def _holds_any(finder: Finder, container: Container, bearers: Sequence[Bearer]) -> bool:
    return any(container.held_by(finder.units, entry.record, entry.facts) for entry in bearers)


def _holders(finder: Finder, text: str, bearers: Sequence[Bearer]) -> tuple[tuple[Scope, float], ...]:
    """What a text means that says what holds one of these places."""
    from gazetteer.readings import is_code

    countries = {entry.facts.country for entry in bearers if entry.facts.country} if is_code(text) else ()
    return holders_of(finder, text, tuple(sorted(countries)))


def holders_of(finder: Finder, text: str, countries: tuple[str, ...]) -> tuple[tuple[Scope, float], ...]:
    """What a text may mean that says what holds places, the likeliest first, each with its share.

    Args:
        finder: Where names are looked up.
        text: The text.
        countries: Countries whose subdivisions it may name by the end of their codes.
    """
    from gazetteer.question import areas

    scopes = finder.holders.get((text, countries))
    if scopes is None:
        scopes = tuple(areas(finder, text, countries=countries))
        if len(finder.holders) < _MOST_AREAS:
            finder.holders[text, countries] = scopes
    return scopes


def _unknown_holder(mention: Mention, unused: Sequence[str]) -> str:
    """What stands where the holder is named and is not known: "Kidal, Xqzztland" may be any Kidal."""
    unknown = (text for text in mention.containers if text in unused and not is_date(text))
    text = next(unknown, None)
    if text is None:
        return ""
    return tell("holder_unknown", "nothing is known of {name!r}, which should hold it", name=text)
