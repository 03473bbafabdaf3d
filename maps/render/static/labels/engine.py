"""The placement of labels: which of its candidates each gets, so that none meets another.

The best placement of labels at points is NP-hard to find (Formann and Wagner 1991). Christensen, Marks
and Shieber 1995 (doi:10.1145/212332.212334) compare ways to a good one: better than a greedy pass alone is
to let labels move afterwards, which they do by chance (simulated annealing). Here they move without chance:
first each gets the best free place by priority; then those that found none push others to another place,
and those that found a bad one do where that makes the whole better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from maps.render.static.labels.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.render.static.drawing import Box

__all__ = ["Candidate", "Request", "solve"]

_MOST_TRIALS = 4_000  # of pushing others aside; crowded pages stop here, far from what a reader can see
_MOST_PUSHED = 2
_GAIN = 0.3  # by which a label must be better off to push others aside that have a place too
_ABOVE = 3.0  # what counts for a loss of those that go before it


class Candidate(NamedTuple):
    """One place that a label could take.

    Attributes:
        boxes: What it would cover: its lines, and its dot or leader line if it has one.
        cost: How much worse than the best place it is, from 0.
        form: What the caller draws if it is chosen.
    """

    boxes: tuple[Box, ...]
    cost: float
    form: Any


class Request(NamedTuple):
    """A label that asks for a place.

    Attributes:
        priority: Smaller goes first; equal ones go by key.
        key: Tells it from all others.
        candidates: Where it may stand, all inside the frame.
        fixed: Whether it gets its first candidate whatever is there.
    """

    priority: float
    key: str
    candidates: Sequence[Candidate]
    fixed: bool = False


def solve(requests: Iterable[Request], obstacles: Iterable[Box]) -> dict[str, Candidate]:
    """The candidate of each request that found room, by its key, in the order of priority.

    No two of the boxes meet, nor one with an obstacle, but for those of fixed requests.

    Args:
        requests: In any order: it makes no difference.
        obstacles: What no label may cover.

    Examples:
        >>> from maps.render.static.drawing import Box
        >>> east, west = Candidate((Box(5, 0, 25, 9),), 0, "E"), Candidate((Box(-25, 0, -5, 9),), 1, "W")
        >>> found = solve([Request(1, "Gao", [east, west]), Request(2, "Ber", [east])], [])
        >>> {key: candidate.form for key, candidate in found.items()}
        {'Gao': 'W', 'Ber': 'E'}
    """
    # A document made elsewhere may list a name twice.
    unique = {request.key: request for request in requests}.values()
    ordered = sorted(unique, key=lambda request: (not request.fixed, request.priority, request.key))
    solver = _Solver(ordered, obstacles)
    for request in ordered:
        solver.enter(request)
    for request in ordered:
        if request.key not in solver.placed:
            solver.push(request)
    for request in ordered:
        if request.key not in solver.placed:
            solver.enter(request)
    for request in ordered:
        if request.key in solver.placed:
            solver.improve(request)
    return {request.key: solver.placed[request.key] for request in ordered if request.key in solver.placed}


class _Solver:
    """The state of a placement. The obstacles' owner is None."""

    def __init__(self, requests: Sequence[Request], obstacles: Iterable[Box]) -> None:
        self.placed: dict[str, Candidate] = {}
        self._choices = {
            request.key: list(request.candidates)
            if request.fixed
            else sorted(request.candidates, key=lambda candidate: candidate.cost)
            for request in requests
        }
        self._priority = {request.key: request.priority for request in requests}
        self._fixed = {request.key for request in requests if request.fixed}
        self._grid = Grid()
        self._grid.add(None, obstacles)
        self._trials = 0

    def enter(self, request: Request) -> None:
        """Give the request its best free place, or its first one if it is fixed."""
        for candidate in self._choices[request.key]:
            if request.fixed or self._grid.free(candidate.boxes):
                self._put(request.key, candidate)
                return

    def push(self, request: Request) -> None:
        """Place a label by moving the few that stand in its way to other places of theirs."""
        for candidate in self._choices[request.key]:
            if self._trials >= _MOST_TRIALS:
                return
            self._trials += 1
            pushed = sorted(str(key) for key in self._blockers(candidate) or ())
            if pushed and self._make_way(request.key, candidate, pushed):
                return

    def improve(self, request: Request) -> None:
        """Give a label a much better place where those in its way lose less by it than it gains."""
        if request.key in self._fixed:
            return
        now = self.placed[request.key]
        for candidate in self._choices[request.key]:
            if candidate.cost > now.cost - _GAIN or self._trials >= _MOST_TRIALS:
                return
            self._trials += 1
            self._take(request.key)
            pushed = sorted(str(key) for key in self._blockers(candidate) or ())
            before = {other: self.placed[other] for other in pushed}
            if pushed and self._make_way(request.key, candidate, pushed):
                lost = sum(
                    (self.placed[other].cost - choice.cost)
                    * (_ABOVE if self._priority[other] < request.priority else 1)
                    for other, choice in before.items()
                )
                if lost <= now.cost - candidate.cost - _GAIN:
                    return
                for key in (request.key, *pushed):
                    self._take(key)
                for other, choice in before.items():
                    self._put(other, choice)
            self._put(request.key, now)

    def _blockers(self, candidate: Candidate) -> set[Any] | None:
        hits = self._grid.hits(candidate.boxes)
        movable = None not in hits and len(hits) <= _MOST_PUSHED and not hits & self._fixed
        return hits if movable else None

    def _make_way(self, key: str, candidate: Candidate, pushed: list[str]) -> bool:
        before = {other: self.placed[other] for other in pushed}
        for other in pushed:
            self._take(other)
        self._put(key, candidate)
        for other in pushed:
            free = (choice for choice in self._choices[other] if self._grid.free(choice.boxes))
            choice = next(free, None)
            if choice is None:
                break
            self._put(other, choice)
        else:
            return True
        for moved in (key, *pushed):
            if moved in self.placed:
                self._take(moved)
        for other, choice in before.items():
            self._put(other, choice)
        return False

    def _put(self, key: str, candidate: Candidate) -> None:
        self._grid.add(key, candidate.boxes)
        self.placed[key] = candidate

    def _take(self, key: str) -> None:
        self._grid.remove(key)
        del self.placed[key]
