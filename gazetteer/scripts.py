"""Letter tables: which letters of which script count as the same when names are compared.

The tables hold decisions, no logic; ``gazetteer.names`` applies them. Letters that Unicode itself decomposes
(é, ё, ئ, fullwidth forms) need no entry: their marks are dropped after decomposition. Each table is written
as ``letter=replacement`` between spaces; nothing after the sign means that the letter is left out.
"""
# ruff: noqa: RUF001  letters that look alike are the subject of this module

from __future__ import annotations

import unicodedata

__all__ = ["SAME_LETTERS", "is_dropped_mark", "script_of"]


def _table(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


# Latin letters that Unicode does not decompose, spelled as newspapers and asciiname columns spell them.
# Those from ŋ on are letters of Tuareg, Songhay, Bambara, Fulfulde, Hausa and Azerbaijani.
_LATIN = _table("""
    æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ı=i ħ=h ŧ=t ĸ=k ŋ=ng ɲ=ny ɣ=gh ɛ=e ɔ=o ɓ=b ɗ=d ɖ=d ƙ=k ƴ=y ǝ=e ə=a ƒ=f
    ʃ=sh ʒ=j ɨ=i ʉ=u ƀ=b ɩ=i ʋ=v ⱱ=v
""")

# The Persian and Urdu forms of yeh, kaf and heh, alef maqsura and teh marbuta differ from keyboard to
# keyboard, not from place to place. A lone hamza is often left out.
_ARABIC = _table("""
    ٱ=ا ى=ي ی=ي ې=ي ے=ي ة=ه ۃ=ه ہ=ه ھ=ه ە=ه ک=ك ڪ=ك ء= ـ=
""")

# IRCAM's letters and those of the Tuareg, to the Latin letters of the usual spellings of names. The chart of
# the Unicode block Tifinagh (2D30-2D7F) names each letter.
_TIFINAGH = _table("""
    ⴰ=a ⴱ=b ⴲ=b ⴳ=g ⴴ=g ⴵ=j ⴶ=j ⴷ=d ⴸ=d ⴹ=d ⴺ=d ⴻ=e ⴼ=f ⴽ=k ⴾ=k ⴿ=k ⵀ=h ⵁ=h ⵂ=h ⵃ=h ⵄ= ⵅ=kh ⵆ=kh ⵇ=q ⵈ=q
    ⵉ=i ⵊ=j ⵋ=j ⵌ=j ⵍ=l ⵎ=m ⵏ=n ⵐ=ny ⵑ=ng ⵒ=p ⵓ=u ⵔ=r ⵕ=r ⵖ=gh ⵗ=gh ⵘ=gh ⵙ=s ⵚ=s ⵛ=sh ⵜ=t ⵝ=t ⵞ=ch ⵟ=t ⵠ=v
    ⵡ=w ⵢ=y ⵣ=z ⵤ=z ⵥ=z ⵦ=e ⵧ=o ⵯ= ⵰= ⵿=
""")

SAME_LETTERS = {**_LATIN, **_ARABIC, **_TIFINAGH}

# Marks that a name may carry or leave out: accents, Hebrew points, Arabic vowel signs, the nukta of
# Devanagari and Bengali. Vowel signs of Indic, Thai and Khmer script are letters to their readers and stay.
_DROPPED_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0711, 0x0711),
    (0x0730, 0x074A),
    (0x08CA, 0x08FF),
    (0x093C, 0x093C),
    (0x09BC, 0x09BC),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)


def is_dropped_mark(code_point: int) -> bool:
    """Whether names are compared without this combining mark.

    Examples:
        >>> is_dropped_mark(0x0301), is_dropped_mark(0x093F)  # acute accent; Devanagari vowel sign i
        (True, False)
    """
    return any(first <= code_point <= last for first, last in _DROPPED_MARKS)


# By the first word of a letter's name in Unicode, its code in ISO 15924.
_SCRIPTS = _table("""
    LATIN=Latn FULLWIDTH=Latn ARABIC=Arab CYRILLIC=Cyrl GREEK=Grek HEBREW=Hebr ARMENIAN=Armn GEORGIAN=Geor
    ETHIOPIC=Ethi TIFINAGH=Tfng NKO=Nkoo ADLAM=Adlm VAI=Vaii BAMUM=Bamu OSMANYA=Osma SYRIAC=Syrc THAANA=Thaa
    DEVANAGARI=Deva BENGALI=Beng GURMUKHI=Guru GUJARATI=Gujr ORIYA=Orya TAMIL=Taml TELUGU=Telu KANNADA=Knda
    MALAYALAM=Mlym SINHALA=Sinh THAI=Thai LAO=Laoo TIBETAN=Tibt MYANMAR=Mymr KHMER=Khmr MONGOLIAN=Mong OL=Olck
    MEETEI=Mtei CJK=Hani HIRAGANA=Hira KATAKANA=Kana HANGUL=Hang BOPOMOFO=Bopo CHEROKEE=Cher CANADIAN=Cans
    JAVANESE=Java BALINESE=Bali SUNDANESE=Sund COPTIC=Copt YI=Yiii CHAKMA=Cakm
""")


def script_of(text: str) -> str:
    """The script that most letters of a text are of, by its ISO 15924 code; "" for a text without letters.

    Chinese characters beside kana are Japanese (``Jpan``), beside hangul Korean (``Kore``).

    Examples:
        >>> [script_of(name) for name in ("Kidal", "كيدال", "Кидаль", "ⴽⵉⴷⴰⵍ", "東京", "さいたま市", "123")]
        ['Latn', 'Arab', 'Cyrl', 'Tfng', 'Hani', 'Jpan', '']
    """
    if text.isascii():
        return "Latn" if any(letter.isalpha() for letter in text) else ""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "")
            counts[script] = counts.get(script, 0) + 1
    counts.pop("", None)
    if counts.keys() & {"Hira", "Kana"}:
        return "Jpan"
    if "Hang" in counts:
        return "Kore" if "Hani" in counts else "Hang"
    return max(counts, key=lambda script: counts[script], default="")
