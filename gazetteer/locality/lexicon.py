"""The words of relations, as patterns, with how far each reaches.

The reaches are rules of this package, in metres; ``docs/relative-locations.md`` lists them. "Near" and the
like reach as far as UCDP's codebook takes the surroundings of a known point to reach.
"""

from __future__ import annotations

import functools
import re

from gazetteer.locality.headings import ENGLISH, FRENCH, LETTERS

__all__ = [
    "BESIDE_M",
    "BORDER_ZONE_M",
    "CENTRE_OF",
    "CENTRE_WORDS",
    "DATE",
    "DATE_WORDS",
    "DIRECTION_M",
    "FROM",
    "HEADING_OF",
    "IN",
    "MOST_DEPTH",
    "NEAR",
    "NEAR_M",
    "NEAR_WORDS",
    "OF_FR",
    "ON_BORDER_M",
    "OUTSKIRTS_M",
    "PART_ADJECTIVE",
    "PART_OF",
    "SEPARATOR",
    "SIDE_WORDS",
    "SOME_OF",
    "SOME_WORDS",
    "STARTER",
    "THE",
    "TWO_HEADINGS_OF",
    "UNPLACED_IN",
    "UNPLACED_OFF",
    "UNPLACED_WORDS",
    "holds",
    "match",
    "pattern",
]

#: "Near", "close to", "around", "outside". UCDP's codebook (where_prec 2) takes a location in the
#: surroundings of a known point to be within about 25 km of it.
NEAR_M = 25_000.0
#: "Next to", "just outside".
BESIDE_M = 10_000.0
#: "On the outskirts of", "at the entrance to".
OUTSKIRTS_M = 5_000.0
#: A direction without a distance reaches farther than "near", which the text could have said.
DIRECTION_M = 50_000.0
#: "On the border".
ON_BORDER_M = 5_000.0
#: "Border area", "border region".
BORDER_ZONE_M = 50_000.0

THE = r"(?:(?:the|its|their|les?|la|une?|an?)\s+|l['\u2019]\s*)?"
OF_FR = r"(?:de\s+la\s+|de\s+l['\u2019]\s*|du\s+|des\s+|de\s+|d['\u2019]\s*)"

# Commas (Latin, Arabic, Chinese, full width) but for those in figures, brackets, and dashes between spaces.
SEPARATOR = (
    r"\s*(?<!\d),\s*|\s*,(?!\d)\s*|\s*[;\u061b\u060c\u3001\uff0c(){}\[\]\uff08\uff09|]\s*"
    r"|\s+[-\u2013\u2014]\s+|\.\s+(?=[A-Z])|\.$"
)

