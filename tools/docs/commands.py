"""The commands and all their options, from the parser that reads them."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from dateline.main import parser

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["commands"]


def commands() -> str:
    """Every command as Markdown: what it takes, and the notes and examples of its help."""
    return "\n\n".join(part for name, each in _all(parser()) for part in _command(name, each))


def _all(parent: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The parsers of all commands, those of their actions after them."""
    for action in parent._actions:  # noqa: SLF001 - argparse has no other way to see them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
            for child in action.choices.values():
                yield child.prog, child
                yield from _all(child)


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"{'####' if name.count(' ') > 1 else '###'} {name}"
    yield _text(parser.description or "")
    taken = [row for action in parser._actions for row in _row(parser, action)]  # noqa: SLF001 - the same
    if taken:
        yield "\n".join(["| takes | what |", "|---|---|", *taken])
    if parser.epilog:
        yield f"```text\n{parser.epilog.strip()}\n```"


def _row(parser: argparse.ArgumentParser, action: argparse.Action) -> Iterator[str]:
    if action.help == argparse.SUPPRESS or action.dest == "help" or isinstance(action.choices, dict):
        return
    formatter = parser._get_formatter()  # noqa: SLF001 - the same
    if action.option_strings:
        value = "" if action.nargs == 0 else f" {formatter._format_args(action, _metavar(action))}"  # noqa: SLF001
        names = ", ".join(f"`{name}{value}`" for name in action.option_strings)
    else:
        names = f"`{formatter._format_args(action, _metavar(action))}`"  # noqa: SLF001 - the same
    said = formatter._expand_help(action) if action.help else ""  # noqa: SLF001 - the same
    needed = "needed; " if action.required and action.option_strings else ""
    yield f"| {names.replace('|', chr(92) + '|')} | {needed}{_text(said)} |"


def _metavar(action: argparse.Action) -> str:
    return action.dest.upper() if action.option_strings else action.dest


def _text(words: str) -> str:
    """Words of a help text as Markdown: nothing in them is markup."""
    return re.sub(r"([<*\[\]|])", r"\\\1", " ".join(words.split()))
