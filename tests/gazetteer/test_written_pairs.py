"""A pair of numbers in a cell is the point that it says, or is refused: it is never the name of a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer.tables.answers import Answers

ARABIC = str.maketrans("0123456789.;", "".join(map(chr, (*range(0x660, 0x66A), 0x66B, 0x61B))))


def _comma(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _letters(value: float, letters: str, digits: int) -> tuple[str, str]:
    return f"{abs(value):.{digits}f}", letters[value < 0]


def _minutes(value: float, letters: str) -> tuple[str, str, float]:
    minutes = round(abs(value) * 60)
    return f"{minutes // 60}° {minutes % 60}'", letters[value < 0], minutes / 60


# Each makes the text of a pair of latitude and longitude with so many decimals.
READ = {
    "points, comma": lambda lat, lon, n: f"{lat:.{n}f}, {lon:.{n}f}",
    "points, blank": lambda lat, lon, n: f"{lat:.{n}f} {lon:.{n}f}",
    "points, tab": lambda lat, lon, n: f"{lat:.{n}f}\t{lon:.{n}f}",
    "points, brackets": lambda lat, lon, n: f"({lat:.{n}f}, {lon:.{n}f})",
    "commas, semicolon": lambda lat, lon, n: f"{_comma(lat, n)}; {_comma(lon, n)}",
    "commas, semicolon alone": lambda lat, lon, n: f"{_comma(lat, n)};{_comma(lon, n)}",
    "commas, blank": lambda lat, lon, n: f"{_comma(lat, n)} {_comma(lon, n)}",
    "commas, comma": lambda lat, lon, n: f"{_comma(lat, n)}, {_comma(lon, n)}",
    "commas, tab": lambda lat, lon, n: f"{_comma(lat, n)}\t{_comma(lon, n)}",
    "commas, bar": lambda lat, lon, n: f"{_comma(lat, n)} | {_comma(lon, n)}",
    "commas, brackets": lambda lat, lon, n: f"({_comma(lat, n)}; {_comma(lon, n)})",
    "commas, labels": lambda lat, lon, n: f"lat {_comma(lat, n)} lon {_comma(lon, n)}",
    "commas, Arabic": lambda lat, lon, n: f"{lat:.{n}f}; {lon:.{n}f}".translate(ARABIC),
    "letters after": lambda lat, lon, n: "{0[0]}{0[1]} {1[0]}{1[1]}".format(
        _letters(lat, "NS", n), _letters(lon, "EW", n)
    ),
    "letters before": lambda lat, lon, n: "{0[1]}{0[0]}, {1[1]}{1[0]}".format(
        _letters(lat, "NS", n), _letters(lon, "EW", n)
    ),
    "letters, commas": lambda lat, lon, n: "{0[0]} {0[1]}; {1[0]} {1[1]}".format(
        _letters(lat, "NS", n), _letters(lon, "EW", n)
    ).replace(".", ","),
    "signs behind": lambda lat, lon, n: "{0[0]}{0[1]} {1[0]}{1[1]}".format(
        _letters(lat, "+-", n), _letters(lon, "+-", n)
    ),
    "signs behind, commas": lambda lat, lon, n: "{0[0]}{0[1]}; {1[0]}{1[1]}".format(
        _letters(lat, "+-", n), _letters(lon, "+-", n)
    ).replace(".", ","),
}
# These cannot be read in one way only, or are no pair.
DOUBTFUL = {
    "commas only": lambda lat, lon, n: f"{_comma(lat, n)},{_comma(lon, n)}",
    "hyphen": lambda lat, lon, n: f"{abs(lat):.{n}f}-{abs(lon):.{n}f}",
    "one letter": lambda lat, lon, n: f"{_comma(abs(lat), n)} N; {_comma(lon, n)}",
    "too far": lambda lat, lon, n: f"{_comma(abs(lat) + 91, n)}; {_comma(lon, n)}",
    "one number": lambda lat, lon, n: f"{_comma(lat, n)}{'' if lon else ';'}",
    "three": lambda lat, lon, n: f"{lat:.{n}f}; {lon:.{n}f}; {lat:.{n}f}",
    "whole numbers": lambda lat, lon, n: f"{abs(lat):.0f},{abs(lon):.0f},{n}",
    "version": lambda lat, lon, n: f"{abs(lat):.0f}.{abs(lon):.0f}.{n}",
    "number sign": lambda lat, lon, n: f"#{abs(lat):.0f}/{abs(lon):.{n}f}",
}
lats, lons = st.floats(-89, 89), st.floats(-179, 179)


@pytest.fixture(scope="module")
def places() -> gazetteer.Gazetteer:
    return gazetteer.open()


def _answers(
    places: gazetteer.Gazetteer, text: str
) -> list[tuple[str, str | None, float | None, float | None]]:
    """Status, source, longitude and latitude as a name, as a text and as a cell of a table have it."""
    found: list[tuple[str, str | None, float | None, float | None]] = []
    for answer in (places.resolve(text), places.locate(text)):
        point = answer.place.point if answer.place else None
        source = answer.place.source if answer.place else None
        found.append((answer.status, source, point and point.lon, point and point.lat))
    answers = Answers(places)
    (row,) = answers.cells(answers.rows([text]))
    found.append((row.status, row.place_id and row.place_id.partition(":")[0], row.lon, row.lat))
    return found


@pytest.mark.parametrize("form", READ)
@settings(max_examples=25)
@given(lat=lats, lon=lons, digits=st.integers(1, 6))
def test_every_plain_form_of_a_pair_is_read_back(
    places: gazetteer.Gazetteer, form: str, lat: float, lon: float, digits: int
) -> None:
    text = READ[form](lat, lon, digits)
    for status, source, found_lon, found_lat in _answers(places, text):
        assert (status, source) == ("resolved", "given"), text
        assert found_lon == pytest.approx(round(lon, digits)), text
        assert found_lat == pytest.approx(round(lat, digits)), text


@settings(max_examples=60)
@given(lat=lats, lon=lons)
def test_degrees_and_minutes_are_read_back(places: gazetteer.Gazetteer, lat: float, lon: float) -> None:
    (north, at, _), (east, beside, _) = _minutes(lat, "NS"), _minutes(lon, "EW")
    for text in (f"{north} {at} {east} {beside}", f"{at}{north}, {beside}{east}"):
        for status, source, found_lon, found_lat in _answers(places, text):
            assert (status, source) == ("resolved", "given"), text
            assert found_lat == pytest.approx(lat, abs=1 / 100)
            assert found_lon == pytest.approx(lon, abs=1 / 100)


@pytest.mark.parametrize("form", DOUBTFUL)
@settings(max_examples=25)
@given(lat=lats, lon=lons, digits=st.integers(1, 4))
def test_what_is_no_plain_pair_is_refused_and_no_place(
    places: gazetteer.Gazetteer, form: str, lat: float, lon: float, digits: int
) -> None:
    text = DOUBTFUL[form](lat, lon, digits)
    assert {source for _, source, _, _ in _answers(places, text)} <= {None, "given"}, text


@settings(max_examples=150)
@given(st.text("0123456789.,;:/|#+-()'\" ", min_size=1, max_size=12))
def test_digits_and_signs_alone_are_no_place(places: gazetteer.Gazetteer, text: str) -> None:
    for status, source, _, _ in _answers(places, text):
        # A district may be called "18": one of some, and never sure.
        assert source in {None, "given"} or (text.strip(" \"'").isdecimal() and status == "ambiguous"), text


def test_the_form_that_messages_recommend_is_read() -> None:
    for text in ("18,44; 1,41", "19,955; 2,966"):
        place = gazetteer.locate(text).place
        assert place is not None
        assert place.source == "given"
