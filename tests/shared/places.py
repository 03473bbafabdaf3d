"""A handful of places, and an index of them, for tests that need no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build.draft import Draft, Name
from gazetteer.build.merge import merge
from gazetteer.build.write import write_index
from geo.points import LonLat

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TINZAOUATEN", "few_places", "write_small_index"]

# Spellings of one town in the reports of July 2024.
TINZAOUATEN = (
    "Tinzaouaten", "Tin Zaouatine", "Tin-Zaouatine", "Tinzawatène", "Tin Zaouâtene", "Tinzaouatene",
    "Ti-n-Zaouâtene", "تين زواتين", "تين ظواتين",
)  # fmt: skip


def few_places() -> list[Draft]:
    """Mali with the region and the town of Kidal, Kidal in Indonesia, and Tinzaouaten."""
    region = Draft("geonames:2597449", "Kidal", "admin1", "GeoNames", "A.ADM1", "ML", codes=("ML-8", "ML.10"))
    region.names += [Name("Kidal", "primary", "GeoNames"), Name("ML-8", "code", "ISO 3166")]
    mali = Draft(
        "geonames:2453866", "Mali", "country", "GeoNames", "A.PCLI", "ML", LonLat(-3.5, 17.3), 24_000_000
    )
    mali.codes = ("ML", "MLI")
    mali.names += [Name("Mali", "primary", "Dateline", "en"), Name("مالي", "alternate", "Dateline", "ar")]
    mali.names += [Name("Malian", "demonym", "Dateline", "en"), Name("ML", "code", "ISO 3166")]
    town = Draft(
        "geonames:2455290", "Kidal", "city", "GeoNames", "P.PPLA", "ML", LonLat(1.40921, 18.44345), 40_030
    )
    town.parent = "row:1"
    town.names += [Name("Kidal", "primary", "GeoNames"), Name("kidal", "alternate", "GeoNames")]
    village = Draft("geonames:1640057", "Kidal", "city", "GeoNames", "P.PPL", "ID", LonLat(112.7085, -8.0224))
    village.names.append(Name("Kidal", "primary", "GeoNames"))
    border = Draft(
        "dateline:tinzaouaten", "Tinzaouaten", "city", "Dateline", "P.PPL", "ML", LonLat(2.966, 19.955)
    )
    border.shared_with, border.parent_code, border.extent_m = ("DZ",), "ML-8", 3_000
    border.names += [Name("Tinzaouaten", "primary", "Dateline"), Name("تين زواتين", "curated", "Dateline")]
    return merge([town, village], {"row:1": region}, [mali], [border], {}).drafts


def write_small_index(folder: Path) -> Path:
    """An index of ``few_places`` in a folder."""
    drafts = few_places()
    write_index(drafts, folder, {"places": len(drafts)})
    return folder
