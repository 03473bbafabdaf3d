"""Columns that repeat themselves, and what marks quote, are what they were made of."""

from __future__ import annotations

import dataclasses
import pickle
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import maps
from maps.claims import quote_cited, quote_claims, quote_sources
from maps.grouped import Coded, Grouped, coded, coded_if_repeated, counted
from maps.incidents.model import Claim, Source
from maps.links import plain_in_sites, web_address
from maps.marks import Marks, QuotedSource, column, quoted
from maps.render import geojson, html
from maps.render.html_columns import numbers, words

if TYPE_CHECKING:
    from maps.document import MapDocument

_TEXTS = st.lists(st.sampled_from(["Gao", "Kidal", "Ménaka", "", None]), max_size=40)


@given(_TEXTS, st.integers(-5, 45), st.integers(-5, 45), st.sampled_from([1, 2, -1]))
def test_a_coded_column_is_the_values_that_it_was_made_of(
    values: list[str | None], start: int, stop: int, step: int
) -> None:
    column = coded(values)
    assert column == tuple(values)
    assert tuple(column[start:stop:step]) == tuple(values[start:stop:step])
    assert counted(column) == Counter(values)
    part = column[start:stop]
    assert isinstance(part, Coded)
    # A part is written as if it had been coded by itself: with no value of another part.
    assert words("place", part) == words("place", values[start:stop])
    assert coded(part).values == list(dict.fromkeys(values[start:stop]))
    assert tuple(pickle.loads(pickle.dumps(part))) == tuple(part)  # noqa: S301 - our own


def test_words_that_hardly_repeat_are_written_as_they_come_from_both_kinds_of_columns() -> None:
    values = [f"headline {min(number, 4_000)}" for number in range(10_000)]
    assert words("title", coded(values)) == words("title", values)
    assert words("title", coded(values)).values == values
    assert coded_if_repeated([str(number) for number in range(3_000)]) == [str(n) for n in range(3_000)]


@given(st.lists(st.integers(-70_000, 70_000), min_size=1, max_size=5), st.integers(1, 60_000))
def test_numbers_stand_for_themselves_however_many_there_are(few: list[int], count: int) -> None:
    values = np.resize(np.array(few, np.int64), count)
    column = numbers("step", values)
    planes = np.frombuffer(column.codes, np.uint8).reshape(column.width, count).astype(np.int64)
    codes = sum((plane << (8 * at) for at, plane in enumerate(planes)), np.zeros(count, np.int64))
    read = codes + column.base if column.values is None else np.array(column.values)[codes]
    assert read.tolist() == values.tolist()


@pytest.fixture(scope="module")
def document() -> MapDocument:
    """Claims that cite the source of their incident, another one, one that says the same, or none."""
    incidents = [
        maps.Incident(f"i{number}", place_text="Kidal", sources=("a", "c")[: number % 3])
        for number in range(310)
    ]
    cited = ("a", "b", "c", None, "nobody")
    claims = [
        Claim(
            f"c{number}", f"i{number // 2}", source=cited[number % 5], minimum=number % 7, maximum=number % 7
        )
        for number in range(500)
    ]
    sources = [
        Source("a", "Radio", url="https://radio.example/1"),
        Source("b", "Radio", url="https://radio.example/1"),
        Source("c", "Agence", title="A piece"),
    ]
    return maps.compose(maps.Report(tuple(incidents), tuple(claims), tuple(sources)))


def test_claims_and_sources_are_kept_as_columns_and_given_as_records(document: MapDocument) -> None:
    marks = document.incidents
    assert isinstance(marks, Marks)
    assert isinstance(marks.column("claims"), Grouped)
    assert [len(mark.claims) for mark in marks] == [2] * 250 + [0] * 60
    assert [claim.id for claim in marks[7].claims] == ["c14", "c15"]
    # Two sources that say the same are one.
    radio = QuotedSource("Radio", None, "https://radio.example/1")
    assert marks[0].claims[0].source == marks[0].claims[1].source == radio
    assert (marks[1].claims[1].source, marks[2].claims[0].source) == (None, None)
    assert marks[2].sources == (radio, QuotedSource("Agence", "A piece"))
    assert marks[0].sources == ()
    assert marks[-1].claims == ()
    assert quoted(marks[3:9]) == quoted(tuple(marks)[3:9])


def test_pages_of_columns_and_of_marks_are_the_same(document: MapDocument) -> None:
    plain = dataclasses.replace(document, incidents=tuple(document.incidents))
    assert plain == document
    assert html.render(plain) == html.render(document)
    assert geojson.render(plain) == geojson.render(document)
    names = [field.name for field in dataclasses.fields(plain.incidents[0])]
    again = Marks({name: column(plain.incidents, name) for name in names})
    assert html.render(dataclasses.replace(document, incidents=again)) == html.render(document)


def test_an_incident_that_stands_twice_in_a_report_has_its_claims_twice() -> None:
    incident = maps.Incident("a", place_text="Kidal", sources=("s",))
    report = maps.Report((incident, incident), (Claim("c", "a", minimum=1),), (Source("s", "Radio"),))
    listed, number = quote_sources(report.sources)
    claims = quote_claims(report.claims, ["a", "a"], listed, number)
    assert [[claim.id for claim in each] for each in claims] == [["c"], ["c"]]
    assert [len(each) for each in quote_cited([one.sources for one in report.incidents], listed, number)] == [
        1,
        1,
    ]


_SITES = ("https://radio.example", "http://agence.example:8080", "https://x@radio.example", "mailto:a@b", "")
_PATHS = ("/1", "/a b", "/é", ".evil.example/1", "?q=1", "", "/<script>", "/1\n", "/\x7f", "/\ud800")


@given(st.lists(st.tuples(st.sampled_from(_SITES), st.sampled_from(_PATHS)), min_size=1, max_size=4))
def test_one_look_at_many_links_passes_none_that_may_not_be_published(links: list[tuple[str, str]]) -> None:
    if plain_in_sites({site for site, _ in links}, [f"\x7f{path}" for _, path in links], "\x7f"):
        assert all(web_address(site + path) == site + path for site, path in links)
    usual = [("https://radio.example", "/1")] * 3
    assert plain_in_sites({site for site, _ in usual}, [f"\x7f{path}" for _, path in usual], "\x7f")
