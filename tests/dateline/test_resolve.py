"""``dateline resolve``."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.main import main
from dateline.table import shown_width
from tests.dateline.calls import ROOT, on_terminal, piped
from tests.shared.browser import chromium, opened, violations

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


def test_the_caller_says_what_a_name_with_several_meanings_is(capsys: Captured) -> None:
    assert answers(capsys, "Kidal", "--prefer", "region")[0]["place"]["kind"] == "admin1"
    assert answers(capsys, "Kidal", "--prefer", "settlement")[0]["place"]["kind"] == "city"


def test_an_ambiguous_name_fails_only_where_strictness_is_asked_for(capsys: Captured) -> None:
    assert main(["resolve", "Springfield", "--format", "table"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == ["name", "Springfield", "or", "or", "or"]
    assert err == ""

    assert main(["resolve", "Springfield", "Bamako", "--strict", "--format", "json"]) == 1
    assert capsys.readouterr().err.startswith("dateline: Springfield: ambiguous: ")


def test_a_misspelled_name_says_so(capsys: Captured) -> None:
    assert main(["resolve", "Bamkao", "--format", "table"]) == 0

    assert "Bamako (city, Bamako, ML), 1 edit from Bamako" in capsys.readouterr().out


def test_names_in_languages(capsys: Captured) -> None:
    assert (
        main(
            [
                "resolve",
                "Mali",
                "19.9 N 2.9 E",
                "Xqzzt",
                "--language",
                "ar",
                "--language",
                "fr",
                "--format",
                "json",
            ]
        )
        == 1
    )
    found = [answer["names"] for answer in json.loads(capsys.readouterr().out)]

    assert found[0] == {"ar": {"name": "مالي", "by": "tag"}, "fr": {"name": "Mali", "by": "tag"}}
    assert found[1:] == [{"ar": None, "fr": None}] * 2


def test_names_may_stand_between_options(capsys: Captured) -> None:
    found = answers(capsys, "Kidal", "--kind", "city", "Gao", "--prefer", "any", "Mopti")

    assert [answer["query"] for answer in found] == ["Kidal", "Gao", "Mopti"]


def test_a_name_may_begin_like_an_option(capsys: Captured) -> None:
    assert main(["resolve", "--format", "json", "--", "-Kidal"]) == 0

    assert json.loads(capsys.readouterr().out)[0]["place"]["name"] == "Kidal"


def test_coordinates_south_of_the_equator_are_no_options(capsys: Captured) -> None:
    found = answers(capsys, "-8.5, 112.7", "--near", "-8.1,112.7", "--within", "-10,-15,125,5")

    assert found[0]["query"] == "-8.5, 112.7"
    assert found[0]["place"]["point"] == {"lon": 112.7, "lat": -8.5}


def test_lines_of_a_pipe_are_answered_in_their_order() -> None:
    lines = b"\xef\xbb\xbfKidal\r\n\n  \nXqzzt\nM\xe9naka\n" + b"x" * 10_000 + b"\nMopti"
    done = piped("resolve", "--format", "jsonl", lines=lines)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in found] == ["Kidal", "Xqzzt", "Ménaka", "x" * 10_000, "Mopti"]
    assert [answer["status"] == "resolved" for answer in found] == [True, False, True, False, True]
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert told[0].startswith("dateline: line 4: Xqzzt: unresolved: ")
    assert told[1].startswith(
        f"dateline: line 6: {'x' * 80}...: unresolved: 10,000 characters are no place's name"
    )
    assert told[2:] == [
        "dateline: blank lines are left out: line 2 and 1 more",
        "dateline: what is not UTF-8 is read as Windows-1252: line 5",
    ]


def test_streams_that_are_closed_are_no_fault() -> None:
    # The shell closes them before Python begins.
    call = f"{sys.executable} -m dateline resolve Kidal Xqzzt >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", call], check=False).returncode == 1


def test_a_line_is_answered_before_the_next_one_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "dateline", "resolve", "-", "--format", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("Kidal", "Gao"):
            process.stdin.write(f"{name}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == name
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_words_and_lines_together() -> None:
    done = piped("resolve", "Gao", "-", "Mopti", "--format", "csv", lines=b"Kidal\n")

    assert [row["query"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["Gao", "Kidal", "Mopti"]


def test_no_lines_are_no_answers() -> None:
    done = piped("resolve", lines=b"")

    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("words", "lines", "told"),
    [
        ([], None, "no name is given; write one behind the command, or pipe them in, one a line"),
        (["-", "-"], b"Kidal", '"-" stands for standard input and can be given once'),
        ([], "Kidal".encode("utf-16"), "standard input is UTF-16; save it as UTF-8"),
    ],
)
def test_names_that_cannot_be_read_are_a_wrong_call(words: list[str], lines: bytes | None, told: str) -> None:
    done = piped("resolve", *words, lines=lines)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dateline: {told}")
    assert done.stderr.count("\n") == 1


def test_many_unknown_names_are_counted_and_not_all_told() -> None:
    done = piped("resolve", "--format", "jsonl", lines=b"Xqzzt\n" * 500)

    assert (done.returncode, done.stdout.count("\n")) == (1, 500)
    assert done.stderr.count("\n") == 21
    assert done.stderr.endswith("and 480 more without an answer: see the status of each\n")


def test_csv_and_geojson_have_the_same_facts(capsys: Captured) -> None:
    assert main(["resolve", "Kidal", "Xqzzt", "--format", "csv", "--language", "ar"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["resolve", "Kidal", "Xqzzt", "--format", "geojson", "--language", "ar"]) == 1
    document = json.loads(capsys.readouterr().out)

    kidal, unknown = document["features"]
    assert kidal["geometry"] == {"type": "Point", "coordinates": [1.40921, 18.44345]}
    assert unknown["geometry"] is None
    assert document["attribution"] == "GeoNames (CC BY 4.0)"
    for row, feature in zip(rows, document["features"], strict=True):
        properties = {
            key: "" if value is None else str(value) for key, value in feature["properties"].items()
        }
        assert properties == row
    assert rows[0]["id"] == "geonames:2455290"
    assert rows[0]["name_ar"] == "كيدال"


def test_a_file_gets_the_form_of_its_ending(tmp_path: Path, capsys: Captured) -> None:
    for name, start in (
        ("a.json", "[\n  {"),
        ("a.csv", "query,"),
        ("a.geojson", '{"type": "Feat'),
        ("a.jsonl", "{"),
    ):
        assert main(["resolve", "Kidal", "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert capsys.readouterr().out == ""
    assert len(list(tmp_path.iterdir())) == 4


def test_a_file_stays_as_it_was_where_the_job_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    target = tmp_path / "a.csv"
    target.write_text("before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.output._write_csv", fail)

    assert main(["resolve", "Kidal", "-o", str(target)]) == 1
    assert (target.read_text(), list(tmp_path.iterdir())) == ("before", [target])
    assert capsys.readouterr().err == (
        f"dateline: {target}: No space left on device; make room, or write elsewhere\n"
    )


def test_an_area_can_be_made_likelier(capsys: Captured) -> None:
    assert main(["resolve", "Springfield", "--bias", "US-IL", "--bias", "Chad", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["place"]["admin1"] == "Illinois"
    assert main(["resolve", "Kidal", "--bias", "Springfield"]) == 2
    assert capsys.readouterr().err.startswith("dateline: --bias Springfield may be Springfield (city, ")
    assert main(["locate", "near Springfield", "--bias", "Ilinois"]) == 2
    assert capsys.readouterr().err.startswith("dateline: --bias names 'Ilinois', which is no known area; ")


def test_an_answer_is_explained_as_text(capsys: Captured) -> None:
    assert main(["resolve", "--explain", "Kidal", "Xqzzt"]) == 1

    out = capsys.readouterr().out
    assert out.startswith("'Kidal' is resolved: Kidal (city, Kidal, ML), with confidence ")
    assert re.search(r"^ +[+-]\d+\.\d\d population: 40,030 inhabitants$", out, re.MULTILINE)
    assert "\n\n'Xqzzt' is unresolved: " in out


def test_an_answer_is_explained_as_a_page_that_satisfies_its_own_policy(tmp_path: Path) -> None:
    page = tmp_path / "why.html"

    assert main(["resolve", "<script>alert(1)</script>", "Kidal", "--explain", "html", "-o", str(page)]) == 1

    text = page.read_text("utf-8")
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src &#x27;none&#x27;; script-src &#x27;none&#x27;; " in text
    assert f"style-src &#x27;sha256-{digest}&#x27;" in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert not re.search(r"\s(style|on\w+|src)=", text)
    assert re.findall(r'href="([^"]*)"', text) == ["data:,"]


def test_the_page_breaks_no_policy_and_can_be_read_by_everybody(tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    main(["resolve", "Springfield", "تين زواتين", "Xqzzt", "--explain", "html", "-o", str(page)])

    with chromium() as browser, opened(browser, page, phone=True) as seen:
        assert violations(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("columns", [30, 60, 80, 200])
def test_a_table_stays_within_the_terminal(columns: int) -> None:
    names = ("Springfield", "北京", "تين زواتين", "Me\u0301naka", "x" * 10_000)
    code, lines = on_terminal(columns, "resolve", *names, "--language", "ar")

    shown = [line for line in lines if not line.startswith("dateline: ")]
    assert code == 1
    assert all(shown_width(line) <= columns for line in shown[:-1])
    together = " ".join(" ".join(shown).split())
    assert all(word in together for word in ("Sangamon", "Beijing", "Tinzaouaten", "kind", "conf."))


def test_columns_stand_under_each_other_in_every_script() -> None:
    _, lines = on_terminal(200, "resolve", "北京", "تين زواتين", "Me\u0301naka", "Kidal")

    starts = {shown_width(line[: line.index("resolved")]) for line in lines[1:]}
    assert starts == {shown_width(lines[0][: lines[0].index("status")])}


def test_a_gazetteer_of_ones_own_is_asked(own_index: Path, capsys: Captured) -> None:
    own = ("--index", str(own_index))

    assert answers(capsys, "In Xqzzt", *own)[0]["place"]["point"] == {"lon": 2.5, "lat": 19.5}
    assert main(["locate", "near In Xqzzt", *own, "--format", "csv"]) == 0
    assert main(["describe", "19.5 N 2.6 E", *own, "--format", "csv"]) == 0
    assert main(["resolve", "Kidal", *own, "--format", "csv"]) == 1
    out = capsys.readouterr().out
    assert "reaches 25 km beyond In Xqzzt" in out
    assert "10 km E of In Xqzzt" in out


def test_a_damaged_gazetteer_is_a_job_that_failed(own_index: Path, capsys: Captured) -> None:
    names = own_index / "names.bin"
    names.write_bytes(names.read_bytes()[:-7])

    assert main(["resolve", "In Xqzzt", "--index", str(own_index)]) == 1

    out, err = capsys.readouterr()
    assert (out, err.count("\n"), "Traceback" in err) == ("", 1, False)
    assert str(names) in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--within", "Xqzzt"], "Xqzzt"),
        (["--within", "0,50,10,40"], "the box's south 50 is north of its north 40 (the order is W,S,E,N)"),
        (["--near", "95.5, 12.1"], "--near 95.5, 12.1 is no known place ('95.5, 12.1': latitude 95.5 is out"),
        (["--kind", "fish"], "fish"),
        (["--prefer", "town"], "invalid choice: 'town'"),
        (["--language", "x"], "'x' is no language tag; write one such as ar, fr or zh-Hant"),
        (["--index", "/no/such/folder"], "--index /no/such/folder does not exist"),
        (["-o", "a.xml"], "-o a.xml: its ending names no form; end it with .json, "),
        (["-o", "/no/such/folder/a.csv"], "-o /no/such/folder/a.csv: there is no folder /no/such/folder"),
        (["--explain", "html", "--format", "csv"], "--explain html and --format csv exclude each other"),
        (["--fast"], "unrecognized arguments: --fast; dateline resolve --help shows how"),
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


def test_a_device_is_written_to_and_not_replaced(capsys: Captured) -> None:
    assert main(["resolve", "Kidal", "-o", "/dev/null", "--format", "csv"]) == 0
    assert Path("/dev/null").is_char_device()
    assert main(["resolve", "Kidal", "-o", "-", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("query,")


def test_nothing_from_a_name_moves_the_cursor() -> None:
    hostile = "Kidal\x1b[2J\x9b2J\u202eilaM"
    for words in (["--format", "table"], ["--explain"], ["--format", "json"], ["--format", "csv"]):
        _, lines = on_terminal(100, "resolve", hostile, *words)
        assert not any(char in "".join(lines) for char in "\x1b\x9b\u202e"), words

    done = piped("resolve", hostile, "--format", "json")
    assert json.loads(done.stdout)[0]["query"] == hostile


@pytest.mark.parametrize("option", ["--within", "--near"])
def test_a_wrong_condition_is_told_in_the_words_of_the_call(
    option: str, own_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["resolve", "Kidal", option, "Qwyxz", "--index", str(own_index)]) == 2
    told = capsys.readouterr().err
    assert f"{option} Qwyxz is no known" in told
    assert "geo." not in told
    assert "shapely" not in told
