"""What a map shows, and what it says of what it does not show."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

import gazetteer.uncertainty
import maps
from geo import BBox, LonLat, distance_m, parse_point
from geo.errors import NoSharedBorderError, UnknownCountryError, UnknownWorldviewError
from geo.words import distance_text
from maps import Claim, Incident, MapDocument, Report, Source
from maps.claims import contradictions, figure
from maps.compose import UnknownLanguageError
from maps.describe import describe
from maps.document import BorderLayer
from maps.incidents import When
from maps.locate import FAR_M

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mali-2024"
KIDAL = LonLat(1.4092, 18.4434)


def composed(
    *incidents: Incident, claims: tuple[Claim, ...] = (), sources: tuple[Source, ...] = ()
) -> MapDocument:
    return maps.compose(Report(incidents, claims, sources))


@pytest.fixture(scope="module")
def example() -> MapDocument:
    return maps.compose(maps.read(EXAMPLE), title="Ambush at Tinzaouaten", borders=["Algeria"])


def test_the_example_shows_three_incidents_where_they_belong(example: MapDocument) -> None:
    ambush, checkpoint, strike = example.incidents

    assert example.not_shown == ()
    assert distance_m(ambush.point, LonLat(2.966, 19.955)) < 1000
    assert ambush.border_note is not None
    assert "border of Mali and Algeria" in ambush.border_note
    assert checkpoint.place_name is not None
    assert checkpoint.place_name.startswith("Mopti")
    assert (ambush.category, checkpoint.category, strike.category) == ("ambush", "attack", "strike")
    assert strike.area is not None
    assert strike.radius_m > ambush.radius_m
    assert all(example.view.contains(mark.point) for mark in example.incidents)


def test_the_example_quotes_every_claim_beside_the_others(example: MapDocument) -> None:
    ambush, checkpoint, strike = example.incidents
    by_id = {claim.id: claim for mark in example.incidents for claim in mark.claims}

    assert [len(mark.claims) for mark in example.incidents] == [14, 3, 2]
    assert by_id["A10"].flag == "121 stated; its parts add up to 131"
    assert [claim.id for claim in by_id.values() if claim.flag] == ["A10"]
    assert (by_id["A4"].figure, by_id["C1"].figure, by_id["A3"].figure) == (
        "20 to 80",
        "at least 21",
        "dozens",
    )
    assert by_id["B1"].said_by == "not said"
    assert by_id["A1"].said_by_party is True
    assert by_id["A1"].source is not None
    assert by_id["A1"].source.publisher == "SITE Intelligence Group"
    assert "131" not in json.dumps(dataclasses.asdict(ambush) | {"claims": [], "area": None})
    assert not any("178" in claim.figure for claim in by_id.values())
    assert checkpoint.when == "21 November 2024"
    assert strike.when_edtf is not None


def test_the_example_draws_the_border_and_credits_everybody(example: MapDocument) -> None:
    (border,) = example.borders

    assert border.label == "Algeria"
    assert border.accuracy_m <= 1000
    assert border.geometry["coordinates"]
    credits_ = " ".join(example.attributions)
    assert all(
        name in credits_ for name in ("OpenStreetMap", "ODbL", "GeoNames", "CC BY 4.0", "Natural Earth")
    )
    assert len(set(example.attributions)) == len(example.attributions)


def test_the_example_is_described_in_sentences(example: MapDocument) -> None:
    assert example.description.startswith(
        "Map of Mali. It shows 3 incidents. 1: Fighting and ambush at Tinzaouaten, 25 to 27 July"
    )
    assert (
        "The border of Algeria is emphasised; it runs through the place of incident 1." in example.description
    )


def test_the_example_survives_json(example: MapDocument) -> None:
    assert MapDocument.from_dict(json.loads(json.dumps(example.to_dict()))) == example


def test_every_incident_is_shown_or_listed_with_the_reason() -> None:
    document = composed(
        Incident("a", place_text="Kidal"),
        Incident("b", title="Nowhere", place_text="Xqzzt"),
        Incident("c"),
        Incident("d", trouble="the latitude 95 is outside -90 to 90"),
        Incident("e", title="secret", place_text="Gao", draft=True),
        Incident("f", point=KIDAL),
    )

    assert [(mark.id, mark.number) for mark in document.incidents] == [("a", 1), ("f", 2)]
    unknown, placeless, refused, draft = document.not_shown
    assert (unknown.id, unknown.title, unknown.place_text) == ("b", "Nowhere", "Xqzzt")
    assert "Xqzzt" in unknown.why
    assert placeless.why == "The table gives neither a place nor coordinates."
    assert refused.why == "The latitude 95 is outside -90 to 90."
    assert (draft.id, draft.title, draft.place_text) == (None, None, None)


def test_a_draft_appears_nowhere() -> None:
    report = Report(
        (
            Incident("a", place_text="Kidal"),
            Incident("secret-id", "secret-title", place_text="Gao", description="secret-text", draft=True),
        ),
        (Claim("secret-claim", "secret-id", said_by="secret-speaker"),),
        problems=("incidents.csv, row 3, date: secret-date is no date",),
    )

    text = json.dumps(maps.compose(report).to_dict())

    assert "secret" not in text
    assert maps.compose(report).notices == ("1 entry of the table could not be read as written.",)


def test_an_incident_that_is_called_draft_is_none() -> None:
    document = composed(Incident("draft", title="Printed", place_text="Xqzzt"))

    (missing,) = document.not_shown
    assert (missing.id, missing.title, missing.place_text) == ("draft", "Printed", "Xqzzt")


def test_a_draft_does_not_inform_the_others() -> None:
    alone = composed(Incident("a", place_text="Paris"))
    beside = composed(
        Incident("a", place_text="Paris"), Incident("b", place_text="Dallas, Texas", draft=True)
    )

    assert beside.incidents == alone.incidents


def test_the_names_of_one_report_inform_each_other() -> None:
    document = composed(*(Incident(name, place_text=name) for name in ("Paris", "Dallas", "Texas")))

    assert document.incidents[0].place_name == "Paris, Texas, United States"


def test_given_coordinates_win_over_the_name() -> None:
    (mark,) = composed(Incident("a", place_text="Kidal", point=LonLat(1.41, 18.441))).incidents

    assert mark.point == LonLat(1.41, 18.441)
    assert mark.place_name == "Kidal, Mali"
    assert mark.cautions == ()
    assert "3 decimals" in mark.basis


def test_a_coordinate_far_from_its_name_is_reported_and_shown() -> None:
    (mark,) = composed(Incident("a", place_text="Mopti", point=KIDAL)).incidents

    assert mark.point == KIDAL
    assert mark.place_name is None
    (caution,) = mark.cautions
    assert "km from Mopti" in caution
    assert "the coordinates are shown" in caution


def test_swapped_coordinates_are_recognised() -> None:
    (mark,) = composed(Incident("a", place_text="Tinzaouaten", point=LonLat(19.955, 2.966))).incidents

    assert "Latitude and longitude look swapped" in mark.cautions[0]


def test_a_coordinate_in_the_area_of_its_name_is_not_far() -> None:
    (mark,) = composed(Incident("a", place_text="Kidal region", point=LonLat(0.2, 20.9))).incidents

    assert mark.cautions == ()


@pytest.mark.parametrize(
    ("point", "precision"),
    [(LonLat(2.966, 19.955), "point"), (LonLat(2.9, 19.9), "near"), (LonLat(3.0, 20.0), "area")],
)
def test_coarse_coordinates_do_not_pretend(point: LonLat, precision: str) -> None:
    (mark,) = composed(Incident("a", point=point)).incidents

    assert mark.precision == precision
    assert (mark.area is not None) == (precision != "point")


def test_an_ambiguous_name_names_its_rivals() -> None:
    answers = gazetteer.open().resolve_many(
        ["San Antonio", "Santa Cruz", "San José", "Victoria", "Springfield"]
    )
    ambiguous = next(answer.query for answer in answers if answer.status == "ambiguous")

    (mark,) = composed(Incident("a", place_text=ambiguous)).incidents

    (caution,) = mark.cautions
    assert caution.startswith("The name is ambiguous: this is the likeliest place. It could also be ")


def test_texts_are_made_where_the_table_has_none() -> None:
    document = composed(
        Incident("a", type="drone strike", place_text="Kidal"), Incident("b", point=LonLat(-1.5, -2.25))
    )

    assert [mark.title for mark in document.incidents] == ["Drone strike: Kidal", "Incident: 2.25 S 1.50 W"]
    assert document.title == "Incidents in Mali"
    assert [category.key for category in document.categories] == ["strike", "other"]


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (LonLat(123.45678, 0.00002), "0.00002 N 123.45678 E"),
        (LonLat(-1.4, -18.44), "18.44 S 1.40 W"),
        (LonLat(3, 20), "20 N 3 E"),
    ],
)
def test_coordinates_are_written_with_the_decimals_that_they_are_given_with(
    point: LonLat, words: str
) -> None:
    (mark,) = composed(Incident("a", point=point)).incidents

    assert mark.title == f"Incident: {words}"


def border(*lines: list[list[float]], disputed: tuple[list[list[float]], ...] = ()) -> BorderLayer:
    def geometry(parts: tuple[list[list[float]], ...]) -> dict[str, Any]:
        return {"type": "MultiLineString", "coordinates": list(parts)}

    return BorderLayer("Elsewhere", geometry(lines), geometry(disputed), 100.0, "made up")


# Where degrees of longitude are short, across 180 degrees, between far vertices, and on a disputed part.
NEAREST = [
    (LonLat(28.0, 66.0), border([[27.8, 60.0], [27.8, 70.0]], [[20.0, 65.85], [36.0, 65.85]]), (9.07, "W")),
    (
        LonLat(-179.9, 64.1),
        border([[179.0, 64.1], [178.0, 60.0]], [[-179.9, 65.05], [-170, 65.05]]),
        (53.6, "W"),
    ),
    (LonLat(-0.5, 0.3), border([[-120.0, 0.0], [60.0, 0.0]]), (33.2, "S")),
    (LonLat(0.0, 0.0), border([[5.0, 5.0], [6.0, 6.0]], disputed=([[0.5, -1.0], [0.5, 1.0]],)), (55.7, "E")),
]


@pytest.mark.parametrize(("point", "layer", "nearest"), NEAREST)
def test_the_nearest_border_is_told_as_it_is_on_the_ground(
    point: LonLat, layer: BorderLayer, nearest: tuple[float, str]
) -> None:
    (mark,) = composed(Incident("a", point=LonLat(1.40921, 18.44345))).incidents
    far = dataclasses.replace(mark, point=LonLat(-60.0, -50.0), number=2)
    near = dataclasses.replace(mark, point=point)
    document = dataclasses.replace(composed(), incidents=(near, far), borders=(layer,))

    said = describe(document)

    kilometres, direction = nearest
    assert f"it comes nearest to incident 1, {distance_text(kilometres * 1000)} {direction} of it." in said


def test_dates_are_written_out() -> None:
    (mark,) = composed(Incident("a", when=When.parse("2024-07-25/2024-07-27"), place_text="Kidal")).incidents

    assert (mark.when, mark.when_edtf) == ("25 to 27 July 2024", "2024-07-25/2024-07-27")


@pytest.mark.parametrize(
    ("place", "worldview", "said"),
    [
        (LonLat(-11.501, 26.501), "default", "On the border of Western Sahara and Morocco"),
        (LonLat(-11.501, 26.501), "MA", None),
        (LonLat(34.001, 46.101), "UA", None),
        (LonLat(34.001, 46.101), "RU", "On the border of Ukraine and Russia"),
        (LonLat(33.001, 35.101), "default", "On a line of control inside Cyprus"),
        (LonLat(33.001, 35.101), "ISO", None),
    ],
)
def test_the_border_note_follows_the_worldview_of_the_map(
    place: LonLat, worldview: str, said: str | None
) -> None:
    document = maps.compose(Report((Incident("a", point=place),)), worldview=worldview)

    (note,) = (mark.border_note for mark in document.incidents)
    assert (note or "").startswith(said or "")
    assert (note is None) == (said is None)


def test_an_area_that_reaches_a_line_inside_its_country_says_so() -> None:
    (mark,) = composed(Incident("a", point=LonLat(33.3, 35.05), precision="near")).incidents

    assert mark.border_note is not None
    assert "The place may be anywhere in an area that reaches a line inside Cyprus." in mark.border_note


def test_a_report_without_incidents_is_a_map_that_says_so() -> None:
    document = composed()

    assert document.incidents == ()
    assert document.description == "Map with no incident."
    assert document.title == "Map of incidents"


def test_borders_are_clipped_to_the_view_with_what_they_can_be_trusted_for() -> None:
    report = Report((Incident("a", place_text="Kidal"),))
    document = maps.compose(report, borders_between=[("Mali", "DZ")], borders=["DZA", "dz"])

    assert [border.label for border in document.borders] == ["Algeria", "Mali and Algeria"]
    longitudes = [lon for line in document.borders[0].geometry["coordinates"] for lon, _ in line]
    assert min(longitudes) >= document.view.west - document.view.width_deg - 1e-6
    assert all(border.source for border in document.borders)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"borders": ["Atlantis"]}, UnknownCountryError),
        ({"borders_between": [("Mali", "Egypt")]}, NoSharedBorderError),
        ({"worldview": "Atlantis"}, UnknownWorldviewError),
        ({"language": "tlh"}, UnknownLanguageError),
    ],
    ids=str,
)
def test_what_does_not_exist_is_an_error(more: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        maps.compose(Report((Incident("a", place_text="Kidal"),)), **more)  # type: ignore[arg-type]


def claim(key: str, least: int | None, most: int | None, **more: str) -> Claim:
    return Claim(key, "i", minimum=least, maximum=most, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_claim", "words"),
    [
        (claim("a", 50, 50), "50"),
        (claim("a", 20, 80), "20 to 80"),
        (claim("a", 21, None), "at least 21"),
        (claim("a", None, 80), "at most 80"),
        (claim("a", None, None), "no figure stated"),
        (claim("a", 1000, None), "at least 1,000"),
        (claim("a", 0, 0), "0"),
        (claim("a", 25, None, stated="more than 25"), "more than 25"),
        (claim("a", 6, 6, stated="  "), "6"),
    ],
)
def test_figures_in_words(given_claim: Claim, words: str) -> None:
    assert figure(given_claim) == words


@pytest.mark.parametrize(
    ("total", "parts", "flag"),
    [
        ((121, 121), [(84, 84), (47, 47)], "121 stated; its parts add up to 131"),
        ((100, 120), [(84, 90), (47, 50)], "100 to 120 stated; its parts add up to 131 to 140"),
        ((121, 121), [(84, None), (47, 47)], "121 stated; its parts add up to at least 131"),
        ((10, 10), [(11, 11)], "10 stated; a part of it alone is 11"),
        ((131, 131), [(84, 84), (47, 47)], None),
        ((100, 140), [(84, 84), (47, 47)], None),
        # Not every part need be named.
        ((21, 21), [(11, 11)], None),
        # A total that is open upwards holds any parts.
        ((21, None), [(30, 30)], None),
        # "Dozens" cannot be added.
        ((121, 121), [(84, 84), (None, None), (90, 90)], None),
        ((121, 121), [(None, 84), (None, 47)], None),
        ((121, 121), [], None),
    ],
)
def test_a_total_is_flagged_only_if_its_parts_cannot_make_it(
    total: tuple[int | None, int | None], parts: list[tuple[int | None, int | None]], flag: str | None
) -> None:
    claims = [claim("t", *total), *(claim(f"p{n}", *part, part_of="t") for n, part in enumerate(parts))]

    assert contradictions(claims).get("t") == flag
    assert set(contradictions(claims)) <= {"t"}


def test_parts_that_count_something_else_are_not_added() -> None:
    claims = [claim("t", 10, 10), claim("p", 50, 50, part_of="t", subject="wounded")]

    assert contradictions(claims) == {}


@given(st.integers(0, 500), st.lists(st.integers(0, 500), min_size=1, max_size=5))
def test_parts_that_make_the_total_are_never_flagged(rest: int, parts: list[int]) -> None:
    total = claim("t", sum(parts) + rest, sum(parts) + rest)

    assert (
        contradictions([total, *(claim(f"p{n}", part, part, part_of="t") for n, part in enumerate(parts))])
        == {}
    )


def test_the_distance_at_which_a_coordinate_is_far_is_stated() -> None:
    assert FAR_M == 50_000


@pytest.mark.parametrize("country", ["Russia", "Fiji", "Mali", "Niger"])
def test_the_largest_and_the_scattered_countries_make_small_maps(country: str) -> None:
    document = maps.compose(Report((Incident("a", place_text=country),)), borders=[country])

    (mark,), (border,) = document.incidents, document.borders
    assert mark.precision == "area"
    assert mark.area is not None
    assert border.geometry["coordinates"]
    assert len(json.dumps([mark.area, border.geometry])) < 300_000


def test_a_long_list_of_the_same_places_looks_at_each_place_once(monkeypatch: pytest.MonkeyPatch) -> None:
    look = Mock(wraps=gazetteer.uncertainty.area)
    monkeypatch.setattr("gazetteer.uncertainty.area", look)
    incidents = tuple(
        Incident(str(number), place_text=("Kidal", "Gao", "near Mopti", "Kidal region")[number % 4])
        for number in range(2000)
    )

    document = maps.compose(Report(incidents))

    assert len(document.incidents) == 2000
    queries = [call.args[0].query for call in look.call_args_list]
    # Circles of settlements are drawn last, when they are asked for.
    assert queries == ["near Mopti", "Kidal region", "Kidal", "Gao"]


def test_what_the_table_says_of_region_and_country_tells_places_apart() -> None:
    incidents = [
        Incident("a", place_text="Gao", containers=("Centre-Ouest", "Burkina Faso")),
        Incident("b", place_text="Gao", containers=("Mali",)),
    ]
    names = [mark.place_name for mark in composed(*incidents).incidents]

    assert [name.rpartition(", ")[2] for name in names if name] == ["Burkina Faso", "Mali"]


@pytest.mark.parametrize(("stated", "radius_m"), [("near", 25_000), ("area", 100_000)])
@pytest.mark.parametrize("where", [{"point": LonLat(2.9661, 19.9551)}, {"place_text": "Kidal"}])
def test_a_precision_that_the_table_states_is_not_outdone(
    stated: str, radius_m: int, where: dict[str, Any]
) -> None:
    (mark,) = composed(Incident("a", precision=stated, **where)).incidents  # type: ignore[arg-type]

    assert (mark.precision, mark.radius_m) == (stated, radius_m)
    assert stated in mark.basis
    assert mark.area is not None


def test_a_precision_stated_for_a_point_does_not_shrink_a_region() -> None:
    (mark,) = composed(Incident("a", place_text="Kidal region", precision="point")).incidents

    assert mark.precision == "area"


@pytest.mark.parametrize(
    ("written", "radius_m", "unit"),
    [
        ("18°26'N 1°24'E", 2_500, "whole minutes"),
        ("19°57'18\"N 2°57'58\"E", 42, "whole seconds"),
        ("19.955 N 2.966 E", 152, "3 decimals"),
    ],
)
def test_degrees_and_minutes_are_no_more_precise_than_they_are_written(
    written: str, radius_m: float, unit: str
) -> None:
    (mark,) = composed(Incident("a", point=parse_point(written))).incidents

    assert mark.radius_m == pytest.approx(radius_m, rel=0.05)
    assert unit in mark.basis


def test_a_table_that_calls_a_place_exact_means_the_town_and_not_a_metre() -> None:
    (mark,) = composed(Incident("a", point=LonLat(2.9667, 19.9501), precision="point")).incidents

    assert (mark.precision, mark.radius_m) == ("point", 2_000)


def test_coordinates_in_another_country_than_the_table_says_are_told_and_swaps_seen() -> None:
    swapped = LonLat(18.4434, 1.4092)
    (mark,) = composed(Incident("a", point=swapped, containers=("Mali",))).incidents

    assert mark.contradicted
    assert "The table says Mali" in mark.cautions[0]
    assert "look swapped" in mark.cautions[0]
    assert not composed(Incident("a", point=KIDAL, containers=("Mali",))).incidents[0].contradicted


def test_a_coarse_coordinate_in_the_place_column_is_no_pin() -> None:
    (mark,) = composed(Incident("a", place_text="18, 1")).incidents

    assert mark.precision == "area"


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("en", "Tinzaouaten, Kidal, Mali, on the border with Algeria"),
        ("fr", "Tinzaouaten, Kidal, Mali, à la frontière (Algérie)"),
        ("ar", "تين زواتين، Kidal، مالي، على الحدود مع الجزائر"),
    ],
)
def test_places_and_countries_are_named_in_the_language_of_the_map(language: str, place: str) -> None:
    document = maps.compose(maps.read("examples/mali-2024"), language=language)
    assert document.incidents[0].place_name == place
    assert place in document.description


def test_incidents_outside_the_view_are_not_shown_and_counted() -> None:
    report = maps.read("examples/mali-2024")

    nowhere = maps.compose(report, view=BBox(70, 25, 100, 40))
    north = maps.compose(report, view=BBox(2.5, 19.5, 3.5, 20.5))

    assert nowhere.incidents == ()
    assert len(nowhere.not_shown) == len(report.incidents) == 3
    assert "no incident" in nowhere.description
    assert {one.id for one in north.not_shown} | {mark.id for mark in north.incidents} == {
        incident.id for incident in report.incidents
    }
    assert [mark.number for mark in north.incidents] == [1, 2]
    assert all("outside the part of the earth" in one.why for one in north.not_shown)
    somewhere = next(mark for mark in north.incidents if mark.precision == "area")
    assert BBox(2.5, 19.5, 3.5, 20.5).contains(somewhere.point)
    assert somewhere.area is not None
    assert shape(somewhere.area).distance(Point(somewhere.point)) < 0.001


def test_a_view_across_180_degrees_shows_what_lies_on_both_sides() -> None:
    incidents = tuple(Incident(str(lon), point=LonLat(lon, -17)) for lon in (179.5, -179.5, 170.0))

    document = maps.compose(Report(incidents), view=BBox(178, -20, -178, -15))

    assert [mark.id for mark in document.incidents] == ["179.5", "-179.5"]
