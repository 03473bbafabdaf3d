"""What the documentation takes from the code is as the code has it now."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from benchmarks.quality import report
from dateline.main import parser
from tools.docs.__main__ import written
from tools.docs.api import page
from tools.docs.commands import commands
from tools.docs.docstrings import to_markdown
from tools.docs.signatures import linked

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def test_the_reference_is_up_to_date() -> None:
    old = [path.name for path, text in written() if path.read_text("utf-8") != text]

    assert old == [], "run python -m tools.docs"


def test_figures_of_quality_are_those_that_are_measured() -> None:
    """Written by ``python -m benchmarks.quality.report``; a rounded figure may fall to either side."""
    kept = report.read()["measured"]
    now = report.measured()

    assert now.keys() == kept.keys()
    for group, figures in now.items():
        assert figures == pytest.approx(kept[group], abs=0.0011), group


def every(parent: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parent
    for action in parent._actions:
        if isinstance(action.choices, dict):
            for child in action.choices.values():
                yield from every(child)


def test_the_reference_has_every_command_and_every_option() -> None:
    text = commands()

    for one in every(parser()):
        for action in one._actions:
            for option in set(action.option_strings) - {"-h", "--help", "--version"}:
                assert f"`{option}" in text, f"{one.prog} {option}"
        if one.prog != "dateline":
            assert f"# {one.prog}\n" in text


@pytest.mark.parametrize("one", list(every(parser())), ids=lambda one: one.prog)
def test_examples_of_the_help_are_calls_that_are_understood(one: argparse.ArgumentParser) -> None:
    """They name files of the reader's, so they are read and not run."""
    lines = [line.strip() for line in (one.epilog or "").splitlines()]
    examples = [line for line in lines if line.startswith("dateline ") and "<" not in line]

    for line in examples:
        words = shlex.split(line.partition(" | ")[0])[1:]
        _, unknown = parser().parse_known_args(words)
        assert [word for word in unknown if word.startswith("--")] == [], line


def test_the_reference_says_types_and_where_they_are_told() -> None:
    text = page("gazetteer")

    assert "- `point`, [`LonLat`](api-geo.md#geolonlat): A representative point" in text
    assert "*property*, [`tuple[Candidate, ...]`](#gazetteercandidate)" in text
    # Nobody makes an answer but Dateline.
    assert "gazetteer.Resolution(" not in text
    assert "ForwardRef" not in text


def test_signatures_of_the_site_lead_to_classes_and_examples_stay_as_they_are() -> None:
    code = '<div class="highlight-python notranslate"><div class="highlight"><pre>{}</pre>'
    name = '<span class="n">{}</span>'.format

    body = code.format(f"{name('Place')} {name('LonLat')} {name('Path')} {name('place')}")
    example = code.format(f'<span class="gp">&gt;&gt;&gt; </span>{name("Place")}')

    assert linked(body, "gazetteer") == code.format(
        f'<a href="#gazetteerplace">{name("Place")}</a> '
        f'<a href="api-geo.html#geolonlat">{name("LonLat")}</a> '
        f"{name('Path')} {name('place')}"
    )
    assert linked(example, "gazetteer") == example


def test_a_docstring_becomes_markdown() -> None:
    text = """Reads ``that`` with [this].

    More of it:

        indented

    Args:
        path: The file,
            which is long.
        **options: Of ``Other``.

    Raises:
        ValueError: If not.

    Examples:
        >>> 1 + 1  # doctest: +SKIP
        2
    """
    made = to_markdown("\n".join(line.removeprefix("    ") for line in text.split("\n")), {"Other": "#other"})

    assert made.split("\n\n") == [
        "Reads `that` with \\[this\\].",
        "More of it:",
        "    indented",
        "**Arguments**",
        "- `path`: The file, which is long.\n- `options`: Of [`Other`](#other).",
        "**Raises**",
        "- `ValueError`: If not.",
        "**Example**",
        "```python\n>>> 1 + 1\n2\n```",
    ]
