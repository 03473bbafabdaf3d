"""Made-up incidents for benchmarks and tests of many: real places, and texts as varied as those of reports.

``synthetic_rows(count, seed)`` gives the rows, ``write_csv`` a file of them, and as a program it writes one:

Usage: python -m benchmarks.incidents COUNT FILE [SEED]
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

import gazetteer
from gazetteer.lookups import index_of
from geo import BBox
from geo.countries import country

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

__all__ = ["FIELDS", "synthetic_rows", "write_csv"]

#: The columns, in their order.
FIELDS: Final = (
    "id", "date", "title", "type", "place", "country", "latitude", "longitude", "actors", "description",
    "source", "url", "fatalities",
)  # fmt: skip

_REGION: Final = BBox(-17.5, 4.0, 24.0, 27.0)
_FIRST_DAY, _DAYS = dt.date(2015, 1, 1), 3650
_SPREAD_DEG: Final = 0.06
_DECIMALS: Final = 4
_LEAST_NAMES: Final = 20

_TYPES: Final = (
    "ambush", "battle", "air strike", "drone strike", "explosion", "attack", "attack on civilians",
    "abduction", "protest", "displacement", "looting", "shelling",
)  # fmt: skip
_ACTORS: Final = (
    "JNIM", "ISSP", "Malian Armed Forces", "Wagner", "Africa Corps", "CSP-PSD", "Dozo hunters",
    "Ansaroul Islam", "Boko Haram", "ISWAP", "Nigerien Armed Forces",
    "Volunteers for the Defence of the Homeland", "Civilians", "Burkinabe Armed Forces",
    "Unidentified armed group", "Chadian Armed Forces", "Rapid Support Forces", "Sudanese Armed Forces",
    "Fulani militia", "Police of Nigeria", "Zamfara bandits", "MNJTF", "Protesters",
)  # fmt: skip
_PUBLISHERS: Final = tuple(
    f"{first} {second}"
    for first in ("Radio", "The Daily", "Le Journal du", "Agence", "Studio", "Voice of")
    for second in ("Sahel", "Savannah", "Niger", "Lake Chad", "Desert", "Coast", "Delta", "North")
)
_WHO: Final = (
    "armed men on motorbikes", "a patrol of {actor}", "fighters of {actor}",
    "a column of {number} vehicles", "suspected members of {actor}", "about {number} gunmen",
    "a convoy of traders", "two helicopters", "residents of {number} hamlets", "soldiers from the garrison",
    "a self-defence group", "drivers and porters",
)  # fmt: skip
_DID: Final = (
    "attacked the market of {place}", "fired on a checkpoint {number} km outside {place}",
    "burnt {number} granaries", "drove away more than {number} head of cattle",
    "were ambushed on the road from {place}", "took {number} people from a bus",
    "shelled the quarter beside the mosque", "blocked the ford for {number} hours",
    "dug up an improvised mine near the school", "searched houses and questioned the chief of {place}",
    "clashed with {actor} close to the wells", "fled towards {place} with what they could carry",
    "opened the granaries and handed out millet", "cut the mast of the telephone network",
)  # fmt: skip
_THEN: Final = (
    "before leaving at dusk", "according to a teacher who reached {place}",
    "and withdrew when reinforcements came", "while the weekly market was on",
    "in reprisal for a raid {number} days earlier", "after the rains had begun", "as the curfew ended",
    "and the wounded were taken to {place}", "but other accounts name {actor}",
    "said an official who asked not to be named", "and {number} families had not come back a week later",
)  # fmt: skip
_DEAD: Final = ("{a}", "at least {a}", "{a} to {b}", "more than {a}", "dozens", "about {a}", "")


class _Spot(NamedTuple):
    name: str
    country: str
    lon: float
    lat: float


def synthetic_rows(count: int, seed: int) -> list[dict[str, str]]:
    """Rows of a table of incidents that never happened, the same for the same count, seed and gazetteer.

    There is a name for each hundred rows (20 at least), and few of the names are in most rows, as in a
    chronicle. No two rows have the same coordinates; they lie some kilometres round the place named.

    Args:
        count: How many rows.
        seed: Any number.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    spots = _spots(max(_LEAST_NAMES, count // 100))
    # The second place of a table has half as many rows as the first, the third a third, and so on.
    weights = list(accumulate(1 / (rank + 4) for rank in range(len(spots))))
    taken: set[tuple[float, float]] = set()
    return [_row(number, chance, spots, weights, taken) for number in range(1, count + 1)]


def write_csv(path: str | os.PathLike[str], rows: Iterable[dict[str, str]]) -> None:
    """Write rows as a file that ``maps.read`` reads."""
    with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - a name or a path
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)


def _spots(count: int) -> list[_Spot]:
    """The most populous places of the region."""
    index = index_of(gazetteer.open())
    records = [record for record in index.in_box(_REGION) if index.kind(record) == "city"]
    records.sort(key=lambda record: (-index.record(record).population, index.id(record)))
    places = [index.place(record) for record in records[:count]]
    return [
        _Spot(place.name, country(place.country or "ML").name, place.point.lon, place.point.lat)
        for place in places
    ]


def _row(
    number: int,
    chance: random.Random,
    spots: list[_Spot],
    weights: list[float],
    taken: set[tuple[float, float]],
) -> dict[str, str]:
    spot, near, far = chance.choices(spots, cum_weights=weights, k=3)
    lat, lon = _near(spot, chance, taken)
    kind = chance.choice(_TYPES)
    actors = chance.sample(_ACTORS, chance.choice((1, 2, 2, 2, 3)))
    told = [_sentence(chance, place, actors) for place in (near, far)]
    least = min(int(chance.paretovariate(0.9)), 400)
    publisher = chance.choice(_PUBLISHERS)
    host = publisher.casefold().replace(" ", "-")
    day = _FIRST_DAY + dt.timedelta(days=int(_DAYS * chance.random() ** 0.7))
    return {
        "id": f"N{number:07d}",
        "date": day.isoformat(),
        "title": f"{kind.capitalize()} near {spot.name}, {day:%d %b %Y}",
        "type": kind,
        "place": spot.name,
        "country": spot.country,
        "latitude": f"{lat:.{_DECIMALS}f}",
        "longitude": f"{lon:.{_DECIMALS}f}",
        "actors": "; ".join(actors),
        "description": " ".join(told),
        "source": publisher,
        "url": f"https://{host}.example/{day:%Y/%m}/{chance.randrange(10**7)}",
        "fatalities": chance.choice(_DEAD).format(a=least, b=least + chance.randint(1, 60)),
    }


def _sentence(chance: random.Random, place: _Spot, actors: list[str]) -> str:
    parts = [
        chance.choice(choices).format(
            place=place.name, actor=chance.choice((*actors, *_ACTORS)), number=chance.randint(2, 90)
        )
        for choices in (_WHO, _DID, _THEN)
    ]
    text = " ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _near(spot: _Spot, chance: random.Random, taken: set[tuple[float, float]]) -> tuple[float, float]:
    """Latitude and longitude near a place that no row has yet."""
    while True:
        lat = round(spot.lat + chance.gauss(0, _SPREAD_DEG), _DECIMALS)
        lon = round(spot.lon + chance.gauss(0, _SPREAD_DEG), _DECIMALS)
        if (lat, lon) not in taken:
            taken.add((lat, lon))
            return lat, lon


def main(arguments: list[str]) -> int:
    """Write a file of made-up incidents."""
    if len(arguments) not in {2, 3}:
        sys.stderr.write(f"{(__doc__ or '').strip().splitlines()[-1]}\n")
        return 2
    count, path, seed = int(arguments[0]), arguments[1], int((arguments[2:] or ["1"])[0])
    write_csv(path, synthetic_rows(count, seed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
