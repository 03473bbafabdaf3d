"""The English and French words round a place's name, and what each of them says about the place.

Words are written as ``plain`` leaves them: lower case, no accents. A word that is missing here is never
guessed: the part of the text that holds it comes back as not understood.
"""

from __future__ import annotations

import unicodedata

from gazetteer.kept import Kept

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.place import Kind

__all__ = [
    "ARTICLES",
    "CAPITAL_WORDS",
    "COMMON_NOUNS",
    "GENERIC",
    "KIND_WORDS",
    "NOT_SITES",
    "NO_VALUE",
    "SITES",
    "TITLES",
    "is_common_noun",
    "is_wording",
    "plain",
]


def _words(text: str) -> list[str]:
    """A table of words reads better as text than as two hundred quoted items."""
    return text.split()


_SETTLEMENT: tuple[Kind, ...] = ("city",)
# Officials and reporters use region, state, province for units of either level, and for informal ones.
_UPPER_UNIT: tuple[Kind, ...] = ("admin1", "admin2", "region")
# A district is a second-level unit here, a first-level one there, and a quarter of a city elsewhere.
_LOWER_UNIT: tuple[Kind, ...] = ("admin2", "admin1", "city")
_NATURAL: tuple[Kind, ...] = ("natural", "region")

_NATURAL_WORDS = frozenset(
    _words(
        "river lake mount mountain mountains massif desert valley oued wadi plateau forest sea gulf bay "
        "peninsula "
        "hills fleuve riviere lac mont monts montagne montagnes desert vallee foret mer golfe baie collines"
    )
)

#: What tables and programs write where a value is missing, as they spell it: a town is called Nan. A town is
#: also called None, and NA is the code of Namibia; tables of places mean these, as ``docs/gotchas.md`` says.
NO_VALUE = frozenset(
    _words(
        "NaN nan NAN none NONE Null null NULL Nil nil NIL na N/A n/a N.A. n.a. #N/A NaT <NA> TBD tbd "
        "TBC tbc TBA tba Unknown unknown UNKNOWN Unspecified unspecified Undefined undefined Various various "
        "Multiple multiple Other other Others others Autre autre Autres autres Misc misc Test test Inconnu "
        "inconnu Inconnue inconnue Divers divers Aucun aucun Aucune aucune Desconocido desconocido"
    )
)

#: Words before the name of a person, of which no misspelled place is made.
TITLES = frozenset(
    _words(
        "general colonel major captain lieutenant sergeant commander admiral marshal president minister "
        "senator governor mayor ambassador mr mrs ms dr prof professor sheikh imam pope capitaine commandant "
        "ministre senateur gouverneur maire ambassadeur monsieur madame docteur professeur cheikh"
    )
)

#: The kinds that a word asks for, the likeliest first.
KIND_WORDS: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys(
        _words(
            "city town village hamlet settlement locality capital ville village hameau localite bourg "
            "bourgade "
            "capitale"
        ),
        _SETTLEMENT,
    ),
    **dict.fromkeys(
        _words(
            "region province state wilaya wilayah governorate department oblast canton emirate etat "
            "gouvernorat "
            "departement muhafazah krai voivodeship"
        ),
        _UPPER_UNIT,
    ),
    **dict.fromkeys(_words("cercle raion rayon daira woreda"), ("admin2",)),
    # Second-level units in most countries, first-level ones in Kenya, Croatia or Japan.
    **dict.fromkeys(_words("county prefecture subprefecture arrondissement"), ("admin2", "admin1")),
    **dict.fromkeys(_words("circle district municipality commune"), _LOWER_UNIT),
    "country": ("country",),
    "pays": ("country",),
    # Many islands are countries or provinces, and the gazetteer has them as such.
    "island": ("natural", "admin1", "country", "region"),
    "islands": ("natural", "country", "admin1", "region"),
    "ile": ("natural", "admin1", "country", "region"),
    "iles": ("natural", "country", "admin1", "region"),
    **dict.fromkeys(sorted(_NATURAL_WORDS), _NATURAL),
}

#: Words for the seat of a government.
CAPITAL_WORDS = frozenset({"capital", "capitale"})

ARTICLES = frozenset(_words("a an the un une le la les l"))

