from __future__ import annotations

import codecs
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import LonLat
from geo.coordinates import parse_latitude
from maps.errors import InputError, InputNotFoundError
from maps.incidents import Report, RowRef, read
from maps.incidents.text import clean
from maps.incidents.written_dates import to_edtf
from tests.maps.incidents.tables import csv_text, write_csv, write_xlsx
from tests.shared.strategies import encodable_text

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mali-2024"
HEADER = ("id", "place", "date", "fatalities", "source")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "incidents.csv"


def read_rows(file: Path, *rows: tuple[object, ...]) -> Report:
    return read(write_csv(file, *rows))


def test_the_example_is_read_whole_and_without_a_problem() -> None:
    report = read(EXAMPLE)
    assert [incident.id for incident in report.incidents] == ["A", "B", "C"]
    assert len(report.claims) == 19
    assert report.problems == ()
    by_id = {claim.id: claim for claim in report.claims}
    assert (by_id["A4"].minimum, by_id["A4"].maximum, by_id["A4"].stated) == (20, 80, "20 to 80")
    assert (by_id["A8"].minimum, by_id["A8"].maximum) == (25, None)
    assert (by_id["A11"].part_of, by_id["A1"].said_by_party, by_id["B1"].said_by) == ("A10", True, None)
    known = {source.id for source in report.sources}
    assert {claim.source for claim in report.claims} <= known
    assert {key for incident in report.incidents for key in incident.sources} <= known


def test_a_row_becomes_an_incident_and_its_figure_a_claim_of_its_source(file: Path) -> None:
    report = read_rows(
        file, HEADER, ("a", "Tinzaouaten", "25-27 July 2024", "more than 25", "African Initiative")
    )
    (incident,), (claim,), (source,) = report.incidents, report.claims, report.sources
    assert (incident.id, incident.place_text, str(incident.when)) == (
        "a",
        "Tinzaouaten",
        "25 to 27 July 2024",
    )
    assert incident.read_from == RowRef("incidents.csv", 2)
    assert (claim.incident, claim.minimum, claim.maximum, claim.stated) == ("a", 25, None, "more than 25")
    assert claim.source == source.id == incident.sources[0]
    assert source.publisher == "African Initiative"


def test_french_headers_semicolons_and_decimal_commas_are_read(file: Path) -> None:
    write_csv(
        file,
        ("Lieu", "Latitude", "Longitude", "Date", "Décès"),
        ("Kidal", "18,4434", "1,4092", "1er août 2024", "au moins 3"),
        delimiter=";",
    )
    report = read(file)
    assert report.incidents[0].point == LonLat(1.4092, 18.4434)
    assert report.incidents[0].when is not None
    assert report.claims[0].minimum == 3


@pytest.mark.parametrize("word", ["NA", "None", "null", "NaN", "n/a", "-", "nil", "TRUE", "0"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_word_counts_as_missing(tmp_path: Path, word: str, suffix: str) -> None:
    path = tmp_path / f"sheet{suffix}"
    rows = (("place", "type"), (word, word))
    read_path = write_csv(path, *rows) if suffix == ".csv" else write_xlsx(path, Sheet1=rows)
    (incident,) = read(read_path).incidents
    assert (incident.place_text, incident.type) == (word, word)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
    ],
)
def test_each_encoding_and_delimiter_gives_the_same(
    file: Path, bom: bytes, encoding: str, delimiter: str
) -> None:
    text = csv_text([("place", "notes"), ("Ménaka, تين زواتين", "a; b,\nc\td \u201cq\u201d")], delimiter)
    file.write_bytes(bom + text.encode(encoding))
    report = read(file)
    assert report.incidents[0].place_text == "Ménaka, تين زواتين"
    assert report.incidents[0].description == "a; b,\nc\td \u201cq\u201d"
    assert report.problems == ()


def test_windows_1252_is_read_and_said(file: Path) -> None:
    report = read(write_csv(file, ("place",), ("Ménaka",), ("Anéfis",), encoding="cp1252"))
    assert [incident.place_text for incident in report.incidents] == ["Ménaka", "Anéfis"]
    assert report.problems == ()
    assert report.remarks == (
        (
            "incidents.csv: it is not UTF-8 (line 2) and is read as Windows-1252; "
            "check accents, or save it as UTF-8"
        ),
    )


