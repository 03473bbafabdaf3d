"""Dates in words, in English and French."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.incidents.days import Day

__all__ = ["ENGLISH", "FRENCH", "Language", "language_of", "range_words"]


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes dates. ``{}`` stands for the date."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    first_day: str
    article: str  # stands before a day after another word
    to: str
    qualified: dict[str, str]
    no_day: str
    no_month: str
    decade: str
    century: str
    since: str
    until: str
    since_unknown: str
    until_unknown: str


ENGLISH = Language(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    first_day="1",
    article="",
    to="to",
    qualified={"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"},
    no_day="{}, day not known",
    no_month="{}, month not known",
    decade="{}0s",
    century="{}00 to {}99",
    since="since {}",
    until="until {}",
    since_unknown="from {}, end not known",
    until_unknown="until {}, start not known",
)  # fmt: skip
FRENCH = Language(
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    first_day="1er",
    article="le ",
    to="à",
    qualified={"": "{}", "~": "vers {}", "?": "{} (incertain)", "%": "vers {} (incertain)"},
    no_day="{}, jour inconnu",
    no_month="{}, mois inconnu",
    decade="années {}0",
    century="{}00 à {}99",
    since="depuis {}",
    until="jusqu'à {}",
    since_unknown="à partir de {}, fin inconnue",
    until_unknown="jusqu'à {}, début inconnu",
)  # fmt: skip
# Months as the press of Egypt, the Gulf and the news agencies names them; the Maghreb and the Levant have
# names of their own.
ARABIC = Language(
    months=(
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    first_day="1",
    article="",
    to="إلى",
    qualified={"": "{}", "~": "نحو {}", "?": "{} (غير مؤكد)", "%": "نحو {} (غير مؤكد)"},
    no_day="{}، اليوم غير معروف",
    no_month="{}، الشهر غير معروف",
    decade="عقد {}0",
    century="{}00 إلى {}99",
    since="منذ {}",
    until="حتى {}",
    since_unknown="من {}، والنهاية غير معروفة",
    until_unknown="حتى {}، والبداية غير معروفة",
)  # fmt: skip


def language_of(tag: str) -> Language:
    """The language of a BCP 47 tag: French or Arabic for ``fr``, ``ar`` and their regions, else English."""
    return {"fr": FRENCH, "ar": ARABIC}.get(tag.lower().split("-")[0], ENGLISH)


def range_words(first: Day | None, last: Day | None, ends: tuple[str, str], words: Language) -> str:
    """A range, or one date given as both ends, in words.

    Args:
        first: Its start, or None where it has none.
        last: Its end, or None where it has none; not both.
        ends: The ends as EDTF writes them: ``..`` is open, nothing is not known.
        words: The language.
    """
    if first is None and last is not None:
        text = (words.until if ends[0] else words.until_unknown).format(_day_words(last, words, article=True))
    elif last is None and first is not None:
        text = (words.since if ends[1] else words.since_unknown).format(
            _day_words(first, words, article=True)
        )
    elif first is None or last is None or first == last:
        text = _day_words(first or last, words)
    else:
        start = _day_words(first, words, leave_out=_shared(first, last))
        text = f"{start} {words.to} {_day_words(last, words, article=True)}"
    return text.replace("à le ", "au ").replace(" de le ", " du ")


def _shared(first: Day, last: Day) -> int:
    """How much of the start the end repeats: 2 for month and year, 1 for the year, 0 for nothing."""
    if first.qualifier or "X" in "".join(filter(None, first)) or first.year != last.year or not last.month:
        return 0
    return 2 if first.month == last.month and first.day and last.day else 1 if first.month else 0


def _day_words(date: Day | None, words: Language, *, leave_out: int = 0, article: bool = False) -> str:
    if date is None:
        return ""
    year, month, day, qualifier = date
    if year.endswith("XX"):
        text = words.century.format(year[:2], year[:2])
    elif year.endswith("X"):
        text = words.decade.format(year[:3])
    else:
        text = "" if leave_out else str(int(year))
    if month and month != "XX":
        name = "" if leave_out == 2 else words.months[int(month) - 1]
        text = " ".join(filter(None, (_number(day, words), name, text)))
    if day == "XX" or month == "XX":
        text = (words.no_month if month == "XX" else words.no_day).format(text)
    if day and day != "XX" and (article or qualifier in {"~", "%"}):
        text = words.article + text
    return words.qualified[qualifier].format(text)


def _number(day: str | None, words: Language) -> str:
    if day is None or day == "XX":
        return ""
    return words.first_day if day == "01" else str(int(day))
