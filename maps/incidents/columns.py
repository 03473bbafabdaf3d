"""Which column of a table is what: found by its name, with the usual synonyms in other languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

__all__ = [
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "SOURCE_COLUMNS",
    "Columns",
    "Synonyms",
    "find",
    "key_of",
    "nearest",
]

# Each field with the names that columns may have for it, the first of which is preferred.
Synonyms = dict[str, tuple[str, ...]]

INCIDENT_COLUMNS: Synonyms = {
    "id": (
        "id", "incident", "incident id", "event id", "event id cnty", "key", "identifiant", "numero",
        "ref",
        "الرقم", "رقم", "المعرف",
    ),
    "title": (
        "title", "headline", "titre", "name", "heading", "intitule",
        "العنوان", "عنوان",
    ),
    "date": (
        "date", "when", "event date", "incident date", "date of incident", "dates", "date start",
        "start date", "day", "quand", "jour", "date de l incident", "date debut", "date de debut",
        "التاريخ", "تاريخ", "تاريخ الحادث", "تاريخ الحادثة", "اليوم",
    ),
    "end": (
        "end date", "date end", "date fin", "date de fin",
        "تاريخ الانتهاء", "تاريخ النهاية",
    ),
    "place": (
        "place", "location", "lieu", "where", "place name", "placename", "location name", "locality",
        "where coordinates", "localite", "town", "city", "village", "ville", "endroit", "emplacement",
        "site", "toponym",
        "المكان", "مكان", "اسم المكان", "الموقع", "موقع", "البلدة", "بلدة",
        "المدينة", "مدينة", "القرية", "قرية",
    ),
    "admin1": (
        "admin1", "adm1", "region", "province", "state", "wilaya", "governorate",
        "المنطقة", "منطقة", "الولاية", "ولاية", "المحافظة", "محافظة", "الاقليم", "اقليم",
    ),
    "country": ("country", "pays", "البلد", "بلد", "الدولة", "دولة"),
    "lat": ("lat", "latitude", "y", "خط العرض", "دايرة العرض"),
    "lon": ("lon", "longitude", "lng", "long", "x", "خط الطول"),
    "coordinates": (
        "coordinates", "coordinate", "coords", "coord", "lat lon", "lat long", "latlon", "latlong",
        "latitude longitude", "gps", "coordonnees", "coordonnees gps", "position",
        "الاحداثيات", "احداثيات",
    ),
    "type": (
        "type", "event type", "category", "incident type", "kind", "type of incident", "categorie",
        "type d incident", "type d evenement",
        "النوع", "نوع", "نوع الحادث", "نوع الحادثة",
    ),
    "actors": (
        "actors", "actor", "assoc actor", "associated actor", "allied actor", "side a", "side b",
        "perpetrator", "perpetrators", "perpetrator group", "gname", "attacker", "attackers",
        "parties", "belligerents", "armed group", "armed groups", "groups involved",
        "acteur", "acteurs", "acteur associe", "auteur", "auteurs", "auteur presume", "auteurs presumes",
        "camp a", "camp b", "belligerants", "groupe arme", "groupes armes",
        "الاطراف", "اطراف", "طرف", "الطرف", "الجهات الفاعلة", "الجهة الفاعلة", "الفاعل", "الفاعلون", "فاعل",
        "الجناة", "الجاني", "المنفذ", "المنفذون", "المهاجمون",
    ),
    "description": (
        "description", "notes", "note", "summary", "details", "detail", "what happened", "text",
        "resume", "remarques", "commentaire", "comments", "narrative",
        "الوصف", "وصف", "الملاحظات", "ملاحظات", "التفاصيل",
    ),
    "sources": (
        "sources", "source", "publisher", "reported by", "outlet", "media", "publication",
        "المصادر", "المصدر", "مصدر",
    ),
    "url": (
        "url", "link", "links", "source url", "lien", "href", "web", "urls", "liens",
        "الرابط", "رابط",
    ),
    "fatalities": (
        "fatalities", "deaths", "killed", "dead", "death toll", "toll", "casualties killed", "morts",
        "tues", "deces", "bilan", "number killed",
        "القتلى", "عدد القتلى", "الوفيات",
    ),
    "precision": (
        "precision", "geo precision", "location precision", "accuracy",
        "الدقة",
    ),
    "generalise": (
        "generalise", "generalize", "generalised to", "generalized to", "generaliser", "geoprivacy",
        "show location as", "public location", "location shown", "data generalizations", "تعميم",
    ),
    "status": (
        "status", "statut", "state of publication", "publication status", "etat",
        "الحالة", "حالة النشر",
    ),
    "embargo": (
        "embargo", "embargoed", "embargo until", "embargoed until", "sous embargo", "draft",
        "brouillon",
    ),
}  # fmt: skip
CLAIM_COLUMNS: Synonyms = {
    "id": ("id", "claim", "claim id", "key", "identifiant"),
    "incident": ("incident", "incident id", "event", "event id", "evenement"),
    "source": ("source", "source id", "reported by", "publisher", "sources"),
    "said_by": (
        "said by", "saidby", "according to", "claimed by", "selon", "dit par", "speaker", "who says",
    ),
    "said_by_party": (
        "said by party", "party", "is party", "party to the fighting", "partie", "partie au conflit",
    ),
    "subject": ("subject", "what", "counted", "sujet", "objet"),
    "whose": ("whose", "whose dead", "side", "of whom", "victims", "de qui", "victimes", "camp"),
    "minimum": ("minimum", "min", "low", "at least", "au moins"),
    "maximum": ("maximum", "max", "high", "at most", "au plus"),
    "stated": (
        "stated", "figure", "as stated", "in words", "chiffre", "number", "nombre", "fatalities",
        "deaths", "killed",
    ),
    "part_of": ("part of", "partof", "part", "partie de"),
    "note": ("note", "notes", "remark", "remarks", "comment", "comments", "remarque", "remarques"),
}  # fmt: skip
SOURCE_COLUMNS: Synonyms = {
    "id": ("id", "source", "source id", "key", "identifiant"),
    "publisher": ("publisher", "name", "outlet", "media", "published by", "editeur", "nom", "publication"),
    "title": ("title", "headline", "titre"),
    "url": ("url", "link", "lien", "href"),
    "date": ("date", "published", "publication date", "date published", "date de publication"),
}  # fmt: skip


#: Fields that may stand in several columns, numbered or not, as those of who took part do in ACLED and UCDP.
SEVERAL = frozenset({"actors"})
_NUMBER = re.compile(r" ?\d+$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of a table stand.

    Attributes:
        at: Index of the column of each field that was found.
        names: Name of that column as the table spells it.
        unused: Names of columns that stand for no field.
        doubled: Names of columns for a field that another column already has.
        further: Indices of further columns of a field that may have several.
    """

    at: dict[str, int]
    names: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    further: dict[str, tuple[int, ...]] = field(default_factory=dict)


