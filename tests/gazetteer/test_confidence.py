"""Confidence: what it is made of, and that slips are answered for what they are."""

from __future__ import annotations

import itertools

import pytest

import gazetteer
from gazetteer.confidence import COEFFICIENTS, RESOLVED_FROM, confidence, facts, status_of


@pytest.mark.parametrize(
    ("share", "rival", "edits", "bearers", "cost"),
    [(0.9, 0.05, 0, 4, 0.0), (0.5, 0.4, 1, 30, 0.3), (1.0, 0.0, 0, 1, 0.0), (0.0, 0.0, 2, 7, 1.3)],
)
def test_the_confidence_is_the_function_that_was_fitted(
    share: float, rival: float, edits: int, bearers: int, cost: float
) -> None:
    odds = sum(
        value * fact
        for value, fact in zip(COEFFICIENTS.values(), facts(share, rival, edits, bearers, cost), strict=True)
    )
    sure = confidence(share, rival, edits, bearers, cost=cost)
    assert sure == pytest.approx(1 / (1 + 2.718281828459045**-odds))


def test_a_larger_share_is_never_less_sure() -> None:
    for edits in (0, 1):
        sure = [confidence(share / 100, 0.1, edits, 5) for share in range(101)]
        assert all(one <= other for one, other in itertools.pairwise(sure))


@pytest.mark.parametrize(
    ("slip", "country"),
    [
        ("Kidall", "ML"),
        ("Tessalitt", "ML"),
        ("Bamkao", "ML"),
        ("Pheonix", "US"),
        ("Missisippi", "US"),
        ("Hodeidah", "YE"),
    ],
)
def test_a_slip_in_a_known_name_is_understood(slip: str, country: str) -> None:
    answer = gazetteer.resolve(slip)
    assert answer.place is not None
    assert answer.place.country == country
    assert answer.confidence > 0.5


@pytest.mark.parametrize(
    "text", ["Xqzzt", "qwrtplk", "soldiers", "several villages", "l\u2019armée", "Sunday"]
)
def test_nonsense_and_wording_are_no_slips(text: str) -> None:
    assert gazetteer.resolve(text).status == "unresolved"


def test_countries_are_sure_without_context() -> None:
    for name in ("Mali", "Niger", "Mexico", "Georgia", "USA", "UAE"):
        answer = gazetteer.resolve(name)
        assert answer.place is not None
        assert answer.place.kind == "country"
        assert answer.confidence >= RESOLVED_FROM, name


@pytest.mark.parametrize(
    "word",
    ["Child", "child", "THIS", "Example", "Putin", "Morning", "Poutine", "rivalit\u00e9", "Maison", "Franc"],
)
def test_a_word_of_a_dictionary_is_no_misspelled_name(word: str) -> None:
    answer = gazetteer.resolve(word)
    assert answer.status != "resolved"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Hezbollah", "unresolved"), ("Al-Jazeera", "unresolved"), ("Samsung", "unresolved"),
        ("Jennifer", "unresolved"), ("Nice", "resolved"), ("Mobile", "resolved"), ("Toyota", "resolved"),
    ],
)  # fmt: skip
def test_a_firm_or_a_group_is_no_place_and_a_large_town_is(name: str, status: str) -> None:
    assert gazetteer.resolve(name).status == status


def test_what_a_name_is_besides_gives_way_to_what_holds_it() -> None:
    alone, held = gazetteer.resolve("Deal"), gazetteer.resolve("Deal, England")
    assert alone.candidate is not None
    assert any(reason.rule == "also: word" for reason in alone.candidate.reasons)
    assert (alone.status, held.status) == ("ambiguous", "resolved")


def test_a_similar_name_must_be_surer_to_be_resolved() -> None:
    assert status_of(RESOLVED_FROM, 0.1) == "resolved"
    assert status_of(RESOLVED_FROM, 0.1, similar=True) == "ambiguous"


@pytest.mark.parametrize("name", ["NYC", "DC", "UAE"])
def test_known_abbreviations_are_meant_to_be_in_capitals(name: str) -> None:
    assert gazetteer.resolve(name).status == "resolved"


def test_an_answer_tells_that_a_text_is_a_word() -> None:
    assert gazetteer.resolve("Child").reason == "'Child' is a word, and no place bears it"


def test_a_word_may_still_be_a_slip_where_the_text_says_more() -> None:
    place = gazetteer.resolve("Child, South America").place
    assert place is not None
    assert place.country == "CL"


def test_a_word_that_is_a_name_is_that_place() -> None:
    for name, country in (("Reading", "GB"), ("Nice", "FR"), ("Turkey", "TR")):
        answer = gazetteer.resolve(name)
        assert answer.place is not None
        assert answer.place.country == country


@pytest.mark.parametrize("name", ["Tin-Akoff", "Inata"])
def test_doubt_without_a_rival_is_told_in_words(name: str) -> None:
    answer = gazetteer.resolve(name)
    if answer.status == "ambiguous":
        assert "places that the index lacks" in answer.reason
        assert "places that the index lacks" in answer.explain()
    else:
        assert "lacks" not in answer.reason


def test_a_rival_is_the_doubt_where_there_is_one() -> None:
    for name in ("Wagner", "Florence"):
        answer = gazetteer.resolve(name)
        assert answer.alternatives
        assert "lacks" not in answer.reason


@pytest.mark.parametrize(
    ("name", "country"), [("Chang Mai", "TH"), ("Gao, 12 July 2024", "ML"), ("Gao, July", "ML")]
)
def test_a_month_holds_no_place_and_is_part_of_a_name_without_a_comma(name: str, country: str) -> None:
    place = gazetteer.resolve(name).place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("name", "country"),
    [("Donetsk region", "UA"), ("Kharkiv region", "UA"), ("Aleppo province", "SY"), ("West Bank", "PS")],
)
def test_a_unit_that_the_text_says_is_sure(name: str, country: str) -> None:
    answer = gazetteer.resolve(name)
    assert answer.status == "resolved"
    assert answer.place is not None
    assert (answer.place.kind, answer.place.country) == ("admin1", country)


def test_names_without_a_comma_may_be_one_name_of_something_else() -> None:
    assert gazetteer.resolve("George Washington").status != "resolved"
    for name, holder in (("Tripoli Libya", "LY"), ("Paris Texas", "US"), ("Ansongo Gao Mali", "ML")):
        answer = gazetteer.resolve(name)
        assert answer.status == "resolved"
        assert answer.place is not None
        assert answer.place.country == holder
