"""What Dateline says on a map is in the language of the map; what the table says stays as it is."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import maps
from geo import LonLat
from geo.borders import side
from maps.incidents.dates import When
from maps.incidents.model import Claim
from maps.render.html import fragment, render
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ["fr", "ar"]
# Words of the English sentences, none of which is one of French.
ENGLISH = re.compile(
    r"\b(the|of|with|and|from|to|is|are|not|said|this|that|its|border|within|circle|beyond|confidence|least|"
    r"most|stated|deaths|marker|place|places|name|table|coordinates|shown|north|south|east|west|which|for|in|"
    r"by|incident|incidents|city|could|also|near|km to|miles|ft|known|somewhere|either|side|line|good|land|"
    r"row|rows|no|it|at|on|between|each|way|more|extent)\b",
    re.IGNORECASE,
)
# Every kind of sentence about a place: texts of tables with their points.
PLACES: list[tuple[str | None, tuple[float, float] | None]] = [
    ("Kidal", None),
    ("Kidal", (1.41, 18.44)),
    ("Kidal", (3.0, 36.7)),
    ("Kidal", (18.44, 1.41)),
    ("Kidal, Algeria", None),
    ("Xqzzt", None),
    ("San", None),
    ("Tinzawaten", None),
    ("near Tinzaouaten", None),
    ("50 km north of Kidal", None),
    ("50 km from Kidal", None),
    ("north of Kidal", None),
    ("30 km NNE of Gao", None),
    ("20 km north and 10 km east of Gao", None),
    ("between Gao and Kidal", None),
    ("halfway between Gao and Kidal", None),
    ("on the road from Gao to Kidal", None),
    ("on the road to Kidal", None),
    ("between Gao, Kidal and Ménaka", None),
    ("in northern Mali", None),
    ("central Mali", None),
    ("southern part of Tinzaouaten", None),
    ("somewhere in Kidal region", None),
    ("Mali", None),
    ("Adrar des Ifoghas", None),
    ("Kidal region, near the Algerian border", None),
    ("the border of Mali and Niger", None),
    ("15 km from the border of Mali and Niger", None),
    ("the tri-border area of Mali, Niger and Burkina Faso", None),
    ("a hospital in Gao", None),
    ("off Latakia", None),
    ("30 km off the coast of Libya", None),
    ("near Kidal region", None),
    ("20 km north of Kidal region", None),
    ("25 km from Kidal region", None),
    ("19.955 N 2.966 E", None),
    ("north of and south of Kidal", None),
    ("the northern border of Mali", None),
    ("-", None),
    (None, (2.966, 19.955)),
    (None, (-30.0, 0.0)),
    (None, (34.1, 44.95)),
    (None, (33.4, 35.2)),
    (None, None),
]


def report() -> maps.Report:
    """A table with every kind of place, and claims of every form."""
    incidents = tuple(
        maps.Incident(
            str(number),
            place_text=text,
            point=None if point is None else LonLat(*point),
            type="ambush",
            when=When.parse("2024-07-25/2024-07-27"),
            containers=("Mali",) if point == (-30.0, 0.0) else (),
            precision=("point", "near", "area", None)[number % 4],
        )
        for number, (text, point) in enumerate(PLACES)
    )
    bounds = [(None, None), (None, 5), (21, None), (20, 80), (1200, 1200)]
    claims = [
        maps.Claim(f"c{number}", "0", minimum=least, maximum=most)
        for number, (least, most) in enumerate(bounds)
    ]
    claims += [
        maps.Claim("t", "1", minimum=1, maximum=1),
        maps.Claim("p", "1", minimum=2, maximum=3, part_of="t"),
        maps.Claim("stated", "1", minimum=21, stated="at least 21"),
    ]
    return maps.Report((*incidents, maps.Incident("draft", draft=True)), tuple(claims))


def own(document: maps.MapDocument) -> Iterator[str]:
    """All sentences of a document that are Dateline's."""
    yield from (document.title, document.description, *document.attributions, *document.notices)
    yield from (border.label for border in document.borders)
    yield from (category.label for category in document.categories)
    yield from (left.why for left in document.not_shown)
    for mark in document.incidents:
        yield from (mark.when or "", mark.basis, mark.reason, mark.border_note or "", *mark.cautions)
        for claim in mark.claims:
            yield from (claim.figure, claim.subject, claim.said_by, claim.flag or "")


