"""Dates that stand beside a place's name: they hold nothing."""

from __future__ import annotations

from gazetteer.words import plain

__all__ = ["is_date"]

_WORDS = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre janv fev avr juil
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    lundi mardi mercredi jeudi vendredi samedi dimanche
"""
_NAMES = frozenset(_WORDS.split())
_LINKS = frozenset({"", "le", "on", "the", "of"})
_SUFFIXES = frozenset({"", "st", "nd", "rd", "th", "er", "h", "am", "pm", "gmt", "utc"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_date(text: str) -> bool:
    """Whether a part of a text is a date, a time or a number, in English or French.

    Examples:
        >>> is_date("12 July 2024"), is_date("le 3 mars"), is_date("1st"), is_date("Mali"), is_date("May")
        (True, True, True, False, True)
    """
    for sign in "/-.:":
        text = text.replace(sign, " ")
    words = [word for word in map(plain, text.split()) if word not in _LINKS]
    return bool(words) and all(word in _NAMES or _is_number(word) for word in words)


def _is_number(word: str) -> bool:
    digits = word.rstrip(_LETTERS)
    return digits.isdigit() and word[len(digits) :] in _SUFFIXES
