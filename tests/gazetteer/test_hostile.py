"""Text that means harm, or nothing: no door of a gazetteer breaks on it, and none is sure of it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer import Gazetteer, precision
from gazetteer.build.draft import Draft, Name
from gazetteer.build.write import write_index
from gazetteer.errors import QueryError
from gazetteer.index import Index
from gazetteer.locality.grammar import read
from gazetteer.near_border import border_note
from geo.points import LonLat
from tests.shared.injection import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer import Resolution

LITTLE = settings(max_examples=60)
# Any text, and text in which words of the grammar stand anyhow, beside names and noise.
WORDS = (
    "Kidal", "Gao", "Mali", "Algeria", "Oslo", "Fiji", "50", "km", "miles", "0", "-5", "1e9", "20,000",
    "north", "of", "south", "near", "between", "and", "on", "the", "road", "from", "to", "border", "in",
    "triangle", "outside", "à", "au", "nord", "de", "du", "entre", "et", "près", "la", "frontière", "sur",
    "route", ",", "(", ")", ";", "/", "region", "région", "southern", "part", "\ud800", "\u202e",
    "😀", "\x00", "90",
    "180", "N", "E",
)  # fmt: skip
ANY_TEXT = st.text(st.characters(), max_size=40)
JUMBLED = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
ODD = (
    "", " ", "\u3000", "\x00", "a" * 10_000, "ab " * 3_333, "," * 10_000, "(" * 5_000, "\ud800",
    "Kidal\udc00",
    "😀" * 40, "\u202eKidal\u202c", "123", "1e400, 3", "nan, nan", "91 N 2 E", "½", "\u0301" * 9,
    "\ufdfa" * 30,
    "--", "\U0010ffff", "near " * 2_000, "north of " * 300,
)  # fmt: skip


@cache
def shipped() -> Gazetteer:
    return gazetteer.open()


def check(answer: Resolution) -> None:
    """What every answer promises."""
    json.dumps(answer.to_dict(), allow_nan=False)
    assert answer.explain()
    assert "<script" not in answer.explain_html()
    assert 0.0 <= answer.confidence <= 1.0
    assert (answer.place is None) == (answer.status == "unresolved")
    precision.codes(answer)
    area = answer.area
    if area is None:
        return
    border_note(answer)
    west, south, east, north = area.geometry.bounds
    assert area.geometry.is_valid
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert area.geometry.distance(shapely.Point(area.point)) < 1e-6
    assert 0 < area.radius_m < 20_100_000


@LITTLE
@given(text=st.one_of(ANY_TEXT, JUMBLED, st.sampled_from(ODD), st.sampled_from(TEXTS)))
def test_any_text_gets_an_answer_from_every_door_or_the_error_that_is_documented(text: str) -> None:
    places = shipped()
    for answer in (places.resolve(text), places.locate(text)):
        check(answer)
    assert places.resolve_many([text]) == [places.resolve(text)]
    assert len(places.resolve_together([text, "Gao"])) == len(places.locate_together([text, "Gao"])) == 2
    assert places.get(text) is None
    for ask in (places.hierarchy, places.parents, places.children, places.names):
        with pytest.raises(QueryError):
            ask(text)
    for condition in ("within", "near", "kind", "prefer"):
        try:
            check(places.resolve("Kidal", **{condition: text}))  # type: ignore[arg-type]
        except QueryError as error:
            assert condition in str(error)  # noqa: PT017 - some texts are a place, and no error


@pytest.mark.parametrize("text", ["Xqzztland", "", "Kidall", "5"])
def test_an_unknown_area_to_look_in_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(QueryError, match="is no known area") as caught:
        shipped().resolve("Kidal", within=text)
    assert repr(text) in str(caught.value)


# Certainty that nothing supports


@pytest.mark.parametrize(
    "text",
    [
        "N/A", "NaN", "nan", "NONE", "null", "unknown", "Unknown", "various", "-", "?", "TBD", "Other",
        "inconnu", "Divers", "غير معروف", "12:30", "12:30:45", "2024-07-25", "25/07", "25/07/2024", "10/12",
        "25 July 2024", "+223 20 22 45 67", "(555) 123-4567", "info@mali.ml", "www.bbc.com", "127.0.0.1",
        "https://example.org/kidal", "/srv/reports/Mali", "D:\\reports\\Gao", "<p>Kidal</p><p>x</p>",
        '<div class="x">Kidal</div>', "The army said that it had killed the rebels.", "the village",
        "Emmanuel Macron", "Ursula von der Leyen", "Iyad Ag Ghaly", "United Nations", "Human Rights Watch",
        "World Health Organization", "=SUM(A1:A2)", '{"name": "x"}', "ẞ",
    ],
)  # fmt: skip
def test_what_names_no_place_is_not_resolved(text: str) -> None:
    assert shipped().resolve(text).status != "resolved"
    assert shipped().locate(text).status != "resolved"


@pytest.mark.parametrize("text", ["General Tiani", "Colonel Kidall", "Test", "Other", "Divers"])
def test_a_person_and_a_filler_are_no_misspelling_of_a_place(text: str) -> None:
    assert shipped().resolve(text).status == "unresolved"


def test_a_polygon_that_crosses_itself_is_no_area() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (0, 1), (1, 0)])
    with pytest.raises(QueryError, match="is no area"):
        shipped().resolve("Kidal", within=bow)


def test_a_town_that_is_spelled_like_no_value_is_found_where_the_text_says_more() -> None:
    alone = shipped().resolve("NaN")
    assert (alone.status, alone.problem) == (
        "ambiguous",
        "'NaN' is what tables write where a value is missing",
    )
    found = shipped().resolve("NaN, Thailand")
    assert (found.status, found.place and found.place.country) == ("resolved", "TH")


# Relations that cannot be


@pytest.mark.parametrize(
    "text",
    [
        "0 km north of Oslo", "-5 km north of Oslo", "1e9 km north of Oslo", "20,000 km north of Oslo",
        "100000000000000000000 km from Oslo", "à 20 000 km au nord d'Oslo", "500 km north of 90 N 0 E",
        "500 km south of 90 N 0 E", "50 km north of 89.9 N 10 E", "6371 km north of Oslo",
        "9,000 km from Suva",
        "500 km south of South Pole", "500 km west of 0, -179", "300 km east of 0 N 180 E", "near -90, 0",
        "between 0, 179 and 0, -179", "between 90 N 0 E and 90 S 0 E", "between 10 N 10 E and 10 S 170 W",
        "in the triangle of 80 N 0 E, 80 N 120 E and 80 N 120 W", "in the triangle of Oslo, Suva and Nairobi",
        "on the road from Anadyr to Nome", "on the border between Mali and Japan", "near Kidal, Japan",
        "15 km from the border of Niger", "north of Kidal, south of Kidal", "between Gao and Gao",
        "in the triangle of Gao, Gao and Gao", "northern southern Mali", "between Xqzzt and Kidal",
        "50 km north of 50 km north of 50 km north of Kidal", "near near Kidal", "50 km NNNNE of Kidal",
        "50 km north-south of Kidal", "between and Kidal", "sur la route de Gao à Gao",
        "((50 km (north) of) Kidal)",
        "50 km north of (Kidal", "50 km off the coast of Mali", "near <script>alert(1)</script>",
        "near \ud800",
    ],
)  # fmt: skip
def test_odd_relations_have_whole_areas_or_none(text: str) -> None:
    check(shipped().locate(text))


@pytest.mark.parametrize(
    "text",
    [
        "on the border between Mali and Japan", "between Gao and Gao", "in the triangle of Gao, Gao and Gao",
        "between Xqzzt and Kidal", "near Kidal, Japan", "-5 km north of Oslo", "1e9 km north of Oslo",
        "à la frontière entre le Mali et la République du Mali", "20,000 km north of Oslo",
        "0 km north of Oslo",
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_resolved_or_names_what_was_left_out(text: str) -> None:
    answer = shipped().locate(text)
    assert (answer.status != "resolved" and answer.problem) or answer.unused


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("near -19.955, 2.966", [(2.966, -19.955)]),
        ("50 km north of 19.955, -2.966", [(-2.966, 19.955)]),
        ("between 19.955, 2.966 and -18.4, 1.4", [(2.966, 19.955), (1.4, -18.4)]),
        ("near \u221219.955; 2.966", [(2.966, -19.955)]),
    ],
)
def test_a_relation_to_coordinates_keeps_their_pairs_and_signs(
    text: str, points: list[tuple[float, float]]
) -> None:
    answer = shipped().locate(text)
    assert [anchor.place and anchor.place.point for anchor in answer.anchors] == points


# Data that means harm


def test_names_of_the_data_are_escaped_wherever_they_are_shown(tmp_path: Path) -> None:
    drafts = []
    for number, text in enumerate(TEXTS):
        # What an importer would leave of it: names have no control characters.
        name = f"{''.join(letter for letter in text if letter.isprintable())} ville{number}"
        draft = Draft(f"<b>:{number}", name, "city", "<i>source", "P.PPL", "ML", LonLat(number / 10, 10))
        draft.names = [
            Name(name, "primary", "<i>source"),
            Name(f"Twin {number}", "alternate", '"><img src=x>'),
        ]
        draft.population, draft.extent_m = 100_000, 1_000
        drafts.append(draft)
    write_index(sorted(drafts, key=lambda draft: draft.id), tmp_path / "index", {})
    places = Gazetteer(Index.open(tmp_path / "index"))
    for number in range(len(TEXTS)):
        answer = places.resolve(f"Twin {number}")
        assert answer.place is not None
        page = answer.explain_html()
        for tag in ("<script", "<img", "<svg", "<b>", "<i>", "<iframe", "<style", "<injected"):
            assert tag not in page.lower()
        json.dumps(answer.to_dict(), allow_nan=False)
        describe = places.describe(answer.place.point)
        assert json.dumps(describe.to_dict(), allow_nan=False)


# Many askers


def test_threads_that_share_a_gazetteer_get_the_answers_of_one() -> None:
    texts = [
        "Kidal", "Gao, Mali", "Timbuctoo", "Bamkao", "near Kidal", "50 km north of Gao", "Springfield",
        "Xqzzt",
        "Paris, Texas", "northern Mali", "between Gao and Kidal", "كيدال", "Москва", "London",
    ]  # fmt: skip

    def ask(places: Gazetteer, start: int) -> list[tuple[str, str, str]]:
        found = {}
        for at in range(len(texts)):
            text = texts[(at + start) % len(texts)]
            answer = places.locate(text)
            found[text] = answer.explain()
        return [(text, found[text], places.resolve(text).explain()) for text in texts]

    alone = ask(Gazetteer(shipped().index), 0)
    shared = gazetteer.open(shipped().index.path)  # with nothing read yet
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda start: ask(shared, start), range(8)):
            assert found == alone


def test_answers_go_to_other_processes_whole() -> None:
    answers = shipped().locate_together(["Kidal", "50 km north of Gao", "Xqzzt", "Bamkao", "19.9 N 2.9 E"])
    code = (
        "import pickle, sys; answers = pickle.load(sys.stdin.buffer); sys.stdout.buffer.write("
        "pickle.dumps([(a.explain(), a.to_dict(), a.explain_html()) for a in answers]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(answers), capture_output=True, check=True
    )
    expected = [(answer.explain(), answer.to_dict(), answer.explain_html()) for answer in answers]
    assert pickle.loads(done.stdout) == expected  # noqa: S301 - written by this test


@pytest.mark.parametrize("word", ["in ", "a ", "à ", "the ", "de la ", "in a "])
def test_the_same_small_word_again_and_again_is_read_soon(word: str) -> None:
    asked: list[str] = []

    def known(phrase: str) -> bool:
        asked.append(phrase)
        return phrase == "Kidal"

    # Every word more made this twice as long and more: it was hours for what one line of a table can hold.
    read(word * 12 + "Kidal", known)
    assert len(asked) < 10_000
