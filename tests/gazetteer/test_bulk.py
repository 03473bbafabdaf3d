"""Answers to many names at once are those that each name gets by itself."""

from __future__ import annotations

import gc
import random

import pytest

import gazetteer
from benchmarks.quality.cases import read_cases
from gazetteer.bulk import Bulk
from gazetteer.lookups import index_of
from tests.gazetteer.cases import AMBIGUOUS, CASES, PHRASES, UNKNOWN


@pytest.fixture(scope="module")
def names() -> list[str]:
    index = index_of(gazetteer.open())
    records = range(0, len(index), len(index) // 4_000)
    # Of one place the usual name, of the next its last one: an alternate, a code, another script.
    known = [index.names(record)[-(number % 2)].spelling for number, record in enumerate(records)]
    listed = [case.text for case in CASES] + [text for text, *_ in (*AMBIGUOUS, *PHRASES)] + list(UNKNOWN)
    written = [form for name in known[::20] for form in (name.upper(), name.lower())]
    odd = [
        "USA",
        "UAE",
        "MALI",
        "Georgia",
        "none",
        "Unknown",
        "the village",
        "Malian capital",
        "Ber 16.8, -2.5",
        "\uff2b\uff29\uff24\uff21\uff2c",
        "Gao\ud800",
        "",
    ]
    return list(dict.fromkeys([*known, *written, *listed, *odd, "x" * 10_000]))


def test_a_quick_answer_is_the_whole_one(names: list[str]) -> None:
    places = gazetteer.open()
    quick = [answer for answer in Bulk(index_of(places)).answer(names, places.resolve) if answer is not None]
    # The rest are mostly alternates for which so little speaks that similar names are asked for too.
    assert len(quick) > 0.85 * len(names)
    for answer in quick:
        whole = places.resolve(answer.query)
        assert (answer.query, answer.status) == (whole.query, whole.status)
        assert answer.confidence == pytest.approx(whole.confidence)
        assert (answer.place, answer.candidate) == (whole.place, whole.candidate)


def test_names_at_random_and_labelled_ones_get_their_own_answers() -> None:
    places = gazetteer.open()
    index, chance = index_of(places), random.Random(20)  # noqa: S311 - a sample
    asked = [
        chance.choice(index.names(record)).spelling for record in chance.sample(range(len(index)), 5_000)
    ]
    asked += [case.name for case in read_cases()]
    for name, answer in zip(asked, places.resolve_many(asked), strict=True):
        alone = places.resolve(name)
        assert (answer.query, answer.status, answer.place) == (name, alone.status, alone.place)
        assert answer.confidence == pytest.approx(alone.confidence)


def test_a_long_list_is_answered_as_each_name_is_alone(names: list[str]) -> None:
    answers = gazetteer.resolve_many(names)
    assert [answer.query for answer in answers] == names
    for answer, name in zip(answers, names, strict=True):
        alone = gazetteer.resolve(name)
        assert answer.status == alone.status
        assert answer.place == alone.place
        assert answer.reason == alone.reason
        assert answer.unused == alone.unused


def test_signs_and_spaces_round_a_name_change_no_answer(names: list[str]) -> None:
    signs = [
        "{}.",
        "-{}",
        "'{}'",
        "{}'",
        " {} ",
        "\u2019{}",
        "{} -",
        "- {}",
        "{}  B.",
        "St. {}",
        "{}-Camp",
        "{} Camp-",
    ]
    known = [name for name in names if name and len(name) < 40][:100]
    asked = [sign.format(name) for name in known for sign in signs]
    asked += [name.replace(" ", joint) for name in known for joint in ("-", "'", ". ", " - ") if " " in name]
    for name, answer in zip(asked, gazetteer.resolve_many(asked), strict=True):
        alone = gazetteer.resolve(name)
        assert (answer.query, answer.status, answer.place) == (name, alone.status, alone.place)
        assert answer.confidence == pytest.approx(alone.confidence)


def test_a_long_list_leaves_the_collector_of_garbage_as_it_was(names: list[str]) -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        gazetteer.resolve_many(names[:1_000])
        # What is frozen may be deleted meanwhile, but none of it is thawed.
        assert gc.get_freeze_count() > 0.9 * frozen
        assert gc.isenabled()
        gc.disable()
        gazetteer.resolve_many(names[:1_000])
        assert not gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
