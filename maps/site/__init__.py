"""Sites: many maps from one file, drawn where something has changed, published in one step."""

from __future__ import annotations

from maps.site.build import SiteReport, build_site
from maps.site.errors import ConfigError, SiteBuildError, SiteError, TargetError

__all__ = ["ConfigError", "SiteBuildError", "SiteError", "SiteReport", "TargetError", "build_site"]
