"""The file of border arcs: every line of the world once, with what lies on its two sides.

An arc is a line between two labels: two countries, or a country and the sea. It is cut into chunks of some
hundred points with a bounding box each, so that a question decodes only the chunks it needs. Coordinates are
whole numbers of 1e-4 degrees (11 m at the equator), each stored as the difference from the one before, in a
varint, and packed in blocks (``geo.blocks``).
"""

from __future__ import annotations

import functools
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from geo.blocks import Blocks, packed_parts, parts_of
from geo.checks import need_text
from geo.errors import GeoDataError, UnknownWorldviewError
from geo.varints import from_varints, to_varints

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt
    from shapely import MultiLineString

    from geo.points import LonLat

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

__all__ = [
    "BORDER",
    "COAST",
    "COAST_ACCURACY_M",
    "NATURAL_EARTH",
    "OSM",
    "QUANTUM_DEG",
    "SEAM",
    "STATUSES",
    "BorderMap",
    "LineStatus",
    "StoredArc",
    "load",
    "maps",
    "worldview_number",
    "worldviews",
    "write",
]

_DATA = Path(__file__).resolve().parent / "data"
# The files of this package: OpenStreetMap's lines and coasts, and Natural Earth's lines that it has no like
# of.
OSM, NATURAL_EARTH = "osm/borders.bin", "naturalearth/disputed_lines.bin"

# Coasts are generalised: a point this far off the stored coast may still be on land (decision record 0002).
COAST_ACCURACY_M = 1000.0

LineStatus = Literal["recognised", "disputed", "line of control", "indefinite"]
# By the letter that a row of classes holds; any other letter says that the line is no border.
STATUSES: dict[str, LineStatus] = {
    "r": "recognised",
    "d": "disputed",
    "l": "line of control",
    "i": "indefinite",
}

# Both OpenStreetMap extracts have coordinates in whole numbers of this many degrees: 11 m at the equator.
QUANTUM_DEG = 1e-4
# What an arc is: a line between two countries, a coast, or the edge of the map at 180 degrees and at the
# pole.
BORDER, COAST, SEAM = 0, 1, 2

_MAGIC = b"dateline border map 2\n"
_CHUNK_POINTS = 128
# The arrays in the order in which they are stored, each with its type; the encoded points are in blocks.
_ARRAYS = (
    ("left", "<u1"), ("right", "<u1"), ("kind", "<u1"), ("classes", "<u1"), ("first_chunk", "<u4"),
    ("boxes", "<i4"), ("first_byte", "<u4"),
)  # fmt: skip


