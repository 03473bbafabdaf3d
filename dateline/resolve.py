"""``dateline resolve``: look place names up."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dateline.asking import (
    Tally,
    add_index,
    add_kind,
    add_question,
    add_strict,
    answered,
    conditions,
    opened,
    question,
)
from dateline.explained import add_explain, explain_form, write_html, write_text
from dateline.output import add_output, credits_of, form_of, output, write_answers
from dateline.reading import add_texts, asked, protected
from dateline.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from gazetteer import Candidate, Gazetteer, Resolution
    from gazetteer.place import Place

__all__ = ["EPILOG", "SUMMARY", "add_arguments", "prepare", "run"]

SUMMARY = "look place names up"
EPILOG = """\
A name may stand as a report words it: "a checkpoint in Mopti, Mali". Coordinates are understood too. The area
that a text tells, precision codes and borders are in dateline locate, for plain names as well.

forms:
  table    name, status, best place, kind, point, confidence; an ambiguous name with up to three rivals
  json     an array of all that is known of each answer: place, name that matched, weights, rivals
  jsonl    the same, one object a line, as the names come
  geojson  a Feature a name (RFC 7946): its point, or null if unresolved
  csv      a row a name

examples:
  dateline resolve Kidal "Kidal region" Timbuctoo
  dateline resolve Paris Dallas Texas --together
  dateline resolve Kidal --prefer region --explain
  dateline resolve Kidal Gao --language ar --language fr
  cut -f2 reports.tsv | dateline resolve --within Mali --format csv -o places.csv
  dateline resolve Springfield --explain html -o why.html