def test_rows_have_the_numbers_that_a_spreadsheet_shows(file: Path) -> None:
    report = read_rows(
        file,
        ("Our sheet of July", ""),
        (),
        ("place", "date"),
        ("Kidal\nregion", "2024"),
        (),
        ("Gao", "never"),
    )
    assert [incident.read_from and incident.read_from.row for incident in report.incidents] == [4, 6]
    assert report.incidents[0].place_text == "Kidal region"
    (problem,) = report.problems
    assert problem.startswith('incidents.csv, row 6, column "date": never: it is no date')


def test_text_is_made_safe_to_show(file: Path) -> None:
    file.write_bytes("place,title\nTe\u0301ssalit\x07,\u202egpj.exe\u2066\n".encode())
    (incident,) = read(file).incidents
    assert (incident.place_text, incident.title) == ("Téssalit", "gpj.exe")


BAD_CELLS = [
    ({"date": "31/02/2024"}, 'column "date": 31/02/2024: February 2024 has 29 days; kept without a date'),
    ({"date": "03/04/2024"}, "it may be 3 April or 4 March"),
    (
        {"lat": "95", "lon": "2"},
        "column \"lat\": '95': latitude 95 is outside -90 to 90; are latitude and longitude swapped?",
    ),
    ({"lat": "120.5", "lon": "18.4"}, "are latitude and longitude swapped?"),
    ({"lat": "18.4"}, "column \"lat\": '18.4' stands without a longitude"),
    ({"lon": "x", "lat": "1"}, "column \"lon\": 'x': 'x' is no part of a coordinate"),
    ({"lat": "0", "lon": "0.0"}, "0, 0 is a point in the sea off Africa"),
    (
        {"url": "javascript:alert(1)"},
        "column \"url\": 'javascript:alert(1)': a link begins with http, https, mailto",
    ),
    (
        {"url": "https://desk:secret@wire.example.org/1"},
        "column \"url\": 'https://…': a link holds no user name and no password; the link is left out",
    ),
    ({"url": "https://", "source": "A"}, "'https://': it names no host; the link is left out"),
    ({"url": "http://[bad"}, "the link is left out"),
    ({"url": "https://a.org https://b.org", "source": "A; B; C"}, "2 links beside 3 sources"),
    ({"fatalities": "80-20"}, "the least, 80, is more than the most, 20; kept in words only"),
    ({"status": "drfat"}, "'drfat' is not known to be public; held back as a draft"),
    ({"place": "", "title": "x"}, "neither a place nor coordinates"),
    ({"description": "y" * 30_000}, "a cell of 30,000 characters is cut to 20,000"),
]


@pytest.mark.parametrize(("cells", "line"), BAD_CELLS)
def test_a_cell_that_cannot_be_used_is_named_and_its_incident_kept(
    file: Path, cells: dict[str, str], line: str
) -> None:
    columns = ("place", "title", "date", "lat", "lon", "url", "source", "fatalities", "status", "description")
    row = {"place": "Kidal"} | cells
    report = read_rows(file, columns, tuple(row.get(column, "") for column in columns))
    assert len(report.incidents) == 1
    (told,) = (*report.problems, *report.remarks)
    assert line in told
    assert told.startswith("incidents.csv, row 2")


def test_coordinates_that_are_refused_leave_the_reason_behind(file: Path) -> None:
    report = read_rows(
        file, ("place", "lat", "lon"), ("", "95", "2"), ("Kidal", "95", "2"), ("Gao", "16.27", "-0.04")
    )
    assert [incident.point for incident in report.incidents] == [None, None, LonLat(-0.04, 16.27)]
    assert [incident.place_text for incident in report.incidents] == [None, "Kidal", "Gao"]
    assert "latitude 95 is outside" in (report.incidents[0].trouble or "")
    assert report.incidents[2].trouble is None


def test_one_column_may_hold_both_coordinates(file: Path) -> None:
    report = read_rows(file, ("gps",), ("19.955, 2.966",), ("2.966E 19.955N",), ("19.955",))
    assert [incident.point for incident in report.incidents] == [LonLat(2.966, 19.955)] * 2 + [None]
    assert "one number" in report.problems[0]