class StoredArc(NamedTuple):
    """An arc as it is written.

    Attributes:
        points: Whole numbers of ``QUANTUM_DEG``, one row a point: longitude, latitude.
        left: Number of the label on the left, seen along the points.
        right: Number of the label on the right.
        kind: ``BORDER``, ``COAST`` or ``SEAM``.
        classes: Number of the row of classes that says what each worldview makes of the line.
    """

    points: npt.NDArray[np.int32]
    left: int
    right: int
    kind: int
    classes: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class BorderMap:
    """The arcs of one file.

    Attributes:
        header: ``labels`` (codes, "" for the sea, "ZZ" for no country), ``worldviews``, ``classes`` (one text
            a row, one letter a worldview), ``accuracy_m`` (by pair, such as ``DZ-ML``), ``source``,
            ``vintage``.
        left: Label of each arc's left side.
        right: Label of each arc's right side.
        kind: Kind of each arc.
        classes: Row of classes of each arc.
        arc: Arc of each chunk.
        boxes: West, south, east and north of each chunk, in quanta.
    """

    header: dict[str, Any]
    left: npt.NDArray[np.uint8]
    right: npt.NDArray[np.uint8]
    kind: npt.NDArray[np.uint8]
    classes: npt.NDArray[np.uint8]
    first_chunk: npt.NDArray[np.uint32]
    arc: Ints
    boxes: npt.NDArray[np.int32]
    first_byte: npt.NDArray[np.uint32]
    data: Blocks

    def label_of(self, number: int) -> str:
        """The code that a label's number stands for."""
        return str(self.header["labels"][number])

    def number_of(self, code: str) -> int:
        """The number of the label of a code; -1 where there is none."""
        labels: list[str] = self.header["labels"]
        return labels.index(code) if code in labels else -1

    def pair(self, arc: int) -> tuple[str, str]:
        """The codes on the left and on the right of an arc."""
        return self.label_of(int(self.left[arc])), self.label_of(int(self.right[arc]))

    def touching(self, code: str) -> Mask:
        """The arcs that have a code on one of their sides."""
        number = self.number_of(code)
        found: Mask = (self.left == number) | (self.right == number)
        return found

    def touching_any(self, codes: Iterable[str]) -> Mask:
        """The arcs that have one of these codes on one of their sides."""
        import numpy as np

        found = np.zeros(len(self.left), bool)
        for code in codes:
            found |= self.touching(code)
        return found

    def status(self, arc: int, view: int) -> LineStatus | None:
        """What a worldview (its place in each row of classes) makes of an arc; None: it is no border."""
        return STATUSES.get(self.header["classes"][self.classes[arc]][view])

    def shown(self, view: int) -> Mask:
        """The arcs that are a border of some status in a worldview."""
        import numpy as np

        drawn = np.array([row[view] in STATUSES for row in self.header["classes"]])
        found: Mask = (self.kind == BORDER) & drawn[self.classes]
        return found

    def accuracy_m(self, arc: int) -> float:
        """How far an arc may be from the line on the ground."""
        if self.kind[arc] != BORDER:
            return COAST_ACCURACY_M
        return float(self.header["accuracy_m"]["-".join(sorted(self.pair(arc)))])

    def chunk_points(self, chunk: int) -> Floats:
        """The points of a chunk in degrees, one row a point: longitude, latitude."""
        return _in_degrees(_decode(self.data.ranges(*self.first_byte[chunk : chunk + 2].reshape(2, 1))))

    def lines(self, chunks: Ints) -> list[Floats]:
        """The lines that chunks in rising order make up: those that follow one another are joined."""
        import numpy as np

        if not len(chunks):
            return []
        points, first = self.points_of(chunks)
        joined = np.r_[False, (np.diff(chunks) == 1) & (np.diff(self.arc[chunks]) == 0)]
        kept = np.ones(len(points), bool)
        kept[first[:-1][joined]] = False
        starts = (np.cumsum(kept) - 1)[first[:-1][~joined]]
        return np.split(points[kept], starts[1:])

    def points_of(self, chunks: Ints) -> tuple[Floats, Ints]:
        """The points of chunks (one at least), one row a point, and where those of each begin and end."""
        import numpy as np

        starts, ends = (self.first_byte[at].astype(np.int64) for at in (chunks, chunks + 1))
        data = self.data.ranges(starts, ends)
        # Each chunk starts afresh, so the running sum of the whole is set back to nought where one starts.
        values = np.cumsum(data < 0x80)
        first = np.r_[0, values[np.cumsum(ends - starts) - 1]] // 2
        total = _decode(data)
        before = np.where(first[:-1, None] > 0, total[first[:-1] - 1], 0)
        return _in_degrees(total - np.repeat(before, np.diff(first), axis=0)), first

    def geometry(self, chunks: Ints) -> MultiLineString:
        """The lines that these chunks make up, as one geometry."""
        import numpy as np
        import shapely

        lines = self.lines(chunks)
        if not lines:
            return shapely.MultiLineString()
        number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
        made = cast("npt.NDArray[np.object_]", shapely.linestrings(np.concatenate(lines), indices=number))
        return cast("MultiLineString", shapely.multilinestrings(made))

    def chunks_of(self, arcs: Mask) -> Ints:
        """The chunks of the arcs that a mask picks."""
        import numpy as np

        return np.flatnonzero(arcs[self.arc])

    def locate(self, point: LonLat) -> int:
        """The number of the label at a point.

        The first line north of the point has the point's label on its southern side; no line is the open
        Arctic.
        """
        import numpy as np

        # The half-open test below leaves 180 degrees east to the western end of the map, where it is the same
        # line.
        x = (-180.0 if point.lon == 180.0 else point.lon) / QUANTUM_DEG
        y = point.lat / QUANTUM_DEG
        west, south, east, north = self.boxes.T
        real = self.kind[self.arc] != SEAM
        # A quantum more: degrees divided by the quantum may fall a hair short of the whole number.
        ahead = np.flatnonzero(real & (west - 1 <= x) & (east + 1 > x) & (north + 1 >= y))
        nearest, label = np.inf, 0
        for chunk in ahead[np.argsort(south[ahead], kind="stable")].tolist():
            if south[chunk] - 1 > nearest:
                break
            crossing, eastward = _first_crossing(self.chunk_points(chunk) / QUANTUM_DEG, x, y)
            if crossing < nearest:
                arc = self.arc[chunk]
                nearest, label = crossing, int(self.right[arc] if eastward else self.left[arc])
        return label


