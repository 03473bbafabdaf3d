"""Tables as they come: odd cells and columns are answered row by row, wrong calls in one line."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any

import geopandas as gpd
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import gazetteer


@pytest.mark.parametrize(
    "column",
    [
        pd.Categorical(["Gao", None, "Gao"]),
        pd.array(["Gao", None, "Gao"], dtype="string[python]"),
        pd.array(["Gao", pd.NA, "Gao"], dtype="string[pyarrow]"),
        pd.Series(["Gao", pd.NaT, "Gao"], dtype=object),
        pd.Series([b"Gao", float("nan"), " Gao "], dtype=object),
    ],
    ids=["categorical", "string", "string of Arrow", "object", "bytes"],
)
def test_columns_of_every_type_are_read(column: Any) -> None:  # noqa: ANN401 - of pandas
    located = gazetteer.resolve_table(pd.DataFrame({"place": column}))
    assert located["status"].tolist() == ["resolved", "unresolved", "resolved"]
    assert located["reason"].iloc[1] == "the name is empty"


def test_cells_of_many_types_in_one_column_are_answered_each_by_itself() -> None:
    cells = ["Gao", 7, None, pd.NA, pd.NaT, dt.date(2024, 7, 27), b"Kidal", {"a": 1}, "x" * 1_000_000]
    located = gazetteer.resolve_table(pd.DataFrame({"place": cells}))
    assert located["status"].tolist() == ["resolved", *["unresolved"] * 5, "resolved", *["unresolved"] * 2]
    assert max(map(len, located["reason"])) < 500


@pytest.mark.parametrize(
    "column",
    [
        pl.Series(["Gao", None], dtype=pl.Categorical),
        pl.Series([["Gao"], None]),
        pl.Series([7, None]),
    ],
    ids=["categorical", "lists", "numbers"],
)
def test_polars_columns_of_other_types_are_read(column: pl.Series) -> None:
    located = gazetteer.resolve_table(pl.DataFrame({"place": column}))
    assert located["status"][1] == "unresolved"
    assert located["reason"][1] == "the name is empty"
    assert located.schema["geo_precision"] == pl.Int8


@pytest.mark.parametrize("column", [pa.nulls(2), pa.array([7, None]), pa.array([b"\xff", None])])
def test_arrow_columns_of_other_types_are_read(column: Any) -> None:  # noqa: ANN401 - of pyarrow
    located = gazetteer.resolve_table(pa.table({"place": column}))
    assert located["status"].to_pylist() == ["unresolved"] * 2


@pytest.mark.parametrize(
    "index",
    [pd.MultiIndex.from_tuples([("ML", 1), ("ML", 2)]), pd.Index([7, 7]), pd.DatetimeIndex(["2024", "2023"])],
    ids=["of several levels", "that repeats", "of dates"],
)
def test_any_index_stays(index: pd.Index[Any]) -> None:
    located = gazetteer.resolve_table(pd.DataFrame({"place": ["Gao", "Kidal"]}, index=index))
    assert located.index.equals(index)
    assert located["matched_name"].tolist() == ["Gao", "Kidal"]


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"place": [["Gao"], {"a": "Gao"}, (18.4, 1.4)], "country": ["Mali"] * 3}),
        pl.DataFrame({"place": [["Gao"], ["Gao", "Kidal"]], "country": ["Mali"] * 2}),
        pa.table({"place": [{"a": "Gao"}], "country": ["Mali"]}),
    ],
    ids=["pandas", "polars", "pyarrow"],
)
def test_a_cell_that_is_no_text_is_no_place_and_says_so(table: Any) -> None:  # noqa: ANN401 - of any library
    located = gazetteer.resolve_table(table, country="country")
    assert {str(status) for status in located["status"]} == {"unresolved"}
    assert all("the cell holds a value of the type" in str(reason) for reason in located["reason"])


def test_what_a_table_says_of_itself_stays() -> None:
    table = pd.DataFrame({"place": ["Gao"]})
    table.attrs["source"] = "a newsroom"
    for geometry in (None, True):
        assert gazetteer.resolve_table(table, geometry=geometry).attrs == {"source": "a newsroom"}
    assert gazetteer.resolve_table(table).attrs is not table.attrs


@pytest.mark.parametrize("code", [840, 840.0, "840", "US"])
def test_a_column_of_countries_may_hold_numeric_codes(code: object) -> None:
    table = pd.DataFrame({"place": ["Paris", "Paris"], "country": [code, None], "admin1": ["Texas", None]})
    located = gazetteer.resolve_table(table, country="country", admin1="admin1")
    assert located["place_id"].tolist() == ["geonames:4717560", "geonames:2988507"]


def test_columns_that_nobody_asked_about_may_repeat() -> None:
    table = pd.DataFrame([["Gao", 1, 2]], columns=["place", "x", "x"])
    assert list(gazetteer.resolve_table(table).columns)[:3] == ["place", "x", "x"]


def _points(crs: str | None, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"place": ["Gao"], **columns}, geometry=gpd.points_from_xy([-4978.0], [1e6]), crs=crs
    )


@pytest.mark.parametrize(
    ("table", "asked", "error", "says"),
    [
        (_points(None), {}, ValueError, r"has no reference system.*table.set_crs\('EPSG:4326'\)"),
        (_points("EPSG:3857", located=1), {}, LookupError, "has a column 'located' already"),
        (
            pd.DataFrame(columns=["place", "lon", "status"]),
            {},
            LookupError,
            "has the columns 'lon', 'status' al",
        ),
        (
            pd.DataFrame(columns=["place"]),
            {"country": "Mali"},
            LookupError,
            "country= names a column: .* add a",
        ),
        (
            pd.DataFrame(columns=["place"]),
            {"admin1": "Gao"},
            LookupError,
            "admin1= names a column: .* 'Gao' in",
        ),
        (pd.DataFrame(), {}, LookupError, "no column 'place'; it has no columns"),
        (pd.DataFrame([["Gao"]]), {}, LookupError, "no column 'place'; it has 0"),
        (pd.Series(["Gao"]), {}, TypeError, r"not Series .*its to_frame\(\) is one"),
        (pl.LazyFrame({"place": ["Gao"]}), {}, TypeError, r"not LazyFrame .*collect\(\) it first"),
        (pa.record_batch({"place": ["Gao"]}), {}, TypeError, r"Table.from_batches\(\[batch\]\) makes one"),
        (pl.DataFrame({"place": ["Gao"]}), {"geometry": True}, TypeError, r"give table.to_pandas\(\)"),
        (pd.DataFrame({"place": ["Gao"]}), {"prefix": 3}, TypeError, "a prefix must be a string, not int 3"),
    ],
)
def test_a_wrong_call_says_what_to_do_in_one_line(
    table: Any,  # noqa: ANN401 - of any library, or of none
    asked: dict[str, Any],
    error: type[Exception],
    says: str,
) -> None:
    with pytest.raises(error, match=says) as raised:
        gazetteer.resolve_table(table, **asked)
    assert isinstance(raised.value, gazetteer.GazetteerError)
    assert "\n" not in str(raised.value)


def test_geometry_of_no_reference_system_may_stay_as_it_is() -> None:
    located = gazetteer.resolve_table(_points(None), geometry=False)
    assert located.geometry.y.iloc[0] == 1e6
    assert located["matched_name"].tolist() == ["Gao"]


def test_batches_that_are_none_are_named() -> None:
    with pytest.raises(
        gazetteer.WrongTypeError, match=r"not Table; those of a table are table.to_batches\(\)"
    ):
        list(gazetteer.resolve_batches([pa.table({"place": ["Gao"]})]))


def test_a_stream_of_many_rows_takes_bounded_memory() -> None:
    code = """
