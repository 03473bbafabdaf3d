"""``dateline locate``: where a text says that something is, as an area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.asking import (
    Tally,
    add_index,
    add_question,
    add_strict,
    add_worldview,
    answered,
    check_worldview,
    conditions,
    opened,
    question,
)
from dateline.explained import add_explain, explain_form, write_html, write_text
from dateline.output import add_output, credits_of, form_of, output, write_answers
from dateline.reading import add_texts, asked, protected
from dateline.table import Table
from dateline.terminal import one_line, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from gazetteer import Resolution
    from gazetteer.precision import Precision
    from gazetteer.uncertainty import Area

__all__ = ["EPILOG", "SUMMARY", "add_arguments", "prepare", "run"]

SUMMARY = "say where a text puts something, as an area with its radius and rule"
EPILOG = """\
English and French are understood: "50 km north of Kidal", "between Gao and Kidal", "near the Algerian border,
Mali", "on the road from Gao to Ansongo", "à 80 km au nord de Kidal", and plain names. What is not understood
is told.

forms:
  table    a list of facts for each text
  json     an array of all that is known: place, weights, rivals, anchors, area with its polygon, codes
  jsonl    the same, one object a line, as the texts come
  geojson  a Feature a text (RFC 7946): its polygon, or null, with these properties:
             query, status, confidence   the text; resolved, ambiguous or unresolved; 0 to 1
             relation, anchors           at, near, part, direction, between, road, border; of which places
             place_id, place, country    the first of those places
             decimalLatitude, decimalLongitude   a point inside the polygon
             coordinateUncertaintyInMeters       radius round the point that holds all; null where not known
             radius_m, basis             the same radius as drawn, and the rule that made the polygon
             geo_precision, where_prec   codes of ACLED (1-3) and UCDP (1-7), each with its _rule
             border                      a border that is near or crosses the area, with how well it is known
             unused, problem             words that were not understood; what stands against the answer
  csv      the same in columns, the polygon as footprintWKT

examples:
  dateline locate "50 km north of Kidal"
  dateline locate "near the Algerian border" --within Mali
  dateline locate "between Gao and Kidal, Mali" -o area.geojson
  dateline locate "Kidal" "near the Algerian border" --together --format geojson
  dateline locate --format csv -o places.csv < places.txt

