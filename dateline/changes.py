"""What has changed between two indexes, as a list for a terminal or as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from dateline.terminal import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.compare import Change

__all__ = ["ascii_only", "first_of_each", "list_changes", "write_changes"]


def first_of_each(changes: Iterable[Change], limit: int) -> tuple[dict[str, int], list[Change]]:
    """How many changes of each sort there are, and the first of each."""
    counts = dict.fromkeys(("added", "removed", "moved", "renamed"), 0)
    shown = []
    for change in changes:
        if counts[change.what] < limit:
            shown.append(change)
        counts[change.what] += 1
    return counts, shown


def list_changes(counts: Mapping[str, int], shown: Sequence[Change]) -> None:
    """Tell how many changes of each sort there are, and those that are shown."""
    for what, count in counts.items():
        say(f"{what}: {count:,}")
        listed = [change for change in shown if change.what == what]
        for change in listed:
            say(f"- {_told(change)}")
        if count > len(listed):
            say(f"- and {count - len(listed):,} more (--limit, or --format json for all)")


def _told(change: Change) -> str:
    place = change.new or change.old
    if place is None:
        return change.id
    facts = f"{change.id} {place.name} ({place.kind}, {place.country or 'no country'})"
    if change.what == "renamed" and change.old:
        return f"{facts}, was {change.old.name}"
    if change.distance_m is not None:
        return f"{facts}, by {change.distance_m / 1000:,.1f} km"
    return facts


def write_changes(changes: Iterable[Change]) -> None:
    """One JSON object that is written as the changes come, so that it may be of any length."""
    import json

    counts = dict.fromkeys(("added", "removed", "moved", "renamed"), 0)
    sys.stdout.write('{"changes": [')
    between = "\n"
    for change in changes:
        counts[change.what] += 1
        facts = {
            "what": change.what,
            "id": change.id,
            "old": _facts(change.old),
            "new": _facts(change.new),
            "distance_m": None if change.distance_m is None else round(change.distance_m),
        }
        sys.stdout.write(between + json.dumps(facts, ensure_ascii=ascii_only()))
        between = ",\n"
    sys.stdout.write(f'\n], "counts": {json.dumps(counts)}}}\n')


def _facts(place: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a Place or None
    if place is None:
        return None
    lon, lat = place.point
    return {"name": place.name, "lon": lon, "lat": lat, "kind": place.kind, "country": place.country}


def ascii_only() -> bool:
    """Whether the output's encoding lacks letters that JSON can write as escapes."""
    return "utf" not in (sys.stdout.encoding or "utf-8").lower()
