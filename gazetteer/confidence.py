"""How sure an answer is: from shares to a confidence, and from that to a status.

The shares of ``gazetteer.marks`` compare the candidates that the index has. A confidence says how often an
answer with such shares is right, on labelled cases: a logistic function of a few facts about the decision,
with its coefficients in one table.
"""

from __future__ import annotations

import math

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from gazetteer.place import Status

__all__ = [
    "COEFFICIENTS",
    "CONTRADICTED_AT_MOST",
    "NONE_FROM",
    "RESOLVED_FROM",
    "RESOLVED_SIMILAR_FROM",
    "confidence",
    "confidences",
    "facts",
    "status_of",
]

#: From this confidence on an answer is called resolved.
RESOLVED_FROM = 0.8
#: The same for a place that is found by a similar name only: the name of a place that the index lacks is
#: often similar to another.
RESOLVED_SIMILAR_FROM = 0.85
#: Where the share of "none of these" is larger, no answer is given.
NONE_FROM = 0.8
#: The confidence of a place that contradicts the text ("Kidal, Algeria") is no more than this.
CONTRADICTED_AT_MOST = 0.5

#: The coefficients of the logistic function by the fact that each multiplies, fitted on the questions of
#: benchmarks/quality.
COEFFICIENTS: dict[str, float] = {
    "constant": 0.92,
    "share": 0.81,
    "rival": -0.19,
    "similar": 0.3,
    "similar share": 0.02,
    "bearers": -0.25,
    "cost": -0.67,
}
_CONSTANT, _SHARE, _RIVAL, _SIMILAR, _SIMILAR_SHARE, _BEARERS, _COST = COEFFICIENTS.values()
_LEAST = 1e-4
_MOST = 1 - _LEAST


def facts(share: float, rival: float, edits: int, bearers: int, cost: float) -> tuple[float, ...]:
    """What the coefficients multiply, in their order."""
    share = min(max(share, _LEAST), _MOST)
    odds = math.log(share / (1 - share))
    similar = float(edits > 0)
    return 1.0, odds, rival, similar, similar * odds, math.log(bearers), cost


def confidence(  # noqa: PLR0913 - the facts
    share: float,
    rival: float = 0.0,
    edits: int = 0,
    bearers: int = 1,
    *,
    cost: float = 0.0,
    contradicted: bool = False,
) -> float:
    """How likely the best candidate is the right answer.

    Args:
        share: Its share among all candidates and "none of these".
        rival: The share of the best rival.
        edits: How many edits the text is away from the name, 0 if it is that name.
        bearers: How many places bear the name.
        cost: What those edits cost together, see ``gazetteer.edits``.
        contradicted: Whether the text says something that the place does not fulfil.

    Examples:
        >>> round(confidence(0.9), 2), round(confidence(0.9, bearers=20), 2)
        (0.94, 0.88)
        >>> confidence(0.9, contradicted=True)
        0.5
    """
    # Written out: many names a second are asked. A test holds that it is the sum over ``facts``.
    if share < _LEAST:
        share = _LEAST
    elif share > _MOST:
        share = _MOST
    odds = _CONSTANT + _SHARE * math.log(share / (1 - share)) + _RIVAL * rival + _BEARERS * math.log(bearers)
    if edits:
        odds += _SIMILAR + _SIMILAR_SHARE * math.log(share / (1 - share)) + _COST * cost
    sure = 1 / (1 + math.exp(-odds))
    return min(sure, CONTRADICTED_AT_MOST) if contradicted else sure


def confidences(
    shares: npt.NDArray[np.float64], rivals: npt.NDArray[np.float64], bearers: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """The same for many places at once that are found by their own names."""
    import numpy as np

    within = np.clip(shares, _LEAST, _MOST)
    odds = _CONSTANT + _SHARE * np.log(within / (1 - within)) + _RIVAL * rivals + _BEARERS * np.log(bearers)
    sure: npt.NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return sure


def status_of(sure: float, none: float, *, similar: bool = False) -> Status:
    """What an answer of a confidence is called.

    Args:
        sure: The confidence of the best place.
        none: The share of "none of these".
        similar: Whether it is found by a similar name only.

    Examples:
        >>> status_of(0.99, 0.01), status_of(0.3, 0.1), status_of(0.1, 0.9)
        ('resolved', 'ambiguous', 'unresolved')
    """
    if none > NONE_FROM:
        return "unresolved"
    return "resolved" if sure >= (RESOLVED_SIMILAR_FROM if similar else RESOLVED_FROM) else "ambiguous"
