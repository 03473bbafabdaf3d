"""The names of one document: what each tells of the others, in small and in large documents."""

from __future__ import annotations

import time

import pytest

import gazetteer
from gazetteer import Gazetteer
from gazetteer.lookups import index_of


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.open()


@pytest.mark.parametrize(
    ("document", "first"),
    [
        (["Gao", "Kidal"], ("city", "ML")),
        (["Congo", "Brazzaville"], ("country", "CG")),
        (["Congo", "Goma", "Bukavu"], ("country", "CD")),
        (["Kidal", "Malang", "Surabaya"], ("city", "ID")),
        (["Kidal", "Surabaya"], ("city", "ML")),
        (["Georgia", "Atlanta"], ("admin1", "US")),
        (["Georgia", "Tbilisi"], ("country", "GE")),
        (["Paris", "Dallas", "Texas"], ("city", "US")),
        (["Paris", "Texas"], ("city", "US")),
        (["Paris", "London", "Berlin", "Washington"], ("city", "FR")),
        (["Moscow", "Washington", "Boston"], ("city", "RU")),
        (["Kabul", "Washington", "Dallas"], ("city", "AF")),
        (["KIDAL", "GAO", "MALI"], ("city", "ML")),
        (["Columbus", "Dayton", "Toledo", "Lima"], ("city", "US")),
    ],
)
def test_the_company_tells_which_place_is_meant(
    places: Gazetteer, document: list[str], first: tuple[str, str]
) -> None:
    answer = places.resolve_together(document)[0]
    assert answer.place is not None
    assert (answer.place.kind, answer.place.country) == first, answer.explain()


def test_the_order_of_the_names_does_not_matter(places: Gazetteer) -> None:
    document = ["Paris", "Dallas", "Texas", "Gao", "Kidal", "Springfield", "Xqzzt"]
    forth = {answer.query: answer for answer in places.resolve_together(document)}
    back = {answer.query: answer for answer in places.resolve_together(document[::-1])}
    for name, answer in forth.items():
        assert answer.place == back[name].place
        assert answer.confidence == pytest.approx(back[name].confidence)


def test_one_odd_name_among_many_stays_where_it_is(places: Gazetteer) -> None:
    document = [
        "Gao",
        "Kidal",
        "Tessalit",
        "Ansongo",
        "Mopti",
        "Bamako",
        "Ber",
        "Douentza",
        "Geneva",
        "Brussels",
    ]
    countries = [answer.place and answer.place.country for answer in places.resolve_together(document)]
    assert countries == ["ML"] * 8 + ["CH", "BE"]


def test_a_misspelled_name_is_found_by_its_company(places: Gazetteer) -> None:
    answer = places.resolve_together(["Kidall", "Tessalitt", "Gao", "Mali"])[0]
    assert answer.place is not None
    assert answer.place.country == "ML"
    assert answer.confidence > places.resolve("Kidall").confidence


def test_no_weight_of_company_is_a_name_of_its_own(places: Gazetteer) -> None:
    answer = places.resolve_together(["Kidal", "Gao"])[0]
    assert answer.candidate is not None
    said = [reason for reason in answer.candidate.reasons if reason.rule.startswith("company")]
    assert said
    assert all("'Kidal'" not in reason.why for reason in said)


def test_the_work_grows_with_the_number_of_names_alone(places: Gazetteer) -> None:
    index = index_of(places)
    names = list(dict.fromkeys(index.names(record)[0].spelling for record in range(0, len(index), 600)))
    spent = []
    for count in (500, 2_000):
        places.resolve_together(names[:count])
        started = time.process_time()
        places.resolve_together(names[:count])
        spent.append(time.process_time() - started)
    assert spent[1] < spent[0] * 4 * 3