def without_quotations(text: str) -> str:
    """A sentence without the words of the table, which stand between marks."""
    text = re.sub("\u2068[^\u2068\u2069]*\u2069", " ", text)
    return re.sub("«[^»]*»", " ", text)


def without(text: str, cells: list[str]) -> str:
    for cell in sorted(cells, key=len, reverse=True):
        text = text.replace(cell, " ")
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_map_is_english(language: str) -> None:
    document = maps.compose(report(), borders=["Mali"], language=language)
    cells = [text for text, _ in PLACES if text]
    words_of_table = [*cells, *(cell[:1].lower() + cell[1:] for cell in cells)]
    english = {
        text: found
        for text in own(document)
        if (found := ENGLISH.findall(without(NAMES.sub(" ", without_quotations(text)), words_of_table)))
    }

    assert english == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", ["10km", "1000km", "admin1", "country"])
def test_generalised_locations_are_told_of_in_the_language_of_the_map(language: str, level: str) -> None:
    document = maps.compose(report(), generalise=level, language=language)
    english = {
        text: found
        for text in own(document)
        if (found := ENGLISH.findall(NAMES.sub(" ", without_quotations(text))))
    }

    assert english == {}
    assert document.incidents


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_the_english_map_is_told_of(language: str) -> None:
    english, other = (maps.compose(report(), language=tongue) for tongue in ("en", language))

    assert [mark.point for mark in other.incidents] == [mark.point for mark in english.incidents]
    for mark, said in zip(english.incidents, other.incidents, strict=True):
        assert [bool(mark.basis), bool(mark.reason), bool(mark.border_note), len(mark.cautions)] == [
            bool(said.basis), bool(said.reason), bool(said.border_note), len(said.cautions)
        ]  # fmt: skip
        assert said.basis != mark.basis
    assert len(other.not_shown) == len(english.not_shown)


def table_of(example: Path) -> list[str]:
    """All cells of an example, and the words of its columns."""
    files = sorted(example.glob("*.csv")) if example.is_dir() else [example]
    cells: set[str] = set()
    for file in files:
        for row in csv.reader(file.read_text(encoding="utf-8").splitlines()):
            for cell in row:
                cells |= {cell, *(part.strip() for part in re.split("[|;,]", cell))}
    return [cell for cell in cells if len(cell) > 2]


