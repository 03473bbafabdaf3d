"""Marks kept as columns are the marks that they were made of, to every writer."""

from __future__ import annotations

import dataclasses
import pickle
from typing import TYPE_CHECKING

import pytest

import maps
from maps.document import IncidentMark, MapDocument
from maps.marks import Marks, column, positions
from maps.render import geojson, html
from tests.shared import documents

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = tuple(field.name for field in dataclasses.fields(IncidentMark))


def _as_columns(marks: Sequence[IncidentMark]) -> Marks:
    return Marks({name: column(marks, name) for name in _NAMES})


@pytest.fixture(scope="module", params=[documents.mali, lambda: documents.crowd(400)], ids=["few", "many"])
def twins(request: pytest.FixtureRequest) -> tuple[MapDocument, MapDocument]:
    """A document of marks, and the same of columns."""
    plain: MapDocument = request.param()
    return plain, dataclasses.replace(plain, incidents=_as_columns(plain.incidents))


def test_columns_are_equal_to_the_marks_that_they_hold(twins: tuple[MapDocument, MapDocument]) -> None:
    plain, columns = twins
    marks = columns.incidents
    assert plain == columns == MapDocument.from_dict(columns.to_dict())
    assert (marks[0], marks[-1], tuple(marks[1:])) == (
        plain.incidents[0], plain.incidents[-1], tuple(plain.incidents[1:]),
    )  # fmt: skip
    other = dataclasses.replace(plain.incidents[-1], title="Something else")
    assert marks != (*plain.incidents[:-1], other)
    assert marks != tuple(plain.incidents[:-1])
    assert positions(marks).tolist() == positions(plain.incidents).tolist()


def test_writers_write_the_same_of_columns_as_of_marks(twins: tuple[MapDocument, MapDocument]) -> None:
    plain, columns = twins
    assert html.render(plain) == html.render(columns)
    assert geojson.render(plain) == geojson.render(columns)
    assert maps.embed.files(plain) == maps.embed.files(columns)


def test_a_document_of_columns_may_be_sent_to_another_process(twins: tuple[MapDocument, MapDocument]) -> None:
    _, columns = twins
    sent = pickle.loads(pickle.dumps(columns))  # noqa: S301 - our own
    assert sent == columns
    assert isinstance(sent.incidents, Marks)


def test_columns_of_different_lengths_are_refused() -> None:
    marks = documents.mali().incidents
    columns = {name: column(marks, name) for name in _NAMES}
    with pytest.raises(ValueError, match="of one length"):
        Marks({**columns, "title": []})
    with pytest.raises(IndexError):
        _as_columns(marks)[len(marks)]