def test_the_order_of_day_and_month_is_told_by_the_column_and_said(file: Path) -> None:
    report = read_rows(file, ("place", "date"), ("a", "03/04/2024"), ("b", "27/07/2024"), ("c", "05/06/2024"))
    assert [incident.when and incident.when.edtf for incident in report.incidents] == [
        "2024-04-03",
        "2024-07-27",
        "2024-06-05",
    ]
    assert report.problems == ()
    assert report.remarks == (
        (
            "incidents.csv, row 2, column \"date\": '03/04/2024' and the like are read day first, "
            "as '27/07/2024' in row 3 is"
        ),
    )


def test_a_column_of_both_orders_tells_nothing(file: Path) -> None:
    report = read_rows(file, ("place", "date"), ("a", "03/04/2024"), ("b", "27/07/2024"), ("c", "07/28/2024"))
    assert report.incidents[0].when is None
    assert "3 April or 4 March" in report.problems[0]


def test_start_and_end_columns_make_a_range(file: Path) -> None:
    report = read_rows(
        file, ("place", "date_start", "date_end"), ("a", "25/07/2024", "27/07/2024"), ("b", "2024", "")
    )
    assert [str(incident.when) for incident in report.incidents] == ["25 to 27 July 2024", "2024"]


@pytest.mark.parametrize(
    ("start", "end", "said", "line"),
    [
        (
            "25 July 2024",
            "31/02/2024",
            "25 July 2024",
            'column "date_end": 31/02/2024: February 2024 has 29 days; the end is left out',
        ),
        (
            "never",
            "27 July 2024",
            "until 27 July 2024, start not known",
            'column "date_start": never: it is no date; write 2024-07-27 or 27 July 2024; the start is',
        ),
        (
            "27 July 2024",
            "25 July 2024",
            "27 July 2024",
            'column "date_end": 2024-07-27/2024-07-25: the range ends before it starts; the end is left out',
        ),
        (
            "",
            "never",
            None,
            'column "date_end": never: it is no date; write 2024-07-27 or 27 July 2024; kept',
        ),
    ],
)
def test_of_two_dates_the_good_one_is_kept_and_the_bad_one_named(
    file: Path, start: str, end: str, said: str | None, line: str
) -> None:
    report = read_rows(file, ("place", "date_start", "date_end"), ("a", start, end))

    (when,) = (incident.when for incident in report.incidents)
    assert (None if when is None else str(when)) == said
    (problem,) = report.problems
    assert problem.startswith(f"incidents.csv, row 2, {line}")


@pytest.mark.parametrize(
    ("column", "cell", "draft"),
    [
        ("status", "draft", True),
        ("status", "Embargoed until 1 March 2030", True),
        ("status", "Brouillon", True),
        ("status", "published", False),
        ("status", "", False),
        ("embargo", "2030-03-01", True),
        ("embargo", "no", False),
        ("draft", "yes", True),
        ("draft", "false", False),
    ],
)
def test_drafts_and_embargoes_are_held_back(file: Path, column: str, cell: str, draft: bool) -> None:  # noqa: FBT001 - a case
    assert read_rows(file, ("place", column), ("Kidal", cell)).incidents[0].draft is draft


def test_links_stand_with_their_sources(file: Path) -> None:
    report = read_rows(
        file,
        ("place", "source", "url"),
        ("a", "Reuters; BBC", "https://r.org/1 https://b.org/2"),
        ("b", "Reuters", "https://r.org/9"),
        ("c", "Reuters", "https://r.org/1"),
        ("d", "", "https://www.aljazeera.com/x"),
        ("e", "", "https://Example.org:8080/x"),
    )
    by_id = {source.id: (source.publisher, source.url) for source in report.sources}
    assert [[by_id[key] for key in incident.sources] for incident in report.incidents] == [
        [("Reuters", "https://r.org/1"), ("BBC", "https://b.org/2")],
        [("Reuters", "https://r.org/9")],
        [("Reuters", "https://r.org/1")],
        [("aljazeera.com", "https://www.aljazeera.com/x")],
        [("example.org", "https://Example.org:8080/x")],
    ]


def test_a_figure_of_a_row_with_several_sources_is_nobodys(file: Path) -> None:
    report = read_rows(file, HEADER, ("a", "Gao", "2024", "5", "Reuters; BBC"))
    assert report.claims[0].source is None


def test_columns_that_stand_for_nothing_are_named_once(file: Path) -> None:
    report = read_rows(file, ("place", "colour", "location", "mood"), ("Gao", "red", "x", "y"))
    assert report.problems == ()
    assert report.remarks == (
        "incidents.csv: columns not used: colour, mood",
        'incidents.csv, column "location": not used, for another column has that meaning; rename one of them',
    )


