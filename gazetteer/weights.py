"""The one table of weights by which places are ranked, and the constants that its rules use.

A weight is a difference in log-odds: one that is 1 higher makes a place e times as likely. Each rule has its
value, why it is there, and how it is worded where it applied; ``gazetteer.ranking`` says where they apply.
"""

from __future__ import annotations

from geo.tuples import NamedTuple

__all__ = [
    "CLOSE_M",
    "COMPANY_LEAST",
    "COMPANY_PRIOR",
    "FAMOUS_POPULATION",
    "LEAST_EXTENT_M",
    "LEAST_HELD",
    "LEAST_SHARE",
    "NEAR_M",
    "NEUTRAL_M",
    "UNKNOWN_POPULATION",
    "USUAL_SHARE",
    "VALUES",
    "WEIGHTS",
    "Weight",
]


class Weight(NamedTuple):
    """One rule.

    Attributes:
        value: What it adds to a score, once or for each unit that ``why`` names.
        why: The reason, and the unit.
        says: The fact that made it apply, in words, with fields that ``gazetteer.reasons`` fills in.
    """

    value: float
    why: str
    says: str


_NAME = "{name!r} is a name of kind {name_kind} in {source}"
_KIND = "it is of kind {kind}"
_SEAT = "feature code {feature}"

