"""Google-style docstrings to Markdown."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["attributes", "summary", "to_markdown"]

_SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Examples|Notes?|Warns):")
_ENTRY = re.compile(r"(\*{0,2}\w[\w., *]*): (.*)")
_CODE = re.compile(r"``(.+?)``|`([^`]+)`")
_TITLES = {"Args": "Arguments", "Examples": "Example"}
_OWN = {"Args", "Attributes"}
_LISTS = {"Args", "Attributes", "Raises", "Warns"}


def summary(thing: object) -> str:
    """The first sentence of what a thing says of itself, as Markdown.

    Examples:
        >>> summary(summary)
        'The first sentence of what a thing says of itself, as Markdown.'
    """
    first = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    return _inline(" ".join(first.split()), {})


def attributes(thing: object) -> dict[str, str]:
    """What a class says of each of its attributes, as Markdown.

    Examples:
        >>> from maps import Fact
        >>> list(attributes(Fact))
        ['name', 'value']
    """
    for section, lines in _sections(inspect.getdoc(thing) or ""):
        if section == "Attributes":
            return {name: _inline(text, {}) for name, text in _entries(lines)}
    return {}


def to_markdown(text: str, links: Mapping[str, str], types: Mapping[str, str] | None = None) -> str:
    r"""A docstring as Markdown.

    Args:
        text: The docstring, without its indentation.
        links: Where names lead that stand between backquotes.
        types: The types of attributes and arguments, as Markdown.

    Examples:
        >>> print(to_markdown("Measures.\n\nArgs:\n    a: From ``B``.", {"B": "#b"}))
        Measures.
        <BLANKLINE>
        **Arguments**
        <BLANKLINE>
        - `a`: From [`B`](#b).
    """
    parts = []
    # An argument that is called as something public is not that.
    own = {name for section, lines in _sections(text) if section in _OWN for name, _ in _entries(lines)}
    links = {name: target for name, target in links.items() if name not in own}
    for section, lines in _sections(text):
        body = _body(section, lines, links, types or {})
        parts.append(f"**{_TITLES.get(section, section)}**\n\n{body}" if section else body)
    return "\n\n".join(part for part in parts if part)


def _body(section: str, lines: list[str], links: Mapping[str, str], types: Mapping[str, str]) -> str:
    if section in _LISTS:
        typed = types if section in _OWN else {}
        return "\n".join(
            f"- `{name}`{f', {typed[name]}' if name in typed else ''}: {_inline(text, links)}"
            for name, text in _entries(lines)
        )
    if section == "Examples":
        return "```python\n" + "\n".join(_without_directives(lines)).strip("\n") + "\n```"
    return _prose(lines, links)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The sections of a docstring, the first without a name, their lines without indentation."""
    name = ""
    lines: list[str] = []
    for line in text.split("\n"):
        found = _SECTION.fullmatch(line)
        if found:
            yield name, _dedented(lines)
            name, lines = found[1], []
        elif name and line and not line.startswith(" "):
            yield name, _dedented(lines)
            name, lines = "", [line]
        else:
            lines.append(line)
    yield name, _dedented(lines)


def _dedented(lines: list[str]) -> list[str]:
    return inspect.cleandoc("\n" + "\n".join(lines)).split("\n")


def _entries(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Names with what is said of them; what is indented goes on."""
    name, words = "", [""]
    for line in lines:
        found = _ENTRY.fullmatch(line)
        if found:
            if name:
                yield name, " ".join(words)
            name, words = found[1].replace("*", ""), [found[2]]
        else:
            words.append(line.strip())
    if name:
        yield name, " ".join(words).strip()


def _without_directives(lines: list[str]) -> list[str]:
    return [re.sub(r"\s*# doctest: .*", "", line) for line in lines]


def _prose(lines: list[str], links: Mapping[str, str]) -> str:
    """Paragraphs, each in one line; what is indented is code."""
    made = []
    for part in "\n".join(lines).strip("\n").split("\n\n"):
        if part.startswith("    "):
            made.append(part)
        else:
            text = " ".join(part.split("\n")) if not part.startswith("- ") else part
            made.append(_inline(re.sub(r"::$", ":", text), links))
    return "\n\n".join(made)


def _inline(text: str, links: Mapping[str, str]) -> str:
    """Code between backquotes as Markdown has it; nothing else is markup."""
    made, end = [], 0
    for found in _CODE.finditer(text):
        made.append(_escaped(text[end : found.start()]))
        code = found[1] or found[2]
        target = links.get(code)
        made.append(f"[`{code}`]({target})" if target else f"`{code}`")
        end = found.end()
    return "".join([*made, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return re.sub(r"([<*\[\]|])", r"\\\1", text)