def _first_crossing(points: Floats, x: float, y: float) -> tuple[float, bool]:
    """Where a line first crosses the meridian ``x`` from ``y`` northward, and whether it runs east there."""
    import numpy as np

    a, b = points[:-1], points[1:]
    eastward = a[:, 0] < b[:, 0]
    crosses = np.where(eastward, (a[:, 0] <= x) & (x < b[:, 0]), (b[:, 0] <= x) & (x < a[:, 0]))
    a, b, eastward = a[crosses], b[crosses], eastward[crosses]
    at = a[:, 1] + (b[:, 1] - a[:, 1]) * ((x - a[:, 0]) / (b[:, 0] - a[:, 0]))
    at[at < y] = np.inf
    if not len(at):
        return np.inf, False
    first = int(np.argmin(at))
    return float(at[first]), bool(eastward[first])


@functools.cache
def load(name: str) -> BorderMap:
    """The map in ``geo/data/<name>``, read once.

    Raises:
        GeoDataError: If the file is missing, cut, changed or of another version.
    """
    try:
        return _unpack((_DATA / name).read_bytes(), f"geo/data/{name}")
    except (OSError, ValueError, KeyError, struct.error, zlib.error) as error:
        raise GeoDataError(f"geo/data/{name} cannot be read ({error}); install Dateline again") from error


def maps() -> tuple[BorderMap, BorderMap]:
    """All lines: OpenStreetMap's, and those that Natural Earth adds to them."""
    return load(OSM), load(NATURAL_EARTH)


def worldviews() -> tuple[str, ...]:
    """The names of the worldviews, in the order of the letters in a row of classes."""
    return tuple(load(OSM).header["worldviews"])


def worldview_number(name: str) -> int:
    """The place of a worldview, named in any case, in each row of classes.

    Raises:
        UnknownWorldviewError: If there is no such worldview.
    """
    known, asked = worldviews(), need_text(name, "a worldview").strip().casefold()
    for number, view in enumerate(known):
        if view.casefold() == asked:
            return number
    raise UnknownWorldviewError(f"no worldview is called {name!r}; there are {', '.join(known)}")


def _unpack(packed: bytes, source: str) -> BorderMap:
    import numpy as np

    if not packed.startswith(_MAGIC):
        raise ValueError("it is no border map of this version")
    header, arrays, data = parts_of(memoryview(packed)[len(_MAGIC) :], source)
    arrays["boxes"] = arrays["boxes"].reshape(-1, 4)
    first = arrays["first_chunk"]
    arrays["arc"] = np.repeat(np.arange(len(first) - 1), np.diff(first))
    return BorderMap(header=header, data=data, **arrays)


def write(arcs: Iterable[StoredArc], header: dict[str, Any]) -> bytes:
    """The bytes of a border map. The same arcs and header give the same bytes."""
    import numpy as np

    stored = list(arcs)
    chunks: list[npt.NDArray[np.int32]] = []
    first_chunk = [0]
    for arc in stored:
        step = _CHUNK_POINTS - 1
        chunks += [arc.points[i : i + step + 1] for i in range(0, len(arc.points) - 1, step)]
        first_chunk.append(len(chunks))
    encoded = [_encode(points) for points in chunks]
    arrays: dict[str, Any] = {
        name: np.array([getattr(arc, name) for arc in stored])
        for name in ("left", "right", "kind", "classes")
    }
    arrays["first_chunk"] = np.array(first_chunk)
    arrays["boxes"] = np.array([(*points.min(0), *points.max(0)) for points in chunks]).ravel()
    arrays["first_byte"] = np.cumsum([0, *map(len, encoded)])
    typed = {name: arrays[name].astype(kind) for name, kind in _ARRAYS}
    blocks = Blocks.of(np.concatenate(encoded).tobytes())
    return _MAGIC + packed_parts(dict(sorted(header.items())), typed, blocks)


def _encode(points: npt.NDArray[np.int32]) -> npt.NDArray[np.uint8]:
    """The differences of the points from one another, and the first from nought."""
    import numpy as np

    whole = points.astype(np.int64)
    whole[1:] -= points[:-1]
    return to_varints(whole.ravel())


def _in_degrees(points: Ints) -> Floats:
    import numpy as np

    # Divided and not multiplied: 12345 / 1e4 is the number that 1.2345 names.
    return np.divide(points, 1 / QUANTUM_DEG, dtype=np.float64)


def _decode(data: npt.NDArray[np.uint8]) -> Ints:
    import numpy as np

    return np.cumsum(from_varints(data).reshape(-1, 2), axis=0)
