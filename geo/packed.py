"""Packed geometries: many named polygons or lines in one small file, read by bounding box.

A collection keeps coordinates as whole numbers of a quantum, each as the difference from the one before, in
a varint of one to three bytes; bounding boxes beside them say which features a reader needs, so the others
are never decoded, and those far from them not unpacked (``geo.blocks``).
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from geo.blocks import Blocks, packed_parts, parts_of
from geo.errors import GeoDataError
from geo.varints import from_varints, to_varints

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geo.points import BBox

__all__ = ["Collection", "Feature", "read_collections", "write_collections"]

_MAGIC = b"dateline packed geometries 2\n"
_SIZE = struct.Struct("<I")
# The arrays of a collection in the order in which they are stored, each with its type. Coordinates are in
# blocks.
_ARRAYS = (
    ("boxes", "<i4"), ("name", "<u4"), ("rank", "<u1"), ("byte_start", "<u4"),
    ("ring_start", "<u4"), ("point_start", "<u4"),
)  # fmt: skip


class Feature(NamedTuple):
    """One polygon or line with what a reader picks it by.

    Attributes:
        geometry: A shapely Polygon or LineString (a multi-part geometry is several features of one name).
        name: Name or code.
        rank: From which importance on it is shown, 0 (always) to 255.
    """

    geometry: BaseGeometry
    name: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """The features of one kind at one scale, decoded where they are asked for.

    Attributes:
        kind: ``polygons`` or ``lines``.
        quantum_deg: Size of a coordinate's unit in degrees: coordinates are exact to half of it.
        names: The names that features refer to by number.
    """

    kind: str
    quantum_deg: float
    names: tuple[str, ...]
    _arrays: dict[str, npt.NDArray[Any]]
    _coordinates: Blocks

    def __len__(self) -> int:
        return len(self._arrays["rank"])

    def in_bbox(self, bbox: BBox, *, max_rank: int = 255) -> list[Feature]:
        """The features whose bounding box meets the box (it may cross 180 degrees), whole and unclipped."""
        import numpy as np

        boxes = self._arrays["boxes"].reshape(-1, 4) * self.quantum_deg
        west, south, east, north = boxes.T
        if bbox.crosses_antimeridian:
            meets = (east >= bbox.west) | (west <= bbox.east)
        else:
            meets = (east >= bbox.west) & (west <= bbox.east)
        meets &= (north >= bbox.south) & (south <= bbox.north) & (self._arrays["rank"] <= max_rank)
        return self._decode(np.flatnonzero(meets))

    def named(self, name: str) -> list[Feature]:
        """The features of that name; none where the collection does not know it."""
        import numpy as np

        if name not in self.names:
            return []
        return self._decode(np.flatnonzero(self._arrays["name"] == self.names.index(name)))

    def _decode(self, chosen: npt.NDArray[np.intp]) -> list[Feature]:
        import numpy as np
        import shapely

        if not len(chosen):
            return []
        arrays = self._arrays
        rings = _ranges(arrays["ring_start"], chosen)
        points = np.diff(arrays["point_start"])[rings]
        starts = arrays["byte_start"].astype(np.int64)
        deltas = from_varints(self._coordinates.ranges(starts[chosen], starts[chosen + 1])).reshape(-1, 2)
        ring_counts = np.diff(arrays["ring_start"])[chosen]
        coordinates = _running_totals(deltas, ring_counts, points) * self.quantum_deg
        # Multiplying by 0.0001 leaves 2.9660000000000002; the stored decimal is meant.
        coordinates = np.round(coordinates, 7)
        ring_of_point = np.repeat(np.arange(len(points)), points)
        geometries: Any
        if self.kind == "lines":
            geometries = shapely.linestrings(coordinates, indices=ring_of_point)
        else:
            linear_rings: Any = shapely.linearrings(coordinates, indices=ring_of_point)
            geometries = shapely.polygons(
                linear_rings, indices=np.repeat(np.arange(len(chosen)), ring_counts)
            )
        return [
            Feature(geometry, self.names[name], int(rank))
            for geometry, name, rank in zip(
                geometries, arrays["name"][chosen], arrays["rank"][chosen], strict=True
            )
        ]

    @classmethod
    def build(cls, kind: str, quantum_deg: float, features: Iterable[Feature]) -> Self:
        """Pack features; one that the quantum makes empty (no area or no length is left) is left out."""
        import numpy as np

        names: dict[str, int] = {}
        columns: dict[str, list[Any]] = {name: [] for name in ("boxes", "name", "rank")}
        encoded = [b""]
        byte_start, ring_start, point_start = [0], [0], [0]
        for feature in _storable(features, kind, quantum_deg):
            rings = _quantised_rings(feature.geometry, quantum_deg, minimum=4 if kind == "polygons" else 2)
            if not rings:
                continue
            points = np.concatenate(rings)
            steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), "i8"))
            encoded.append(to_varints(steps.ravel()).tobytes())
            columns["boxes"].append([*points.min(axis=0), *points.max(axis=0)])
            columns["name"].append(names.setdefault(feature.name, len(names)))
            columns["rank"].append(feature.rank)
            byte_start.append(byte_start[-1] + len(encoded[-1]))
            ring_start.append(ring_start[-1] + len(rings))
            for ring in rings:
                point_start.append(point_start[-1] + len(ring))
        values = {**columns, "byte_start": byte_start, "ring_start": ring_start, "point_start": point_start}
        return cls(
            kind, quantum_deg, tuple(names),
            {name: np.asarray(values[name]).astype(dtype).ravel() for name, dtype in _ARRAYS},
            Blocks.of(b"".join(encoded)),
        )  # fmt: skip

    def to_bytes(self) -> bytes:
        """The collection as one run of bytes."""
        header = {"kind": self.kind, "quantum_deg": self.quantum_deg, "names": self.names}
        return packed_parts(header, self._arrays, self._coordinates)

    @classmethod
    def from_bytes(cls, packed: bytes, source: str = "a collection") -> Self:
        """The collection that ``to_bytes`` wrote.

        Args:
            packed: What it wrote.
            source: The name of the file, for errors.

        Raises:
            zlib.error: If the stream is damaged.
        """
        header, arrays, coordinates = parts_of(packed, source)
        return cls(header["kind"], header["quantum_deg"], tuple(header["names"]), arrays, coordinates)


def write_collections(path: Path, collections: dict[str, Collection]) -> None:
    """Write several collections into one file, each of which can be read alone."""
    streams = {name: collection.to_bytes() for name, collection in collections.items()}
    directory = json.dumps({name: len(stream) for name, stream in streams.items()}).encode()
    path.write_bytes(_MAGIC + _SIZE.pack(len(directory)) + directory + b"".join(streams.values()))


def read_collections(path: Path, names: Sequence[str] | None = None) -> dict[str, Collection]:
    """Read the named collections of a file, or all.

    Raises:
        GeoDataError: If the file is missing, damaged, or lacks one of the names.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise GeoDataError(f"{path.name} is not a file of packed geometries; reinstall Dateline")
            (size,) = _SIZE.unpack(file.read(_SIZE.size))
            directory: dict[str, int] = json.loads(file.read(size))
            start, found = file.tell(), {}
            for name, length in directory.items():
                if names is None or name in names:
                    file.seek(start)
                    found[name] = Collection.from_bytes(file.read(length), path.name)
                start += length
    except (OSError, ValueError, KeyError, struct.error, zlib.error) as error:
        if isinstance(error, GeoDataError):
            raise
        raise GeoDataError(f"{path.name} cannot be read ({error}); reinstall Dateline") from error
    if missing := set(names or ()) - set(found):
        raise GeoDataError(f"{path.name} has no collection {min(missing)!r}; reinstall Dateline")
    return found