exit codes: 0 all resolved or ambiguous, 1 a name is unresolved (--strict: or ambiguous), 2 the call was wrong
"""
prepare = protected

_HEADERS = ("name", "status", "place", "kind", "lat, lon", "conf.")
_RIVALS_SHOWN = 3
_COLUMNS = (
    *(
        "query",
        "status",
        "confidence",
        "id",
        "name",
        "kind",
        "feature_code",
        "country",
        "admin1",
        "admin1_code",
    ),
    *("admin2", "decimalLatitude", "decimalLongitude", "matched_name", "matched_source", "edits", "reason"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_texts(parser, "NAME", 'such as Kidal or "near Gao, Mali"')
    add_question(parser)
    add_kind(parser, "only places")
    parser.add_argument(
        "--language",
        metavar="TAG",
        type=_language,
        action="append",
        default=[],
        help="say the place's name in this language too, such as ar (may be given several times)",
    )
    add_index(parser)
    add_output(parser)
    add_explain(parser)
    add_strict(parser)


def _language(text: str) -> str:
    first, *rest = text.split("-")
    parts = [first, *rest]
    if not (
        first.isalpha() and len(first) > 1 and all(p.isascii() and p.isalnum() and len(p) <= 8 for p in parts)
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is no language tag; write one such as ar, fr or zh-Hant")
    return text


def run(options: argparse.Namespace) -> int:
    """Answer each name; 1 if one is unresolved, in which case the others are answered all the same."""
    explain = explain_form(options)
    form = explain or form_of(options)
    batches = asked(options.texts, "name", "resolve")
    places = opened(options.index)
    ask = question(
        places.resolve_together if options.together else places.resolve_many,
        kind=options.kind,
        **conditions(options),
    )
    tally = Tally(strict=options.strict)
    with output(options.output) as stream:
        answers = answered(batches, ask, tally, together=options.together)
        _write(stream, form, answers, _Names(places, options.language))
    return tally.end()


class _Names:
    """Names of places in the languages that are asked for."""

    def __init__(self, places: Gazetteer, languages: Sequence[str]) -> None:
        self._places = places
        self.languages = tuple(dict.fromkeys(languages))

    def of(self, place: Place | None) -> dict[str, dict[str, str] | None]:
        """By language, the name with how it is known; None where nothing tells."""
        names = {}
        for language in self.languages:
            # A coordinate that was given as a name has none.
            known = (
                None if place is None or place.source == "given" else self._places.name_in(place, language)
            )
            names[language] = None if known is None else {"name": known.spelling, "by": known.by}
        return names

    def cells(self, place: Place | None) -> list[str]:
        """The names for a table."""
        return [name["name"] if name else "-" for name in self.of(place).values()]


def _write(stream: TextIO, form: str, batches: Iterable[list[Resolution]], names: _Names) -> None:
    if form == "table":
        headers = [*_HEADERS[:3], *names.languages, *_HEADERS[3:]]
        table = Table(stream, headers, firm=("status", *_HEADERS[3:]))
        for batch in batches:
            table.add(row for answer in batch for row in _rows(answer, names))
        return
    answers = (answer for batch in batches for answer in batch)
    if form == "text":
        write_text(stream, answers)
    elif form == "html":
        write_html(stream, answers)
    else:
        write_answers(
            stream,
            form,
            answers,
            full=lambda answer: _full(answer, names),
            columns=[*_COLUMNS, *(f"name_{language}" for language in names.languages)],
            row=lambda answer: _flat(answer, names),
            feature=lambda answer, credit: _feature(answer, names, credit),
        )


def _rows(answer: Resolution, names: _Names) -> Iterator[tuple[str, ...]]:
    """A row for the answer, and where it is ambiguous one for each of its nearest rivals."""
    best = answer.candidate
    if best is None:
        yield (answer.query, answer.status, "-", *("-" for _ in names.languages), "-", "-", "-")
        return
    yield _row(answer.query, answer.status, best, answer.confidence, names)
    if answer.status == "ambiguous":
        for rival in answer.alternatives[:_RIVALS_SHOWN]:
            # A share of the weight is no confidence: what rivals have of it stands behind their names.
            yield _row("", "or", rival, None, names)


def _row(query: str, status: str, candidate: Candidate, sure: float | None, names: _Names) -> tuple[str, ...]:
    """A row for a place; where it is a rival, its share stands behind it, and it has no confidence."""
    from gazetteer.explain import describe, edits

    place = candidate.place
    matched = f", {edits(candidate.edits)} from {candidate.matched_name}" if candidate.edits else ""
    if sure is None:
        matched += f", share {candidate.probability:.2f}"
    return (
        query,
        status,
        f"{describe(place)}{matched}",
        *names.cells(place),
        place.kind,
        f"{place.point.lat:.4f}, {place.point.lon:.4f}",
        "" if sure is None else f"{sure:.2f}",
    )


def _full(answer: Resolution, names: _Names) -> dict[str, object]:
    more = {"names": names.of(answer.place)} if names.languages else {}
    return {**answer.to_dict(), **more}


def _flat(answer: Resolution, names: _Names) -> dict[str, Any]:
    """The answer as one row."""
    place, best = answer.place, answer.candidate
    known: dict[str, Any] = dict.fromkeys(_COLUMNS)
    if place is not None and best is not None:
        known |= {key: value for key, value in place._asdict().items() if key in known}
        known |= {
            "decimalLatitude": round(place.point.lat, 7),
            "decimalLongitude": round(place.point.lon, 7),
            "matched_name": best.matched_name,
            "matched_source": best.matched_source,
            "edits": best.edits,
        }
    known |= {
        "query": answer.query,
        "status": answer.status,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason,
    }
    return known | {f"name_{tag}": name and name["name"] for tag, name in names.of(place).items()}


def _feature(answer: Resolution, names: _Names, credit: set[str]) -> dict[str, object]:
    from geo.geojson import feature

    place = answer.place
    credit |= credits_of(place)
    point = [round(place.point.lon, 7), round(place.point.lat, 7)] if place else None
    geometry = {"type": "Point", "coordinates": point} if point else None
    return feature(geometry, _flat(answer, names))
