"""The table beside a map: for spreadsheets and programs, and for nobody's formula."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING

import pytest

from geo.points import LonLat
from maps.embed import table
from tests.shared import documents
from tests.shared.injection import CSV_FORMULAS

if TYPE_CHECKING:
    from maps.document import IncidentMark


def _rows(*marks: IncidentMark) -> list[dict[str, str]]:
    content = table.write(dataclasses.replace(documents.mali(), incidents=marks))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", [*CSV_FORMULAS, "\t=1+1", " =1+1", "\uff1d1+1", "\r=1", "@SUM(A1)"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    mark = dataclasses.replace(
        documents.mali().incidents[0], id=text, title=text, place_text=text, description=text, actors=(text,)
    )
    (row,) = _rows(mark)
    for name in ("id", "title", "place_reported", "description", "actors"):
        assert row[name].strip()[:1] not in set("=+-@\uff1d\uff0b\uff0d\uff20"), name
        assert row[name].removeprefix("'") == text


def test_numbers_stay_numbers_and_keep_their_signs() -> None:
    mark = dataclasses.replace(
        documents.mali().incidents[0], point=LonLat(-4.5, -0.25), radius_m=1200.4, title="-5"
    )
    (row,) = _rows(mark)
    assert (float(row["lon"]), float(row["lat"])) == (-4.5, -0.25)
    assert int(row["radius_m"]) == 1201
    assert row["title"] == "-5"


def test_texts_of_every_script_and_with_every_quote_come_back_whole() -> None:
    mark = documents.mali().incidents[0]
    text = 'هجوم "قرب" الحدود, 1,000\nAgadèz; “x”'
    (row,) = _rows(dataclasses.replace(mark, title=text))
    assert row["title"] == text
    assert list(row) == list(table.COLUMNS)


def test_claims_stand_beside_each_other_with_whose_they_are_and_are_not_added() -> None:
    mark = documents.mali().incidents[0]
    (row,) = _rows(mark)
    claims = row["claims"].split(" | ")
    assert len(claims) == len(mark.claims)
    for claim, said in zip(mark.claims, claims, strict=True):
        assert f"{claim.subject}: {claim.figure}" in said
        assert claim.said_by in said
    assert any(claim.flag and claim.flag in row["claims"] for claim in mark.claims)
