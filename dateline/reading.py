"""What a command is asked: the words of the call, or the lines of standard input as they come."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, NamedTuple

from dateline.terminal import CallError, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

__all__ = ["EXPLAIN", "FROM_INPUT", "Asked", "add_texts", "asked", "protected"]

#: Stands in the call for the lines of standard input.
FROM_INPUT = "-"
#: What ``--explain`` may be followed by.
EXPLAIN = ("text", "html")

# What is read at once: as much as is there, so that a line is answered when it comes.
_CHUNK = 1 << 16
# Of a longer line the beginning is enough to say that it is no name, and memory stays bounded.
_LONGEST_LINE = 1 << 20
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Asked(NamedTuple):
    """One thing that is asked.

    Attributes:
        text: The name, text or point.
        where: Where it stands, for messages: ``line 3``, or "" for a word of the call.
    """

    text: str
    where: str


def add_texts(parser: argparse.ArgumentParser, metavar: str, example: str) -> None:
    """Let a command take any number of words, or the lines of standard input."""
    parser.add_argument(
        "texts",
        metavar=metavar,
        nargs="*",
        type=words,
        help=f'{example}; "{FROM_INPUT}", or none with a pipe or file, for the lines of standard input',
    )


def protected(arguments: Sequence[str]) -> list[str]:
    """The words of a call so that a coordinate is no option, and a name no way of explaining.

    ``argparse`` would take ``-19.9,2.9`` for an option, and the name in ``--explain Kidal`` for its value.

    Examples:
        >>> protected(["--near", "-8.1,112.7", "--explain", "Kidal", "-o", "-"])
        ['--near', ' -8.1,112.7', '--explain=text', 'Kidal', '-o', '-']
    """
    followed = [*arguments[1:], ""]
    return [
        f" {word}"
        if word[:1] == "-" and (word[1:2].isdecimal() or word[1:2] == ".")
        else f"--explain={EXPLAIN[0]}"
        if word == "--explain" and after not in EXPLAIN
        else word
        for word, after in zip(arguments, followed, strict=True)
    ]


def asked(texts: Sequence[str], what: str, command: str) -> Iterator[list[Asked]]:
    """What is asked, in the batches in which it comes: the words of the call are one.

    Args:
        texts: The words of the call.
        what: What they are, for messages: ``name``.
        command: The command's name, for messages.

    Raises:
        CallError: If nothing is asked.
    """
    if not texts and not _has_input():
        raise CallError(
            f"no {what} is given; write one behind the command, or pipe them in, one a line; "
            f"dateline {command} --help shows how"
        )
    if texts.count(FROM_INPUT) > 1:
        raise CallError(f'"{FROM_INPUT}" stands for standard input and can be given once')
    return _batches(texts)


def _batches(texts: Sequence[str]) -> Iterator[list[Asked]]:
    split = texts.index(FROM_INPUT) if FROM_INPUT in texts else len(texts)
    if texts[:split]:
        yield [Asked(text, "") for text in texts[:split]]
    if not texts or split < len(texts):
        yield from _lines()
    if texts[split + 1 :]:
        yield [Asked(text, "") for text in texts[split + 1 :]]


def _has_input() -> bool:
    """Whether something is piped in: no terminal and no /dev/null."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):  # closed, or stands in for it in a test or a notebook
        return False
    return not stat.S_ISCHR(mode)


def _lines() -> Iterator[list[Asked]]:
    """The lines of standard input that say something; what is left out is told."""
    if sys.stdin is None:
        raise CallError("standard input is closed; give the names in the call")
    number = 0
    blank: list[int] = []
    foreign: list[int] = []
    for chunk in _chunks(sys.stdin.buffer):
        batch = []
        for line in chunk:
            number += 1
            text = _decoded(line, number, foreign)
            if text:
                batch.append(Asked(text, f"line {number}"))
            else:
                blank.append(number)
        if batch:
            yield batch
    _tell_of("blank lines are left out", blank)
    _tell_of("what is not UTF-8 is read as Windows-1252", foreign)


def _chunks(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Whole lines, as many as have come. Of lines without end only the beginning is kept."""
    rest, first = b"", True
    while True:
        # Whoever waits for answers to the lines so far gets them before more is waited for.
        sys.stdout.flush()
        more = stream.read1(_CHUNK)  # type: ignore[attr-defined]
        if not more:
            break
        if first and more.startswith(_UTF16_MARKS):
            raise CallError("standard input is UTF-16; save it as UTF-8")
        *lines, last = more.removeprefix(_UTF8_MARK if first else b"").split(b"\n")
        first = False
        if lines:
            yield [rest + lines[0], *lines[1:]]
            rest = b""
        rest = (rest + last)[: _LONGEST_LINE + 1]
    if rest:
        yield [rest]


def _tell_of(what: str, lines: Sequence[int]) -> None:
    if lines:
        more = f" and {len(lines) - 1:,} more" if len(lines) > 1 else ""
        tell(f"{what}: line {lines[0]}{more}")


def _decoded(line: bytes, number: int, foreign: list[int]) -> str:
    if len(line) > _LONGEST_LINE:
        tell(f"line {number} has more than {_LONGEST_LINE:,} bytes: only its beginning is read")
        line = line[:_LONGEST_LINE]
    try:
        return line.decode().strip()
    except UnicodeDecodeError:
        # What else office programs write: without its accents a name may be that of another place.
        foreign.append(number)
        return line.decode("cp1252", "replace").strip()
