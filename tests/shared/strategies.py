"""Hypothesis strategies that the tests of several packages share."""

from __future__ import annotations

from hypothesis import strategies as st

from geo.points import LonLat

longitudes = st.floats(-180, 180, allow_subnormal=False)
latitudes = st.floats(-90, 90, allow_subnormal=False)
azimuths = st.floats(0, 360, exclude_max=True, allow_subnormal=False)
points = st.builds(LonLat, longitudes, latitudes)
# Points where shapes go wrong: at the poles, on 180 degrees, on the equator and Greenwich.
edge_points = st.builds(
    LonLat,
    st.sampled_from((-180.0, -179.99, -90.0, 0.0, 179.99, 180.0)),
    st.sampled_from((-90.0, -89.9, 0.0, 89.9, 90.0)),
)
anywhere = st.one_of(points, edge_points)
# Text as a file may hold it: any character, lone surrogates left out where the file must be encoded.
encodable_text = st.text(st.characters(codec="utf-8"), max_size=40)
