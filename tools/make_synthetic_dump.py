"""Write a made-up dump in GeoNames' 19 columns, for measuring builds: as long, as mixed, no real place in it.

Usage: python -m tools.make_synthetic_dump ROWS FILE

Names are put together from syllables of several scripts, with 1.2 alternates a place on average; towns lie in
clusters, as people do; units come first, then places that name them. The same number of rows gives the same
bytes.
"""
# ruff: noqa: RUF001  letters of other scripts are what it writes

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SYLLABLES = {
    "latin": "ba ka ma ta za da na la ra sa ti di ki mi ni li si ri bo ko mo to do go ndu gha kou ou é î ele "
    "ville berg stad burg sten wald dal ham ton ford ker plou san ta ro mon te val pe ña ção sk ov ice grad",
    "arabic": "با كا ما تا زا دا نا لا را سا تي دي كي مي ني لي سي ري بو كو مو تو قرية عين وادي بئر جبل بني",
    "cyrillic": "ба ка ма та за да на ла ра са ти ди ки ми ни ли си ри бо ко мо то во ово ино ская ский град",
    "han": "王 李 张 家 村 庄 山 水 河 江 东 西 南 北 大 小 新 上 下 石 马 龙 黄 白 沙 口 镇 湾 岭 桥",
    "indic": "पु र न ग र का ला रा म कृ ष्ण बा द गढ़ वा ड़ी गाँ व सि ली गु",
}
_LOCAL = ("latin", "latin", "latin", "arabic", "cyrillic", "han", "indic")
_FEATURES = (
    ("P", "PPL", 40), ("P", "PPLX", 3), ("P", "PPLA3", 1), ("H", "STM", 11), ("T", "MT", 6), ("T", "HLL", 4),
    ("S", "SCH", 4), ("S", "HTL", 3), ("S", "FRM", 4), ("H", "LK", 4), ("T", "ISL", 2), ("L", "LCTY", 3),
    ("S", "CH", 3), ("V", "FRST", 1), ("R", "RD", 1), ("A", "ADM3", 1), ("A", "ADM4", 1), ("H", "WLL", 2),
    ("T", "VAL", 2), ("S", "BLDG", 3),
)  # fmt: skip
_COUNTRIES = ("ML", "NE", "DZ", "FR", "US", "CN", "IN", "RU", "BR", "DE", "ID", "MX", "NG", "IR", "EG", "JP")
_FIRST_UNITS, _SECOND_UNITS = 12, 20


def rows(count: int, seed: int = 3) -> Iterator[str]:
    r"""The lines of a dump of so many places.

    Examples:
        >>> line = next(iter(rows(1)))
        >>> len(line.split("\t"))
        19
    """
    draw = random.Random(seed)  # noqa: S311 - made-up places, no secret
    words = {script: _words(draw, parts.split()) for script, parts in _SYLLABLES.items()}
    number = 0
    for line in _units(draw, words):
        if number == count:
            return
        number += 1
        yield line.format(number=number)
    features = [(one, code) for one, code, weight in _FEATURES for _ in range(weight)]
    towns = [_town(draw) for _ in range(20_000)]
    while number < count:
        number += 1
        yield _place(draw, number, words, features, towns)


class _Town(NamedTuple):
    """A middle round which places lie, and the units that hold them."""

    lon: float
    lat: float
    country: str
    admin1: str
    admin2: str


def _town(draw: random.Random) -> _Town:
    first, second = draw.randint(1, _FIRST_UNITS), draw.randint(0, _SECOND_UNITS)
    return _Town(
        draw.uniform(-170, 170),
        draw.uniform(-50, 65),
        draw.choice(_COUNTRIES),
        f"{first:02}",
        f"{first:02}{second:02}" if second else "",
    )


def _words(draw: random.Random, parts: list[str]) -> list[str]:
    made = {"".join(draw.choices(parts, k=draw.choice((2, 3, 3, 4)))) for _ in range(40_000)}
    return [word.capitalize() for word in sorted(made)]


def _units(draw: random.Random, words: dict[str, list[str]]) -> Iterator[str]:
    for country in _COUNTRIES:
        for first in range(_FIRST_UNITS + 1):
            for second in range(_SECOND_UNITS + 1 if first else 1):
                code = "PCLI" if not first else "ADM2" if second else "ADM1"
                name = draw.choice(words["latin"])
                admin1, admin2 = f"{first:02}", f"{first:02}{second:02}" if second else ""
                held = country, admin1, admin2
                yield _line(("{number}", name, name, ""), _point(draw), ("A", code), held, 90_000)


def _place(
    draw: random.Random,
    number: int,
    words: dict[str, list[str]],
    features: list[tuple[str, str]],
    towns: list[_Town],
) -> str:
    script = _LOCAL[number % 7] if draw.random() < 0.3 else "latin"
    latin = " ".join(draw.choices(words["latin"], k=draw.choice((1, 1, 2))))
    others = [draw.choice(words[script]) for _ in range(draw.choice((0, 0, 0, 1, 1, 1, 2, 2, 4)))]
    one, code = draw.choice(features)
    population = round(10 ** draw.uniform(2, 6)) if one == "P" and draw.random() < 0.1 else 0
    town = draw.choice(towns)
    point = f"{town.lat + draw.gauss(0, 0.3):.5f}\t{town.lon + draw.gauss(0, 0.3):.5f}"
    names = str(number), latin, latin.translate(_PLAIN), ",".join(others)
    return _line(names, point, (one, code), town[2:], population)


_PLAIN = str.maketrans("éîñçãÉÎÑÇÃ", "eincaEINCA")


def _point(draw: random.Random) -> str:
    return f"{draw.uniform(-60, 70):.5f}\t{draw.uniform(-180, 180):.5f}"


def _line(
    name: Sequence[str], point: str, feature: Sequence[str], held: Sequence[str], population: int
) -> str:
    """The columns: number, name, plain name and alternates; point; class and code; country and two units."""
    country, admin1, admin2 = held
    cells = (
        *name,
        point,
        *feature,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        str(population),
        "",
        "300",
        "Etc/UTC",
    )
    return "\t".join((*cells, "2026-01-01"))


def main(count: int, target: Path) -> None:
    """Write the dump into a file."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for line in rows(count):
            file.write(line + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