_IN_THE = r"(?:(?:in|on|at|from|dans|sur|à|en|aux?)\s+)?(?:the\s+|les?\s+|la\s+|l['\u2019]\s*)?"
_OUTSKIRTS = (
    rf"{_IN_THE}(?:(?:very\s+)?(?:outskirts|suburbs?|edges?|entrances?|exits?)\s+(?:of|to|from)\s+"
    rf"|(?:périphérie|banlieue|sortie|entrée|abords|lisière)\s+{OF_FR})"
)
_BESIDE = (
    r"(?:just\s+outside(?:\s+of)?|next\s+to|adjacent\s+to|beside|right\s+by|just\s+off"
    rf"|à\s+(?:côté|hauteur)\s+{OF_FR})\s*"
)
# The adjective of a country may follow: "au large des côtes somaliennes".
_OFF_FR = (
    rf"au\s+large\s+(?:de\s+la\s+côte\s+|des\s+côtes\s+)?{OF_FR}"
    r"|au\s+large\s+(?:des\s+côtes|de\s+la\s+côte)\s+"
)
_NEAR = (
    r"(?:(?:very\s+|quite\s+)?(?:near(?:by)?(?:\s+to)?|close\s+(?:to|by)|not\s+far\s+from"
    r"|outside(?:\s+of)?|around|surrounding)"
    r"|(?:(?:in|at|from)\s+)?(?:the\s+)?(?:immediate\s+|general\s+)?"
    r"(?:vicinity|surroundings|environs|neighbou?rhood|proximity)\s+(?:of|to)"
    r"|(?:in\s+)?the\s+(?:general\s+)?(?:area|zone|sector)\s+(?:of|around)"
    r"|at\s+the\s+gates\s+of|off(?:\s+the)?\s+(?:\w+\s+)?coast\s+of|offshore\s+(?:from|of)|off(?=\s+(?:the\s+)?(?-i:[^\W\d_a-z]))"
    r"|(?:in\s+the\s+)?(?:desert|bush|countryside|hinterland)\s+(?:near|around|outside|of))\s+"
    r"|(?:(?:tout\s+)?(?:près|proche|autour|en\s+dehors|hors|non\s+loin|pas\s+loin|aux\s+portes"
    r"|à\s+proximité(?:\s+immédiate)?)|(?:(?:aux|les|dans\s+les|des)\s+)?(?:environs|alentours)"
    rf"|(?:dans|de)\s+(?:la\s+zone|le\s+secteur|les\s+parages))\s+{OF_FR}|{_OFF_FR}"
)
#: The families of words for nearness, with how far each reaches.
NEAR = ((_OUTSKIRTS, OUTSKIRTS_M), (_BESIDE, BESIDE_M), (_NEAR, NEAR_M))
_OUTSKIRTS_WORDS = "outskirt suburb edge entrance exit périphérie banlieue sortie entrée abords lisière"
_BESIDE_WORDS = "outside next adjacent beside right off côté hauteur"
_NEAR_WORDS = (
    "near close far outside around surrounding vicinity environs neighbo proximit area zone sect gates "
    "off desert bush countryside hinterland près proche autour dehors hors loin portes alentours "
    "parages large"
)
#: Words without which a text tells no nearness, in the order of ``NEAR``.
NEAR_WORDS = (_OUTSKIRTS_WORDS, _BESIDE_WORDS, _NEAR_WORDS)

_EN_SIDE = rf"(?:(?P<far>far|extreme)[\s-]+)?(?P<side>{ENGLISH})(?P<most>(?:ern)?most)?"
_FR_SIDE = rf"(?:(?P<far>extr[êe]me|grand)[\s-]+)?(?P<side>{FRENCH})"
_FR_LATIN = r"(?P<latin>septentrional|méridional|oriental|occidental)e?s?"
_PARTS = (
    r"(?:parts?|sides?|half|end|areas?|corner|tip|suburbs?|districts?|quarters?|sectors?|edges?|zones?|reaches|flank"
    r"|outskirts|portion|section|approaches|neighbou?rhoods?|entrance|exit|stretches|bank|shores?)"
)