def test_ragged_rows_are_read_and_named(file: Path) -> None:
    file.write_text("place,date,type\nGao,2024\nKidal,2024,ambush,more\nBer,2024,raid,,,\n")
    report = read(file)
    assert [incident.type for incident in report.incidents] == [None, "ambush", "raid"]
    assert report.problems == (
        "incidents.csv, row 2: 2 cells where the header has 3; the rest is read as blank",
        "incidents.csv, row 3: 4 cells where the header has 3; the last ones are left out",
    )


def test_an_open_quote_and_nul_characters_are_named(file: Path) -> None:
    file.write_bytes(b'place,notes\nGa\0o,"open\nKidal,x\n')
    report = read(file)
    assert report.incidents[0].place_text == "Gao"
    assert "NUL characters" in report.problems[0]
    assert "a quote is opened and never closed" in report.problems[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "incidents.csv: the table is empty"),
        ("\n\n,,\n", "incidents.csv: the table is empty"),
        ("place,date\n", "it has a header in row 1 and no row below it"),
        (
            "id,plcae,date\na,Gao,2024\n",
            "row 1: no column for the place; the columns are id, plcae, date; is 'plcae' meant?",
        ),
        ("id,colour\na,red\n", "no column for the place; the columns are id, colour; name one 'place'"),
        (
            "id,place\na,Gao\nb,Ber\na,Kidal\n",
            "incidents.csv, row 4, column \"id\": 'a' is the id of row 2 too",
        ),
    ],
)
def test_a_file_without_a_map_in_it_is_refused_in_one_line(file: Path, content: str, message: str) -> None:
    file.write_text(content)
    with pytest.raises(InputError) as caught:
        read(file)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="there is no such file or folder"):
        read(tmp_path / "nowhere.csv")


