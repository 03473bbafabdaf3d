"""Tables on a terminal."""

from __future__ import annotations

import io

import pytest

from dateline.table import Table, shown_width, wrapped


class Terminal(io.StringIO):
    """What is written, as if on a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "40")
    return Terminal()


def test_later_rows_make_the_columns_wider(narrow: Terminal) -> None:
    table = Table(narrow, ("name", "kind"))
    table.add([("Gao", "city")])
    table.add([("Gao region", "admin1")])
    table.add([("Mopti", "city")])

    assert narrow.getvalue().splitlines() == [
        "name  kind",
        "Gao   city",
        "Gao region  admin1",
        "Mopti       city",
    ]


def test_firm_columns_are_wrapped_last(narrow: Terminal) -> None:
    Table(narrow, ("place", "lat, lon"), firm=("lat, lon",)).add(
        [("Springfield (city, Sangamon County)", "39.8017, -89.6437")]
    )

    assert narrow.getvalue().splitlines() == [
        "place                  lat, lon",
        "Springfield (city,     39.8017, -89.6437",
        "Sangamon County)",
    ]


def test_a_terminal_too_narrow_for_columns_gets_a_list(narrow: Terminal) -> None:
    words = ("a" * 14, "b" * 14, "c" * 14)
    Table(narrow, ("one", "two", "three")).add([words])

    assert narrow.getvalue() == f"one    {words[0]}\ntwo    {words[1]}\nthree  {words[2]}\n\n"


@pytest.mark.parametrize(
    "text", ["Tombouctou " * 9, "北京市" * 30, "Me\u0301naka " * 20, "كيدال " * 20, "x" * 100, "한국어 " * 30]
)
@pytest.mark.parametrize("width", [2, 7, 40])
def test_wrapping_loses_nothing_and_stays_within_the_width(text: str, width: int) -> None:
    lines = wrapped(text.strip(), width)

    assert max(map(shown_width, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_combines_stays_with_its_letter() -> None:
    assert wrapped("e\u0301" * 6, 2) == ["e\u0301" * 2] * 3
