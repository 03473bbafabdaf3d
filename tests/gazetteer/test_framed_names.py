"""Names with what holds them, many at once, are answered as each is alone."""

from __future__ import annotations

import random

import pytest

import gazetteer
from gazetteer.bulk import Bulk
from gazetteer.explain import reason_in_short
from gazetteer.lookups import index_of
from gazetteer.tables.answers import Answers
from gazetteer.weighing import UNDECIDED
from geo import words

_WORDS = ("region", "province", "district", "state", "Governorate", "county", "river", "island", "town")
_ODD_HOLDERS = (
    "Mlai", "Germny", "United Kingdon", "Xqzztland", "Burkina", "DRC", "UK", "USA", "U.S.A.", "Ivory Coast",
    "northern Mali", "Sahel", "12 July", "May", "near Gao", "the border area", "ON", "IN", "CA", "ML",
)  # fmt: skip


def _ways(place: gazetteer.Place, name: str, chance: random.Random) -> list[str]:
    """Some of the ways in which reports and tables write a place with what holds it."""
    code = place.country or "ML"
    country, unit, lower = words.name(code), place.admin1 or "Gao", place.admin2 or place.admin1 or "Gao"
    word, odd, wrong = (chance.choice(some) for some in (_WORDS, _ODD_HOLDERS, ("Mali", "US", "China", "IN")))
    return chance.sample(
        [
            f"{name}, {country}",
            f"{name}, {code}",
            f"{name} ({country})",
            f"{name}; {country}",
            f"{name}, {unit}",
            f"{name}, {unit}, {country}",
            f"{name} ({unit}), {code}",
            f"{name}, {lower}, {unit}, {country}",
            f"{name}, {name}, {country}",
            f"{name} {word}, {country}",
            f"{name} {word}",
            f"{name.upper()}, {country.upper()}",
            f"{name.lower()}, {country}",
            f"{name.lower()}, {country.lower()}",
            f"{name}, {odd}",
            f"{name}, {wrong}",
        ],
        3,
    )


@pytest.fixture(scope="module")
def texts() -> list[str]:
    index, chance = index_of(gazetteer.open()), random.Random(31)  # noqa: S311 - a sample
    units = [record for record in range(len(index)) if index.record(record).kind in {"country", "admin1"}]
    records = [*chance.sample(range(len(index)), 900), *chance.sample(units, 250)]
    texts = [
        text
        for record in records
        for place, names in ((index.place(record), index.names(record)),)
        for text in _ways(place, chance.choice([names[0], *names]).spelling, chance)
    ]
    return [
        *dict.fromkeys(
            [
                *texts,
                "Gao, Mali",
                "Kidal region, Mali",
                "Mopti (Mali)",
                "Kidal, Algeria",
                "Washington, D.C., United States",
                "St. Louis, Missouri",
                "Cercle de Kati, Mali",
                "Port Sudan, Sudan",
                "50 km north of Gao, Mali",
                "Lake City, United States",
                "Kidal and Gao, Mali",
                "Mali's Kidal region, Mali",
                ", Mali",
                "(Mali)",
                "Gao,",
            ]
        )
    ]


def test_each_gets_the_answer_that_it_gets_alone(texts: list[str]) -> None:
    answers, alone = Answers(gazetteer.open()), gazetteer.open(index_of(gazetteer.open()).path)
    status = Bulk(index_of(alone)).decide(texts).status.tolist()
    decided = [text for text, number in zip(texts, status, strict=True) if number != UNDECIDED]
    # What contradicts its holder or is misspelled is located one by one anyway.
    assert len(decided) > 0.6 * len(texts)
    for text, row in zip(decided, answers.cells(answers.rows(decided)), strict=True):
        whole, resolved = alone.locate(text), alone.resolve(text)
        candidate = whole.candidate
        assert (row.status, row.reason) == (whole.status, reason_in_short(whole)), text
        assert row.place_id == (candidate and candidate.place.id), text
        assert row.matched_name == (candidate and candidate.matched_name), text
        assert row.confidence == pytest.approx(whole.confidence, abs=1e-12), text
        assert (row.status, row.place_id) == (resolved.status, resolved.place and resolved.place.id), text


def test_how_they_are_cut_into_pieces_changes_no_bit(texts: list[str]) -> None:
    places = gazetteer.open()
    whole = Bulk(index_of(places)).decide(texts)
    pieces = Bulk(index_of(places))
    for start in range(0, len(texts), 61):
        some = pieces.decide(texts[start : start + 61])
        for column, all_of_it in zip(some.columns, whole.columns, strict=True):
            assert column.tolist() == all_of_it[start : start + 61].tolist()


def test_what_is_common_is_decided_at_once() -> None:
    texts = ["Gao, Mali", "Kidal region, Mali", "Mopti (Mali)", "Ansongo, Gao, Mali", "gao, Mali", "Gao, ML"]
    assert UNDECIDED not in Bulk(index_of(gazetteer.open())).decide(texts).status


def test_spaces_and_quotes_change_no_answer() -> None:
    texts = [
        "Gao,Mali",
        "Gao,  Mali",
        "Gao , Mali",
        " Gao, Mali ",
        "Gao, Mali\u201d",
        "Gao,\u200f Mali",
        "Gao, Mali,",
    ]
    answers = Answers(gazetteer.open())
    plain, *others = answers.cells(answers.rows(["Gao, Mali", *texts]))
    assert plain.place_id == "geonames:2457163"
    assert others == [plain] * len(texts)


def test_a_name_with_brackets_of_its_own_keeps_them_before_what_holds_it() -> None:
    index = index_of(gazetteer.open())
    name = next(
        own.spelling
        for record in range(0, len(index), 7)
        if index.record(record).country == "MX" and "(" in (own := index.names(record)[0]).spelling
    )
    answer = gazetteer.resolve(f"{name}, Mexico")
    assert answer.place is not None
    assert (answer.place.name, answer.mention.containers) == (name, ("Mexico",))