def test_the_folder_of_the_machine_is_in_no_message(file: Path) -> None:
    report = read_rows(file, ("place", "date", "x"), ("Gao", "never", ""))
    assert not [line for line in report.problems if str(file.parent) in line]
    assert report.incidents[0].read_from == RowRef("incidents.csv", 2)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.docx", "the suffix '.docx' is not read"),
        ("a.ods", "OpenDocument is not read; save it as .xlsx or .csv"),
        ("a", "suffix '' is not read"),
    ],
)
def test_a_suffix_that_is_not_read_is_named(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    path.write_text("place\nGao\n")
    with pytest.raises(InputError, match=message):
        read(path)


def write_folder(folder: Path, claims: list[tuple[object, ...]], sources: list[tuple[object, ...]]) -> Path:
    write_csv(folder / "incidents.csv", ("id", "place"), ("a", "Gao"), ("b", "Ber"))
    write_csv(
        folder / "Claims.tsv",
        ("id", "incident", "source", "min", "max", "stated", "part_of", "party"),
        *claims,
        delimiter="\t",
    )
    write_xlsx(folder / "sources.xlsx", anything=[("id", "publisher", "url"), *sources])
    (folder / "README.md").write_text("place,date\n")
    return folder


def test_a_folder_may_mix_its_kinds_of_files(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path, [("1", "a", "r", "5", "7", "", "", "yes")], [("r", "Reuters", "https://r.org")]
    )
    report = read(folder)
    assert [(claim.incident, claim.minimum, claim.maximum) for claim in report.claims] == [("a", 5, 7)]
    assert [(source.id, source.publisher) for source in report.sources] == [("r", "Reuters")]
    assert report.problems == ()


@pytest.mark.parametrize(
    ("claim", "line", "kept"),
    [
        (
            ("1", "zz", "r", "5", "", "", "", ""),
            "row 2, column \"incident\": 'zz' is the id of no incident; the claim is left out",
            False,
        ),
        (("1", "", "r", "5", "", "", "", ""), "it names no incident; the claim is left out", False),
        (
            ("1", "a", "q", "5", "", "", "", ""),
            "'q' is no id of sources.xlsx, sheet \"anything\"; taken as the publisher's name",
            True,
        ),
        (
            ("1", "a", "r", "many", "", "", "", ""),
            "column \"min\": 'many' is no whole number; read as blank",
            True,
        ),
        (("1", "a", "r", "7", "5", "", "", ""), "'7' is more than the maximum, 5; neither is used", True),
        (("1", "a", "r", "7", "", "", "9", ""), "column \"part_of\": '9' is the id of no claim", True),
        (("1", "a", "r", "7", "", "", "1", ""), "'1' is the claim itself", True),
        (("1", "a", "r", "7", "", "", "b1", ""), "'b1' is a claim about another incident", True),
        (("1", "a", "r", "7", "", "", "", "maybe"), "'maybe' is neither yes nor no; read as not known", True),
    ],
)
def test_a_claim_that_does_not_fit_is_named(
    tmp_path: Path, claim: tuple[object, ...], line: str, kept: int
) -> None:
    of_another = ("b1", "b", "r", "50", "", "", "", "")
    report = read(write_folder(tmp_path, [claim, of_another], [("r", "Reuters", "")]))
    assert [entry.id for entry in report.claims] == ["1", "b1"][not kept :]
    assert [entry.part_of for entry in report.claims] == [None, None][not kept :]
    (told,) = (*report.problems, *report.remarks)
    assert line in told
    assert told.startswith("Claims.tsv, row 2")


def test_the_figure_of_a_row_never_takes_the_key_of_a_claim(tmp_path: Path) -> None:
    write_csv(tmp_path / "incidents.csv", ("id", "place", "fatalities"), ("a", "Gao", "5"), ("b", "Ber", "6"))
    write_csv(
        tmp_path / "claims.csv",
        ("id", "incident", "stated", "part_of"),
        ("a:fatalities", "b", "9", ""),
        ("x", "b", "4", "a:fatalities"),
    )

    report = read(tmp_path)

    assert [claim.incident for claim in report.claims] == ["a", "b", "b", "b"]
    assert len({claim.id for claim in report.claims}) == 4
    (part,) = (claim for claim in report.claims if claim.part_of)
    (total,) = (claim for claim in report.claims if claim.id == part.part_of)
    assert (total.incident, total.stated) == ("b", "9")


def test_a_claim_without_bounds_has_those_that_its_words_state(tmp_path: Path) -> None:
    report = read(
        write_folder(tmp_path, [("1", "a", "r", "", "", "20 to 80", "", "")], [("r", "Reuters", "")])
    )
    assert (report.claims[0].minimum, report.claims[0].maximum) == (20, 80)


@pytest.mark.parametrize("text", ["", "id,publisher\n"])
def test_an_empty_table_of_sources_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "incidents.csv", ("place", "source"), ("Gao", "Reuters"))
    (tmp_path / "sources.csv").write_text(text)
    (tmp_path / "claims.csv").write_text(text and "id,incident\n")
    report = read(tmp_path)
    assert [source.publisher for source in report.sources] == ["Reuters"]
    assert (report.claims, report.problems) == ((), ())


def test_a_folder_needs_its_incidents_once(tmp_path: Path) -> None:
    write_csv(tmp_path / "sheet.csv", ("place",), ("Gao",))
    with pytest.raises(InputError, match=r"it holds sheet\.csv; or name the file itself"):
        read(tmp_path)
    write_csv(tmp_path / "incidents.csv", ("place",), ("Gao",))
    write_csv(tmp_path / "incidents.tsv", ("place",), ("Gao",))
    with pytest.raises(InputError, match=r"incidents\.csv and incidents\.tsv are both the table"):
        read(tmp_path)


def test_rows_without_an_id_get_one_that_no_other_has(file: Path) -> None:
    report = read_rows(file, ("id", "place"), ("", "Gao"), ("row-2", "Ber"), ("", "Kidal"))
    assert len({incident.id for incident in report.incidents}) == 3


