"""Answers laid open: as text and HTML for people, as plain data for programs."""

from __future__ import annotations

from gazetteer.resolution import means_itself, related_area
from geo.told import Told, in_row, tell
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.candidate import Candidate
    from gazetteer.place import Place
    from gazetteer.resolution import Resolution

__all__ = [
    "as_dict",
    "as_html",
    "as_text",
    "describe",
    "described",
    "match_dict",
    "place_dict",
    "reason",
    "reason_in_short",
    "short_reason",
]

_MOST_RIVALS = 5
# Rivals with a smaller share together are no reason to doubt an answer.
_LEAST_RIVALS = 0.1


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


def described(place: Place) -> Told:
    """The same with the place that it tells of."""
    return Told(describe(place), "place", {"place": place})


def reason(answer: Resolution) -> str:
    """The decision in one sentence.

    Examples:
        >>> import gazetteer
        >>> reason(gazetteer.resolve("Xqzzt"))
        "no place of the index is named 'Xqzzt'"
    """
    best = answer.candidate
    if best is None:
        return answer.problem
    english = "{place}, with confidence {confidence:.2f}"
    chosen = tell("chosen", english, place=described(best.place), confidence=answer.confidence)
    if best.edits:
        values = {"edits": edits(best.edits), "name": best.matched_name, "chosen": chosen}
        chosen = tell("chosen_similar", "{edits} from {name!r}: {chosen}", **values)
    parts = [chosen]
    if answer.alternatives:
        rival = answer.alternatives[0]
        english = "{place} is next, with a share of {share:.3f} of the weight"
        parts.append(tell("next", english, place=described(rival.place), share=rival.probability))
    if answer.mention.site:
        english = "the site {site!r} is not known, so it is located at the place"
        parts.append(tell("site_unknown", english, site=answer.mention.site))
    doubt = answer.problem or _doubt(answer)
    if doubt:
        parts.append(tell("but", "but {doubt}", doubt=doubt))
    return in_row(parts)


def reason_in_short(answer: Resolution) -> str:
    """The decision in a line that a table has room for: what ``describe`` says stands in its other columns.

    Examples:
        >>> import gazetteer
        >>> reason_in_short(gazetteer.resolve("Tessalit"))
        'the only place of that name'
        >>> reason_in_short(gazetteer.locate("50 km north of Kidal"))
        "45 km to 55 km north (45° to either side) of Kidal, for '50 km north of'; each way 3.5 km more ...
    """
    best = answer.candidate
    if best is None:
        return answer.problem or "nothing in it is the name of a place"
    parts = [f"{edits(best.edits)} from {best.matched_name!r}"] if best.edits else []
    if not means_itself(answer):
        area = answer.area
        parts += [] if area is None else [area.basis]
    elif best.place.source == "given":
        parts.append("the text gives the coordinate")
    elif not best.edits:
        rivals = answer.alternatives
        parts.append(
            short_reason(answer.bearers, round(100 * rivals[0].probability) if rivals else 0, answer.status)
        )
    if answer.problem:
        parts.append(f"but {answer.problem}")
    return "; ".join(parts)


def short_reason(bearers: int, rival: int, status: str) -> str:
    """Why a place is the answer to its own name.

    Args:
        bearers: How many places bear the name.
        rival: The share of the best of the others, in percent.
        status: As in ``Resolution``.

    Examples:
        >>> short_reason(12, 31, "ambiguous")
        'the likeliest of 12 places of that name; the next has 31 % of the weight'
    """
    if bearers == 1:
        doubt = "; but names like this are often of places that the index lacks"
        return "the only place of that name" + (doubt if status == "ambiguous" else "")
    beside = f"; the next has {rival} % of the weight" if rival else ""
    return f"the likeliest of {bearers} places of that name{beside}"


def _doubt(answer: Resolution) -> str:
    """What makes an answer doubtful that has no rival to speak of, in words, or ""."""
    rivals, best = answer.alternatives, answer.candidate
    if answer.status != "ambiguous" or best is None:
        return ""
    if sum(rival.probability for rival in rivals) > _LEAST_RIVALS:
        return ""
    name = "a similar name" if best.edits else "that name"
    others = f"no other place of {name} is likely" if rivals else f"it is the only place of {name} here"
    which = f"{'likeliest' if rivals else 'only'}_{'similar' if best.edits else 'that'}"
    return tell(f"doubt_{which}", f"{others}, and names like this are often of places that the index lacks")


def edits(count: int) -> str:
    """A number of edits in words.

    Examples:
        >>> edits(1), edits(2)
        ('1 edit', '2 edits')
    """
    return tell("edits", "1 edit" if count == 1 else "{count} edits", count=count)


def _remarks(answer: Resolution) -> Iterator[str]:
    """What there is to say of an answer besides its candidates."""
    if answer.relation != "at":
        yield _related(answer)
    if answer.mention.site and answer.place:
        yield f"Site not known: {answer.mention.site!r}; located at {answer.place.name}."
    related = related_area(answer)
    if related is not None:
        yield f"Area: {related.basis}."
    if answer.asked:
        yield f"Asked: {answer.asked}."
    if answer.unused:
        yield f"Not used: {', '.join(map(repr, answer.unused))}."


