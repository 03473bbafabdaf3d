"""Names to places: the answers, what the caller may ask, and that no text breaks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer import Gazetteer, QueryError
from gazetteer.confidence import RESOLVED_FROM
from geo.points import BBox, LonLat
from geo.sphere import sphere_m
from tests.gazetteer.cases import AMBIGUOUS, CASES, PHRASES, UNKNOWN, Case
from tests.shared.places import TINZAOUATEN

names = st.sampled_from([case.text for case in CASES] + [phrase[0] for phrase in PHRASES] + [*UNKNOWN, ""])


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.open()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_name_means_what_a_reader_takes_it_for(places: Gazetteer, case: Case) -> None:
    answer = places.resolve(case.text)
    assert answer.place is not None, case.why
    assert (answer.place.kind, answer.place.country) == (case.kind, case.country), case.why
    if case.lon is not None and case.lat is not None:
        assert sphere_m(*answer.place.point, case.lon, case.lat) < 40_000, case.why
    assert answer.status == "resolved", answer.explain()


@pytest.mark.parametrize(("text", "country"), AMBIGUOUS)
def test_a_name_of_several_places_is_ambiguous_and_still_names_the_likeliest(
    places: Gazetteer, text: str, country: str
) -> None:
    answer = places.resolve(text)
    assert answer.status == "ambiguous"
    assert answer.place is not None
    assert answer.place.country == country
    assert answer.alternatives[0].probability <= answer.confidence < RESOLVED_FROM


@pytest.mark.parametrize("spelling", TINZAOUATEN)
def test_every_spelling_of_tinzaouaten_is_the_town_on_the_border(places: Gazetteer, spelling: str) -> None:
    answer = places.resolve(spelling)
    assert answer.status == "resolved"
    assert answer.place is not None
    assert answer.place.id == "dateline:tinzaouaten"
    assert answer.place.shared_with == ("DZ",)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: str(phrase[0]))
def test_a_phrase_means_its_place_and_keeps_what_was_said_of_it(
    places: Gazetteer, phrase: tuple[str, str, str, str, str]
) -> None:
    text, country, kind, relation, unused = phrase
    answer = places.resolve(text)
    assert answer.place is not None
    assert (answer.place.country, answer.place.kind, answer.relation) == (country, kind, relation)
    assert answer.unused == ((unused,) if unused else ())
    assert answer.status == "resolved", answer.explain()


@pytest.mark.parametrize(
    "text", [*UNKNOWN, "", "   ", "\x00\x07", "x" * 10_000, "Xqzzt, Mali", "between Gao and Kidal"]
)
def test_what_names_no_place_is_unresolved_with_the_reason(places: Gazetteer, text: str) -> None:
    answer = places.resolve(text)
    assert (answer.status, answer.place, answer.confidence) == ("unresolved", None, 0.0)
    assert answer.reason
    assert json.loads(json.dumps(answer.to_dict()))["place"] is None


def test_it_is_the_unknown_part_that_is_named(places: Gazetteer) -> None:
    assert "'Xqzzt'" in places.resolve("Xqzzt, Mali").reason


@pytest.mark.parametrize(
    "text", ["19.955 N 2.966 E", "19°57'18\"N 2°57'58\"E", "19,955; 2,966", "2.966E 19.955N"]
)
def test_a_coordinate_given_as_a_name_is_understood(places: Gazetteer, text: str) -> None:
    answer = places.resolve(text)
    assert answer.place is not None
    assert (answer.status, answer.place.kind, answer.place.source) == ("resolved", "other", "given")
    assert sphere_m(*answer.place.point, 2.966, 19.955) < 100
    inside = places.resolve(text, within=BBox(2, 19, 3, 20))
    assert inside.place == answer.place
    assert places.resolve(text, within=BBox(0, 0, 1, 1)).status == "unresolved"
    assert places.resolve(text, within="Mali").status == "unresolved"


@pytest.mark.parametrize("text", ["19 - 20", "14.5 - 4.2", "14.5- 4.2"])
def test_a_range_is_no_coordinate(places: Gazetteer, text: str) -> None:
    answer = places.resolve(text)
    assert answer.status == "unresolved"
    assert "minus" in answer.reason


@pytest.mark.parametrize("text", ["Kidal 2", "Zone 3", "KM 5", "PK12", "Camp 17"])
def test_a_name_with_a_number_is_no_wrong_coordinate(places: Gazetteer, text: str) -> None:
    assert "coordinate" not in places.resolve(text).reason


def test_a_name_that_contradicts_its_container_is_never_called_resolved(places: Gazetteer) -> None:
    answer = places.resolve("Kidal, Algeria")
    assert answer.status == "ambiguous"
    assert "'Algeria'" in answer.reason
    assert places.resolve("Paris, Mali").status == "ambiguous"


def test_a_container_that_nobody_knows_is_said_to_be_unused(places: Gazetteer) -> None:
    answer = places.resolve("Kidal, Xqzztland")
    assert answer.place is not None
    assert answer.place.country == "ML"
    assert answer.unused == ("Xqzztland",)
    assert answer.status == "ambiguous"
    assert "'Xqzztland'" in answer.reason


@pytest.mark.parametrize(
    ("text", "country", "admin1"),
    [
        ("Columbus, IN", "US", "Indiana"),
        ("London, ON", "CA", "Ontario"),
        ("Alexandria, LA", "US", "Louisiana"),
        ("Portland, OR", "US", "Oregon"),
        ("Wilmington, DE", "US", "Delaware"),
        ("Berlin, DE", "DE", "Berlin"),
        ("Vienna, AT", "AT", "Wien"),
        ("Minsk, BY", "BY", "Horad Minsk"),
        ("Perth, AU", "AU", "Western Australia"),
        ("Kidal (MLI)", "ML", "Kidal"),
        ("LA, California", "US", "California"),
    ],
)
def test_a_code_says_what_holds_the_place_though_it_is_a_small_word_too(
    places: Gazetteer, text: str, country: str, admin1: str
) -> None:
    answer = places.resolve(text)
    assert answer.place is not None
    assert (answer.place.country, answer.place.admin1, answer.status) == (country, admin1, "resolved")
    assert answer.unused == ()


@pytest.mark.parametrize(
    ("name", "asked", "country", "kind"),
    [
        ("Kidal", {"within": "Indonesia"}, "ID", "city"),
        ("Kidal", {"within": "ID"}, "ID", "city"),
        ("Kidal", {"within": "IDN"}, "ID", "city"),
        ("Kidal", {"within": BBox(112, -9, 113, -8)}, "ID", "city"),
        ("Kidal", {"within": "Malian"}, "ML", "city"),
        ("Kidal", {"within": "ML-8"}, "ML", "city"),
        ("Kidal", {"within": "Kidal region"}, "ML", "city"),
        ("Tinzaouaten", {"within": "Kidal"}, "ML", "city"),
        ("Ber", {"within": "Timbuktu"}, "ML", "city"),
        ("Kidal", {"kind": "admin1"}, "ML", "admin1"),
        ("Kidal", {"kind": "A"}, "ML", "admin1"),
        ("Kidal", {"kind": "city", "near": "Surabaya"}, "ID", "city"),
        ("Kidal", {"near": LonLat(112.6, -8.0)}, "ID", "city"),
        ("Gao", {"near": "Kidal"}, "ML", "city"),
        ("Kidal", {"near": "Tinzaouaten"}, "ML", "city"),
        ("Tombouctou", {"near": "Taoudenni", "prefer": "settlement"}, "ML", "city"),
        ("Kidal region", {"near": "Tinzaouaten"}, "ML", "admin1"),
        ("Niger river", {"kind": "natural"}, None, "natural"),
        ("Niger", {"within": "Nigeria"}, "NG", "admin1"),
        ("Paris", {"within": "US-TX"}, "US", "city"),
        ("Paris", {"near": "Dallas"}, "US", "city"),
        ("Georgia", {"kind": "admin1"}, "US", "admin1"),
        ("Tinzaouaten", {"within": "Algeria"}, "ML", "city"),
        ("Tinzaouaten", {"within": "Mali"}, "ML", "city"),
        ("Springfield", {"within": "Illinois"}, "US", "city"),
    ],
)  # fmt: skip
def test_the_caller_may_say_where_and_what(
    places: Gazetteer, name: str, asked: dict[str, Any], country: str | None, kind: str
) -> None:
    answer = places.resolve(name, **asked)
    assert answer.place is not None
    assert (answer.place.country, answer.place.kind, answer.status) == (country, kind, "resolved"), (
        answer.explain()
    )


def test_when_all_are_outside_the_best_of_them_is_named(places: Gazetteer) -> None:
    answer = places.resolve("Bamako", within="Algeria")
    assert answer.status == "unresolved"
    assert "within Algeria" in answer.reason
    assert "Bamako (city, Bamako, ML)" in answer.reason
    assert "of kind natural" in places.resolve("Bamako", kind="natural").reason


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "town"}, ["'town'", "city", "admin2", "P"]),
        ({"kind": ""}, ["of kind ''", "city, admin1"]),
        ({"kind": 7}, ["of kind 7", "city, admin1"]),
        ({"within": "Xqzzt"}, ["'Xqzzt'", "ML-8", "BBox"]),
        ({"within": ""}, ["within=''"]),
        ({"within": (1, 2, 3, 4)}, ["within=(1, 2, 3, 4)"]),
        ({"near": "Xqzzt"}, ["'Xqzzt'", "LonLat"]),
        ({"near": (1.4, 18.4)}, ["near=(1.4, 18.4)"]),
        ({"near": "95.5, 12.1"}, ["'95.5, 12.1'", "latitude 95.5 is outside"]),
    ],
)
def test_a_question_that_cannot_be_asked_says_why_and_what_can(
    places: Gazetteer, asked: dict[str, Any], told: list[str]
) -> None:
    with pytest.raises(QueryError) as caught:
        places.resolve("Kidal", **asked)
    assert all(part in str(caught.value) for part in told)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("wrong", [None, 5, 1.5, b"Kidal", ["Kidal"]])
def test_a_name_that_is_no_string_is_a_type_error_that_shows_it(places: Gazetteer, wrong: Any) -> None:  # noqa: ANN401 - any type at all
    with pytest.raises(TypeError, match="must be a string") as caught:
        places.resolve(wrong)
    assert repr(wrong) in str(caught.value)
    for ask in (places.resolve_many, places.resolve_together):
        with pytest.raises(TypeError, match="must be a string"):
            ask(["Kidal", wrong])


def test_one_string_is_not_taken_for_a_list_of_letters(places: Gazetteer) -> None:
    with pytest.raises(TypeError, match="list of names"):
        places.resolve_many("Kidal")


@pytest.mark.parametrize(
    ("document", "position", "country", "kind"),
    [
        (["Paris", "Dallas", "Texas"], 0, "US", "city"),
        (["Paris", "Lyon", "Marseille"], 0, "FR", "city"),
        (["Gao", "Kidal"], 0, "ML", "city"),
        (["Gao", "Koudougou", "Burkina Faso"], 0, "BF", "city"),
        (["Valencia", "Sevilla", "Madrid"], 0, "ES", "city"),
        (["Valencia", "Maracaibo", "Caracas"], 0, "VE", "city"),
        (["Tripoli", "Beirut", "Sidon"], 0, "LB", "city"),
        (["Tripoli", "Benghazi", "Misrata"], 0, "LY", "city"),
        (["Hyderabad", "Karachi", "Sukkur"], 0, "PK", "city"),
        (["Punjab", "Lahore", "Pakistan"], 0, "PK", "admin1"),
        (["Punjab", "Amritsar", "Ludhiana", "India"], 0, "IN", "admin1"),
        (["Georgia", "Atlanta", "Savannah", "Alabama"], 1, "US", "city"),
        (["Rafah", "Khan Yunis", "Gaza"], 0, "PS", "city"),
        (["Cambridge", "Boston", "Massachusetts"], 0, "US", "city"),
    ],
)  # fmt: skip
def test_the_names_of_one_document_inform_each_other(
    places: Gazetteer, document: list[str], position: int, country: str, kind: str
) -> None:
    answer = places.resolve_together(document)[position]
    assert answer.place is not None
    assert (answer.place.country, answer.place.kind) == (country, kind), answer.explain()
    assert answer.candidate is not None
    assert any(reason.rule.startswith("company") for reason in answer.candidate.reasons)


def test_a_far_place_that_a_document_mentions_stays_where_it_is(places: Gazetteer) -> None:
    document = ["Kidal", "Gao", "Mali", "Paris", "Moscow", "Gaza", "Ukraine"]
    countries = [answer.place and answer.place.country for answer in places.resolve_together(document)]
    assert countries == ["ML", "ML", "ML", "FR", "RU", "PS", "UA"]


@settings(max_examples=30)
@given(st.lists(names, max_size=8))
def test_many_names_are_answered_in_order_as_each_is_alone(asked: list[str]) -> None:
    assert gazetteer.resolve_many(asked) == [gazetteer.resolve(name) for name in asked]
    together = gazetteer.resolve_together(asked)
    assert [answer.query for answer in together] == asked
    assert together == gazetteer.resolve_together(asked)


@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    answer = gazetteer.resolve(text)
    assert answer.query == text
    assert 0.0 <= answer.confidence <= 1.0
    assert (answer.place is None) == (answer.status == "unresolved")
    assert json.dumps(answer.to_dict())
    assert answer.status in answer.explain()


@settings(max_examples=60)
@given(names, st.sampled_from(["Mali", "ML-8", "US", "Texas", "Algeria", "Sahel", "Paris"]))
def test_within_never_gives_a_place_outside(text: str, area: str) -> None:
    codes = {"Mali": "ML", "ML-8": "ML", "US": "US", "Texas": "US", "Algeria": "DZ"}
    answer = gazetteer.open().resolve(text, within=area)
    for place in [answer.place, *(rival.place for rival in answer.alternatives)]:
        if place is not None and area in codes:
            assert codes[area] in {place.country, *place.shared_with}


@settings(max_examples=60)
@given(names, st.floats(-180, 179), st.floats(-90, 89), st.floats(0, 60), st.floats(0, 40))
def test_within_a_box_gives_only_what_is_in_it(
    text: str, west: float, south: float, width: float, height: float
) -> None:
    box = BBox(west, south, LonLat.wrapped(west + width, 0).lon, min(90, south + height))
    answer = gazetteer.open().resolve(text, within=box)
    for place in [answer.place, *(rival.place for rival in answer.alternatives)]:
        assert place is None or box.contains(place.point)


def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "import gazetteer, json\n"
        "names = ['Springfield', 'Gao, Mali', 'Paris', 'San José', 'Xqzzt', 'Moura, Mali']\n"
        "answers = gazetteer.resolve_many(names) + gazetteer.resolve_together(names)\n"
        "print(json.dumps([answer.to_dict() for answer in answers]))\n"
        "print([answer.explain() for answer in answers])\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(runs) == 1


def test_an_explanation_names_the_match_each_weight_and_the_rivals(places: Gazetteer) -> None:
    told = places.resolve("Gao, Mali").explain()
    for part in (
        "resolved",
        "Gao (city, Gao, ML)",
        "of GeoNames",
        "words: held",
        "'Mali'",
        "Rivals:",
        "admin1",
    ):
        assert part in told


def test_the_plain_data_of_an_answer_is_complete(places: Gazetteer) -> None:
    data = places.resolve("near Gao").to_dict()
    assert {
        "query",
        "status",
        "confidence",
        "reason",
        "relation",
        "unused",
        "place",
        "matched",
        "alternatives",
    } <= set(data)
    assert json.loads(json.dumps(data)) == data
    place: Any = data["place"]
    assert place["point"].keys() == {"lon", "lat"}
    assert data["relation"] == "near"
