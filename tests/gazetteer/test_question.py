"""What a caller asks beyond the name: areas, preferences, biases, and what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest
import shapely

import gazetteer
from gazetteer import Gazetteer, QueryError
from gazetteer.lookups import index_of
from geo.points import LonLat


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.open()


@pytest.mark.parametrize(
    ("name", "prefer", "kind"),
    [
        ("Kidal", "any", "city"),
        ("Kidal", "settlement", "city"),
        ("Kidal", "region", "admin1"),
        ("Mopti", "any", "city"),
        ("Mopti", "region", "admin1"),
        ("Luxembourg", "any", "country"),
        ("Luxembourg", "settlement", "city"),
        ("Mexico", "region", "country"),
        ("Kidal region", "settlement", "admin1"),
        ("New York", "any", "city"),
        ("New York", "region", "admin1"),
    ],
)
def test_the_caller_may_prefer_towns_or_areas(places: Gazetteer, name: str, prefer: Any, kind: str) -> None:  # noqa: ANN401 - a literal
    answer = places.resolve(name, prefer=prefer)
    assert answer.place is not None
    assert answer.place.kind == kind, answer.explain()


@pytest.mark.parametrize("area", ["country", "polygon", "name", "code"])
def test_within_takes_areas_of_many_kinds(places: Gazetteer, area: str) -> None:
    java = places.resolve("Indonesia").place
    areas: dict[str, Any] = {
        "country": java,
        "polygon": shapely.box(112, -9, 113, -7),
        "name": "Indonesia",
        "code": "ID",
    }
    answer = places.resolve("Kidal", within=areas[area])
    assert answer.place is not None
    assert answer.place.country == "ID"


def test_near_takes_the_place_of_another_answer(places: Gazetteer) -> None:
    answer = places.resolve("Kidal", kind="city", near=places.resolve("Surabaya").place)
    assert answer.place is not None
    assert answer.place.country == "ID"


@pytest.mark.parametrize(
    ("bias", "admin1"),
    [
        (["Illinois"], "Illinois"),
        (["US-MO"], "Missouri"),
        ({"US-MA": 4.0}, "Massachusetts"),
        ({"US-IL": -5.0, "US-MO": 1.0}, "Missouri"),
    ],
)
def test_a_bias_favours_and_rules_nothing_out(places: Gazetteer, bias: Any, admin1: str) -> None:  # noqa: ANN401 - two kinds
    answer = places.resolve("Springfield", bias=bias)
    assert answer.place is not None
    assert answer.place.admin1 == admin1
    far = places.resolve("Bamako", bias=bias).place
    assert far is not None
    assert far.country == "ML"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"within": "Algerria"}, ["'Algerria'", "is 'Algeria' meant?"]),
        ({"near": "Bamkao"}, ["'Bamkao'", "is 'Bamako' meant?"]),
        ({"bias": ["Algerria"]}, ["'Algeria'"]),
        ({"near": "Springfield"}, ["may be", "Illinois", "Missouri"]),
        ({"within": "Springfield"}, ["may be", "Illinois"]),
        ({"within": shapely.Point(1, 2)}, ["POINT"]),
        ({"prefer": "town"}, ["'town'", "'settlement'"]),
        ({"bias": "ML"}, ["list of areas"]),
        ({"bias": ["Xqzzt"]}, ["'Xqzzt'"]),
        ({"bias": {"ML": float("nan")}}, ["nan", "finite"]),
        ({"bias": {"ML": "much"}}, ["'much'"]),
    ],
)
def test_a_question_that_cannot_be_asked_names_the_rivals_or_the_nearest(
    places: Gazetteer, asked: dict[str, Any], told: list[str]
) -> None:
    with pytest.raises(QueryError) as caught:
        places.resolve("Kidal", **asked)
    assert all(part in str(caught.value) for part in told), str(caught.value)


def test_what_near_was_understood_as_is_told(places: Gazetteer) -> None:
    assert "near Atlantis (city, " in places.resolve("Gao", near="Atlantis").asked
    assert "16.27, -0.04" in places.resolve("Gao", near=LonLat(-0.04, 16.27)).asked


@pytest.mark.parametrize(
    ("text", "country", "status"),
    [
        ("Gao, Malli", "ML", "resolved"),
        ("Tripoli Libya", "LY", "resolved"),
        ("Tripoli Lebanon", "LB", "resolved"),
        ("Ansongo Gao Mali", "ML", "resolved"),
        ("Gao, 12 July 2024", "ML", "resolved"),
        ("Gao, le 3 mars", "ML", "resolved"),
        ("Gao, Centre-Ouest, Burkina Faso", "BF", "resolved"),
        ("Tessalitt, Mali", "ML", "resolved"),
        ("Gao, Xqzztland", "ML", "ambiguous"),
    ],
)
def test_what_stands_beside_a_name_is_understood(
    places: Gazetteer, text: str, country: str, status: str
) -> None:
    answer = places.resolve(text)
    assert answer.place is not None
    assert (answer.place.country, answer.status) == (country, status), answer.explain()


def test_a_date_holds_nothing_and_is_not_used(places: Gazetteer) -> None:
    assert places.resolve("Gao, 12 July 2024").unused == ("12 July 2024",)


@pytest.mark.parametrize(
    "text", ["Kidall", "Bamkao", "Timbuctoo", "Aguelhok", "Boghassa", "Boughessa", "Tessalitt"]
)
def test_a_misspelled_name_of_the_sahel_is_found(places: Gazetteer, text: str) -> None:
    answer = places.resolve(text)
    assert answer.place is not None
    assert answer.place.country == "ML"


@pytest.mark.parametrize("text", ["Xqzzt", "Qwrtpsdf", "zzyyxxww", "Brrakkotzum", "asdfghjkl", "xkcdvbnm"])
def test_nonsense_is_no_misspelled_name(places: Gazetteer, text: str) -> None:
    assert places.resolve(text).status == "unresolved"
    assert places.resolve_together([text, "Gao", "Kidal"])[0].status == "unresolved"


def test_an_exact_name_is_never_given_up_for_a_similar_one(places: Gazetteer) -> None:
    index = index_of(places)
    for record in range(0, len(index), len(index) // 300):
        answer = places.resolve(index.names(record)[0].spelling)
        assert answer.candidate is None or not answer.candidate.edits, answer.explain()