#: "north of", "au nord de": outside of it.
HEADING_OF = (
    rf"(?:(?P<just>just|immediately|right)\s+|somewhere\s+)?(?:to\s+the\s+|(?:in|from)\s+the\s+direction\s+)?(?P<en>{ENGLISH})(?:erly|wards?)?\s+(?:of|from)\s+",
    rf"(?:(?P<just>juste|immédiatement)\s+)?(?:au|à\s+l['\u2019])\s*(?P<fr>{FRENCH})\s+{OF_FR}",
)
#: "north and west of".
TWO_HEADINGS_OF = rf"(?:to\s+the\s+)?({ENGLISH})\s+(?:and|or)\s+(?:the\s+)?({ENGLISH})\s+of\s+"
#: The same in capital letters; here case counts.
HEADING_LETTERS_OF = rf"(?:to\s+the\s+|au\s+|à\s+l['\u2019]\s*)?(?P<letters>{LETTERS})\s+(?:of\s+|{OF_FR})"
#: What may stand between a distance and what it counts from, besides a direction.
FROM = (
    r"(?:off|from)\s+the\s+(?:\w+\s+)?coast\s+of\s+|offshore\s+(?:from|of)\s+"
    rf"|{_OFF_FR}"
    r"|(?:away\s+)?(?:from|around|outside(?:\s+of)?|out\s+of|off|of|distant\s+from|short\s+of|before|after|past|beyond)\s+"
    rf"|(?:près\s+|distante?\s+|avant\s+|autour\s+)?{OF_FR}"
)
#: "the southern part of", "in the north of": inside it.
_PARTS_FR = r"(?:parties?|moitié|zone|côté|pointe|secteur|banlieue|sortie|entrée|périphérie|extrémité)"
PART_OF = (
    rf"{_IN_THE}{_EN_SIDE}(?:ern|erly)?\s+(?P<what>{_PARTS})\s+(?:of|to|from)\s+",
    rf"(?:(?:in|across|throughout|from)\s+the|the|in)\s+{_EN_SIDE}\s+of\s+",
    rf"{_IN_THE}(?P<what>{_PARTS_FR})\s+(?:{_FR_SIDE}|{_FR_LATIN})\s+{OF_FR}",
    rf"(?:(?:dans|depuis|de|vers)\s+)?(?:le\s+|l['\u2019]\s*)?{_FR_SIDE}\s+{OF_FR}",
)
#: "northern Mali", "Nord Mali".
PART_ADJECTIVE = (
    rf"(?:(?:in|across|throughout|from)\s+)?(?:the\s+)?{_EN_SIDE}(?:ern)?\s+(?=\w)",
    rf"(?:(?:dans|au)\s+)?(?:le\s+|l['\u2019]\s*)?{_FR_SIDE}[\s-]+(?=\w)",
)
#: "the centre of", "central".
CENTRE_OF = (
    rf"{_IN_THE}(?:(?:city|town|urban)\s+)?(?:cent(?:er|re)|heart|middle|downtown)\s+of\s+|(?:in\s+)?(?:central|downtown)\s+(?=\w)"
    rf"|(?:en\s+plein\s+)?{_IN_THE}(?:centre[\s-]ville|centre|cœur|coeur|milieu)\s+{OF_FR}"
    rf"|{_IN_THE}(?:partie|zone)\s+centrale\s+{OF_FR}"
)
CENTRE_WORDS = "cent heart middle downtown cœur coeur milieu"
#: "parts of", "the interior of", "upper": somewhere in it.
SOME_OF = (
    r"(?:in\s+)?(?:the\s+)?(?:rest|most|much|(?:some\s+|large\s+|other\s+)?parts?|interior|inside|whole|all|area)\s+of\s+"
    rf"|(?:dans\s+)?(?:l['\u2019]\s*intérieur|une\s+partie|la\s+partie|reste)\s+{OF_FR}"
    r"|(?:upper|lower|inner|outer|mainland)\s+(?=\w)"
)
SOME_WORDS = "of intérieur partie reste upper lower inner outer mainland"
#: "the coast of", "rural": somewhere in it, but where is not understood.
UNPLACED_IN = (
    rf"(?:along\s+)?{_IN_THE}(?:{ENGLISH}(?:ern)?\s+)?(?:coast(?:line|al\s+(?:areas?|parts?|zones?))?|shores?|seaboard"
    rf"|(?:rural|remote|urban|mountainous|forested)\s+(?:areas?|parts?|zones?)|countryside)\s+of\s+{THE}"
    rf"|{_IN_THE}(?:côtes?|littoral|rivages?|campagnes?|(?:zones?|parties?)\s+(?:rurales?|côtières?))\s+{OF_FR}"
    r"|(?:in\s+)?(?:the\s+)?(?:coastal|rural|greater|metropolitan|occupied)\s+(?=\w)"
)
#: "upstream of": outside of it, but where is not understood.
UNPLACED_OFF = (
    rf"(?:(?:up|down)(?:stream|river|wind|hill)\s+(?:of|from)\s+|en\s+(?:amont|aval)\s+{OF_FR}){THE}"
)
UNPLACED_WORDS = (
    "coast shore seaboard rural remote urban mountain forest countryside côt littoral rivage campagne "
    "greater metropolitan occupied stream river wind hill amont aval"
)
#: What holds the rest. Lower case alone, for these words begin names too: "In Guezzam", "En Nahud", "Au
#: Sable".
IN = (
    r"(?:somewhere\s+)?(?:in|inside|within|throughout|across|dans|en|aux?)\s+"
    r"|(?:In|Inside|Within|Dans)\s+(?=(?:the|le|la|les|l['\u2019])\b)"
    r"|à\s+(?:la\s+|l['\u2019]\s*)?(?=[^\W\d_a-z])|at\s+(?=(?:the\s+)?[^\W\d_a-z])"
)

