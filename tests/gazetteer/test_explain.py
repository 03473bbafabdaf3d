"""What an answer says of itself: the sum of its reasons, the same words as text and as HTML, copies."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser

import pytest

import gazetteer
from gazetteer import Gazetteer, Resolution
from gazetteer.lookups import index_of
from tests.gazetteer.cases import AMBIGUOUS, CASES, PHRASES, UNKNOWN

TEXTS = [case.text for case in CASES] + [text for text, *_ in (*AMBIGUOUS, *PHRASES)] + list(UNKNOWN)
MISSPELLED = [
    "Kidall",
    "Tessalitt, Mali",
    "Bamkao",
    "Minneaplis",
    "town of Ansongoo",
    "Aguelhokk, Kidal region",
]
HOSTILE = '<img src=x onerror=alert(1)>"&\u2028'


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.open()


class _Page(HTMLParser):
    """What a browser would make of a fragment."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.scopes = 0
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.scopes += ("scope", "row") in attrs or ("scope", "col") in attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _all(answer: Resolution) -> list[gazetteer.Candidate]:
    return [*filter(None, [answer.candidate]), *answer.alternatives]


def test_the_score_is_the_sum_of_the_reasons_whatever_is_asked(places: Gazetteer) -> None:
    index = index_of(places)
    records = range(0, len(index), len(index) // 200)
    names = [index.names(record)[-1].spelling for record in records]
    answers = [places.resolve(name) for name in [*names, *TEXTS, *MISSPELLED]]
    answers += places.resolve_together([*TEXTS[:40], *MISSPELLED])
    answers += [places.resolve(name, near="Gao", prefer="region", bias=["ML"]) for name in TEXTS[:40]]
    answers += [places.resolve(name, within="Mali") for name in TEXTS[:40]]
    counted = 0
    for answer in answers:
        for candidate in _all(answer):
            assert sum(reason.weight for reason in candidate.reasons) == pytest.approx(candidate.score)
            assert all(reason.why for reason in candidate.reasons)
            counted += 1
    assert counted > 1_000


@pytest.mark.parametrize("text", ["Gao, Mali", "Springfield", "Xqzzt", "near Kidal", "Kidall", HOSTILE])
def test_the_page_says_what_the_text_says(places: Gazetteer, text: str) -> None:
    answer = places.resolve(text)
    page = _Page(answer.explain_html())
    shown = " ".join(" ".join(page.texts).split())
    for line in answer.explain().splitlines():
        for part in line.replace(":", " ").split():
            assert part in shown.replace(":", " "), part
    assert page.attributes <= {"class", "scope"}
    assert set(page.tags) <= {"section", "p", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_each_candidate_has_a_table_that_can_be_read_aloud(places: Gazetteer) -> None:
    answer = places.resolve("Springfield")
    page = _Page(answer.explain_html())
    tables = page.tags.count("table")
    assert tables == page.tags.count("caption") == 1 + min(len(answer.alternatives), 5)
    assert page.scopes == page.tags.count("th")


def test_an_edit_is_told(places: Gazetteer) -> None:
    answer = places.resolve("Tessalitt")
    assert answer.candidate is not None
    assert answer.place is not None
    assert (answer.place.name, answer.candidate.edits) == ("Tessalit", 1)
    assert "1 edit from 'Tessalit'" in answer.reason
    assert "name: fuzzy cost" in answer.explain()


@pytest.mark.parametrize("text", ["Gao, Mali", "Springfield", "Xqzzt", "19.955 N 2.966 E", "Kidall"])
def test_a_copy_for_another_process_says_the_same(places: Gazetteer, text: str) -> None:
    answer = places.resolve(text, near="Gao")
    copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
    assert copy == answer
    assert copy.explain() == answer.explain()
    assert copy.explain_html() == answer.explain_html()
    assert copy.to_dict() == answer.to_dict()


def test_what_was_asked_is_told_as_it_was_understood(places: Gazetteer) -> None:
    answer = places.resolve(
        "Gao", near="Tinzaouaten", within="Mali", kind="city", prefer="settlement", bias=["ML"]
    )
    for part in (
        "near Tinzaouaten (city",
        "within Mali (country, ML)",
        "of kind city",
        "settlement",
        "bias +2",
    ):
        assert part in answer.asked
        assert part in answer.explain()
    assert answer.to_dict()["asked"] == answer.asked
    assert places.resolve("Gao").asked == ""


@pytest.mark.parametrize("names", [("Gao", "Kidal"), ("Maiduguri", "Damboa", "Diffa"), ("Lyon", "Marseille")])
def test_no_reason_denies_the_weight_that_it_gives(places: Gazetteer, names: tuple[str, ...]) -> None:
    for answer in places.resolve_together(names):
        for candidate in filter(None, (answer.candidate, *answer.alternatives)):
            for rule, weight, why in candidate.reasons:
                denied = rule.startswith("company") and why.startswith("no other name")
                assert not (denied and weight > 0), (rule, weight, why)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("between Gao and Kidal", "By 'between', what is meant lies between places, of which Gao is one."),
        ("near Lyon", "By 'near', what is meant is near Lyon, or at a distance from it."),
        ("northern Niger", "By 'northern', what is meant is a part of Niger, or somewhere in it."),
    ],
)
def test_a_relation_is_told_in_a_sentence(places: Gazetteer, text: str, says: str) -> None:
    assert says in places.locate(text).explain()


def test_the_headline_has_the_confidence_of_the_answer(places: Gazetteer) -> None:
    answer = places.resolve("Kidal")
    assert f"with confidence {answer.confidence:.2f}" in answer.reason