exit codes: 0 all located, 1 a text is unresolved (--strict: or ambiguous), 2 the call was wrong
"""
prepare = protected

_RIVALS_SHOWN = 3
_COLUMNS = (
    *(
        "query",
        "status",
        "confidence",
        "relation",
        "anchors",
        "place_id",
        "place",
        "country",
        "decimalLatitude",
    ),
    *(
        "decimalLongitude",
        "coordinateUncertaintyInMeters",
        "radius_m",
        "basis",
        "geo_precision",
        "where_prec",
    ),
    *("geo_precision_rule", "where_prec_rule", "border", "unused", "problem"),
)
_FOOTPRINT = "footprintWKT"
# A shell hands "50 km north of Kidal" over as words where the quotes are missing.
_UNQUOTED_FROM = 3


class _Located(NamedTuple):
    """An answer with all that is told of its area."""

    answer: Resolution
    area: Area | None
    precision: Precision
    border: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_texts(parser, "TEXT", 'such as "50 km north of Kidal", each in quotes')
    add_question(parser)
    add_worldview(parser)
    add_index(parser)
    add_output(parser)
    add_explain(parser)
    add_strict(parser)


def run(options: argparse.Namespace) -> int:
    """Answer each text; 1 if one is unresolved, in which case the others are answered all the same."""
    explain = explain_form(options)
    form = explain or form_of(options)
    check_worldview(options.worldview)
    batches = asked(options.texts, "text", "locate")
    places = opened(options.index)
    ask = question(places.locate_together, **conditions(options))
    if not options.together:
        together, ask = ask, lambda texts: [answer for text in texts for answer in together([text])]
    tally = Tally(strict=options.strict)
    with output(options.output) as stream:
        answers = answered(batches, ask, tally, together=options.together)
        if explain:
            (write_html if form == "html" else write_text)(stream, (a for batch in answers for a in batch))
        else:
            _write(
                stream, form, (_located(answer, options.worldview) for batch in answers for answer in batch)
            )
    code = tally.end()
    if code and len(options.texts) >= _UNQUOTED_FROM and not any(" " in text for text in options.texts):
        tell(
            'each word was read as a text of its own; put quotes round one that has several: "north of Kidal"'
        )
    return code


def _located(answer: Resolution, worldview: str) -> _Located:
    from gazetteer.near_border import border_note
    from gazetteer.precision import codes

    area = answer.area
    border = border_note(answer, area, worldview=worldview) if area else ""
    return _Located(answer, area, codes(answer, area), border)


def _write(stream: TextIO, form: str, items: Iterable[_Located]) -> None:
    if form == "table":
        between = ""
        for item in items:
            stream.write(f"{between}{one_line(item.answer.query) or '(an empty text)'}\n")
            Table(stream, indent=2).add(_facts(item))
            between = "\n"
    else:
        columns = (*_COLUMNS, _FOOTPRINT)
        write_answers(stream, form, items, full=_full, columns=columns, row=_row, feature=_feature)


def _facts(item: _Located) -> Iterator[tuple[str, str]]:
    """What there is to say, as words for it and the fact."""
    from gazetteer.explain import describe
    from geo.words import distance_text

    answer, area, codes = item.answer, item.area, item.precision
    yield "status", f"{answer.status}, confidence {answer.confidence:.2f}"
    if answer.place is not None:
        yield "understood", _understood(answer)
    if area is not None:
        yield "point", f"{area.point.lat:.4f}, {area.point.lon:.4f} (lat, lon)"
        yield "within", f"about {distance_text(area.radius_m)} of the point"
        yield "rule", area.basis
        yield "ACLED", f"geo_precision {_shown(codes.geo_precision)}: {codes.geo_precision_rule}"
        yield "UCDP", f"where_prec {_shown(codes.where_prec)}: {codes.where_prec_rule}"
        metres = codes.uncertainty_m
        known = f"null: {codes.uncertainty_rule}" if metres is None else f"{metres}"
        yield "Darwin Core", f"coordinateUncertaintyInMeters {known}"
    if item.border:
        yield "border", item.border
    if answer.status == "ambiguous":
        for number, rival in enumerate(answer.alternatives[:_RIVALS_SHOWN]):
            yield ("" if number else "or"), f"{describe(rival.place)}, {rival.probability:.2f}"
    if answer.unused:
        yield "not used", ", ".join(map(repr, answer.unused))
    if answer.problem:
        yield "but" if answer.place else "because", answer.problem


def _understood(answer: Resolution) -> str:
    from gazetteer.explain import describe

    named = [anchor for anchor in answer.anchors if anchor.place is not None] or [answer]
    places = "; ".join(dict.fromkeys(describe(anchor.place) for anchor in named if anchor.place))
    said = answer.mention.relation_words
    return places if answer.relation == "at" else f"{answer.relation} ({said}): {places}"


def _shown(code: int | None) -> str:
    return "none" if code is None else str(code)


def _full(item: _Located) -> dict[str, object]:
    """All that is known, as plain data."""
    from gazetteer.explain import place_dict
    from geo.geojson import to_geometry

    area, codes = item.area, item.precision
    return {
        **item.answer.to_dict(),
        "problem": item.answer.problem,
        "anchors": [
            {
                "query": anchor.query,
                "status": anchor.status,
                "confidence": round(anchor.confidence, 4),
                "place": place_dict(anchor.place) if anchor.place else None,
            }
            for anchor in item.answer.anchors
        ],
        "area": area
        and {
            "point": {"lon": round(area.point.lon, 7), "lat": round(area.point.lat, 7)},
            "radius_m": round(area.radius_m),
            "basis": area.basis,
            "scale": area.scale,
            "geometry": to_geometry(area.geometry),
        },
        "precision": {
            "geo_precision": codes.geo_precision,
            "where_prec": codes.where_prec,
            "coordinateUncertaintyInMeters": codes.uncertainty_m,
            "geo_precision_rule": codes.geo_precision_rule,
            "where_prec_rule": codes.where_prec_rule,
            "uncertainty_rule": codes.uncertainty_rule,
        },
        "border": item.border or None,
    }


def _flat(item: _Located) -> dict[str, Any]:
    """The answer as one row, without the polygon."""
    answer, area, codes = item.answer, item.area, item.precision
    place = answer.place
    return {
        "query": answer.query,
        "status": answer.status,
        "confidence": round(answer.confidence, 4),
        "relation": answer.relation,
        "anchors": [anchor.place.name for anchor in answer.anchors if anchor.place],
        "place_id": place and place.id,
        "place": place and place.name,
        "country": place and place.country,
        "decimalLatitude": area and round(area.point.lat, 7),
        "decimalLongitude": area and round(area.point.lon, 7),
        "coordinateUncertaintyInMeters": codes.uncertainty_m,
        "radius_m": area and round(area.radius_m),
        "basis": area and area.basis,
        "geo_precision": codes.geo_precision,
        "where_prec": codes.where_prec,
        "geo_precision_rule": codes.geo_precision_rule,
        "where_prec_rule": codes.where_prec_rule,
        "border": item.border or None,
        "unused": list(answer.unused),
        "problem": answer.problem or None,
    }


def _row(item: _Located) -> dict[str, Any]:
    from geo.geojson import from_geometry, to_geometry

    flat = _flat(item)
    lists = {name: "; ".join(flat[name]) for name in ("anchors", "unused")}
    # On the grid and in the order of GeoJSON.
    footprint = item.area and from_geometry(to_geometry(item.area.geometry)).wkt
    return {**flat, **lists, _FOOTPRINT: footprint}


def _feature(item: _Located, credit: set[str]) -> dict[str, object]:
    from geo import borders, regions
    from geo.geojson import feature, to_geometry

    area = item.area
    for answer in (item.answer, *item.answer.anchors):
        credit |= credits_of(answer.place)
    if area is not None and (item.border or area.scale != "point"):
        credit |= {borders.ATTRIBUTION, regions.ATTRIBUTION}
    return feature(to_geometry(area.geometry) if area else None, _flat(item))
