"""Rows in their light form say what they said before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.geonames import parse_dump
from gazetteer.build.light import LIGHT, full, lightened
from gazetteer.build.report import Reading
from tests.gazetteer.builds.sources import MALI, row

_CELL = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), max_size=6)


@given(st.tuples(_CELL, _CELL, _CELL, _CELL, _CELL), st.integers(0, 0xFFFFFFFF))
def test_a_light_row_is_the_row(cells: tuple[str, str, str, str, str], population: int) -> None:
    name, others, shared, admin1, code = cells
    line = row(
        7, f"x{name}", 1.5, 18.5, f"P.{code}",
        alternatenames=others, cc2=shared, admin1=admin1, population=population,
    )  # fmt: skip
    (found,) = parse_dump(line.encode(), 3, Reading())
    light = lightened(found)
    assert len(light) == LIGHT
    assert full(light) == found


def test_units_and_places_of_no_country_stay_as_they_are() -> None:
    lines = [*MALI[:3], row(9, "Atlantis", -30, 30, "T.ISL", country="")]
    rows = list(parse_dump("\n".join(lines).encode(), 3, Reading()))
    assert len(rows) == len(lines)
    assert [lightened(one) for one in rows] == rows
