"""Names from all over the world, chosen by hand, with the place that a reader of news would take each for."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["AMBIGUOUS", "CASES", "PHRASES", "UNKNOWN", "Case"]


class Case(NamedTuple):
    """A text, and the place that it means: kind, country, and for settlements about where (lon, lat)."""

    text: str
    kind: str
    country: str | None
    lon: float | None
    lat: float | None
    why: str


CASES = (
    # The Sahel, as reports name it.
    Case("Kidal", "city", "ML", 1.4, 18.4, "the town, not its region, nor the village in Java"),
    Case("KIDAL", "city", "ML", 1.4, 18.4, "capitals do not matter"),
    Case("ⴽⵉⴷⴰⵍ", "city", "ML", 1.4, 18.4, "in Tifinagh"),
    Case("Mopti", "city", "ML", -4.2, 14.5, "the town, not its region"),
    Case("Gao", "city", "ML", 0.0, 16.3, "not the town in Burkina Faso, nor the airport GAO"),
    Case("Bamako", "city", "ML", -8.0, 12.6, "a capital"),
    Case("باماكو", "city", "ML", -8.0, 12.6, "in Arabic"),
    Case("Tombouctou", "city", "ML", -3.0, 16.8, "in French"),
    Case("Timbuktu", "city", "ML", -3.0, 16.8, "in English"),
    Case("Tessalit", "city", "ML", 1.0, 20.2, "the only one"),
    Case("Ménaka", "city", "ML", 2.4, 15.9, "the town, not the region of 2016"),
    Case("Tinzaouaten", "city", "ML", 2.97, 19.96, "a town on the border"),
    Case("Sévaré", "city", "ML", -4.1, 14.5, "curated"),
    Case("Mali", "country", "ML", None, None, "not the towns in China and Guinea"),
    Case("Niger", "country", "NE", None, None, "not the river, nor the state in Nigeria"),
    Case("Niamey", "city", "NE", 2.1, 13.5, "a capital"),
    Case("Agadez", "city", "NE", 8.0, 17.0, "the town, not its region"),
    Case("Ouagadougou", "city", "BF", -1.5, 12.4, "a capital"),
    Case("Bobo-Dioulasso", "city", "BF", -4.3, 11.2, "with a hyphen"),
    Case("Djibo", "city", "BF", -1.6, 14.1, "a town in the Sahel region"),
    Case("N'Djamena", "city", "TD", 15.0, 12.1, "with an apostrophe"),
    Case("Ndjamena", "city", "TD", 15.0, 12.1, "and without"),
    Case("Tamanrasset", "city", "DZ", 5.5, 22.8, "the town, not its province"),
    Case("Nouakchott", "city", "MR", -16.0, 18.1, "a capital"),
    Case("Azawad", "region", "ML", None, None, "what separatists call the north"),
    Case("Sahara", "natural", None, None, None, "the desert, not a town in Yemen"),
    # Other conflicts in the news.
    Case("Bakhmut", "city", "UA", 38.0, 48.6, "in English"),
    Case("Бахмут", "city", "UA", 38.0, 48.6, "in Cyrillic"),
    Case("Київ", "city", "UA", 30.5, 50.5, "in Ukrainian"),
    Case("Kiev", "city", "UA", 30.5, 50.5, "as older reports spell it"),
    Case("Donetsk", "city", "UA", 37.8, 48.0, "not the smaller one in Russia, nor the oblast"),
    Case("Mariupol", "city", "UA", 37.5, 47.1, "the only one of size"),
    Case("Aleppo", "city", "SY", 37.2, 36.2, "the city, not its governorate"),
    Case("حلب", "city", "SY", 37.2, 36.2, "in Arabic"),
    Case("Idlib", "city", "SY", 36.6, 35.9, "the city, unless the governorate is said"),
    Case("Homs", "city", "SY", 36.7, 34.7, "not Al Khums in Libya"),
    Case("Gaza", "city", "PS", 34.5, 31.5, "not the province in Mozambique"),
    Case("Khan Yunis", "city", "PS", 34.3, 31.3, "in Gaza"),
    Case("Goma", "city", "CD", 29.2, -1.7, "a seat of a province"),
    Case("Khartoum", "city", "SD", 32.5, 15.6, "the city, not its state"),
    Case("El Fasher", "city", "SD", 25.4, 13.6, "with an article"),
    Case("Darfur", "region", "SD", None, None, "no unit of today bears the name alone"),
    Case("Mogadishu", "city", "SO", 45.3, 2.0, "a capital"),
    Case("Maiduguri", "city", "NG", 13.2, 11.8, "a seat of a state"),
    Case("Sanaa", "city", "YE", 44.2, 15.4, "without the apostrophe"),
    Case("Kandahar", "city", "AF", 65.7, 31.6, "the city, not its province"),
    Case("کابل", "city", "AF", 69.2, 34.5, "Kabul in Persian"),
    Case("Mosul", "city", "IQ", 43.1, 36.3, "a seat of a governorate"),
    Case("Sittwe", "city", "MM", 92.9, 20.1, "a seat of a state"),
    Case("Stepanakert", "city", "AZ", 46.8, 39.8, "also called Khankendi"),
    Case("Port-au-Prince", "city", "HT", -72.3, 18.5, "with hyphens"),
    Case("Tripoli", "city", "LY", 13.2, 32.9, "the capital, not the one in Lebanon"),
    # Countries that share their names with something.
    Case("Georgia", "country", "GE", None, None, "not the state"),
    Case("Jordan", "country", "JO", None, None, "not a quarter of Hong Kong"),
    Case("Lebanon", "country", "LB", None, None, "not the towns in the United States"),
    Case("Chad", "country", "TD", None, None, "not the lake"),
    Case("Turkey", "country", "TR", None, None, "as English has it"),
    Case("Türkiye", "country", "TR", None, None, "as the country has it"),
    Case("Guinea", "country", "GN", None, None, "not Guinea-Bissau"),
    Case("Guinea-Bissau", "country", "GW", None, None, "not Guinea"),
    Case("Mexico", "country", "MX", None, None, "not its capital or state"),
    Case("Luxembourg", "country", "LU", None, None, "not its capital, nor the Belgian province"),
    Case("Singapore", "country", "SG", None, None, "a city of the same name"),
    Case("Djibouti", "country", "DJ", None, None, "a capital of the same name"),
    Case("Panama", "country", "PA", None, None, "a capital and many towns of the same name"),
    Case("North Korea", "country", "KP", None, None, "a name, not the north of Korea"),
    Case("South Sudan", "country", "SS", None, None, "a name, not the south of Sudan"),
    Case("Central African Republic", "country", "CF", None, None, "a name, not a part of anything"),
    Case("Western Sahara", "country", "EH", None, None, "a name, not the west of the desert"),
    Case("Equatorial Guinea", "country", "GQ", None, None, "a name"),
    Case("Côte d'Ivoire", "country", "CI", None, None, "in French"),
    Case("Ivory Coast", "country", "CI", None, None, "in English"),
    Case("USA", "country", "US", None, None, "not Usa in Japan"),
    Case("UK", "country", "GB", None, None, "an abbreviation"),
    Case("DRC", "country", "CD", None, None, "an abbreviation"),
    Case("UAE", "country", "AE", None, None, "an abbreviation"),
    Case("ML", "country", "ML", None, None, "a code, for nothing else bears it"),
    Case("NA", "country", "NA", None, None, "Namibia, and no missing value"),
    Case("None", "city", "IT", 7.5, 44.9, "a town near Turin, and no missing value"),
    # The rest of the world.
    Case("Paris", "city", "FR", 2.4, 48.9, "not the ones in the United States"),
    Case("London", "city", "GB", -0.1, 51.5, "not the one in Ontario"),
    Case("City of London", "city", "GB", -0.1, 51.5, "a name, not a phrase"),
    Case("Northern Ireland", "admin1", "GB", None, None, "a name, not the north of Ireland"),
    Case("Moscow", "city", "RU", 37.6, 55.8, "not the one in Idaho"),
    Case("Москва", "city", "RU", 37.6, 55.8, "in Russian"),
    Case("Αθήνα", "city", "GR", 23.7, 38.0, "in Greek"),
    Case("القاهرة", "city", "EG", 31.2, 30.0, "Cairo in Arabic"),
    Case("北京", "city", "CN", 116.4, 39.9, "Beijing in Chinese"),
    Case("東京", "city", "JP", 139.7, 35.7, "Tokyo in Japanese"),
    Case("서울", "city", "KR", 127.0, 37.6, "Seoul in Korean"),
    Case("दिल्ली", "city", "IN", 77.2, 28.7, "Delhi in Hindi"),
    Case("תל אביב", "city", "IL", 34.8, 32.1, "Tel Aviv in Hebrew"),
    Case("Washington", "city", "US", -77.0, 38.9, "the capital, not the state"),
    Case("New York", "city", "US", -74.0, 40.7, "the city, not the state"),
    Case("Texas", "admin1", "US", None, None, "not villages in Mexico"),
    Case("Santiago", "city", "CL", -70.7, -33.4, "the largest of many"),
    Case("Hyderabad", "city", "IN", 78.5, 17.4, "not the smaller one in Pakistan"),
    Case("Alexandria", "city", "EG", 29.9, 31.2, "not the ones in Romania and Virginia"),
    Case("Lagos", "city", "NG", 3.4, 6.5, "not the ones in Portugal"),
    Case("São Paulo", "city", "BR", -46.6, -23.5, "with its accent"),
    Case("Sao Paulo", "city", "BR", -46.6, -23.5, "and without"),
    Case("Zürich", "city", "CH", 8.5, 47.4, "with its umlaut"),
    Case("Reykjavik", "city", "IS", -21.9, 64.1, "without its accent"),
    Case("Ho Chi Minh City", "city", "VN", 106.7, 10.8, "a name that ends in a kind of place"),
    Case("Suva", "city", "FJ", 178.4, -18.1, "close to 180 degrees"),
)

#: Names that mean several places about equally: a good answer does not pretend to know.
AMBIGUOUS = (
    ("Springfield", "US"),
    ("Congo", "CD"),
    ("Cambridge", "GB"),
    ("Punjab", "PK"),
    ("Victoria", "HK"),
    ("Rafah", "PS"),
)

#: Texts that name no place.
UNKNOWN = ("Xqzzt", "zzxxqqj", "🙂", "...", "12345", "-", "\u200f\u202e", "\ud800", "?", "95 N 10 E")

#: Texts as reports word them: text, country, kind, relation, something that stays unused (or "").
PHRASES = (
    ("Kidal region", "ML", "admin1", "at", ""),
    ("région de Kidal", "ML", "admin1", "at", ""),
    ("the Kidal region", "ML", "admin1", "at", ""),
    ("region of Kidal", "ML", "admin1", "at", ""),
    ("Mopti, Mali", "ML", "city", "at", ""),
    ("Mopti (Mali)", "ML", "city", "at", ""),
    ("Mali, Mopti", "ML", "city", "at", ""),
    ("Kidal, Kidal Region, Mali", "ML", "city", "at", ""),
    ("city of Gao", "ML", "city", "at", ""),
    ("ville de Gao", "ML", "city", "at", ""),
    ("the town of Gao", "ML", "city", "at", ""),
    ("the Malian town of Tessalit", "ML", "city", "at", ""),
    ("Bamako, the capital of Mali", "ML", "city", "at", ""),
    ("the Malian capital, Bamako", "ML", "city", "at", ""),
    ("Niger State", "NG", "admin1", "at", ""),
    ("Gaza, Mozambique", "MZ", "admin1", "at", ""),
    ("Paris, Texas", "US", "city", "at", ""),
    ("Paris, TX", "US", "city", "at", ""),
    ("Athens, Georgia", "US", "city", "at", ""),
    ("Tbilisi, Georgia", "GE", "city", "at", ""),
    ("wilaya d'Illizi", "DZ", "admin1", "at", ""),
    ("South Kordofan state", "SD", "admin1", "at", ""),
    ("Mopti, a city in the central region", "ML", "city", "at", "in the central region"),
    (
        "a checkpoint in Mopti, a city in the central region of the country",
        "ML", "city", "at", "in the central region of the country",
    ),
    ("near Tinzaouaten", "ML", "city", "near", ""),
    ("close to Gao", "ML", "city", "near", ""),
    ("outside Gao", "ML", "city", "near", ""),
    ("près de Gao", "ML", "city", "near", ""),
    ("in the desert near Tinzaouaten", "ML", "city", "near", ""),
    ("Gao airport", "ML", "city", "near", ""),
    ("near the Algerian border, Kidal region", "ML", "admin1", "part", "near the Algerian border"),
    ("near the Algerian border", "DZ", "country", "border", ""),
    ("the border town, near Algeria", "DZ", "country", "near", "the border town"),
    ("southern part of Tinzaouaten", "ML", "city", "part", ""),
    ("northern Mali", "ML", "country", "part", ""),
    ("dans le nord du Mali", "ML", "country", "part", ""),
    ("a village in the Kidal region", "ML", "admin1", "part", ""),
    ("north of Kidal", "ML", "city", "direction", ""),
    ("au nord de Kidal", "ML", "city", "direction", ""),
    ("50 km north of Kidal", "ML", "city", "direction", ""),
    (
        "north of the Kidal region near the Algerian border",
        "ML", "admin1", "direction", "near the Algerian border",
    ),
)  # fmt: skip
