"""Values of a type that nobody asked for: the error names the value and the way out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import gazetteer
from gazetteer.errors import GazetteerError, QueryError, WrongTypeError
from geo.errors import DatelineError
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer import Gazetteer

TABLE = pd.DataFrame({"place": ["Gao"]})
NO_TEXTS = (None, 7, 1.5, b"Kidal", ["Kidal"], LonLat(1, 18))
NO_POINTS = (None, 7, "18.4 N 1.4 E", (1.4, 18.4), [1.4, 18.4], BBox(0, 0, 1, 1))

ASKED_OF_TEXTS: tuple[Callable[[Gazetteer, Any], object], ...] = (
    lambda places, value: places.resolve(value),
    lambda places, value: places.locate(value),
    lambda places, value: places.resolve_many([value]),
    lambda places, value: places.resolve_together([value]),
    lambda places, value: places.locate_together([value]),
    lambda places, value: places.get(value),
    lambda places, value: places.name_in("geonames:2455290", value),
)
ASKED_OF_PLACES: tuple[Callable[[Gazetteer, Any], object], ...] = (
    lambda places, value: places.hierarchy(value),
    lambda places, value: places.parents(value),
    lambda places, value: places.children(value),
    lambda places, value: places.names(value),
    lambda places, value: places.name_in(value, "ar"),
)


@pytest.mark.parametrize("value", NO_TEXTS, ids=repr)
@pytest.mark.parametrize("ask", [*ASKED_OF_TEXTS, *ASKED_OF_PLACES])
def test_what_is_no_text_is_told(ask: Callable[[Gazetteer, Any], object], value: object) -> None:
    with pytest.raises(WrongTypeError, match=re.escape(repr(value))) as caught:
        ask(gazetteer.open(), value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, GazetteerError)


@pytest.mark.parametrize("value", NO_POINTS, ids=repr)
def test_what_is_no_point_is_told(value: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(WrongTypeError, match=r"must be a geo\.LonLat\(lon, lat\), not"):
        gazetteer.open().nearest(value)
    with pytest.raises(WrongTypeError, match=r"must be a geo\.LonLat\(lon, lat\), not"):
        gazetteer.open().describe(value)


@pytest.mark.parametrize("names", [None, 7, "Kidal", b"Kidal"])
def test_what_is_no_list_of_names_is_told(names: Any) -> None:  # noqa: ANN401 - wrong on purpose
    for ask in (gazetteer.resolve_many, gazetteer.resolve_together, gazetteer.locate_together):
        with pytest.raises(WrongTypeError, match="must be a list of names"):
            ask(names)


@pytest.mark.parametrize("k", [0, -1, 1.5, "1", None, float("nan")])
def test_a_number_of_places_is_whole_and_more_than_none(k: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(QueryError, match="give a whole number, 1 or more"):
        gazetteer.open().nearest(LonLat(1, 18), k=k)


@pytest.mark.parametrize("kind", [7, b"P", ["city"], {}, "PPL", ""])
def test_a_kind_that_is_none_is_told_with_those_there_are(kind: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(QueryError, match="city, admin1"):
        gazetteer.resolve("Kidal", kind=kind)
    with pytest.raises(QueryError, match="city, admin1"):
        gazetteer.open().nearest(LonLat(1, 18), kind=kind)


@pytest.mark.parametrize("bias", [7, 1.5, "Mali", b"Mali", BBox(0, 0, 1, 1), LonLat(1, 18)])
def test_a_bias_that_is_no_list_is_told(bias: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(QueryError, match="must be a list of areas"):
        gazetteer.resolve("Kidal", bias=bias)


@pytest.mark.parametrize(
    "ask",
    [
        lambda places: places.nearest(LonLat(1, 18), k="3"),
        lambda places: places.nearest(LonLat(1, 18), k=1.5),
        lambda places: places.resolve("Gao", bias=3),
        lambda places: places.resolve("Gao", bias=[3]),
        lambda places: places.resolve("Gao", bias={"Mali": "2"}),
        lambda places: places.resolve("Gao", within=3),
        lambda places: places.resolve("Gao", near=3),
        lambda places: places.resolve("Gao", kind=3),
        lambda places: places.resolve("Gao", prefer=3),
        lambda places: places.places_near("Gao", "50 km"),
        lambda _: gazetteer.resolve_table(TABLE, gazetteer="x"),  # type: ignore[arg-type]
        lambda _: gazetteer.resolve_table(TABLE, progress="x"),  # type: ignore[arg-type]
        lambda _: gazetteer.resolve_table(TABLE, geometry="yes"),  # type: ignore[arg-type]
        lambda _: gazetteer.resolve_batches(None),  # type: ignore[arg-type]
        lambda _: gazetteer.resolve_batches([], gazetteer="x"),  # type: ignore[arg-type]
    ],
)
def test_another_type_is_always_a_type_error_of_the_family(ask: Callable[[Gazetteer], object]) -> None:
    with pytest.raises(TypeError) as caught:
        ask(gazetteer.open())
    assert isinstance(caught.value, DatelineError)


def test_a_value_of_the_right_type_is_no_type_error() -> None:
    places = gazetteer.open()
    for ask in (
        lambda: places.nearest(LonLat(1, 18), k=0),
        lambda: places.resolve("Gao", within="Xqzzt"),
        lambda: places.resolve("Gao", kind="PPL"),
    ):
        with pytest.raises(QueryError) as caught:
            ask()
        assert not isinstance(caught.value, TypeError)


def test_a_message_shows_the_beginning_of_a_long_value() -> None:
    with pytest.raises(QueryError) as caught:
        gazetteer.resolve("Kidal", within="x" * 10_000)
    assert len(str(caught.value)) < 400


def test_the_folder_of_an_index_is_a_path() -> None:
    with pytest.raises(WrongTypeError, match="must be a path, not int 7"):
        gazetteer.open(7)  # type: ignore[arg-type]
