"""Long tables: each incident is where it would be alone, and what they have in common is held once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

import maps
from benchmarks.incidents import FIELDS, synthetic_rows, write_csv
from geo.areas import circle
from geo.borders import side
from geo.geodesic import rounding_m
from maps.bordering import border_note
from maps.incidents import sources
from maps.naming import sentence

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from maps import MapDocument, Report

ROWS = 400


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "incidents.csv"
    rows = synthetic_rows(ROWS, 4)
    # Every other row lies beside the border that runs through Tinzaouaten, and is less exact.
    for number, row in enumerate(rows[::2]):
        row |= {"latitude": f"{19.9 + number / 2_000:.3f}", "longitude": f"{2.9 + number / 3_000:.3f}"}
        row |= {"place": "", "country": ""}
    for row in rows[::10]:
        row["longitude"] = row["longitude"][:4]
    write_csv(path, rows)
    return path


@pytest.fixture(scope="module")
def report(file: Path) -> Report:
    return maps.read(file)


@pytest.fixture(scope="module")
def document(report: Report) -> MapDocument:
    return maps.compose(report)


def test_the_same_rows_are_made_again_and_no_two_lie_at_one_point() -> None:
    rows = synthetic_rows(ROWS, 4)
    assert rows == synthetic_rows(ROWS, 4) != synthetic_rows(ROWS, 5)
    assert all(tuple(row) == FIELDS for row in rows)
    assert len({(row["latitude"], row["longitude"]) for row in rows}) == ROWS


def test_every_row_is_read_without_a_problem(report: Report) -> None:
    assert len(report.incidents) == ROWS
    assert report.problems == ()
    assert all(incident.actors and incident.sources and incident.description for incident in report.incidents)


def test_each_incident_lies_to_the_borders_as_it_would_alone(document: MapDocument) -> None:
    noted = 0
    for mark in document.incidents:
        alone = side(mark.point)
        around = circle(mark.point, mark.radius_m)
        assert mark.radius_m == rounding_m(mark.point)
        told = border_note(alone, mark.radius_m, lambda area=around: area, "default")  # type: ignore[misc]
        assert mark.border_note == (told and sentence(told))
        assert mark.place_name is not None or mark.countries == alone.countries
        noted += mark.border_note is not None
    assert noted > ROWS // 10


def test_an_incident_is_the_same_in_a_short_table(report: Report, document: MapDocument) -> None:
    for index in (0, 1, 10, 11):
        (alone,) = maps.compose(maps.Report((report.incidents[index],))).incidents
        mark = document.incidents[index]
        told = ("point", "radius_m", "area", "basis", "reason", "border_note", "cautions", "countries")
        assert [getattr(alone, name) for name in told] == [getattr(mark, name) for name in told]


def test_what_incidents_have_in_common_is_held_once(document: MapDocument) -> None:
    for name in ("basis", "reason", "category", "when", "place_text"):
        texts = [text for mark in document.incidents if (text := getattr(mark, name)) is not None]
        assert len({id(text) for text in texts}) == len(set(texts)), name


def test_thousands_of_pieces_of_one_publisher_are_read_in_a_straight_line(tmp_path: Path) -> None:
    def lines_run(count: int) -> int:
        """How many lines of the reader of sources run for so many rows, each with a link of its own."""
        path = tmp_path / f"{count}.csv"
        rows = (f"Gao,Reuters,https://r.example/{number}" for number in range(count))
        path.write_text("\n".join(["place,source,url", *rows]), encoding="utf-8")
        number = 0

        def traced(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401 - as in the stubs
            nonlocal number
            del argument
            number += event == "line"
            return traced if frame.f_code.co_filename == sources.__file__ else None

        before = sys.gettrace()
        sys.settrace(traced)
        try:
            found = maps.read(path).sources
        finally:
            sys.settrace(before)
        assert [source.id for source in found[:2]] == ["Reuters", "Reuters (2)"]
        assert len({source.id for source in found}) == count
        return number

    assert 100 < lines_run(400) < 4.5 * lines_run(100)