_LINKS = "of in on at to from and or with by de du des d dans sur a au aux en et its their"
_SIDES = (
    "north south east west northern southern eastern western central centre center middle northeast "
    "northwest "
    "southeast southwest northeastern northwestern southeastern southwestern upper lower inner outer nord "
    "sud "
    "est ouest centrale centraux septentrional meridional"
)
_EVENTS = (
    "ambush ambushes attack attacks clash clashes fighting battle battles strike strikes airstrike "
    "airstrikes drone bombing bombings shelling explosion explosions blast raid raids killing killings "
    "massacre incident incidents kidnapping abduction protest protests convoy convoys patrol patrols "
    "vehicle vehicles soldiers troops civilians attaque attaques embuscade embuscades combat combats "
    "affrontement affrontements frappe frappes bombardement bombardements enlevement manifestation "
    "convoi convois patrouille patrouilles vehicule vehicules soldats civils"
)
_FEATURES = (
    "checkpoint checkpoints roadblock camp camps base bases post outpost position positions barracks "
    "garrison "
    "port harbour harbor "
    "airport airfield airstrip aerodrome helipad road roads highway street route bridge market mosque church "
    "school hospital clinic prison mine mines well wells border frontier area areas zone zones territory "
    "place "
    "site sites location locations part parts side outskirts suburb suburbs edge surroundings neighbourhood "
    "neighborhood quarter community communities countryside interior coast shore bank banks military army "
    "police gendarmerie security customs refugee displacement nomad gold strategic key small large big "
    "remote "
    "rural urban main former old new nearby same local unnamed unknown undisclosed poste controle point "
    "barrage militaire armee camp aeroport aerodrome piste pont marche mosquee eglise ecole hopital prison "
    "puits frontiere frontalier frontaliere secteur territoire lieu lieux partie cote peripherie environs "
    "alentours abords quartier communaute campagne littoral rive zone petite petit grande grand ancienne "
    "ancien strategique isole isolee"
)

_SITES = (
    "checkpoint roadblock camp base outpost barracks garrison port harbour harbor airport airbase "
    "airfield airstrip aerodrome helipad bridge market marketplace mosque church cathedral monastery "
    "temple synagogue shrine school college university madrasa hospital clinic dispensary maternity "
    "prison jail mine well borehole dam station depot warehouse refinery pipeline plant factory mill farm "
    "ranch hotel restaurant stadium cemetery museum embassy consulate palace parliament courthouse "
    "residence compound headquarters building tower square crossing terminal shelter bakery bank building "
    "barrage poste aeroport aeroclub piste pont marche mosquee eglise cathedrale monastere ecole lycee "
    "universite hopital clinique dispensaire maternite prison puits forage gare depot entrepot raffinerie "
    "usine hotel stade cimetiere musee ambassade consulat palais tribunal residence immeuble batiment "
    "caserne gendarmerie commissariat"
)

#: Things that stand somewhere in a place and are in hardly any index.
SITES = frozenset(form for word in _words(_SITES) for form in (word, f"{word}s", f"{word}es"))

#: Words that tell a relation: a phrase with one of them names no thing by itself.
NOT_SITES = frozenset(
    {
        *_words(_SIDES),
        *_words(
            "near nearby outside outskirts vicinity around between toward towards border frontier frontiere"
        ),
        *_words(
            "road highway route axe axis km kilometers kilometres miles entre pres proche environs coast cote"
        ),
    }
) - {"central", "centrale", "centre", "center", "upper", "lower"}

#: Words for a kind of place or feature.
COMMON_NOUNS = frozenset({*_words(_FEATURES), *KIND_WORDS})

_COUNTING = frozenset(
    _words(
        "several many few some other various all both unknown none "
        "plusieurs quelques autres divers tous inconnu"
    )
)

#: Words that name no place by themselves: a phrase of nothing else is not looked up as a name.
GENERIC = frozenset(
    {*ARTICLES, *_words(_LINKS), *_words(_SIDES), *_words(_EVENTS), *_words(_FEATURES), *KIND_WORDS}
    | {f"{word}s" for word in KIND_WORDS}
)


def plain(word: str) -> str:
    """A word in lower case and without accents or signs, as the tables here have it.

    Examples:
        >>> plain("Région"), plain("l'")
        ('region', 'l')
    """
    # Most words are letters, and to look these up would take as long.
    if word.isascii() and word.isalpha():
        return word.lower()
    kept: str = _PLAIN[word]
    return kept


def _plain(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in word.lower() if letter.isalnum())


_PLAIN = Kept(_plain, most=4_096)


def is_common_noun(name: str) -> bool:
    """Whether a name is one word for a kind of place or feature, such as "Region" or "the border".

    Examples:
        >>> is_common_noun("Region"), is_common_noun("the border"), is_common_noun("Mali")
        (True, True, False)
        >>> is_common_noun("West Bank"), is_common_noun("the west bank")
        (False, True)
    """
    last = name.rpartition(" ")[2]
    if last != name and name.istitle():
        return False  # every word of West Bank has a capital: it is meant as a name
    # Nearly all names end in plain letters.
    word = last.lower() if last.isascii() and last.isalpha() else plain(last)
    return word in COMMON_NOUNS and all(plain(part) in GENERIC for part in name.split())


def is_wording(text: str) -> bool:
    """Whether a text has no word that could be a name, or a slip in one.

    Examples:
        >>> is_wording("soldiers"), is_wording("l'armée"), is_wording("several villages"), is_wording("Goa")
        (True, True, True, False)
    """
    for sign in "'\u2019-":
        text = text.replace(sign, " ")
    return all(word in GENERIC or word in _COUNTING for word in map(plain, text.split()))
