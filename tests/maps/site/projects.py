"""A site to build in tests: tables and a file in a folder, and what came of them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from maps.site import SiteReport, build_site

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Project", "is_whole", "tree"]

HEADER = "id,title,place,lat,lon,date,type,country"
ROWS = {
    "a": "a,Ambush,Kidal,18.44,1.41,2024-07-25,ambush,Mali",
    "b": "b,Strike,Gao,16.27,-0.04,2024-08-02,air strike,Mali",
    "c": "c,Clash,Niamey,13.51,2.11,2024-09-10,fighting,Niger",
}
SITE = """
[defaults]
data = "data/incidents.csv"
formats = ["geojson"]

[maps.all]

[maps.kidal]
filter.ids = "a"

[maps.niger]
filter.ids = "c"
"""


class Project:
    """A folder with a site's file and data.

    Args:
        folder: Where to make it.
        site: The site's file.
    """

    def __init__(self, folder: Path, site: str = SITE) -> None:
        self.folder = folder
        self.site = folder / "site.toml"
        self.out = folder / "public" / "maps"
        self.rows = dict(ROWS)
        (folder / "data").mkdir(parents=True, exist_ok=True)
        self.site.write_text(site, "utf-8")
        self.save()

    @property
    def table(self) -> Path:
        """The table of incidents."""
        return self.folder / "data" / "incidents.csv"

    def save(self) -> None:
        """Write the rows as they are now."""
        self.table.write_text("\n".join([HEADER, *self.rows.values(), ""]), "utf-8")

    def build(self, **options: Any) -> SiteReport:  # noqa: ANN401 - those of build_site
        """Build the site, in this process if nothing else is said."""
        return build_site(self.site, self.out, **{"jobs": 1, **options})

    def manifest(self) -> dict[str, Any]:
        """The manifest of what is published."""
        data: dict[str, Any] = json.loads((self.out / "manifest.json").read_bytes())
        return data


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_whole(folder: Path) -> bool:
    """Whether each file is there, and as the manifest has it, and no other one."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    listed = {"manifest.json"}
    files = [manifest["index"], *manifest["assets"].values()]
    for entry in manifest["maps"].values():
        files += [*entry["files"].values(), *entry["assets"].values()]
    for file in files:
        listed.add(file["path"])
        content = (folder / file["path"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != file["sha256"] or len(content) != file["bytes"]:
            return False
    return listed == tree(folder).keys()
