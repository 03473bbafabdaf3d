"""Points and boxes with named axes: longitude first, latitude second, in degrees on WGS 84."""

from __future__ import annotations

from geo.errors import CoordinateError
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from typing import Self

__all__ = ["BBox", "LonLat"]


class _LonLatFields(NamedTuple):
    lon: float
    lat: float


class LonLat(_LonLatFields):
    """A point on the earth: longitude, then latitude, in decimal degrees on WGS 84.

    Args:
        lon: Degrees east of Greenwich, from -180 to 180.
        lat: Degrees north of the equator, from -90 to 90.

    Raises:
        CoordinateError: If a value is not a finite number or is outside its range.

    Examples:
        >>> kidal = LonLat(1.40921, 18.44345)
        >>> kidal.lat
        18.44345
        >>> lon, lat = kidal
        >>> LonLat(1.4, 95)
        Traceback (most recent call last):
        geo.errors.CoordinateError: latitude 95 is outside -90 to 90; are longitude and latitude swapped?
    """

    __slots__ = ()

    def __new__(cls, lon: float, lat: float) -> Self:  # noqa: D102 - the class docstring documents it
        # Numbers of any library are taken; a float needs no look at it.
        if type(lat) is not float or type(lon) is not float:
            from geo.checks import need_number

            lon, lat = need_number(lon, "a longitude"), need_number(lat, "a latitude")
        # NaN fails every comparison, so one chained test covers it.
        if not -90.0 <= lat <= 90.0:
            raise CoordinateError(
                f"latitude {lat:g} is outside -90 to 90; are longitude and latitude swapped?"
            )
        if not -180.0 <= lon <= 180.0:
            raise CoordinateError(f"longitude {lon:g} is outside -180 to 180; wrap it with LonLat.wrapped")
        return super().__new__(cls, lon, lat)

    @classmethod
    def wrapped(cls, lon: float, lat: float) -> Self:
        """The point whose longitude may be any finite number of degrees, wrapped into -180 to 180.

        Examples:
            >>> LonLat.wrapped(183, -17)
            LonLat(lon=-177.0, lat=-17.0)
        """
        from geo.checks import need_number

        lon = need_number(lon, "a longitude")
        return cls(lon if -180.0 <= lon <= 180.0 else (lon + 180.0) % 360.0 - 180.0, lat)


class _BBoxFields(NamedTuple):
    west: float
    south: float
    east: float
    north: float


class BBox(_BBoxFields):
    """A box between two meridians and two parallels, in degrees on WGS 84.

    A box whose ``west`` is greater than its ``east`` crosses 180 degrees, as RFC 7946 has it.

    Args:
        west: Longitude of the western side, from -180 to 180.
        south: Latitude of the southern side, from -90 to 90.
        east: Longitude of the eastern side, from -180 to 180.
        north: Latitude of the northern side, from ``south`` to 90.

    Raises:
        CoordinateError: If a value is outside its range or ``south`` is north of ``north``.

    Examples:
        >>> fiji = BBox(177, -19, -178, -16)
        >>> fiji.crosses_antimeridian
        True
        >>> fiji.contains(LonLat(179.5, -17)), fiji.contains(LonLat(0, -17))
        (True, False)
    """

    __slots__ = ()

    def __new__(cls, west: float, south: float, east: float, north: float) -> Self:  # noqa: D102 - as above
        west, south = LonLat(west, south)
        east, north = LonLat(east, north)
        if south > north:
            raise CoordinateError(f"the box's south {south:g} is north of its north {north:g}")
        return super().__new__(cls, west, south, east, north)

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether the box runs across 180 degrees."""
        return self.west > self.east

    @property
    def width_deg(self) -> float:
        """Degrees of longitude from west to east, from 0 to 360."""
        return self.east - self.west + (360.0 if self.crosses_antimeridian else 0.0)

    @property
    def height_deg(self) -> float:
        """Degrees of latitude from south to north."""
        return self.north - self.south

    @property
    def centre(self) -> LonLat:
        """The point midway between the sides (in degrees, not in distance)."""
        return LonLat.wrapped(self.west + self.width_deg / 2, (self.south + self.north) / 2)

    def contains(self, point: LonLat) -> bool:
        """Whether the point lies in the box or on its edge."""
        if not isinstance(point, LonLat):
            from geo.checks import need_point

            need_point(point)
        if not self.south <= point.lat <= self.north:
            return False
        if self.crosses_antimeridian:
            return point.lon >= self.west or point.lon <= self.east
        return self.west <= point.lon <= self.east
