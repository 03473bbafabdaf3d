"""The command line as a user meets it: quick, one line for each failure, no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dateline.main import main
from dateline.terminal import one_line
from tests.dateline.calls import ROOT
from tests.dateline.calls import piped as call

if TYPE_CHECKING:
    from pathlib import Path


def test_help_names_the_commands_and_the_exit_codes() -> None:
    done = call("--help")

    assert done.returncode == 0
    assert all(f"\n    {name} " in done.stdout for name in ("map", "resolve", "locate", "describe"))
    assert "exit codes: 0 done, 1 the job failed, 2 the call was wrong" in done.stdout


@pytest.mark.parametrize(
    "words",
    [["--help"], *([name, "--help"] for name in ("map", "resolve", "locate", "describe"))],
    ids=" ".join,
)
def test_help_loads_no_package_below(words: list[str]) -> None:
    code = f"import sys; from dateline.main import main; main({words}); print('loaded', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    out, _, loaded = done.stdout.rpartition("loaded ")
    assert out.startswith("usage: dateline")
    slow = {"geo", "gazetteer", "maps", "numpy", "shapely", "pyproj", "folium", "importlib.metadata", "json"}
    assert slow & set(loaded.split()) == set()


def test_version() -> None:
    done = call("--version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "dateline")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["map"],
        ["map", "a.csv"],
        ["map", "a.csv", "-o"],
        ["map", "a.csv", "-o", "a.html", "--fast"],
        ["map", "a.csv", "-o", "a.html", "--border-between", "Mali"],
        ["resolve"],
        ["resolve", "Kidal", "--format", "xml"],
        ["locate"],
        ["locate", "Kidal", "--explain=pdf"],
        ["describe", "1,5; 2,5", "--nearest", "many"],
        ["describe", "1,5; 2,5", "--nearest"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_told_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main(words)

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert "--help shows how" in err


def test_a_fault_of_dateline_is_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError("some\nfault")

    monkeypatch.setattr("dateline.resolve.run", fail)

    assert main(["resolve", "Kidal"]) == 1
    assert capsys.readouterr().err.startswith(
        "dateline: a fault of Dateline itself, please report it: RuntimeError: some fault"
    )


def test_an_interrupt_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.resolve.run", interrupt)

    assert main(["resolve", "Kidal"]) == 128 + signal.SIGINT
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("resolve --format json", "["),
        ("resolve --format table", "n"),
        ("resolve --format csv", "q"),
        ("resolve --explain html", "<"),
        ("locate --format geojson", "{"),
        ("describe --format jsonl", "{"),
    ],
)
def test_a_reader_that_leaves_early_is_no_traceback(words: str, start: str) -> None:
    asked = "18.4 N 1.4 E" if words.startswith("describe") else "Kidal"
    many = 300 if words.startswith("resolve") else 30
    script = f"yes {asked} | head -n {many} | {sys.executable} -m dateline {words} | head -c 1"

    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.stdout == start
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["resolve", "locate", "describe"])
def test_examples_of_the_help_work(name: str, tmp_path: Path) -> None:
    (tmp_path / "places.txt").write_text("near Gao\n")
    (tmp_path / "points.txt").write_text("18.4 N 1.4 E\n")
    (tmp_path / "reports.tsv").write_text("1\tGao\n")
    shown = call(name, "--help").stdout.partition("examples:\n")[2].partition("\n\n")[0]
    lines = [line.strip() for line in shown.splitlines()]

    for line in lines:
        script = line.replace("dateline ", f"{sys.executable} -m dateline ")
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), line
    assert len(lines) >= 4


@pytest.mark.parametrize(
    "words",
    [["locate", "near تين زواتين"], ["describe", "١٩.٩٥٥ شمال ٢.٩٦٦ شرق"]],
    ids=lambda words: str(words[0]),
)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "geojson", "csv"])
def test_every_form_can_be_printed_in_ascii(words: list[str], form: str) -> None:
    done = call(*words, "--format", form, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "Tinzaouaten" in done.stdout


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_any_name_can_be_printed_in_any_locale(locale: dict[str, str]) -> None:
    name = "تين زواتين"

    data, table = (
        call("resolve", name, "--format", "json", lines=None, **locale),
        call("resolve", name, "--format", "table", lines=None, **locale),
    )

    assert (data.returncode, data.stderr) == (0, "")
    assert json.loads(data.stdout)[0]["place"]["name"] == "Tinzaouaten"
    assert (table.returncode, table.stderr) == (0, "")
    assert "Tinzaouaten" in table.stdout


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\r\n  b\tc", "a b c"),
        ("a\u202eb", "a\\u202eb"),
        ("تين زواتين", "تين زواتين"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    ],
)
def test_nothing_that_is_told_moves_the_cursor(text: str, shown: str) -> None:
    assert one_line(text) == shown


@pytest.mark.parametrize(
    ("words", "meant"),
    [("resolv Kidal", "resolve"), ("gazeteer info", "gazetteer"), ("resolve Kidal --format jsn", "json")],
)
def test_a_misspelled_word_of_a_call_is_asked_about(
    words: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == 2
    assert f"; is '{meant}' meant?; dateline" in capsys.readouterr().err
