"""Answers with every weight laid open: as text, or as a page of HTML that refers to nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading import EXPLAIN
from dateline.terminal import CallError, one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from typing import TextIO

    from gazetteer import Resolution

__all__ = ["add_explain", "explain_form", "write_html", "write_text"]

_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem }
caption, th, td { text-align: start; padding: 0.2rem 0.6rem; overflow-wrap: anywhere }
caption { font-weight: 600; padding-inline: 0 }
th, td { border-bottom: 1px solid #888; vertical-align: top }
td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap }
tbody th { font-weight: 400 }
"""
_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>How Dateline reads place names</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>How Dateline reads place names</h1>
"""
_FOOT = """\
</main>
<footer><p>Places: GeoNames (CC BY 4.0) and the sources named with each.</p></footer>
</body>
</html>
"""


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Let a command be told to say why."""
    parser.add_argument(
        "--explain",
        nargs="?",
        const=EXPLAIN[0],
        choices=EXPLAIN,
        help="say why, with each weight and each rival, as text or as one page of HTML, in place of --format",
    )


def explain_form(options: argparse.Namespace) -> str | None:
    """``text`` or ``html`` where the answers are to be explained.

    Raises:
        CallError: If a format is asked for too.
    """
    if options.explain and options.format:
        raise CallError(
            f"--explain {options.explain} and --format {options.format} exclude each other; "
            "--format json has every weight too"
        )
    return options.explain and str(options.explain)


def _parts(answer: Resolution) -> tuple[Resolution, ...]:
    """An answer and the names that it relates to, without the one whose reasons it gives itself."""
    own = answer.candidate
    others = (part for part in answer.anchors if own is None or part.candidate is not own)
    return (answer, *others)


def write_text(stream: TextIO, answers: Iterable[Resolution]) -> None:
    """Write each answer with its reasons, and the names that it relates to with theirs."""
    between = ""
    for answer in answers:
        for part in _parts(answer):
            lines = [
                f"{line[: len(line) - len(line.lstrip())]}{one_line(line)}"
                for line in part.explain().split("\n")
            ]
            stream.write(between + "\n".join(lines) + "\n")
            between = "\n"


def write_html(stream: TextIO, answers: Iterable[Resolution]) -> None:
    """Write the same as a page: nothing runs in it, and no style but its own applies."""
    from html import escape

    from maps.render.html_policy import policy

    stream.write(_HEAD.format(policy=escape(policy([], [_STYLE])), style=_STYLE))
    for answer in answers:
        stream.write(f'<h2 dir="auto">{escape(one_line(answer.query)) or "(an empty name)"}</h2>\n')
        stream.writelines(f"{part.explain_html()}\n" for part in _parts(answer))
    stream.write(_FOOT)
