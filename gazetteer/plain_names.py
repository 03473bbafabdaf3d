"""Many texts as names to look up: which are plain, what their keys are and what their writing says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.found import LEAST_DIGITS, is_plain
from gazetteer.framed_names import Head
from gazetteer.mention import MAX_NAME_LENGTH, Mention, tidy
from gazetteer.name_shard import TELLING
from gazetteer.names import fold
from gazetteer.readings import kinds_of, readings
from gazetteer.seat import seat_phrase
from gazetteer.words import COMMON_NOUNS, KIND_WORDS, NO_VALUE
from gazetteer.writing import FIRST_SIGN, of_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from gazetteer.framed_names import Framed, Frames

__all__ = ["PlainNames", "plain_names"]


class PlainNames(NamedTuple):
    """Names to look up, in the order of their keys.

    Attributes:
        keys: Their keys.
        at: Where each one stands among the texts that were given.
        writing: What the writing of each says about it.
        mentions: The readings of those that ask for a kind of place, by their positions here.
        holders: What holds each by its text, from the smallest; nothing if they are names by themselves.
        texts: The names, in the order in which they were given.
        order: Where each one stands in ``texts``.
    """

    keys: list[str]
    at: npt.NDArray[np.int64]
    writing: npt.NDArray[np.float64]
    mentions: dict[int, Mention]
    texts: list[str]
    order: list[int]
    holders: list[tuple[str, ...]]

    def text(self, position: int) -> str:
        """A name by its position in ``keys``."""
        return self.texts[self.order[position]]


# What the writing says of a text that has a capital and is no abbreviation, by its length.
_SHORTEST = 5
_BY_LENGTH = [of_text("X" + "x" * length)[0] for length in range(MAX_NAME_LENGTH + 1)]


def plain_names(names: Sequence[str], frames: Frames | None = None) -> tuple[PlainNames, PlainNames]:
    """Those of many texts that are names by themselves, and those that are names with what holds them.

    About all these the index alone decides.

    Args:
        names: The texts.
        frames: What reads the others; None where these are not asked for.

    Examples:
        >>> names, _ = plain_names(["Kidal", "19.955 N 2.966 E", "Gao"])
        >>> names.keys, names.at.tolist(), names.text(0)
        (['gao', 'kidal'], [2, 0], 'Gao')
    """
    keys: list[str] = []
    at: list[int] = []
    texts: list[str] = []
    writing: list[float] = []
    mentions: dict[int, Mention] = {}
    others: list[tuple[int, str]] = []
    tails = _Tails()
    cut: list[Head] = []
    heads = names if frames is None else [name.partition(",")[0] for name in names]
    for number, (name, head, quick) in enumerate(zip(names, heads, _quick_keys(heads), strict=True)):
        tail = name[len(head) :]
        if quick is not None and tail and _is_cut(head, tails[tail]):
            cut.append(Head(number, head, quick, tails[tail]))
            continue
        if quick is not None and not tail:
            keys.append(quick)
            texts.append(name)
            writing.append(_BY_LENGTH[len(name) - 1])
        elif len(name) > MAX_NAME_LENGTH:
            continue
        else:
            text = tidy(name)
            if not is_plain(text):
                others.append((number, text))
                continue
            keys.append(fold(text))
            texts.append(text)
            writing.append(_of_writing(text))
        at.append(number)
    framed = [] if frames is None else frames.read(others, cut)
    known = {found.at for found in framed}
    others += [(head.at, f"{head.name}{head.tail}") for head in cut if head.at not in known]
    for number, text in others:
        if number in known:
            continue
        mention = _whole(text)
        if mention.name == text and not _asks_more(text):
            mentions[len(keys)] = mention
            keys.append(fold(text))
            texts.append(text)
            writing.append(_of_writing(text))
            at.append(number)
    return _in_order(keys, at, texts, writing, mentions, []), _of_framed(framed)


def _is_cut(head: str, tail: str) -> bool:
    """Whether a name ends at the only comma of a text, without signs that grammars ask for."""
    return tail != "" and head.replace(" ", "").isalpha() and len(head) + len(tail) <= MAX_NAME_LENGTH


class _Tails(dict[str, str]):
    """What follows names, tidied; "" where it has a comma more, so that the name may have one of its own."""

    def __missing__(self, tail: str) -> str:
        tidied = tidy(f"X{tail}")[1:]
        found = self[tail] = "" if "," in tidied[1:] else tidied
        return found


def _of_framed(framed: Sequence[Framed]) -> PlainNames:
    texts = [found.name for found in framed]
    return _in_order(
        [found.key for found in framed],
        [found.at for found in framed],
        texts,
        [_of_writing(text) for text in texts],
        {number: found.mention for number, found in enumerate(framed) if found.mention is not None},
        [found.holders for found in framed],
    )


def _in_order(  # noqa: PLR0913, PLR0917 - the columns
    keys: list[str],
    at: list[int],
    texts: list[str],
    writing: list[float],
    mentions: dict[int, Mention],
    holders: list[tuple[str, ...]],
) -> PlainNames:
    """Names in the order of their keys."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    if mentions:
        mentions = {new: mentions[old] for new, old in enumerate(order) if old in mentions}
    return PlainNames(
        [keys[old] for old in order],
        np.array(at, np.int64)[order],
        np.array(writing, np.float64)[order],
        mentions,
        texts,
        order,
        [holders[old] for old in order] if holders else [],
    )


