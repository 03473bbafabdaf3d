from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from maps.errors import InputError
from maps.incidents import read, workbooks
from tests.maps.incidents.tables import write_csv, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path


def test_cells_of_every_kind_are_read_as_a_person_writes_them(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "sheet.xlsx",
        Sheet1=[
            ("place", "date", "lat", "lon", "killed", "type"),
            (12.0, dt.datetime(2024, 7, 25, 14, 30), 18.4434, 1.4092, 7, True),  # noqa: DTZ001 - cells have no zone
            ("Kidal", dt.date(2024, 7, 25), "18,4434", "1,4092", "20 to 80", 1.5),
        ],
    )
    report = read(path)
    first, second = report.incidents
    assert (first.place_text, first.type, second.type) == ("12", "True", "1.5")
    assert first.when == second.when
    assert str(first.when) == "25 July 2024"
    assert first.point == second.point
    assert [(claim.minimum, claim.maximum) for claim in report.claims] == [(7, 7), (20, 80)]
    assert first.read_from is not None
    assert (first.read_from.sheet, first.read_from.row) == ("Sheet1", 2)
    assert report.problems == ()


def test_sheets_of_those_names_are_the_three_tables(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "all.xlsx",
        Notes=[("anything",)],
        Sources=[("id", "publisher"), ("r", "Reuters")],
        Incidents=[("id", "place", "sources"), ("a", "Gao", "r")],
        Claims=[("incident", "source", "stated"), ("a", "r", "6")],
    )
    report = read(path)
    assert (report.claims[0].minimum, report.claims[0].source) == (6, "r")
    assert (report.problems, report.remarks) == ((), ("all.xlsx: sheets not used: Notes",))


def test_the_only_sheet_that_looks_like_the_table_is_read(tmp_path: Path) -> None:
    notes, table = [("To do",), ("call Bamako",)], [("Events of July",), ("place", "date"), ("Gao", "2024")]
    report = read(write_xlsx(tmp_path / "a.xlsx", Notes=notes, July=table))
    assert report.incidents[0].place_text == "Gao"
    with pytest.raises(
        InputError, match="the sheets July, August may all be the table; name the one to read 'incidents'"
    ):
        read(write_xlsx(tmp_path / "b.xlsx", July=table, August=table))


def test_merged_cells_errors_and_formulas_without_a_value_are_named(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ("Events", "", ""),
        ("place", "date", "title"),
        ("Gao", "2024", "#N/A"),
        ("", "2024", "=A3"),
        ("Ber", "2024", "x"),
    ):
        sheet.append(list(row))
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    workbook.save(tmp_path / "sheet.xlsx")
    report = read(tmp_path / "sheet.xlsx")
    text = "\n".join(report.problems)
    assert "cells A3:A4 are merged" in text
    assert "A1:C1" not in text
    assert "row 3: cell C3 holds the error #N/A; it is read as blank" in text
    assert "row 4: cell C4 is a formula without a saved value" in text
    assert len(report.incidents) == 3


def test_a_declared_extent_of_millions_of_cells_costs_nothing(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "sheet.xlsx", Sheet1=[("place",), ("Gao",)])
    rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert len(read(path).incidents) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "bomb.xlsx", Sheet1=[("place",), *[("x" * 1000,)] * 100])
    monkeypatch.setattr(workbooks, "_MAX_UNPACKED", 1000)
    with pytest.raises(
        InputError, match=r"bomb.xlsx: it unpacks to [\d,]+ bytes, over 1,000; save it as .csv"
    ):
        read(path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password; save it without one",
        ),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"place\nGao\n", "no workbook in spite of its name"),
        (b"", "no workbook in spite of its name"),
    ],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_a_file_that_is_no_workbook_is_named_as_what_it_is(
    tmp_path: Path, suffix: str, data: bytes, message: str
) -> None:
    path = tmp_path / f"sheet{suffix}"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path)
    assert message in str(caught.value) or (suffix == ".xls" and "old Excel" in str(caught.value))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(InputError, match="it is no XLSX workbook"):
        read(path)


def test_a_workbook_named_csv_is_read_all_the_same(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "sheet.xlsx", Sheet1=[("place",), ("Gao",)]).rename(tmp_path / "sheet.csv")
    assert read(path).incidents[0].place_text == "Gao"


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the table is empty"):
        read(write_xlsx(tmp_path / "sheet.xlsx", Sheet1=[]))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_xlsx(
        tmp_path_factory.mktemp("whole") / "sheet.xlsx", Sheet1=[("place", "killed"), ("Gao", 3)]
    )


def check_is_read_or_refused(path: Path) -> None:
    try:
        report = read(path)
    except InputError as error:
        refused = str(error)
        assert refused.startswith((path.name, str(path)))
    else:
        assert report.incidents


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=5), st.floats(0.1, 1))
def test_a_damaged_workbook_is_a_report_or_an_input_error(
    whole: Path, changes: list[tuple[float, int]], kept: float
) -> None:
    content = bytearray(whole.read_bytes())
    for where, byte in changes:
        content[int(where * (len(content) - 1))] = byte
    damaged = whole.with_name("damaged.xlsx")
    damaged.write_bytes(content[: int(kept * len(content))])
    check_is_read_or_refused(damaged)


@given(st.sampled_from([b"<v>", b"t=", b'r="A1"', b"sheetData", b"<row", b"xmlns"]), st.binary(max_size=8))
def test_a_sheet_of_wrong_xml_is_a_report_or_an_input_error(whole: Path, old: bytes, new: bytes) -> None:
    wrong = whole.with_name("wrong.xlsx")
    wrong.write_bytes(whole.read_bytes())
    rewrite(wrong, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(old, new, 1))
    check_is_read_or_refused(wrong)


def rewrite(path: Path, member: str, change: object) -> None:
    """Change one member of a workbook."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])  # type: ignore[operator]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_a_workbook_and_its_csv_are_read_alike(tmp_path: Path) -> None:
    rows = [("id", "place", "date"), ("a", "Gao", "2024-07"), ("b", "NA", "")]
    from_xlsx = read(write_xlsx(tmp_path / "a.xlsx", Sheet1=rows))
    from_csv = read(write_csv(tmp_path / "a.csv", *rows))
    assert [(i.id, i.place_text, i.when) for i in from_xlsx.incidents] == [
        (i.id, i.place_text, i.when) for i in from_csv.incidents
    ]
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Sheet1"]