import resource, pyarrow as pa, gazetteer
def batches(count):
    for start in range(count):
        yield pa.record_batch({"place": [f"Nowhere-{start}"] * 50 + ["Gao"] * 49_950})
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
for batch in gazetteer.resolve_batches(batches(4)): pass
before = peak()
rows = sum(batch.num_rows for batch in gazetteer.resolve_batches(batches(100)))
print(rows, peak() - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rows, grown_mb = map(int, done.stdout.split())
    # Five million rows located would take 750 MB at once.
    assert rows == 5_000_000
    assert grown_mb < 60


@pytest.mark.parametrize(
    ("table", "way_out"),
    [
        (pa.chunked_array([["Gao"]]), r"pyarrow.table\(\{'place': array\}\) makes one"),
        ({"place": ["Gao"]}, r"pandas.DataFrame\(rows\) makes one"),
        ("incidents.csv", r"pandas.read_csv\(path\) makes one of a file"),
        (pl.LazyFrame({"place": ["Gao"]}), r"collect\(\) it first"),
        (gpd.GeoSeries(), r"its to_frame\(\) is one"),
    ],
    ids=["chunked array", "mapping", "path", "lazy frame", "series"],
)
def test_what_is_nearly_a_table_is_refused_with_how_to_make_one(table: Any, way_out: str) -> None:  # noqa: ANN401 - anything
    with pytest.raises(gazetteer.WrongTypeError, match=way_out):
        gazetteer.resolve_table(table)


def test_no_column_at_all_is_a_wrong_call() -> None:
    with pytest.raises(gazetteer.WrongTypeError, match="place=None names no column; say which"):
        gazetteer.resolve_table(pd.DataFrame({"place": ["Gao"]}), place=None)  # type: ignore[arg-type]


def test_what_is_no_stream_of_batches_is_refused_with_how_to_make_one() -> None:
    table = pa.table({"place": ["Gao"]})
    for wrong, way_out in (
        (table, r"not Table; give pyarrow.table\(table\).to_batches\(\)"),
        (table.to_pandas(), r"not DataFrame; give pyarrow.table\(table\).to_batches\(\)"),
        (table.to_batches()[0], r"not RecordBatch; give \[batch\]"),
    ):
        with pytest.raises(gazetteer.WrongTypeError, match=way_out):
            gazetteer.resolve_batches(wrong)


def test_an_area_of_several_shapes_is_refused_in_one_line() -> None:
    shapes = gpd.GeoDataFrame({"n": [1, 2]}, geometry=gpd.points_from_xy([1, 2], [18, 19]).buffer(1))
    with pytest.raises(gazetteer.WrongTypeError, match=r"^an area must be .*; its union_all\(\) is one$"):
        gazetteer.open().places_in(shapes)  # type: ignore[arg-type]
    assert len(gazetteer.open().places_in(shapes.union_all(), kind="city")) > 0


def test_types_of_columns_do_not_depend_on_what_was_found() -> None:
    parts = [
        pd.DataFrame({"place": pd.Series(cells, dtype=str)}) for cells in (["Gao"], ["Xqzzt"], [None], [])
    ]
    located = [gazetteer.resolve_table(part) for part in parts]
    for one in located[1:]:
        pd.testing.assert_series_equal(one.dtypes, located[0].dtypes)
    pd.testing.assert_series_equal(pd.concat(located).dtypes, located[0].dtypes)
    assert located[0]["matched_name"].dtype == parts[0]["place"].dtype


@pytest.mark.parametrize("ask", ["gazetteer.resolve_batches([])", "gazetteer.located_schema(None)"])
def test_batches_without_pyarrow_say_how_to_get_it(ask: str) -> None:
    code = f"""
import sys
sys.modules["pyarrow"] = None
import gazetteer
try:
    {ask}
except ImportError as error:
    print(isinstance(error, gazetteer.GazetteerError), error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("True ")
    assert "pip install 'dateline[parquet]'" in done.stdout