@cache
def key_of(name: str) -> str:
    """A column's name in lower case without accents, each run of other signs than letters and digits a blank.

    Examples:
        >>> key_of("Said_By"), key_of("Coordonnées (GPS)")
        ('said by', 'coordonnees gps')
    """
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", letters).strip().casefold()


def find(header: list[str], synonyms: Synonyms) -> Columns:
    """The columns of a header, each field by the first of its names that the header has.

    Examples:
        >>> columns = find(["Lieu", "Date", "Colour"], INCIDENT_COLUMNS)
        >>> columns.at, columns.unused
        ({'date': 1, 'place': 0}, ('Colour',))
    """
    keys = [key_of(name) for name in header]
    at: dict[str, int] = {}
    further: dict[str, tuple[int, ...]] = {}
    for name, words in synonyms.items():
        free = [index for index in range(len(keys)) if index not in at.values()]
        if name in SEVERAL:
            found = [index for index in free if _NUMBER.sub("", keys[index]) in words]
            further |= {name: tuple(found[1:])} if found[1:] else {}
        else:
            found = [index for word in words for index in free if keys[index] == word]
        if found:
            at[name] = found[0]
    known = {word for words in synonyms.values() for word in words}
    used = {*at.values(), *(index for indices in further.values() for index in indices)}
    rest = [index for index in range(len(header)) if index not in used and header[index]]
    return Columns(
        at,
        {name: header[index] for name, index in at.items()},
        tuple(header[index] for index in rest if keys[index] not in known),
        tuple(header[index] for index in rest if keys[index] in known),
        further,
    )


def nearest(header: list[str], words: tuple[str, ...]) -> str | None:
    """The column whose name is nearest to one of the words, for a suggestion; None where none is near.

    Examples:
        >>> nearest(["id", "plcae"], ("place", "location"))
        'plcae'
    """
    import difflib

    best = [
        (difflib.SequenceMatcher(None, key_of(name), word).ratio(), name)
        for name in header
        if name
        for word in words
    ]
    ratio, name = max(best, default=(0.0, ""), key=lambda pair: pair[0])
    return name if ratio >= 0.75 else None
