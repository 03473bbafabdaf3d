"""Labels in the language of the map."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo import BBox, LonLat
from maps.basemap import collection
from maps.document import Label
from maps.localised import localised

PLACES = {
    "country": ("Algeria", LonLat(2.8, 28.0), "Algérie", "الجزائر"),
    "short form of a country": (
        "Bosnia and Herz.",
        LonLat(18.0, 44.0),
        "Bosnie-Herzégovine",
        "البوسنة والهرسك",
    ),
    "country whose code is an abbreviation": (
        "Burkina Faso",
        LonLat(-1.5, 12.3),
        "Burkina Faso",
        "بوركينا فاسو",
    ),
    "capital": ("Algiers", LonLat(3.06, 36.75), "Alger", "الجزائر"),
    "town": ("Kidal", LonLat(1.41, 18.44), "Kidal", "كيدال"),
    "town with a French name": ("Timbuktu", LonLat(-3.0, 16.77), "Tombouctou", "تمبكتو"),
    "river": ("Niger", LonLat(-3.0, 16.9), "Niger", "نهر النيجر"),
    "river with a French name": ("White Nile", LonLat(32.5, 13.0), "Nil Blanc", "النيل الأبيض"),
    "capital with a French name": ("Beijing", LonLat(116.4, 39.9), "Pékin", "بكين"),
    "lake": ("Lake Débo", LonLat(-4.15, 15.3), "lac Débo", "بحيرة ديبو"),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_label_has_the_name_of_the_language(case: str) -> None:
    text, point, french, arabic = PLACES[case]
    first = case.split(maxsplit=1)[0]
    kind = first if first in {"capital", "town", "lake", "river"} else "country"
    label = Label(text, point, kind, 1)

    assert [localised([label], language)[0].text for language in ("en", "fr", "ar")] == [text, french, arabic]


def test_a_name_that_nobody_gives_in_the_language_stays() -> None:
    label = Label("Xqzzt", LonLat(2.0, 18.0), "town", 1)

    assert localised([label], "ar") == (label,)


def test_names_by_hand_are_of_what_maps_name() -> None:
    with Path("maps/data/french_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rivers = {feature.name for feature in collection("rivers").in_bbox(BBox(-180, -90, 180, 90))}

    assert {row["name"] for row in rows if row["kind"] == "river"} <= rivers
    assert all(row["fr"] not in {"", row["name"]} for row in rows)
    assert len({(row["kind"], row["name"]) for row in rows}) == len(rows)