def seen(page: str) -> str:
    """The text of a page, without markup, scripts and styles, with the attributes that readers are told."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    told = re.findall(r'(?:aria-label|alt|title|content)="([^"]*)"', page)
    told = [text for text in told if "script-src" not in text and "width=" not in text]
    return html.unescape(" ".join([*told, re.sub("<[^>]+>", " ", page)]))


# Names that Dateline's own credits and codes have in every language, and tags of the page.
NAMES = re.compile(
    r"GeoNames \(CC BY 4\.0\)|OpenStreetMap|Natural Earth|no-referrer|light dark|JavaScript|fr\b"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_examples_have_no_english_but_the_tables(language: str) -> None:
    example = Path("examples/mali-2024")
    document = maps.compose(maps.read(example), borders=["Algeria"], language=language)
    cells = table_of(example)
    for page in (render(document), fragment(document).html):
        text = without(NAMES.sub(" ", seen(page.decode())), cells)
        assert ENGLISH.findall(without_quotations(text)) == []
        data = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page.decode(), re.DOTALL)
        assert data is not None
        texts = json.loads(data[1])["texts"].values()
        # What has a form for each number has a table of them.
        forms = (text.values() if isinstance(text, dict) else [text] for text in texts)
        spoken = " ".join(chain.from_iterable(forms))
        assert ENGLISH.findall(re.sub(r"\{\w+\}", " ", spoken)) == []


def test_a_table_s_own_words_stay_as_they_are() -> None:
    document = maps.compose(maps.read("examples/mali-2024"), language="ar")
    claims = {claim.id: claim for claim in document.incidents[0].claims}

    assert claims["A8"].figure == "more than 25"
    assert claims["A9"].said_by == "a former commander of the 13th assault squad"
    assert document.incidents[2].place_name == "Kidal region, near the Algerian border"


def test_figures_distances_and_shares_are_written_as_french_writes_them() -> None:
    document = maps.compose(maps.read("examples/mali-2024"), language="fr")
    first, _, third = document.incidents

    assert first.basis.startswith("un cercle de 7,5\u00a0km pour ")
    assert first.reason.endswith("confiance : 1,00.")
    assert first.claims[3].figure == "20 à 80"
    assert first.claims[9].flag == "total affirmé : 121 ; les parties font 131"
    assert third.claims[0].figure == "au moins 21"
    assert third.claims[0].subject == "morts"
    assert third.claims[0].said_by == "non dit"


@pytest.mark.parametrize(
    ("least", "most", "french", "arabic"),
    [
        (0, 0, "mort", "قتيل"),
        (1, 1, "mort", "قتيل"),
        (None, 1, "mort", "قتيل"),
        (1, None, "mort", "قتيل"),
        (1, 3, "morts", "قتلى"),
        (2, 2, "morts", "قتيلان"),
        (12, 12, "morts", "قتيلا"),
        (None, None, "morts", "قتلى"),
    ],
)
def test_what_is_counted_fits_the_figure(
    least: int | None, most: int | None, french: str, arabic: str
) -> None:
    claim = Claim("A1", "A", "deaths", minimum=least, maximum=most)
    made = report()
    made = replace(made, claims=(replace(claim, incident=made.incidents[0].id),))

    said = [maps.compose(made, language=language).incidents[0].claims[0].subject for language in ("fr", "ar")]

    assert said == [french, arabic]


@pytest.mark.parametrize(
    ("azimuth_deg", "said"), [(0, "au nord"), (90, "\u00e0 l\u2019est"), (270, "\u00e0 l\u2019ouest")]
)
def test_directions_are_said_with_their_article_in_french(azimuth_deg: float, said: str) -> None:
    say = words("fr")

    far = say.describe("far", distance=say.distance(12_000), direction=say.compass(azimuth_deg))
    assert far == f"12\u00a0km {said}"


def test_a_capital_tag_is_the_same_language() -> None:
    report = maps.Report((maps.Incident("a", place_text="Gao"),))

    assert maps.compose(report, language="FR") == maps.compose(report, language="fr")
    with pytest.raises(maps.UnknownLanguageError, match="'xx'"):
        maps.compose(report, language="xx")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("worldview", ["default", "IN", "CN"])
def test_every_side_of_a_border_has_words(language: str, worldview: str) -> None:
    saying = Saying(words(language))
    for point in (
        (77.5, 34.9),
        (34.1, 44.95),
        (33.4, 35.2),
        (2.966, 19.955),
        (-30, 0),
        (0, -80),
        (34.0, 22.0),
    ):
        told = side(LonLat(*point), worldview=worldview).told
        assert ENGLISH.findall(saying.said(told)) == []


def test_names_in_latin_letters_turn_nothing_in_an_arabic_sentence() -> None:
    document = maps.compose(maps.read("examples/mali-2024"), language="ar")

    assert "\u2068in the central region\u2069" in document.incidents[1].reason
    assert "1: \u2068Fighting and ambush at Tinzaouaten\u2069، 25" in document.description