#: What each rule adds to a score, by its name. The constants after them say from where, and how far.
WEIGHTS: dict[str, Weight] = {
    "name: primary": Weight(
        0.0, "the name that the source gives first is what people mean by default", _NAME
    ),
    "name: preferred": Weight(0.0, "the name that a language's speakers prefer, by the source", _NAME),
    "name: curated": Weight(-0.2, "a spelling that Dateline checked is as good as the first", _NAME),
    "name: ascii": Weight(0.0, "the first name without its accents", _NAME),
    "name: short": Weight(-0.5, "a short form of a name, such as Congo for a republic", _NAME),
    "name: alternate": Weight(
        -2.0, "sources list old, foreign, wrong and seldom used names as alternates", _NAME
    ),
    "name: abbreviation": Weight(-1.1, "an abbreviation that the source lists", _NAME),
    "name: historic": Weight(-1.0, "people still write Zaire or Upper Volta, and mean what is there", _NAME),
    "name: demonym": Weight(-5.0, "Malian means Mali, but a place called Malian comes first", _NAME),
    "name: code": Weight(-5.0, "a code is rarely written where a name is expected", _NAME),
    "name: unlike": Weight(
        -1.9,
        "an alternate that is no spelling of the usual name is less often what is meant: old, foreign, wrong",
        "its usual name is {usual!r}",
    ),
    "name: akin": Weight(
        0.1, "an alternate that is another spelling of the usual name", "its usual name is {usual!r}"
    ),
    "name: part of the usual one": Weight(
        0.7,
        "an alternate that begins or ends the usual name is its short form: New York, Halle, Henan",
        "its usual name is {usual!r}",
    ),
    "name: fuzzy": Weight(
        -0.9,
        "a name that is only similar: most names are spelled as some source spells them",
        "{edits} from {name!r}",
    ),
    "name: fuzzy alternate": Weight(
        -1.8,
        "of the many names that sources list for large places, one is similar to anything",
        "and {name!r} is not the usual name {usual!r}",
    ),
    "name: fuzzy akin": Weight(
        1.0,
        "but not where that name is another spelling of the usual one: Hodeida for Hudaydah",
        "{name!r} is a spelling of {usual!r}",
    ),
    "name: fuzzy letters": Weight(
        0.8,
        "for each letter that a similar name has more than 6, or fewer: short names are similar to others by "
        "chance",
        "{name!r} has {detail} letters",
    ),
    "name: fuzzy edits": Weight(
        -2.2,
        "for each edit after the first, whatever it costs: hands slip once more often than twice",
        "{detail} edits",
    ),
    "name: fuzzy cost": Weight(
        -2.4,
        "for each unit of cost, which counts a swapped vowel or a doubled letter less than other edits",
        "weighted by the letters that differ, {detail}",
    ),
    "name: fuzzy word": Weight(
        -6.0,
        "a word of a dictionary, or a well-known person's or firm's name in it, is hardly a slip in another: "
        "Child is not Chile, unless the text says more",
        "{text!r} is a word",
    ),
    "spelling: exact": Weight(
        0.4, "of several places, the one spelled so, accents and all", "spelled as in the source"
    ),
    "spelling: case": Weight(0.5, "the same but for capitals", "spelled as in the source but for capitals"),
    "letters": Weight(
        0.1,
        "for each letter that a name has more than 6, up to 8 of them, or fewer: the longer it is, the less "
        "it is something else by chance",
        "the name has {detail} letters",
    ),
    "lower case": Weight(
        -3.2,
        "in writing with capitals, names have one; in lower case it is a word before it is a name",
        "the text has no capital",
    ),
    "short capitals": Weight(
        -1.8,
        "up to four capitals in a text that is not all in capitals abbreviate something before they are a "
        "name",
        "{text!r} looks like an abbreviation",
    ),
    "common noun": Weight(
        -3.9,
        "the name is a word such as region or border, and hardly meant as a name",
        "{text!r} is a common noun",
    ),
    "kind: country": Weight(7.0, "countries are named far more often than what shares their names", _KIND),
    "kind: admin1": Weight(
        2.5, "a first-level unit is named about as often as a village, but for its extent", _KIND
    ),
    "kind: admin2": Weight(-0.8, "a second-level unit is named about as often as its smallest towns", _KIND),
    "kind: natural": Weight(3.5, "rivers, deserts and mountains that the index holds are well known", _KIND),
    "kind: region": Weight(2.7, "the same holds for informal regions", _KIND),
    "kind: other": Weight(1.0, "between the others: nothing more is known of it", _KIND),
    "kind: city": Weight(
        -3.9,
        "settlements are ranked by their inhabitants; this sets them beside areas",
        "it is a settlement",
    ),
    "extent": Weight(
        1.1,
        "for each tenfold of an area's radius above 10 km: large areas are named more often",
        "it reaches about {km}",
    ),
    "population": Weight(
        1.4,
        "for each tenfold of inhabitants, 1,000 where no source says: reports name a place the "
        "more often the more people live there, somewhat less than in proportion (which were 2.3)",
        "{people}",
    ),
    "seat: PPLC": Weight(
        2.2, "capitals of countries stand for their governments and are in every report", _SEAT
    ),
    "seat: PPLA": Weight(
        1.9, "the seat of a first-level unit: the town and not the unit, unless it is said", _SEAT
    ),
    "seat: PPLA2": Weight(1.2, "the seat of a second-level unit", _SEAT),
    "unit: namesake": Weight(
        -2.9,
        "a unit and the seat that it is named for: the town is meant, unless the unit is said",
        "its seat has this name too",
    ),
    "country: population": Weight(
        0.5,
        "for each tenfold of a country's inhabitants above a million, or below: Congo is the larger one",
        "{people}",
    ),
    "quarter": Weight(
        -0.9,
        "a section of a city is usually named with the city",
        "feature code P.PPLX, a section of a populated place",
    ),
    "gone": Weight(-1.5, "a settlement that was destroyed, abandoned or is historical", _SEAT),
    "city of its country's name": Weight(
        -4.0,
        "the name alone means the country: Luxembourg, Singapore",
        "the country has this name too",
    ),
    "curated": Weight(
        2.6,
        "a settlement that Dateline added by hand is there because reports name it",
        "Dateline added it by hand",
    ),
    "within": Weight(
        2.0,
        "the caller says in which area the place is: a name that is found there is hardly a chance match",
        "it is within {detail}",
    ),
    "prefer: settlement": Weight(
        5.0, "the caller asks for settlements where a name leaves a choice", "settlements are preferred"
    ),
    "prefer: region": Weight(
        5.0, "the caller asks for areas where a name leaves a choice", "areas are preferred"
    ),
    "bias": Weight(
        1.0, "for each unit that the caller gave the country or subdivision", "the caller favours {detail}"
    ),
    "words: kind": Weight(4.4, "the text says what kind of place it is", "the text says {detail}"),
    "words: possible kind": Weight(
        3.0,
        "the text says what kind of place it is, and that kind is not its first meaning",
        "the text says {detail}, which {kind} may be",
    ),
    "words: other kind": Weight(
        -3.6,
        "the text says that it is of another kind",
        "the text says {detail}, and this is of kind {kind}",
    ),
    "words: other nature": Weight(
        -6.2,
        "the text says that it is a river, a lake, a mountain, and this is no such thing; or the other way",
        "the text says {detail}, and this is of kind {kind}",
    ),
    "words: held": Weight(
        4.0, "the text says what holds the place, and that does", "it is in {detail} of the text"
    ),
    "words: run on": Weight(
        -2.4,
        "names that follow each other without a comma are as often one name of something else: George "
        "Washington",
        "no comma stands before what should hold it",
    ),
    "words: doubtful holder": Weight(
        1.0,
        "for each unit of log-odds by which what should hold the place is in doubt itself",
        "the text may mean another {detail}",
    ),
    "words: not held": Weight(
        -4.5,
        "the text says what holds the place, and that does not",
        "it is not in {detail} of the text",
    ),
    "words: another held": Weight(
        -5.0,
        "the same, and of another place that bears the name it is true: then that one is meant",
        "another place of the name is in {detail} of the text",
    ),
    "near": Weight(
        -2.0,
        "for each e-fold of distance to what it is said to be near, from 250 km on, where it is 0",
        "about {detail}",
    ),
    "holder: code": Weight(
        4.0, "what stands as the holder of a place and is an ISO code is hardly a name", "it is a code"
    ),
    "holder: city": Weight(
        -3.0,
        "what holds other places is a unit or a wide area far more often than its namesake town",
        "it stands for what holds a place",
    ),
    "given": Weight(12.0, "a coordinate is what it says", "the name is a coordinate"),
    "company: country": Weight(
        0.7,
        "for each unit of log-odds by which the other names of the document speak for its country",
        "{detail}",
    ),
    "company: region": Weight(
        0.3,
        "the same for its first-level unit, among the names in that country",
        "{detail}",
    ),
    "company: held": Weight(
        1.4,
        "the document names the first- or second-level unit that holds the place, as it does for places "
        "that need it; for each share of that meaning",
        "{detail}",
    ),
    "company: holds": Weight(
        0.6, "the document names a place that is in it; for each share of that meaning", "{detail}"
    ),
    "company: close": Weight(
        1.4,
        "the same for its neighbourhood, counted less the farther a name is: 1/e at 150 km",
        "{detail}",
    ),
}

