"""The rules of ranking, each on places made up for it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer.confidence import CONTRADICTED_AT_MOST, RESOLVED_FROM
from gazetteer.index_format import NAME_KINDS
from gazetteer.marks import share
from gazetteer.weights import WEIGHTS
from geo.points import LonLat
from tests.gazetteer.controlled import controlled

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Resolution

scores = st.lists(st.floats(-50, 50), min_size=1, max_size=20)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return controlled(tmp_path_factory.mktemp("controlled") / "index")


def rules(answer: Resolution) -> set[str]:
    assert answer.candidate is not None
    return {reason.rule for reason in answer.candidate.reasons}


@pytest.mark.parametrize(
    ("text", "asked", "winner", "rule"),
    [
        ("Northmark", {}, "test:northmark-northmark", "seat: PPLA"),
        ("Northmark", {"prefer": "region"}, "test:north", "prefer: region"),
        ("Northmark", {"prefer": "settlement"}, "test:northmark-northmark", "prefer: settlement"),
        ("Evenham", {"bias": ["AA"]}, "test:evenham-southmark", "bias"),
        ("Twin", {"bias": {"BB": 6.0}}, "test:twin-eastmark", "bias"),
        ("Twin", {"within": "Beland"}, "test:twin-eastmark", "within"),
        ("Northmark region", {}, "test:north", "words: kind"),
        ("town of Northmark", {}, "test:northmark-northmark", "words: kind"),
        ("Twin", {}, "test:twin-northmark", "population"),
        ("Twin, Beland", {}, "test:twin-eastmark", "words: held"),
        ("Beland, Twin", {}, "test:twin-eastmark", "words: held"),
        ("the Belandic town of Twin", {}, "test:twin-eastmark", "words: held"),
        ("Twin, BB", {}, "test:twin-eastmark", "words: held"),
        ("Twin", {"near": LonLat(41, 5)}, "test:twin-eastmark", "near"),
        ("Twin, near Neighbourton", {}, "test:twin-eastmark", "near"),
        ("Élan", {}, "test:élan-southmark", "spelling: exact"),
        ("Twinned", {}, "test:twinned-eastmark", "name: primary"),
        ("Ruinum", {}, "test:ruinum-eastmark", "kind: city"),
        ("Alandic", {}, "test:alandic-eastmark", "name: primary"),
        ("Belandic", {}, "test:beland", "name: demonym"),
        ("BB", {}, "test:beland", "name: code"),
        ("Aland", {}, "test:aland", "kind: country"),
        ("Long River", {}, "test:river", "kind: natural"),
    ],
)  # fmt: skip
def test_a_rule_decides(places: Gazetteer, text: str, asked: dict[str, Any], winner: str, rule: str) -> None:
    answer = places.resolve(text, **asked)
    assert answer.place is not None
    assert answer.place.id == winner, answer.explain()
    assert rule in rules(answer)


def test_a_code_in_small_letters_is_no_name(places: Gazetteer) -> None:
    assert places.resolve("bb").place is None


def test_equals_are_ambiguous_and_the_order_is_fixed(places: Gazetteer) -> None:
    answer = places.resolve("Evenham")
    assert answer.status == "ambiguous"
    assert answer.place is not None
    rival = answer.alternatives[0].place
    assert {answer.place.id, rival.id} == {"test:evenham-eastmark", "test:evenham-southmark"}
    assert answer.candidate is not None
    assert answer.alternatives[0].probability == pytest.approx(answer.candidate.probability)
    assert places.resolve("Evenham") == answer


def test_a_town_on_the_border_is_within_both_countries(places: Gazetteer) -> None:
    for country in ("Aland", "Beland", "AA", "BB"):
        answer = places.resolve("Rimton", within=country)
        assert answer.place is not None, country
    assert places.resolve("Rimton", within="Eastmark").place is None


@pytest.mark.parametrize(
    ("document", "winner", "rule"),
    [
        (["Evenham", "Beland"], "test:evenham-eastmark", "company: country"),
        (["Evenham", "Southmark"], "test:evenham-southmark", "company: held"),
        (["Eastmark", "Evenham"], "test:east", "company: holds"),
        (["Evenham", "Neighbourton"], "test:evenham-eastmark", "company: country"),
        (["Evenham", "Neighbourton"], "test:evenham-eastmark", "company: region"),
        (["Evenham", "Neighbourton"], "test:evenham-eastmark", "company: close"),
    ],
)  # fmt: skip
def test_the_company_of_a_name_decides(
    places: Gazetteer, document: list[str], winner: str, rule: str
) -> None:
    answer = places.resolve_together(document)[0]
    assert answer.place is not None
    assert answer.place.id == winner
    assert rule in rules(answer)
    assert answer.status == "resolved"


def test_a_name_alone_keeps_no_company(places: Gazetteer) -> None:
    assert places.resolve_together(["Twin"]) == [places.resolve("Twin")]
    assert places.resolve_together(["Twin", "Twin"]) == [places.resolve("Twin")] * 2
    assert places.resolve_together([]) == []


def test_what_contradicts_the_text_is_capped(places: Gazetteer) -> None:
    answer = places.resolve("Northmark, Beland")
    assert answer.status == "ambiguous"
    assert answer.confidence <= CONTRADICTED_AT_MOST < RESOLVED_FROM
    assert places.resolve("Neighbourton cercle").status != "resolved"


def test_a_small_place_that_the_text_puts_elsewhere_is_no_answer_but_is_told(places: Gazetteer) -> None:
    answer = places.resolve("Lone, Aland")
    assert answer.status == "unresolved"
    assert "'Aland'" in answer.reason
    assert answer.alternatives[0].place.id == "test:lone-eastmark"
    assert "words: not held" in {reason.rule for reason in answer.alternatives[0].reasons}


def test_the_score_is_the_sum_of_the_weights_that_are_shown(places: Gazetteer) -> None:
    for text in ("Northmark", "Twin, Beland", "Evenham", "Élan"):
        answer = places.resolve(text)
        for candidate in (answer.candidate, *answer.alternatives):
            assert candidate is not None
            assert candidate.score == pytest.approx(sum(reason.weight for reason in candidate.reasons))
            assert all(reason.why for reason in candidate.reasons)


def test_a_weak_match_is_not_certain_because_it_is_alone(places: Gazetteer) -> None:
    known, hardly = places.resolve("Neighbourton"), places.resolve("BB")
    assert not known.alternatives
    assert not hardly.alternatives
    assert hardly.confidence < 1 > known.confidence


@given(scores)
def test_shares_keep_the_order_and_leave_room_for_none_of_these(values: list[float]) -> None:
    shares = share(values)
    assert all(0 <= part <= 1 for part in shares)
    assert math.fsum(shares) <= 1 + 1e-9
    for score, part in zip(values, shares, strict=True):
        for other, rival in zip(values, shares, strict=True):
            assert part >= rival or score < other


@given(scores, st.floats(0.1, 5))
def test_more_evidence_for_a_place_is_more_share_for_it(values: list[float], more: float) -> None:
    before, after = share(values), share([values[0] + more, *values[1:]])
    assert after[0] >= before[0]
    assert all(late <= early + 1e-12 for early, late in zip(before[1:], after[1:], strict=True))


def test_every_rule_is_documented_and_used() -> None:
    package = Path(gazetteer.__file__).parent
    code = "".join(path.read_text("utf-8") for path in package.glob("*.py") if path.name != "weights.py")
    for rule, weight in WEIGHTS.items():
        assert len(weight.why) > 15, rule
        start = rule.partition(":")[0]
        assert code.count(f'"{rule}"') > 0 or f'f"{start}: ' in code, rule


def test_every_kind_of_name_has_a_weight() -> None:
    assert {f"name: {kind}" for kind in NAME_KINDS} <= WEIGHTS.keys()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Zaire", "CD"), ("Upper Volta", "BF"), ("Haute-Volta", "BF"), ("Persia", "IR"),
        ("Abyssinia", "ET"), ("Kolwezi, Zaire", "CD"),
    ],
)  # fmt: skip
def test_a_historic_name_is_understood(text: str, country: str) -> None:
    answer = gazetteer.resolve(text)
    assert answer.place is not None
    assert answer.place.country == country
    assert "name: historic" in rules(answer) or "," in text
