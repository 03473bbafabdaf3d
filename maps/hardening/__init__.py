"""A map that somebody built with plain folium, made safe to publish.

folium writes popups, tooltips and icons into its page as they come, runs what scripts are in them, and asks
nine hosts for its own. ``harden`` reads the map's layers as data, and draws them on Dateline's offline page.
"""

from __future__ import annotations

from maps.hardening.findings import HardenError
from maps.hardening.page import harden

__all__ = ["HardenError", "harden"]
