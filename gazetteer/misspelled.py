"""What a text may mean if it is misspelled."""

from __future__ import annotations

from gazetteer.dates import is_date
from gazetteer.found import WEAK, readings_of
from gazetteer.mentioned import judged
from gazetteer.names import fold
from gazetteer.words import NO_VALUE, TITLES, is_wording, plain
from gazetteer.writing import likeness

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.context import Asked
    from gazetteer.found import Found
    from gazetteer.marks import Bearer
    from gazetteer.search import Finder

__all__ = ["add_others", "is_long", "is_no_guess", "similar", "widen"]

_SIMILAR_READINGS, _SIMILAR_NAMES, _SIMILAR_BEARERS = 3, 20, 8
_SHORTEST_SIMILAR, _LONGEST_DOUBTED = 4, 9
# A similar name with a lower score is not heard of: "none of these" is ten times as likely.
_LEAST_SIMILAR = -9.0
_NOT_SIMILAR = frozenset({"code", "demonym", "abbreviation"})


def similar(finder: Finder, query: str, text: str, asked: Asked) -> Found | None:
    """What the text may mean if it is misspelled; None where nothing similar is likelier than nothing."""
    if is_wording(text) or is_date(text):
        return None
    best: Found | None = None
    asked_for: set[str] = set()
    for mention in readings_of(text):
        key = fold(mention.name)
        if key in asked_for or mention.turned or len(key) < _SHORTEST_SIMILAR:
            continue
        if len(asked_for) == _SIMILAR_READINGS:
            break
        asked_for.add(key)
        bearers = _near_names(finder, key)
        found = judged(finder, query, mention, asked, bearers, []) if bearers else None
        if (
            found is not None
            and found.best() > _LEAST_SIMILAR
            and (best is None or _fits_better(found, best))
        ):
            best = found
    return best


def widen(finder: Finder, found: Found, asked: Asked) -> bool:
    """Add similar names where little speaks for the exact ones after all; whether there are any."""
    if not found.bearers or found.problem or found.given or found.best() >= WEAK:
        return False
    if is_long(found) or any(bearer.edits for bearer in found.bearers):
        return False
    near = similar(finder, found.query, found.text, asked)
    if near is None or near.problem:
        return False
    add_others(found, near)
    return True


def add_others(exact: Found, near: Found) -> None:
    """Add the places that a text may mean if it is misspelled to those that it means as it stands."""
    known = {bearer.record for bearer in exact.bearers}
    exact.bearers = [*exact.bearers, *(bearer for bearer in near.bearers if bearer.record not in known)]


def _near_names(finder: Finder, key: str) -> list[Bearer]:
    """The places whose name is close to this key, each once with the name that most speaks for."""
    bearers: dict[int, tuple[float, Bearer]] = {}
    for near in finder.index.similar(key)[:_SIMILAR_NAMES]:
        for entry in finder.bearers(near.key, _SIMILAR_BEARERS, codes=False):
            if entry.name_kind in _NOT_SIMILAR:
                continue
            entry.edits, entry.cost = near.distance, near.cost
            value = likeness(entry)
            if entry.record not in bearers or value > bearers[entry.record][0]:
                bearers[entry.record] = value, entry
    return [entry for _, entry in bearers.values()]


def _fits_better(found: Found, best: Found) -> bool:
    return (not found.problem, found.best()) > (not best.problem, best.best())


def is_no_guess(text: str) -> bool:
    """Whether no misspelled name is looked for in a text: what stands for no value, and persons."""
    first, _, rest = text.partition(" ")
    return text in NO_VALUE or (rest != "" and plain(first).rstrip(".") in TITLES)


def is_long(found: Found) -> bool:
    """Whether a name that is known as it stands is too long to be a slip in another by chance."""
    whole = not found.problem and (found.mention is None or found.mention.name == found.text)
    return whole and len(found.text) > _LONGEST_DOUBTED
