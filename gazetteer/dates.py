"""Dates that stand beside a place's name: they hold nothing."""

from __future__ import annotations

from gazetteer.words import plain

__all__ = ["is_date"]

_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "janv fev avr juil".split()  # noqa: SIM905 - a table reads better as text
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche".split()  # noqa: SIM905 - as above
)
_SUFFIXES = ("st", "nd", "rd", "th", "er", "h", "am", "pm", "gmt", "utc")


def is_date(text: str) -> bool:
    """Whether a part of a text is a date, a time or a number, in English or French.

    Examples:
        >>> is_date("12 July 2024"), is_date("le 3 mars"), is_date("1st"), is_date("Mali"), is_date("May")
        (True, True, True, False, True)
    """
    words = [plain(word) for word in text.replace("/", " ").replace("-", " ").replace(".", " ").split()]
    words = [word for word in words if word not in {"", "le", "on", "the", "of"}]
    return bool(words) and all(_is_part(word) for word in words)


def _is_part(word: str) -> bool:
    if word in _MONTHS or word in _DAYS:
        return True
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return digits.isdigit() and (digits == word or word[len(digits) :] in _SUFFIXES)
