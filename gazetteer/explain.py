"""A resolution laid open: as text for people, as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.place import Candidate, Place
    from gazetteer.resolution import Resolution

__all__ = ["decision", "describe", "explain", "resolution_dict"]

_MOST_RIVALS = 5


def describe(place: Place) -> str:
    """A place in a few words, from the smallest to the largest.

    Examples:
        >>> import gazetteer
        >>> describe(gazetteer.resolve("Gao").place)
        'Gao (city, Gao, ML)'
    """
    holders = [place.admin2] if place.kind != "admin2" else []
    holders += [place.admin1] if place.kind not in {"admin1", "country"} else []
    countries = "/".join(filter(None, (place.country, *place.shared_with)))
    parts = dict.fromkeys(filter(None, (place.kind, *holders, countries)))
    return f"{place.name} ({', '.join(parts)})"


def decision(resolution: Resolution) -> str:
    """The decision in one sentence.

    Examples:
        >>> import gazetteer
        >>> decision(gazetteer.resolve(""))
        'the name is empty'
    """
    best = resolution.candidate
    if best is None:
        return resolution.problem
    chosen = f"{describe(best.place)} has {resolution.confidence:.0%} of the weight"
    if resolution.alternatives:
        rival = resolution.alternatives[0]
        chosen += f", {describe(rival.place)} {rival.probability:.0%}"
    return f"{chosen}; but {resolution.problem}" if resolution.problem else chosen


def explain(resolution: Resolution) -> str:
    """Why this place: see ``Resolution.explain``.

    Examples:
        >>> import gazetteer
        >>> print(explain(gazetteer.resolve("Xqzzt")))
        'Xqzzt' is unresolved: no place of the index is named 'Xqzzt'.
    """
    lines = [f"{resolution.query!r} is {resolution.status}: {resolution.reason}."]
    if resolution.mention.relation != "at":
        lines.append(
            f"The text says {resolution.mention.relation!r} ({resolution.mention.relation_words}) the place."
        )
    if resolution.unused:
        lines.append("Not used: " + ", ".join(map(repr, resolution.unused)) + ".")
    if resolution.candidate:
        lines += _candidate_lines(resolution.candidate)
    if resolution.alternatives:
        lines.append("Rivals:" if resolution.candidate else "Known by that name:")
    for rival in resolution.alternatives[:_MOST_RIVALS]:
        lines += _candidate_lines(rival)
    rest = len(resolution.alternatives) - _MOST_RIVALS
    if rest > 0:
        lines.append(f"and {rest} more.")
    return "\n".join(lines)


def _candidate_lines(candidate: Candidate) -> list[str]:
    place, at = candidate.place, f"{candidate.place.point.lat:.4f}, {candidate.place.point.lon:.4f}"
    head = (
        f"  {candidate.probability:.3f} {describe(place)} {place.id} at {at} (lat, lon): "
        f"name {candidate.matched_name!r} of {candidate.matched_source}, score {candidate.score:+.2f}"
    )
    return [
        head,
        *(f"      {reason.weight:+.2f} {reason.rule}: {reason.why}" for reason in candidate.reasons),
    ]


def resolution_dict(resolution: Resolution) -> dict[str, object]:
    """Plain data of a resolution: see ``Resolution.to_dict``."""
    mention = resolution.mention
    return {
        "query": resolution.query,
        "status": resolution.status,
        "confidence": round(resolution.confidence, 4),
        "reason": resolution.reason,
        "relation": mention.relation,
        "relation_words": mention.relation_words,
        "distance_m": mention.distance_m,
        "unused": list(resolution.unused),
        "place": _place_dict(resolution.place) if resolution.place else None,
        "matched": _match_dict(resolution.candidate) if resolution.candidate else None,
        "alternatives": [
            {"place": _place_dict(rival.place), **_match_dict(rival)} for rival in resolution.alternatives
        ],
    }


def _match_dict(candidate: Candidate) -> dict[str, object]:
    return {
        "name": candidate.matched_name,
        "source": candidate.matched_source,
        "probability": round(candidate.probability, 4),
        "score": round(candidate.score, 4),
        "reasons": [
            {"rule": reason.rule, "weight": round(reason.weight, 4), "why": reason.why}
            for reason in candidate.reasons
        ],
    }


def _place_dict(place: Place) -> dict[str, object]:
    fields = place._asdict()
    return fields | {
        "point": {"lon": place.point.lon, "lat": place.point.lat},
        "shared_with": list(place.shared_with),
    }
