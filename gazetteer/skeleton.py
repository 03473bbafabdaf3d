"""What of a search key survives misspelling: its consonants by class, with and without where vowels stood.

Two forms of a key, both shorter than it, let a misspelled name meet its like. The *outline* keeps the
consonants, each as the letter that stands for its class, and a dot for each run of vowels; the *skeleton* is
the outline without the dots. "Timbuctoo" and "Timbuktu" share both. The tables hold decisions, no logic:
letters that transliterations and hands exchange are one class, vowels (with w and y) are one, silent letters
go. Keys come from ``gazetteer.names.fold``, so accents and case are gone already.
"""
# ruff: noqa: RUF001  letters that look alike are the subject of this module

from __future__ import annotations

from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from typing import Final

__all__ = [
    "SCRIPTS",
    "SKELETON_VERSION",
    "VOWEL",
    "Script",
    "has_letters",
    "outline",
    "script_of",
    "skeleton",
]

#: Written into each file: one made with other tables cannot be searched with these.
SKELETON_VERSION: Final = 1

#: A run of vowels in an outline.
VOWEL: Final = "."


class Script(NamedTuple):
    """How the letters of a script count.

    Attributes:
        vowels: Letters that become a dot.
        silent: Letters that are left out.
        consonants: Classes between spaces; the first letter of a class stands for it.
    """

    vowels: str
    silent: str
    consonants: str

    @property
    def letters(self) -> str:
        """Every letter of the script, as a typist may put one for another."""
        return self.vowels + self.silent + self.consonants.replace(" ", "")

    @property
    def outlines(self) -> str:
        """Every letter that an outline has in this script, the sign for vowels first."""
        return VOWEL + "".join(letters[0] for letters in self.consonants.split())


#: Alphabets of which outlines are taken; names in other scripts are compared letter by letter.
SCRIPTS: Final = (
    # Latin: kh and gh lose the h; c, q and x are written for k, z for s, v for f.
    Script("aeiouwy", "h", "kcqx sz fv b d g j l m n p r t"),
    # Cyrillic
    Script("аеиоуыэюяєіўүөәұѣ", "ьъ", "кқх сз вф гґғһ шщ нң б д ж л м п р т ц ч љ њ ћ ђ џ ј ѕ"),
    # Arabic, Persian, Urdu: long vowels come and go in names from elsewhere, emphatics with plain letters.
    Script("اويێۆۇۈۋ", "هع", "تطثٹ سص دضذڈ زظژ كقگخګڭ جچ بپ فڤ رڑ نں ش غ ح ل م"),
    # Hebrew
    Script("אוי", "הע", "תט כקך סש צץ מם נן פף ב ג ד ז ח ל ר"),
    # Greek
    Script("αειουηω", "", "κχξ σζ τθ φβ γ δ λ μ ν π ρ ψ"),
    # Armenian
    Script("աեէըիոօւ", "հ", "տթդ կքգ պփբ ռր չճջ ցծձ զ ժ լ խ ղ մ յ ն շ ս վ ֆ"),
    # Georgian
    Script("აეიოუ", "ჰ", "თტდ კქყგ პფბ ჩჭჯ ცწძ ვ ზ ლ მ ნ ჟ რ ს ღ შ ხ"),
)


def _class_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for script in SCRIPTS:
        table |= dict.fromkeys(map(ord, script.vowels), VOWEL)
        table |= dict.fromkeys(map(ord, script.silent))
        for letters in script.consonants.split():
            table |= dict.fromkeys(map(ord, letters), letters[0])
    return table


_CLASSES: Final = _class_table()
_SCRIPT_OF: Final = {letter: script for script in SCRIPTS for letter in script.letters}
_OUTLINES: Final = frozenset("".join(script.outlines for script in SCRIPTS))


def outline(key: str) -> str:
    """The outline of a key.

    Examples:
        >>> outline("timbuctoo"), outline("timbuktu"), outline("kidall")
        ('t.mb.kt.', 't.mb.kt.', 'k.d.l')
    """
    written, before = [], ""
    for letter in key.translate(_CLASSES):
        if letter != before or letter not in _OUTLINES:
            written.append(letter)
        before = letter
    return "".join(written)


def skeleton(outlined: str) -> str:
    """The skeleton of an outline.

    Examples:
        >>> skeleton("t.mb.kt.")
        'tmbkt'
    """
    return outlined.replace(VOWEL, "")


def script_of(key: str) -> Script | None:
    """The script of a key's first letter, if outlines are taken of it.

    Examples:
        >>> script_of("kidal").silent, script_of("北京")
        ('h', None)
    """
    return next((_SCRIPT_OF[letter] for letter in key if letter in _SCRIPT_OF), None)


def has_letters(key: str) -> bool:
    """Whether a key has an outline: its first sign is a letter of ``SCRIPTS`` or a digit.

    Examples:
        >>> has_letters("kidal"), has_letters("北京")
        (True, False)
    """
    return key[:1] in _SCRIPT_OF or key[:1].isdecimal()
