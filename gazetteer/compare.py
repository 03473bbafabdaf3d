"""What has changed from one index to another: places added, removed, moved, renamed. By identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from geo.geodesic import distance_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.index import Index
    from gazetteer.place import Place

__all__ = ["MOVED_M", "Change", "compare"]

#: A place that is farther from where it was has moved.
MOVED_M: Final = 1_000.0
_STEP: Final = 10_000


class Change(NamedTuple):
    """One difference.

    Attributes:
        what: ``added``, ``removed``, ``moved`` or ``renamed``; a place may have moved and been renamed.
        id: The place.
        old: As it was, or None where it was not.
        new: As it is, or None where it is not.
        distance_m: How far it has moved; None for other changes.
    """

    what: Literal["added", "removed", "moved", "renamed"]
    id: str
    old: Place | None
    new: Place | None
    distance_m: float | None = None


def compare(
    old: Index, new: Index, moved_m: float = MOVED_M, progress: Callable[[float], None] | None = None
) -> Iterator[Change]:
    """The differences of two indexes, one after another; neither is held in memory.

    Args:
        old: The earlier index.
        new: The later one.
        moved_m: How far a place must be from where it was to have moved.
        progress: Called with the share that is done.
    """
    whole = len(old) + len(new)
    for record in range(len(old)):
        if progress and record % _STEP == 0:
            progress(record / whole)
        identifier = old.id(record)
        other = new.by_id(identifier)
        if other is None:
            yield Change("removed", identifier, old.place(record), None)
        else:
            yield from _changes(identifier, old.place(record), new.place(other), moved_m)
    for record in range(len(new)):
        if progress and record % _STEP == 0:
            progress((len(old) + record) / whole)
        identifier = new.id(record)
        if old.by_id(identifier) is None:
            yield Change("added", identifier, None, new.place(record))


def _changes(identifier: str, before: Place, after: Place, moved_m: float) -> Iterator[Change]:
    # Most places stand where they stood: nothing to measure.
    if before.point != after.point:
        distance = distance_m(before.point, after.point)
        if distance > moved_m:
            yield Change("moved", identifier, before, after, distance)
    if before.name != after.name:
        yield Change("renamed", identifier, before, after)
