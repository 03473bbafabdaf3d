"""What a misspelled key may have been: everything that one edit makes of it, of its outline, of its skeleton.

Each function makes hundreds of texts in an order that is always the same; the reader asks the file which of
them there are.
"""

from __future__ import annotations

from gazetteer.articles import ARTICLES, spoken_articles, without_article
from gazetteer.edits import COSTS, EXCHANGE_COST, LONE_COST
from gazetteer.fuzzy_format import TAB, half_lengths, halves, signature
from gazetteer.skeleton import VOWEL, script_of, skeleton

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["article_changed", "half_edits", "long_edits", "one_edit", "outline_edits"]


def one_edit(text: str, letters: str) -> dict[str, None]:
    """Every text that is one edit away.

    Args:
        text: A text.
        letters: What may be put into it.

    Examples:
        >>> list(one_edit("ga", "o"))
        ['oga', 'a', 'oa', 'ag', 'goa', 'g', 'go', 'gao']
    """
    made: dict[str, None] = {}
    for at in range(len(text) + 1):
        start, rest = text[:at], text[at:]
        made.update(dict.fromkeys([start + letter + rest for letter in letters]))
        if rest:
            after = rest[1:]
            made[start + after] = None
            made.update(dict.fromkeys([start + letter + after for letter in letters]))
            if after:
                made[start + after[0] + rest[0] + after[1:]] = None
    made.pop(text, None)
    return made


def outline_edits(outlined: str, letters: str) -> tuple[dict[str, None], dict[str, None]]:
    """Every outline that one edit of a key can make of its outline: by edits that cost little, and by others.

    A key in which a consonant goes from between two vowels, or from between two like consonants, has one run
    of them where it had two, and the other way round.

    Args:
        outlined: An outline.
        letters: What an outline may hold in its script.

    Examples:
        >>> likely, others = outline_edits("g.", ".gt")
        >>> "g" in likely, "t." in others, "g.t." in others
        (True, True, True)
    """
    likely: dict[str, None] = {}
    others: dict[str, None] = {}
    padded = f" {outlined} "
    for at in range(len(outlined) + 1):
        start, rest = outlined[:at], outlined[at:]
        previous, here, following = tuple(padded[at : at + 3].ljust(3))
        for letter in letters:
            cheap = LONE_COST[previous + letter + here] < COSTS["full"]
            (likely if cheap else others)[start + letter + rest] = None
        if not rest:
            break
        after = rest[1:]
        joined = start + (after[1:] if previous == following else after)
        (likely if LONE_COST[previous + here + following] < COSTS["full"] else others)[joined] = None
        prices = EXCHANGE_COST[here]
        for letter in letters:
            cheap = prices[letter] < COSTS["full"]
            (likely if cheap else others)[start + letter + after] = None
        if after:
            swapped = start + following + here + after[1:]
            likely[swapped.replace(VOWEL * 2, VOWEL)] = None
        others.update(dict.fromkeys([start + here + letter + rest for letter in letters[1:]]))
    likely.pop(outlined, None)
    return likely, others


def long_edits(outlined: str, letters: str) -> dict[str, None]:
    r"""The signatures that one edit of a key with a long skeleton can make.

    Examples:
        >>> "knstntp\t" in long_edits("k.nst.nt.n.p.", ".knstp")
        True
    """
    bones = skeleton(outlined)
    made = dict.fromkeys([other + TAB for other in one_edit(bones, letters[1:])])
    for at, letter in enumerate(bones):  # the run of a letter may have been one
        made.update(dict.fromkeys([f"{bones[:at]}{letter}{other}{bones[at:]}{TAB}" for other in letters[1:]]))
    for at, letter in enumerate(outlined):  # with one or two consonants less, the outline may count
        start, after = outlined[:at], outlined[at + 1 :]
        if letter != VOWEL:
            made[signature(start + after.removeprefix(start[-1:]))] = None
            made[signature(start.removesuffix(VOWEL) + VOWEL + after.removeprefix(VOWEL))] = None
    return made


def half_edits(key: str) -> Iterator[str]:
    r"""The signatures of keys one edit away, in scripts without outlines.

    Examples:
        >>> "二十\t" in list(half_edits("二十里镇"))
        True
    """
    for size in half_lengths(len(key)):
        yield from halves(key, size)
        # Two letters swapped across the middle leave neither half as it was.
        yield from halves(key[: size - 1] + key[size] + key[size - 1] + key[size + 1 :], size)


def article_changed(key: str) -> list[str]:
    """The key without its article, or with one if it has none, as it is written and as it is spoken.

    Examples:
        >>> article_changed("alqaim"), article_changed("qaim"), article_changed("raqqa")[2:]
        (['qaim'], ['alqaim', 'elqaim'], ['arraqqa', 'erraqqa'])
    """
    bare = without_article(key)
    script = script_of(key)
    written = [article + bare for article in ARTICLES if script_of(article) is script]
    made = [bare, *written, *spoken_articles(bare)]
    if bare != key and not spoken_articles(bare):
        return [bare]
    return [other for other in made if other != key]
