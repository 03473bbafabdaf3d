"""Places and candidates laid open: as text for people, as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.place import Candidate, Place

__all__ = ["candidate_lines", "describe", "match_dict", "place_dict"]


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


def candidate_lines(candidate: Candidate) -> list[str]:
    """A candidate with its share and score, and a line for each of its weights.

    Examples:
        >>> import gazetteer
        >>> print(candidate_lines(gazetteer.resolve("Tinzaouaten").candidate)[1].strip())
        +0.00 name: primary: 'Tinzaouaten' is a name of kind primary in Dateline
    """
    place, at = candidate.place, f"{candidate.place.point.lat:.4f}, {candidate.place.point.lon:.4f}"
    head = (
        f"  {candidate.probability:.3f} {describe(place)} {place.id} at {at} (lat, lon): "
        f"name {candidate.matched_name!r} of {candidate.matched_source}, score {candidate.score:+.2f}"
    )
    return [
        head,
        *(f"      {reason.weight:+.2f} {reason.rule}: {reason.why}" for reason in candidate.reasons),
    ]


def match_dict(candidate: Candidate) -> dict[str, object]:
    """Plain data of what matched and what speaks for it, without the place."""
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


def place_dict(place: Place) -> dict[str, object]:
    """Plain data of a place.

    Examples:
        >>> import gazetteer
        >>> place_dict(gazetteer.resolve("Gao").place)["country"]
        'ML'
    """
    fields = place._asdict()
    return fields | {
        "point": {"lon": place.point.lon, "lat": place.point.lat},
        "shared_with": list(place.shared_with),
    }
