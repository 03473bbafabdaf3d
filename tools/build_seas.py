"""Builds ``maps/data/seas.csv``: the names of seas for pictures, in three languages.

Run as ``python -m tools.build_seas``; ``tools.build_basemap`` does too. The seas are the gazetteer's, whose
names have no languages: the first that is French or Arabic by its words or letters is taken.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
NATURAL = ROOT / "gazetteer" / "data" / "natural.csv"
SEAS = ROOT / "maps" / "data" / "seas.csv"
# Oceans, seas, gulfs, bays, straits and channels in GeoNames' classes.
CLASSES = frozenset({"H.OCN", "H.SEA", "H.GULF", "H.BAY", "H.STRT", "H.CHN"})
# Ways through seas that have names of their own.
ROUTES = frozenset({"Northern Sea Route", "Northwest Passage"})

_FRENCH = re.compile(
    r"(?:Baie|Bosphore|Canal|Cattégat|Détroit|Golfe|La Manche|Mer|Méditerranée|Océan|Passage)\b"
)
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a ]+")
# By hand, where the gazetteer has no French name, or one that maps do not use.
_BY_HAND_FRENCH = {
    "Øresund": "Øresund", "San Francisco Bay": "Baie de San Francisco", "Skagerrak": "Skagerrak",
    "Strait of Dover": "Pas de Calais",
}  # fmt: skip
# By hand, where the gazetteer has no Arabic name.
_BY_HAND_ARABIC = {
    "Alboran Sea": "بحر البوران", "Baffin Bay": "خليج بافن", "Balearic Sea": "بحر البليار",
    "Banda Sea": "بحر باندا", "Bay of Fundy": "خليج فندي", "Beagle Channel": "قناة بيغل",
    "Beaufort Sea": "بحر بوفورت", "Celebes Sea": "بحر سيليبس", "Celtic Sea": "البحر السلتي",
    "Chukchi Sea": "بحر تشوكشي", "Davis Strait": "مضيق ديفيس", "East Siberian Sea": "بحر سيبيريا الشرقي",
    "Gulf of Carpentaria": "خليج كاربنتاريا", "Gulf of Fonseca": "خليج فونسيكا",
    "Gulf of Honduras": "خليج هندوراس", "Gulf of Lion": "خليج الأسد", "Gulf of Mannar": "خليج منار",
    "Gulf of Martaban": "خليج مرتبان", "Gulf of Panama": "خليج بنما", "Gulf of Paria": "خليج باريا",
    "Gulf of Riga": "خليج ريغا", "Gulf of Saint Lawrence": "خليج سانت لورانس",
    "Gulf of Venezuela": "خليج فنزويلا", "James Bay": "خليج جيمس", "Labrador Sea": "بحر لابرادور",
    "Laptev Sea": "بحر لابتيف", "Ligurian Sea": "البحر الليغوري", "Luzon Strait": "مضيق لوزون",
    "Makassar Strait": "مضيق ماكاسار", "Miyako Strait": "مضيق مياكو", "Mona Passage": "قناة مونا",
    "North Natuna Sea": "بحر ناتونا الشمالي", "Palk Strait": "مضيق بالك",
    "Strait of Messina": "مضيق مسينا", "Strait of Otranto": "مضيق أوترانتو",
    "Windward Passage": "ممر ويندوارد", "Yucatán Channel": "قناة يوكاتان", "Øresund": "مضيق أوريسند",
}  # fmt: skip


def write_seas() -> int:
    """Write the table, the largest first; how many seas there are."""
    with NATURAL.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["feature_code"] in CLASSES and row["name"] not in ROUTES
        ]
    rows.sort(key=lambda row: (-int(row["extent_m"]), row["name"]))
    for row in rows:
        row["fr"] = _BY_HAND_FRENCH.get(row["name"]) or _first(row, _FRENCH.match)
        row["ar"] = _BY_HAND_ARABIC.get(row["name"]) or _first(row, _ARABIC.fullmatch)
    with SEAS.open("w", encoding="utf-8", newline="") as file:
        columns = ["name", "fr", "ar", "lon", "lat", "extent_m"]
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def _first(row: dict[str, str], fits: Callable[[str], object]) -> str:
    found = next((name for name in row["names"].split("|") if fits(name)), None)
    if found is None:
        raise ValueError(
            f"{row['name']} has no name of this kind in {NATURAL.name}; add one by hand in this file"
        )
    return found


if __name__ == "__main__":
    print(f"seas: {write_seas()}")