def test_a_long_table_is_parsed_no_more_than_it_has_different_cells(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates, latitudes = Mock(wraps=to_edtf), Mock(wraps=parse_latitude)
    monkeypatch.setattr("maps.incidents.dates.to_edtf", dates)
    monkeypatch.setattr("maps.incidents.checks.parse_latitude", latitudes)
    rows = [
        (str(n), "Kidal", "25/07/1871", "at least 3", "Reuters", "18.4434", "1.4092") for n in range(10_000)
    ]
    rows.append(("last", "Kidal", "26/07/1871", "at least 3", "Reuters", "18°26'36\" N", "1.4092"))

    report = read_rows(file, (*HEADER, "lat", "lon"), *rows)

    assert len(report.incidents) == len(report.claims) == 10_001
    assert len(report.sources) == 1
    assert [call.args[0] for call in dates.call_args_list] == ["25/07/1871", "26/07/1871"]
    assert [call.args[0] for call in latitudes.call_args_list] == ["18°26'36\" N"]


cells = st.one_of(
    encodable_text,
    st.sampled_from(
        ["", "place", "date", "lat", "lon", "95", "1", "2024", '"', "a,b", "\n", "draft", "https://a.b"]
    ),
)
grids = st.lists(st.lists(cells, max_size=6), max_size=8)


@given(
    st.lists(
        st.sampled_from(
            ["place", "id", "date", "lat", "lon", "url", "source", "status", "fatalities", "x", ""]
        ),
        min_size=1,
        max_size=8,
    ),
    grids,
)
def test_every_row_with_text_is_an_incident(
    tmp_path_factory: pytest.TempPathFactory, header: list[str], rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "incidents.csv"
    # Two known names make the first row the header, whatever stands below.
    write_csv(path, ["place", "id", *header], *rows)
    try:
        report = read(path)
    except InputError as error:
        refused = str(error)
        assert "empty" in refused or "is the id of row" in refused
    else:
        assert len(report.incidents) == sum(any(map(clean, row)) for row in rows)
        assert {claim.incident for claim in report.claims} <= {incident.id for incident in report.incidents}


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode(errors="surrogatepass")),
        grids.map(lambda rows: csv_text(rows).encode()),
    )
)
def test_any_file_is_a_report_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "sheet.csv"
    path.write_bytes(data)
    try:
        report = read(path)
    except InputError as error:
        refused = str(error)
        assert "\n" not in refused
    else:
        assert report.incidents


def test_the_columns_of_region_and_country_say_what_the_place_lies_in(file: Path) -> None:
    report = read_rows(
        file, ("location", "admin1", "country"), ("Ber", "Tombouctou", "Mali"), ("Gao", "", "NA")
    )

    assert [incident.containers for incident in report.incidents] == [("Tombouctou", "Mali"), ("NA",)]


def test_the_precision_of_the_table_is_read_from_words_and_from_acled_codes(file: Path) -> None:
    cells = ["1", "2", "Region", "", "à peu près"]
    report = read_rows(file, ("place", "geo_precision"), *(("Kidal", cell) for cell in cells))

    assert [incident.precision for incident in report.incidents] == ["point", "near", "area", None, None]
    (problem,) = report.problems
    assert problem.startswith('incidents.csv, row 6, column "geo_precision": ')
    assert "'à peu près' is none of point, near, area, 1, 2, 3" in problem


def test_who_took_part_is_read_from_all_its_columns_as_written(file: Path) -> None:
    report = read_rows(
        file,
        ("event_date", "actor1", "assoc_actor_1", "location", "actor2"),
        ("2024-07-27", "JNIM", "", "Tinzaouaten", "Wagner Group"),
        ("2024-07-27", "CSP-PSD; JNIM | CSP-PSD", "", "Ber", ""),
        ("2024-07-27", "", "", "Gao", ""),
        ("2024-07-27", "FAMa", "Wagner", "Kidal", "FAMA"),
    )

    assert [incident.actors for incident in report.incidents] == [
        ("JNIM", "Wagner Group"),
        ("CSP-PSD", "JNIM"),
        (),
        ("FAMa", "Wagner", "FAMA"),
    ]
    assert report.remarks == ()


def test_rows_that_say_the_same_are_each_told_of_in_the_order_of_the_table(file: Path) -> None:
    wrong, plain = ("Gao", "31/02/2024", "95", "0", "9 to 2"), ("Gao", "2024-07-27", "16.3", "0", "2")
    header = ("place", "date", "latitude", "longitude", "fatalities")
    report = read_rows(file, header, wrong, plain, wrong, plain, wrong)
    told = [tuple(problem.split(": ")[0].split(", ")[1:]) for problem in report.problems]
    rows = ("row 2", "row 4", "row 6")
    assert told == [
        *[(row, f'column "{column}"') for row in rows for column in ("latitude", "date")],
        *[(row, 'column "fatalities"') for row in rows],
    ]
    assert [incident.when is None for incident in report.incidents] == [True, False, True, False, True]