def _quick_keys(names: Sequence[str]) -> Iterator[str | None]:
    """The keys of what most names are, words of letters and no words for something; None of all others."""
    # What is done to all names at once takes a tenth of the time.
    joined = "\n".join(names)
    if joined.count("\n") >= len(names):
        joined = "\n".join([name.replace("\n", "\t") for name in names])
    # These signs part no names, and keys and the tables of words are without them.
    joined = joined.replace("-", "").replace("'", "").replace(".", "").replace("\u2019", "")
    words = joined.split("\n")
    joined = joined.replace(" ", "")
    letters = joined.split("\n")
    # The keys of those that are ASCII.
    keys = joined.lower().split("\n")
    alpha, ascii_ = map(str.isalpha, letters), map(str.isascii, letters)
    for name, own, word, key, is_alpha, is_ascii in zip(
        names, letters, words, keys, alpha, ascii_, strict=True
    ):
        plain = is_alpha and name[0] != "'" != name[-1] and name[0] < FIRST_SIGN
        # A few letters may be an abbreviation.
        plain = plain and not name.islower() and (len(name) >= _SHORTEST or not name.isupper())
        if not plain or name in NO_VALUE or len(name) > MAX_NAME_LENGTH:
            yield None
        else:
            if not is_ascii:
                key = fold(own)  # noqa: PLW2901 - the key as it is
            is_name = key not in COMMON_NOUNS if len(word) == len(own) else _is_name(word.split(" "))
            yield key if is_name else None


def _is_name(words: Sequence[str]) -> bool:
    """Whether several words of letters are all name, with one space between them."""
    if "" in words:
        return False
    first, last = words[0], words[-1]
    if not (first.isascii() and last.isascii()):
        first, last = fold(first), fold(last)
    return first.lower() not in KIND_WORDS and last.lower() not in COMMON_NOUNS


def _asks_more(text: str) -> bool:
    """Whether a text may be words only, no value, a capital of something, or a name with its coordinate."""
    return (
        text.islower()
        or text in NO_VALUE
        or "capital" in text.lower()
        or seat_phrase(text) is not None
        or sum(map(str.isdigit, text)) >= LEAST_DIGITS
        or not any(map(str.isalpha, text))
    )


def _whole(text: str) -> Mention:
    """The first reading of a text: mostly all of it is a name."""
    first, _, rest = text.partition(" ")
    if rest and TELLING.isdisjoint(text) and not kinds_of(first):
        last = rest.rpartition(" ")[2]
        kinds = kinds_of(last)
        return Mention(text, text, kinds, last if kinds else "")
    return next(readings(text))


def _of_writing(text: str) -> float:
    """``of_text``, quicker for what most names are: some letters, a capital among them, no common noun."""
    last = text.rpartition(" ")[2]
    if (
        len(text) >= _SHORTEST
        and last.isascii()
        and last.isalpha()
        and last.lower() not in COMMON_NOUNS
        and text[0] < FIRST_SIGN
        and not text.islower()
    ):
        return _BY_LENGTH[len(text) - 1]
    return of_text(text)[0]
