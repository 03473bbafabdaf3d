"""Which of the places that bear a name is meant: named weights, summed, and made into shares.

Each rule that applies to a place leaves a ``Mark``: its name, how many times it counts, and what it is about.
The score is the sum of the marks' weights: of what the place is by itself (``gazetteer.standing``), of the
name that was found (``gazetteer.writing``), of its namesakes (``gazetteer.namesakes``), of what the text and
the caller say (``gazetteer.clues``) and of the names beside it (``gazetteer.coherence``).
``gazetteer.reasons`` words the same marks when somebody asks. The shares are ``exp(score)`` over the sum of
all, with "none of these" as one more candidate whose score is 0, so that a weak match is not certain merely
because it has no rival. ``docs/decisions/0004-ranking.md`` says why it is done so; ``gazetteer.weights`` has
the table.
"""

from __future__ import annotations

from gazetteer.namesakes import namesakes
from gazetteer.standing import standing
from gazetteer.weights import VALUES
from gazetteer.writing import NAME_VALUES, of_text, weigh_spellings

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.context import Units
    from gazetteer.marks import Bearer

__all__ = ["allow_capitals", "base", "weigh_plain"]


def weigh_plain(units: Units, text: str, bearers: Sequence[Bearer]) -> None:
    """Score the bearers of a name about which nothing more is known."""
    more, shared = of_text(text)
    if bearers[0].name_kind == "code":
        # Codes are meant to be in capitals, and short; they are bearers only where nothing else is.
        shared, more = (), 0.0
    for bearer in bearers:
        bearer.marks = shared
        bearer.score = base(bearer) + more
        if bearer.facts.kind == "country":
            allow_capitals(bearer)
    weigh_spellings(units.index, text, bearers)
    if len(bearers) > 1:
        namesakes(units, bearers)


def base(bearer: Bearer) -> float:
    """What speaks for a place by itself, and for a name of that kind."""
    return standing(bearer.facts)[0] + NAME_VALUES[bearer.name_kind]


def allow_capitals(country: Bearer) -> None:
    """Countries are abbreviated in capitals: USA, UAE, DRC."""
    for mark in country.marks:
        if mark.rule == "short capitals":
            country.score -= VALUES[mark.rule]
            country.marks = tuple(other for other in country.marks if other is not mark)
