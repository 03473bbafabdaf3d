"""How a map looks, as data: kinds of incident with symbols and colours, marker shapes, background colours.

Every writer reads these tables, so that the same incident looks the same in each output. A symbol is the
``d`` of one SVG path in a box of 24 by 24, to be filled in white with the even-odd rule on the category's
colour. Colour never stands alone: symbol, number and text say the same.

The fills keep a contrast of 4.5 to 1 against white (WCAG 2.2, 1.4.3) and 3 to 1 against land and sea
(1.4.11), and stay apart for readers with protanopia, deuteranopia and tritanopia (simulated after Machado,
Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113). In dark mode, whose colours the style sheet has, the
fills stand on a light casing with 7 to 1 against land and sea. ``tests/maps/test_style.py`` measures it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maps.document import Category
    from maps.marks import Precision

__all__ = [
    "FILLS",
    "FRAMES",
    "PALETTE",
    "SYMBOLS",
    "Fills",
    "Frame",
    "Symbol",
    "category_of",
    "shape_of",
    "symbol_key",
]


@dataclass(frozen=True, slots=True)
class Symbol:
    """How incidents of one category are drawn.

    Attributes:
        label: Text in the legend.
        path: SVG path data in a box of 24 by 24, filled with the even-odd rule.
        fill: Colour of the marker behind the white symbol, as ``#rrggbb``.
    """

    label: str
    path: str
    fill: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a marker, which shows the precision of its place.

    Attributes:
        label: Text in the legend.
        path: SVG path data in a box of 32 wide and ``height`` high; the symbol's box has its corner at 6, 5.
        height: Height of that box.
        anchor_y: Where in the box, at x = 16, the marker touches its point.
        dashed: Whether the outline is dashed.
    """

    label: str
    path: str
    height: int
    anchor_y: int
    dashed: bool = False


# Order is the order of the legend.
SYMBOLS: dict[str, Symbol] = {
    "ambush": Symbol(
        "Ambush",
        "M2 6v12l7-6zM22 6v12l-7-6zM12 10.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
        "#d51e13",
    ),
    "fighting": Symbol(
        "Fighting",
        "M3 3h3l11.5 11.5-2.6 2.6L3 6zM13 19.2l6.2-6.2 1.6 1.6-2.3 2.3 2.7 2.7-1.9 1.9-2.7-2.7-2.1 2.1z"
        "M21 3h-3l-4.5 4.5 3 3L21 6zM9.7 11.3l-3.2 3.2 2.6 2.6 3.6-3.6z"
        "M11 19.2 4.8 13l-1.6 1.6 2.3 2.3-2.7 2.7 1.9 1.9 2.7-2.7 2.1 2.1z",
        "#830400",
    ),
    "strike": Symbol(
        "Air or drone strike, shelling",
        "M7 2h2.2v2.6h5.6V2H17l-1.2 4.6H8.2zM9.5 8h5c1.2 1.6 2 3.5 2 5.5 0 2.9-1.5 5.9-4.5 8.5"
        "-3-2.6-4.5-5.6-4.5-8.5 0-2 .8-3.9 2-5.5z",
        "#105da5",
    ),
    "explosion": Symbol(
        "Explosion",
        "M12 1l1.8 6.6 5.9-3.3-3.3 5.9L23 12l-6.6 1.8 3.3 5.9-5.9-3.3L12 23l-1.8-6.6-5.9 3.3 3.3-5.9L1 12"
        "l6.6-1.8-3.3-5.9 5.9 3.3z",
        "#563d32",
    ),
    "attack": Symbol(
        "Attack",
        "M18 3h3v18h-3zM2.5 10.2h6.5V6l7 6-7 6v-4.2H2.5z",
        "#530061",
    ),
    "civilians": Symbol(
        "Killing of civilians",
        "M12 2.2a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 9.2c-3.6 0-5.5 2-5.5 5.2v2.4h2.3V22h6.4v-5.2h2.3v-2.4"
        "c0-3.2-1.9-5.2-5.5-5.2z",
        "#111111",
    ),
    "detention": Symbol(
        "Abduction or arrest",
        "M5 10.5h14v11H5zM12 13.6a1.6 1.6 0 0 0-.9 2.9v2.3h1.8v-2.3a1.6 1.6 0 0 0-.9-2.9z"
        "M7.2 10.5V7.3a4.8 4.8 0 0 1 9.6 0v3.2h-2.6V7.3a2.2 2.2 0 0 0-4.4 0v3.2z",
        "#598228",
    ),
    "protest": Symbol(
        "Protest or riot",
        "M2.5 9.5h5L17 4.5v15l-9.5-5h-5zM7.5 15.8l2.6 1.3 1 3.9H8.3zM18.6 8.6c1.7.6 2.6 1.8 2.6 3.4"
        "s-.9 2.8-2.6 3.4z",
        "#008653",
    ),
    "displacement": Symbol(
        "Displacement",
        "M5 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM9.5 10.4H15V6.5l7 5.5-7 5.5v-3.9H9.5z",
        "#9e5686",
    ),
    "other": Symbol("Other", "M12 4.5l7.5 7.5-7.5 7.5L4.5 12z", "#3c4954"),
}