# What a relation makes of the place that was found.
_RELATED = {
    "part": "what is meant is a part of {place}, or somewhere in it",
    "near": "what is meant is near {place}, or at a distance from it",
    "direction": "what is meant lies in a direction from {place}",
    "between": "what is meant lies between places, of which {place} is one",
    "road": "what is meant lies on a road, to which {place} belongs",
    "border": "what is meant lies by a border, for which {place} is named",
}


def _related(answer: Resolution) -> str:
    """The relation of the text to its place as a sentence, with the words that tell it."""
    place = answer.place.name if answer.place else "no known place"
    means = _RELATED.get(answer.relation, "what is meant is not {place} itself").format(place=place)
    words = answer.mention.relation_words
    return f"By {words!r}, {means}." if words else f"{means[0].upper()}{means[1:]}."


class _Shown(NamedTuple):
    """The words for one candidate."""

    head: str
    match: str
    rows: list[tuple[str, str, str]]


def _shown(candidate: Candidate) -> _Shown:
    place, point = candidate.place, candidate.place.point
    match = f"name {candidate.matched_name!r} of {candidate.matched_source}, score {candidate.score:+.2f}"
    return _Shown(
        f"{candidate.probability:.3f} {describe(place)} {place.id} "
        f"at {point.lat:.4f}, {point.lon:.4f} (lat, lon)",
        match,
        # Nought has a sign too, and no reader wants to see it.
        [(f"{round(weight, 2) + 0.0:+.2f}", rule, why) for rule, weight, why in candidate.reasons],
    )


def _groups(answer: Resolution) -> Iterator[tuple[str, list[_Shown], int]]:
    """The candidates under their headings, with how many more there are."""
    if answer.candidate:
        yield "", [_shown(answer.candidate)], 0
    if answer.alternatives:
        rivals = [_shown(rival) for rival in answer.alternatives[:_MOST_RIVALS]]
        heading = "Rivals" if answer.candidate else "Known by that name"
        yield heading, rivals, max(len(answer.alternatives) - _MOST_RIVALS, 0)


def as_text(answer: Resolution) -> str:
    """The decision as text: each weight with why, which name of which source matched, the rivals.

    Examples:
        >>> import gazetteer
        >>> print(as_text(gazetteer.resolve("Tinzaouaten")).splitlines()[2].strip())
        +0.00 name: primary: 'Tinzaouaten' is a name of kind primary in Dateline
    """
    lines = [f"{answer.query!r} is {answer.status}: {answer.reason}.", *_remarks(answer)]
    for heading, candidates, more in _groups(answer):
        lines += [f"{heading}:"] if heading else []
        for head, match, rows in candidates:
            lines.append(f"  {head}: {match}")
            lines += [f"      {weight} {rule}: {why}" for weight, rule, why in rows]
        lines += [f"and {more} more."] if more else []
    return "\n".join(lines)


def as_html(answer: Resolution) -> str:
    """The same as a fragment of HTML in the same words, without scripts or styles.

    Examples:
        >>> import gazetteer
        >>> "<script" in as_html(gazetteer.resolve("<script>"))
        False
    """
    from geo.markup import escaped

    lines = [
        '<section class="dateline-answer">',
        f"<p>{escaped(repr(answer.query))} is {answer.status}: {escaped(answer.reason)}.</p>",
        *(f"<p>{escaped(remark)}</p>" for remark in _remarks(answer)),
    ]
    for heading, candidates, more in _groups(answer):
        lines += [f"<p>{heading}:</p>"] if heading else []
        for shown in candidates:
            lines += _table(shown)
        lines += [f"<p>and {more} more.</p>"] if more else []
    return "\n".join((*lines, "</section>"))


def _table(shown: _Shown) -> Iterator[str]:
    from geo.markup import escaped

    caption = escaped(f"{shown.head}: {shown.match}")
    yield f'<table class="dateline-candidate"><caption>{caption}</caption>'
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("weight", "rule", "why"))
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for weight, rule, why in shown.rows:
        yield f'<tr><td>{weight}</td><th scope="row">{escaped(rule)}</th><td>{escaped(why)}</td></tr>'
    yield "</tbody></table>"


def as_dict(answer: Resolution) -> dict[str, object]:
    """The answer as plain data that ``json.dumps`` takes.

    Examples:
        >>> import gazetteer
        >>> as_dict(gazetteer.resolve("Xqzzt"))["status"]
        'unresolved'
    """
    return {
        "query": answer.query,
        "status": answer.status,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason,
        "relation": answer.relation,
        "relation_words": answer.mention.relation_words,
        "distance_m": answer.mention.distance_m,
        "asked": answer.asked,
        "unused": list(answer.unused),
        "place": place_dict(answer.place) if answer.place else None,
        "matched": match_dict(answer.candidate) if answer.candidate else None,
        "alternatives": [
            {"place": place_dict(rival.place), **match_dict(rival)} for rival in answer.alternatives
        ],
    }


def match_dict(candidate: Candidate) -> dict[str, object]:
    """Plain data of what matched and what speaks for it, without the place."""
    return {
        "name": candidate.matched_name,
        "source": candidate.matched_source,
        "edits": candidate.edits,
        "probability": round(candidate.probability, 4),
        "score": round(candidate.score, 4),
        "reasons": [
            {"rule": rule, "weight": round(weight, 4), "why": why} for rule, weight, why in candidate.reasons
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
