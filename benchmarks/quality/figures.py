"""Figures of a set of answers: how far confidence is from truth, and between what a share may lie."""

from __future__ import annotations

import itertools
import math
import operator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BINS", "brier", "calibration_error", "lower_bound"]

BINS = 10
_Z = 1.96  # of the 95 % interval


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error over bins of as many answers each (Naeini, Cooper and Hauskrecht 2015).

    Args:
        pairs: The confidence of each answer, and whether it is right.

    Examples:
        >>> calibration_error([(0.5, True)] * 10)
        0.5
        >>> calibration_error([(0.5, True), (0.5, False)] * 1_000)
        0.0
    """
    ranked = sorted(pairs, key=operator.itemgetter(0))
    edges = [round(len(ranked) * part / BINS) for part in range(BINS + 1)]
    gap = 0.0
    for start, end in itertools.pairwise(edges):
        some = ranked[start:end]
        gap += abs(sum(sure for sure, _ in some) - sum(right for _, right in some))
    return gap / max(len(ranked), 1)


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean squared distance of confidence and truth.

    Examples:
        >>> brier([(1.0, True), (0.5, False)])
        0.125
    """
    return sum((sure - right) ** 2 for sure, right in pairs) / max(len(pairs), 1)


def lower_bound(right: int, count: int) -> float:
    """The lower end of the 95 % interval of a share (Wilson 1927).

    Examples:
        >>> round(lower_bound(97, 100), 3)
        0.915
    """
    if not count:
        return 0.0
    share, square = right / count, _Z**2 / count
    middle = share + square / 2
    return (middle - _Z * math.sqrt((share * (1 - share) + square / 4) / count)) / (1 + square)