#: A word that may start a relation: nothing else is looked at.
STARTER = (
    r"(?:(?:about|above|across|adjacent|after|almost|along|approx\w*|around|as|at|beside|between|beyond|circa|close|"
    r"directly|downtown|due|environ|entre|from|half\w*|hors|in|inside|just|less|midway|more|moins|near\w*|nearly|next|non|not|"
    r"off|on|out\w*|over|par|pas|plus|presque|proche|près|quelque\w*|roughly|several|some\w*|straddling|surrounding|the|three|"
    r"throughout|to|tout|towards?|tri\w*|trois|under|up|vers|very|where|within|"
    r"north\w*|south\w*|east\w*|west\w*|nord\w*|sud\w*|est|ouest|far|extr[eê]me|central|coast\w*|rural|upstream|downstream|"
    r"au|aux|autour|à|dans|de|des|en|juste|jusqu|l|la|le|les|sur|une?|half|a|an|"
    r"one|two|t(?:en|hree|hirty|welve|wenty)|f(?:our|ive|ifteen|orty|ifty)|six\w*|seven\w*|eight\w*|nine\w*|"
    r"deux|quatre|cinq\w*|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|soixante|cent|(?-i:[NSEW]{1,3}))\b|~?\d)"
)


_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_YEAR = r"(?:,?\s*\d{4}\b)?"
#: A date, which tells no place.
DATE = (
    r"(?:(?:on|in|since|late|early|mid|le|en|du|depuis|last|this|and)\s+)*"
    rf"(?:(?:{_WEEKDAYS})\b,?\s*(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|er)?\s+)?(?:(?:{_MONTHS})\b\.?\s*)?{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?{_YEAR}"
    rf"|(?:{_MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR}"
    rf"|(?:{_MONTHS})\s+\d{{4}}\b|\d{{4}}-\d\d-\d\d\b)"
)

#: How deep a relation may stand in others: "near the southern part of the centre of Gao".
MOST_DEPTH = 6


#: Words without which a text tells no direction: those of ``headings``, and adjectives made of them.
SIDE_WORDS = "north south east west nord sud est ouest septentrional méridional oriental occidental"
#: Words without which a text tells no date: figures, and the ends of weekdays.
DATE_WORDS = "0 day di"


def match(source: str, text: str, words: str) -> re.Match[str] | None:
    """The match of a pattern at the start of a text, which is compiled once one of its words is there.

    A text says one or two of the hundred things that the grammar knows, and compiling a pattern for another
    takes a thousand times as long as to see that its words are missing.

    Args:
        source: The pattern.
        text: The text.
        words: As for ``holds``: one of them is in all that the pattern matches.
    """
    return pattern(source).match(text) if holds(text, words) else None


def holds(text: str, words: str) -> bool:
    """Whether a text holds one of some parts of words.

    Args:
        text: The text.
        words: The parts, in small letters and with blanks between them; ``0`` stands for any figure.

    Examples:
        >>> holds("Northern Mali", SIDE_WORDS), holds("Kidal", SIDE_WORDS), holds("53 km", "0")
        (True, False, True)
    """
    small = _small(text)
    return any(word in small for word in _parted(words))


@functools.lru_cache(maxsize=1024)
def _small(text: str) -> str:
    return pattern(r"\d").sub("0", text.lower())


@functools.cache
def _parted(words: str) -> list[str]:
    return words.split()


@functools.cache
def pattern(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compiled on first use: a plain name never needs a pattern."""
    return re.compile(source, flags)
