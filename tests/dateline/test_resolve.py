"""``dateline resolve``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dateline.main import main

Captured = pytest.CaptureFixture[str]


def answers(capsys: Captured, *words: str) -> list[dict[str, Any]]:
    assert main(["resolve", *words, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_each_name_is_answered_in_its_order_with_the_reason(capsys: Captured) -> None:
    found = answers(capsys, "Tin-Zaouatine", "Kidal", "Mopti")

    assert [answer["place"]["name"] for answer in found] == ["Tinzaouaten", "Kidal", "Mopti"]
    assert all(answer["reason"] and answer["status"] == "resolved" for answer in found)


def test_a_pipe_gets_json(capsys: Captured) -> None:
    assert main(["resolve", "Kidal"]) == 0

    assert json.loads(capsys.readouterr().out)[0]["query"] == "Kidal"


def test_a_terminal_gets_a_table(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    assert main(["resolve", "Kidal", "Kidal region"]) == 0

    head, town, region = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "status", "place", "kind", "lat,", "lon", "conf."]
    assert town.index("resolved") == region.index("resolved") == head.index("status")
    assert "18.4434, 1.4092" in town
    assert "admin1" in region


def test_an_unknown_name_is_told_and_the_others_are_answered(capsys: Captured) -> None:
    assert main(["resolve", "Kidal", "Xqzzt", "--format", "json"]) == 1

    out, err = capsys.readouterr()
    assert [answer["status"] for answer in json.loads(out)] == ["resolved", "unresolved"]
    assert err.startswith("dateline: Xqzzt: unresolved: ")
    assert err.count("\n") == 1


def test_options_choose_among_places_of_one_name(capsys: Captured) -> None:
    assert answers(capsys, "Kidal", "--within", "ID")[0]["place"]["country"] == "ID"
    assert answers(capsys, "Kidal", "--within", "100,-15,125,5")[0]["place"]["country"] == "ID"
    assert answers(capsys, "Kidal", "--kind", "admin1")[0]["place"]["kind"] == "admin1"
    assert answers(capsys, "Kidal", "--near", "-8.1, 112.7")[0]["query"] == "Kidal"
    assert answers(capsys, "Gao", "--near", "6th of October City")[0]["query"] == "Gao"
    assert answers(capsys, "Paris", "Dallas", "Texas", "--together")[0]["place"]["admin1"] == "Texas"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--within", "Xqzzt"], "Xqzzt"),
        (["--within", "0,50,10,40"], "the box's south 50 is north of its north 40 (the order is W,S,E,N)"),
        (["--near", "95.5, 12.1"], "near='95.5, 12.1' is no known place ('95.5, 12.1': latitude 95.5 is out"),
        (["--kind", "fish"], "fish"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_wrong_call(
    capsys: Captured, words: list[str], told: str
) -> None:
    assert main(["resolve", "Kidal", *words]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert told in err
