"""Sites: many maps from one file, drawn where something has changed, published in one step."""

from __future__ import annotations

from maps.site.build import SiteReport, build_site
from maps.site.errors import BuildError, ConfigError, SiteError, TargetError

__all__ = ["BuildError", "ConfigError", "SiteError", "SiteReport", "TargetError", "build_site"]
