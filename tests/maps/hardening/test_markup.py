"""What stays of somebody's markup, and that nothing else does."""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.hardening import markup
from maps.hardening.markup import colour, declarations, plain_text, tree
from tests.shared.injection import battery

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMES = ("http:", "https:", "mailto:")


def _elements(nodes: markup.Tree) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    for node in nodes:
        if not isinstance(node, str):
            tag, attributes, style, inside = node
            yield tag, attributes, style
            yield from _elements(inside)


def _harmless(nodes: markup.Tree) -> bool:
    for tag, attributes, style in _elements(nodes):
        assert tag in markup._TAGS
        assert not {name for name in attributes if name.startswith("on") or name in {"style", "id", "class"}}
        assert attributes.get("href", "https:").lower().startswith(_SCHEMES)
        assert markup.PICTURE.fullmatch(attributes.get("src", "data:image/png;base64,AA"))
        assert set(style) <= markup._PROPERTIES
        for value in style.values():
            assert not re.search(r"url|\\|//|;|@|expression|var|image", value.lower())
    return True


def test_thousands_of_hostile_strings_leave_nothing_but_harmless_elements() -> None:
    for text in battery(20_000):
        assert _harmless(tree(text)), text


@given(st.text(alphabet="<>/=\"'& aibpscrtonlud;:()-!x\n", max_size=200))
def test_whatever_is_written_leaves_nothing_but_harmless_elements(text: str) -> None:
    assert _harmless(tree(text))


def test_what_readers_use_stays() -> None:
    text = (
        '<h4 style="margin:0;color:#a00">Kidal</h4><p>Mali<br>see <a href="https://example.org/a?b=1&amp;c=2">'
        "here</a></p><table><tr><th scope=row>Dead<td>3<tr><th>Hurt<td>4</table><ul><li>one<li>two</ul>"
    )
    heading, paragraph, table, items = tree(text)
    assert heading == ["h4", {}, {"margin": "0", "color": "#a00"}, ["Kidal"]]
    link = paragraph[3][3]
    assert isinstance(link, list)
    assert link[1] == {
        "href": "https://example.org/a?b=1&c=2",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }
    assert [[cell[3] for cell in row[3]] for row in table[3]] == [[["Dead"], ["3"]], [["Hurt"], ["4"]]]
    assert [item[3] for item in items[3]] == [["one"], ["two"]]


def test_a_table_in_a_cell_ends_no_cell_around_it() -> None:
    (table,) = tree("<table><tr><td><table><tr><td>in</table>more<td>next</table>")
    cells = table[3][0][3]
    assert [plain_text(cell[3]).split() for cell in cells if isinstance(cell, list)] == [
        ["in", "more"],
        ["next"],
    ]


def test_what_is_left_out_is_counted() -> None:
    counted: Counter[str] = Counter()
    made = tree(
        "a<script>b</script><iframe src=x>c</iframe><b onclick=go() onfocus=go()>d</b><img src=x alt=e>",
        counted,
    )
    assert plain_text(made) == "ade"
    assert counted == {"<script>": 1, "<iframe>": 1, "onclick": 1, "onfocus": 1, "<img>": 1}


def test_links_that_lead_to_no_site_are_counted() -> None:
    counted: Counter[str] = Counter()
    made = tree(
        "<a href=javascript:go()>a</a><a href='data:text/html,x'>b</a><a href=https://example.org/>c</a>"
        "<a>d</a><base href=//x><meta http-equiv=refresh>",
        counted,
    )
    assert plain_text(made) == "abcd"
    assert counted == {"links (to neither http, https nor mailto)": 2, "<base>": 1, "<meta>": 1}


def test_a_picture_stays_only_where_it_is_in_the_text() -> None:
    inside = "data:image/png;base64,iVBORw0KGgo="
    assert tree(f'<img src="{inside}" alt="x">') == [["img", {"alt": "x", "src": inside}, {}, []]]
    for source in ("https://example.org/x.png", "data:image/svg+xml;base64,AAAA", "x.png", "//example.org/x"):
        assert tree(f'<img src="{source}" alt="words">') == ["words"]


@pytest.mark.parametrize(
    "style",
    [
        "background:url(https://example.org/x)",
        "color:expression(go())",
        "position:fixed",
        "background:\\75rl(x)",
        "behavior:url(x)",
        "color:var(--x)",
        "background-color:image-set('x' 1x)",
        "-moz-binding:url(x)",
    ],
)
def test_a_style_fetches_and_hides_nothing(style: str) -> None:
    assert declarations(style) == {}


def test_colours_are_colours() -> None:
    for good in ("red", "#0af", "#00aaff80", "rgb(1,2,3)", "hsla(120, 50%, 50%, 0.5)"):
        assert colour(good) == good
    for bad in ("url(x)", "red;x", "var(--x)", "", "rgb(1", "#12", "a b"):
        assert colour(bad) is None


def test_it_takes_no_time_to_refuse() -> None:
    began = time.process_time()
    tree("<b>" * 50_000)
    tree("<a href='" + "x" * 200_000)
    tree("<" * 100_000)
    declarations("color:" + "rgb(" * 50_000)
    declarations("font-family:" + "a" * 100_000 + "(")
    assert time.process_time() - began < 5


def test_what_is_left_out_of_forms_and_styles_is_counted() -> None:
    left: Counter[str] = Counter()
    made = tree(
        "<form action=//host><input><b style='position:fixed;inset:0'>a</b></form>"
        "<i style='background:url(https://host/x);border-radius:2px;text-align:left'>b</i>",
        left,
    )
    assert left == {"<form>": 1, "<input>": 1, "position: fixed": 1, "url() in a style": 1}
    assert made == [["b", {}, {}, ["a"]], ["i", {}, {"border-radius": "2px", "text-align": "left"}, ["b"]]]