#: The fill of each symbol.
FILLS = {key: symbol.fill for key, symbol in SYMBOLS.items()}

FRAMES: dict[Precision, Frame] = {
    "point": Frame(
        "in the place named",
        "M16 1a15 15 0 0 0-15 15c0 9 9 14 15 24 6-10 15-15 15-24a15 15 0 0 0-15-15z",
        41,
        40,
    ),
    "near": Frame("near the place named", "M16 2a15 15 0 1 0 0 30 15 15 0 0 0 0-30z", 34, 17),
    "area": Frame("somewhere in the shaded area", "M2 2h28v30H2z", 34, 17, dashed=True),
}

PALETTE: dict[str, str] = {
    "sea": "#d3e3ec",
    "land": "#f3f0e8",
    "lake": "#c3d9e6",
    "river": "#9dbfd2",
    "country_border": "#8a8378",
    "admin1_border": "#cfc8ba",
    "disputed_border": "#8a8378",
    "emphasised_border": "#1a1a1a",
    "emphasised_halo": "#ffd166",
    "label": "#3b3a36",
    "label_halo": "#fbfaf6",
    "water_label": "#2f6583",
    "ink": "#1c1b19",
    "paper": "#ffffff",
}

# First the phrases in which a word of another rule means something else, then the words. Of several rules the
# one whose match starts first in the text wins, so that "ambush and air strike" is an ambush.
_RULES: tuple[tuple[str, str], ...] = (
    ("protest", r"(?:hunger|general|labour|labor|transport|teachers?'?) strikes?|greves?"),
    (
        "civilians",
        (
            r"(?:attack|attaque|violence|killing|execution|strike|frappe|raid|meurtre|assassinat)\w*"
            r" (?:on|of|against|contre|de|des|sur)(?: les| des| the)? (?:civil|villager|villageois)\w*"
            r"|massacre\w*|tuerie\w*|atrocit\w*|civilians? killed|civilian (?:deaths?|killings?)"
        ),
    ),
    (
        "explosion",
        (
            r"explo\w*|i\.?e\.?d\.?s?|eei|land ?mines?|mines? (?:blast|anti\w*)|^mines?$"
            r"|(?:suicide|car|roadside|truck) ?bomb\w*|bomb (?:attack|blast)s?|bombs?"
            r"|kamikaze|attentats?(?: suicides?)?|vbied|grenades?"
        ),
    ),
    (
        "strike",
        (
            r"(?:air|drone|missile|artillery|rocket|mortar|aerial)\w*(?: (?:strikes?|raids?|attacks?|fire))?"
            r"|airstrikes?|strikes?|shell(?:ing|fire|s)|bombard\w*|bombing\w*|frappes?|pilonnage"
            r"|(?:tirs?|raids?) (?:d.artillerie|de (?:drone|mortier|roquette)s?|aeriens?)|drones?|roquettes?"
        ),
    ),
    ("ambush", r"ambush\w*|embuscade\w*|embusque\w*"),
    (
        "fighting",
        (
            r"battle\w*|clash\w*|fight\w*|combats?|affrontements?|batailles?|accrochages?|firefights?|skirmish\w*"
            r"|offensives?|firing|shoot-?outs?"
        ),
    ),
    (
        "detention",
        (
            r"kidnap\w*|abduct\w*|hostages?|enlevements?|rapts?|otages?|disappearances?|disparitions?"
            r"|arrest\w*|detention\w*|detain\w*|arrestations?|interpellations?"
        ),
    ),
    ("protest", r"protest\w*|demonstrat\w*|riot\w*|mob violence|manifest\w*|emeutes?|unrest|rall(?:y|ies)"),
    ("displacement", r"displace\w*|deplacements?|deplaces?|refugees?|refugies?|exodus|exode|flight of|fuite"),
)
# Words so general that any other word of the text says more.
_GENERAL = (
    r"attack\w*|attaque\w*|assault\w*|assauts?|raids?|incursions?|storming|killings?|murders?|meurtres?"
    r"|assassinat\w*|executions?|shootings?|fusillades?"
)
_COMPILED = tuple((key, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for key, pattern in _RULES)
_COMPILED_GENERAL = re.compile(rf"(?<!\w)(?:{_GENERAL})(?!\w)")


_SHAPES: dict[str, Precision] = {key: key for key in FRAMES}


def symbol_key(category: str) -> str:
    """The key of ``SYMBOLS`` that a category is drawn with.

    Examples:
        >>> symbol_key("ambush"), symbol_key("unheard of")
        ('ambush', 'other')
    """
    return category if category in SYMBOLS else "other"


class Fills(dict[str, str]):
    """The fill of each category by its key: its own colour, else that of its symbol.

    Args:
        categories: Those of a document.
        usual: The fill of each symbol.

    Examples:
        >>> from maps.document import Category
        >>> fills = Fills([Category("own-1", "1 to 5", "#105da5"), Category("ambush", "Ambush")])
        >>> fills["own-1"], fills["ambush"], fills["unheard of"]
        ('#105da5', '#d51e13', '#3c4954')
    """

    def __init__(self, categories: Iterable[Category], usual: Mapping[str, str] = FILLS) -> None:
        super().__init__({one.key: one.colour for one in categories if one.colour is not None})
        self._usual = usual

    def __missing__(self, key: str) -> str:
        return self._usual[symbol_key(key)]


def shape_of(precision: str) -> Precision:
    """What the marker of a precision shows; one of anything unheard of is drawn as the least precise.

    Examples:
        >>> shape_of("near"), shape_of("somewhere")
        ('near', 'area')
    """
    return _SHAPES.get(precision, "area")


def category_of(text: str | None) -> str:
    """The key of the category that a type of incident, in the words of a table, belongs to.

    Args:
        text: English or French words, such as ``drone strike`` or ``Embuscade``; None where there are none.

    Returns:
        A key of ``SYMBOLS``; ``other`` where no word is known.

    Examples:
        >>> category_of("Drone strike"), category_of("embuscade"), category_of("hunger strike")
        ('strike', 'ambush', 'protest')
        >>> category_of("attack on a checkpoint"), category_of("attack on civilians"), category_of(None)
        ('attack', 'civilians', 'other')
    """
    if not text:
        return "other"
    plain = _plain(text)
    found = [
        (match.start(), order, key)
        for order, (key, rule) in enumerate(_COMPILED)
        if (match := rule.search(plain))
    ]
    if found:
        return min(found)[2]
    return "attack" if _COMPILED_GENERAL.search(plain) else "other"


def _plain(text: str) -> str:
    """Lower case without accents; hyphens, slashes and underscores as spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\s/_-]+", " ", bare).strip()
