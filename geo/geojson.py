"""GeoJSON in and out, as RFC 7946 defines it (https://www.rfc-editor.org/rfc/rfc7946).

What goes out is split at 180 degrees (3.1.9), has exterior rings counterclockwise (3.1.6) and at most 7
decimals, which is a centimetre (11.2). What comes in is checked, and wrong documents are refused with the
value and the rule.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from geo import antimeridian
from geo.checks import need, need_many, need_shape, need_text
from geo.errors import GeoError, GeoJSONError
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

__all__ = ["dumps", "feature", "feature_collection", "from_geometry", "loads", "to_geometry"]

DECIMALS = 7
# How deep the positions of each type are nested.
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
# RFC 7946 (3.1.8) advises against any collection in a collection.
_MOST_NESTED = 8
_TYPES = {*_DEPTH, "GeometryCollection", "Feature", "FeatureCollection"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def to_geometry(shape: BaseGeometry | LonLat) -> dict[str, Any]:
    """A shape as a GeoJSON geometry object.

    Polygons are made valid on the grid of 7 decimals, so that rounding does not make an edge cross another.
    Altitudes are left out.

    Raises:
        GeoJSONError: If a coordinate is not finite, a latitude is outside -90 to 90, or the shape is of a
            type GeoJSON lacks.

    Examples:
        >>> to_geometry(LonLat(2.966, 19.955))
        {'type': 'Point', 'coordinates': [2.966, 19.955]}
        >>> from shapely import box
        >>> to_geometry(box(0, 0, 1, 1))["coordinates"]
        [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    """
    if isinstance(shape, LonLat):
        # It is on the earth already, and a table has a hundred thousand of them.
        return {"type": "Point", "coordinates": _listed(shape)}
    import shapely

    if need_shape(shape).geom_type == "LinearRing":
        shape = shapely.LineString(shape.coords)
    flat = shapely.force_2d(shape)
    at = shapely.get_coordinates(flat)
    # The comparison is false of NaN too.
    for lon, lat in at[~((abs(at[:, 1]) <= 90) & (abs(at[:, 0]) < math.inf))][:1]:
        _check_position(shape.geom_type, (float(lon), float(lat)))
    is_area = shapely.get_dimensions(flat) == 2
    try:
        whole = antimeridian.split(shapely.make_valid(flat) if is_area and not flat.is_valid else flat)
    except GeoError as error:
        raise GeoJSONError(str(error)) from error
    # On the grid an area stays valid, or loses the parts that are smaller than the grid.
    ordered = shapely.orient_polygons(_on_grid(whole) if is_area else whole)
    simple = ordered.geom_type == "Polygon" and not shapely.get_num_interior_rings(ordered)
    if simple and not ordered.is_empty:
        return {"type": "Polygon", "coordinates": [_on_grid_listed(ordered)]}
    return _plain(shapely.geometry.mapping(ordered))


def from_geometry(geometry: Mapping[str, Any]) -> BaseGeometry:
    """The shape that a GeoJSON geometry object describes, split at 180 degrees.

    Raises:
        GeoJSONError: If it is not a geometry object, a position, ring or line breaks a rule of RFC 7946, or
            collections are nested more than eight deep.

    Examples:
        >>> from_geometry({"type": "Point", "coordinates": [2.966, 19.955]}).wkt
        'POINT (2.966 19.955)'
        >>> from_geometry({"type": "Point", "coordinates": [19.955, 92.966]})
        Traceback (most recent call last):
        geo.errors.GeoJSONError: Point: latitude 92.966 is outside -90 to 90; a position is [longitude,
        latitude]
    """
    return _shape(geometry, _MOST_NESTED)


def _shape(geometry: Mapping[str, Any], deeper: int) -> BaseGeometry:
    import shapely

    if not isinstance(geometry, Mapping):
        raise GeoJSONError(
            f"a geometry must be a GeoJSON object, not {type(geometry).__name__} {_shown(geometry)}"
        )
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        parts = geometry.get("geometries")
        if not isinstance(parts, list | tuple):
            raise GeoJSONError("GeometryCollection: it has no list of geometries")
        if not deeper:
            raise GeoJSONError(
                f"GeometryCollection: collections are nested more than {_MOST_NESTED} deep; write their "
                "parts in one list"
            )
        return shapely.GeometryCollection([_shape(part, deeper - 1) for part in parts])
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise GeoJSONError(
            f"{_shown(kind)} is no type of geometry; the types are {', '.join(_DEPTH)}, GeometryCollection"
        )
    _check_positions(kind, geometry.get("coordinates"), _DEPTH[kind])
    try:
        return antimeridian.split(shapely.force_2d(shapely.geometry.shape(dict(geometry))))
    except (ValueError, TypeError, GeoError, shapely.errors.ShapelyError) as error:
        raise GeoJSONError(f"{kind}: {error}") from error


def feature(
    geometry: Mapping[str, Any] | None,
    properties: Mapping[str, Any],
    *,
    id: str | int | None = None,  # noqa: A002 - the member's name
) -> dict[str, Any]:
    """A Feature object of a geometry object (or None where the place is unknown) and its properties.

    Examples:
        >>> feature(to_geometry(LonLat(2.966, 19.955)), {"name": "Tinzaouaten"}, id="a")["id"]
        'a'
    """
    if geometry is not None:
        need(geometry, Mapping, "a geometry must be a GeoJSON object or None")
    need(properties, Mapping, "properties must be a mapping")
    identity = {} if id is None else {"id": id}
    return {"type": "Feature", **identity, "geometry": geometry, "properties": dict(properties)}


def feature_collection(features: Iterable[Mapping[str, Any]], **members: object) -> dict[str, Any]:
    """A FeatureCollection object, with further members such as ``title`` before its features.

    Examples:
        >>> list(feature_collection([], attribution="GeoNames"))
        ['type', 'attribution', 'features']
    """
    return {"type": "FeatureCollection", **members, "features": need_many(features, "features")}


def dumps(document: Mapping[str, Any]) -> str:
    """The document as JSON text: one form only, members in the order given, every character as itself.

    Raises:
        GeoJSONError: If a value is not JSON, such as NaN.

    Examples:
        >>> dumps(to_geometry(LonLat(2, 19.955)))
        '{"type":"Point","coordinates":[2,19.955]}'
    """
    need(document, Mapping, "a document must be a mapping")
    try:
        return _ENCODER.encode(document)
    except (ValueError, TypeError, RecursionError) as error:
        raise GeoJSONError(f"a value of the document is not JSON: {error}") from error


def loads(text: str) -> dict[str, Any]:
    """The GeoJSON object in a text.

    Its type is checked here, its geometries by ``from_geometry``.

    Raises:
        GeoJSONError: If the text is not JSON, or not a GeoJSON object.

    Examples:
        >>> loads('{"type": "FeatureCollection", "features": []}')["features"]
        []
        >>> loads('{"type": "Topology"}')
        Traceback (most recent call last):
        geo.errors.GeoJSONError: 'Topology' is no type of GeoJSON object; the types are Feature,
        FeatureCollection, ...
    """
    need_text(text, "the text of a document")
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise GeoJSONError(f"the text is not JSON: {error}") from error
    kind = document.get("type") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in _TYPES:
        raise GeoJSONError(
            f"{_shown(kind)} is no type of GeoJSON object; the types are {', '.join(sorted(_TYPES))}"
        )
    return document  # type: ignore[no-any-return]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _on_grid(area: BaseGeometry) -> BaseGeometry:
    import numpy as np
    import shapely

    # GEOS divides by differences of coordinates that may be no difference; the result is right.
    with np.errstate(all="ignore"):
        return shapely.set_precision(area, 10.0**-DECIMALS)


def _on_grid_listed(area: BaseGeometry) -> list[Any]:
    """The one ring of an area that is on the grid, as ``_listed`` has it, without a look at each number."""
    import numpy as np
    import shapely

    at = np.round(shapely.get_coordinates(area), DECIMALS)
    listed: list[Any] = at.tolist()
    return listed if (at % 1.0).all() else [_listed(position) for position in listed]


def _plain(geometry: dict[str, Any]) -> dict[str, Any]:
    if geometry["type"] == "GeometryCollection":
        return {**geometry, "geometries": list(map(_plain, geometry["geometries"]))}
    return {**geometry, "coordinates": _listed(geometry["coordinates"])}


def _listed(value: tuple[Any, ...]) -> list[Any]:
    """Positions, however deep, with numbers as they are written."""
    if value and isinstance(value[0], tuple):
        return [_listed(item) for item in value]
    rounded = [round(number, DECIMALS) for number in value]
    # Shorter in the file, and no -0.0.
    return [int(number) if number.is_integer() else number for number in rounded]


def _check_positions(kind: str, value: Any, depth: int) -> None:  # noqa: ANN401 - JSON
    if not isinstance(value, list | tuple):
        raise GeoJSONError(f"{kind}: {_shown(value)} stands where a list of coordinates must")
    if depth == 0:
        _check_position(kind, value)
        return
    for item in value:
        _check_positions(kind, item, depth - 1)
    if depth != 1 or not value:
        return
    if "LineString" in kind and len(value) < 2:
        raise GeoJSONError(f"{kind}: a line has two positions or more, not {len(value)}")
    if "Polygon" in kind and (len(value) < 4 or list(value[0]) != list(value[-1])):
        raise GeoJSONError(
            f"{kind}: a ring has four positions or more and its last repeats its first: {_shown(value)}"
        )


def _check_position(kind: str, position: list[Any] | tuple[Any, ...]) -> None:
    numbers = [float(n) for n in position if _is_number(n)]
    if len(position) < 2 or len(numbers) < len(position):
        raise GeoJSONError(
            f"{kind}: {_shown(position)} is no position; one is [longitude, latitude] in numbers"
        )
    if not -90 <= numbers[1] <= 90:
        raise GeoJSONError(
            f"{kind}: latitude {numbers[1]:g} is outside -90 to 90; a position is [longitude, latitude]"
        )


def _is_number(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        # A whole number of JSON may be larger than any float.
        return False


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        # A number of too many digits, or lists nested too deep, to be written out.
        return f"a {type(value).__name__} that is too large to show"
    return text if len(text) <= 60 else f"{text[:57]}..."