#: The values alone: adding up scores looks them up for every candidate.
VALUES: dict[str, float] = {rule: weight.value for rule, weight in WEIGHTS.items()}

#: The inhabitants of a settlement for which no source says.
UNKNOWN_POPULATION = 1_000
#: An area counts for the more, the farther it reaches beyond this.
LEAST_EXTENT_M = 10_000.0
#: Nearer than this, it does not matter how near a place is.
NEAR_M = 25_000.0
#: At this distance nearness speaks neither for a place nor against it.
NEUTRAL_M = 250_000.0
#: The least that doubt about the holder leaves of its weight: it still says more than no holder.
LEAST_HELD = -4.0
#: Company that is this far away counts 1/e of what company at the place counts.
CLOSE_M = 150_000.0
#: The share of names that lie where they do whatever the rest of their document is about: what the company
#: says against a place is bounded by it.
COMPANY_LEAST = 0.03
#: How many names' worth of doubt there is about where a document is, before any is heard.
COMPANY_PRIOR = 0.75
#: What share of names lies in one country, in one unit of a country, in one neighbourhood, of all reports.
USUAL_SHARE = {"country": 0.07, "region": 0.25, "close": 0.06}
#: A city of so many people is half as much company as a village: reports from anywhere name large cities.
FAMOUS_POPULATION = 500_000
#: The least share of a meaning that is heard as company.
LEAST_SHARE = 0.02