def _storable(features: Iterable[Feature], kind: str, quantum_deg: float) -> Iterable[Feature]:
    """The features, those polygons mended that rounding to the quantum would make cross themselves."""
    import shapely

    for feature in features:
        rounded = shapely.transform(
            feature.geometry, lambda points: (points / quantum_deg).round() * quantum_deg
        )
        if kind == "lines" or rounded.is_valid:
            yield feature
            continue
        mended = shapely.set_precision(shapely.make_valid(feature.geometry), quantum_deg)
        for part in shapely.get_parts(mended):
            if part.geom_type == "Polygon":
                yield feature._replace(geometry=part)


def _quantised_rings(
    geometry: BaseGeometry, quantum_deg: float, *, minimum: int
) -> list[npt.NDArray[np.int64]]:
    """The rings of a polygon, or the one run of a line, as whole numbers without repeated points."""
    import numpy as np
    import shapely

    parts = [geometry] if geometry.geom_type == "LineString" else [geometry.exterior, *geometry.interiors]  # type: ignore[attr-defined]
    rings = []
    for part in parts:
        points = np.rint(shapely.get_coordinates(part) / quantum_deg).astype(np.int64)
        moved = np.any(np.diff(points, axis=0, prepend=points[:1] + 1) != 0, axis=1)
        points = points[moved]
        if len(points) >= minimum:
            rings.append(points)
        elif not rings:
            return []
    return rings


def _ranges(starts: npt.NDArray[np.uint32], chosen: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """The positions from ``starts[i]`` up to ``starts[i + 1]`` for each chosen ``i``, one after another."""
    import numpy as np

    begin = starts[chosen].astype(np.int64)
    lengths = starts[chosen + 1].astype(np.int64) - begin
    shift = np.repeat(begin - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return np.arange(int(lengths.sum()), dtype=np.int64) + shift


def _running_totals(
    deltas: npt.NDArray[np.int64], ring_counts: npt.NDArray[np.int64], points: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Sum differences up within each feature, whose first difference is its absolute first point."""
    import numpy as np

    feature_of_ring = np.repeat(np.arange(len(ring_counts)), ring_counts)
    per_feature = np.bincount(feature_of_ring, weights=points, minlength=len(ring_counts)).astype(np.int64)
    first = np.concatenate(([0], np.cumsum(per_feature)[:-1]))
    totals = np.cumsum(deltas, axis=0)
    before = totals[first] - deltas[first]
    return totals - np.repeat(before, per_feature, axis=0)
