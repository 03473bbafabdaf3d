"""Vendor Leaflet for the HTML writer: ``python -m tools.vendor_leaflet`` rewrites ``maps/assets/vendor``.

The files are those of the pinned npm package, with one change: the script's last line names a source map,
which a browser's developer tools would fetch from outside the page, and so it is left out.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tools.packages import PACKAGES, fetch

__all__ = ["FILES", "FOLDER", "vendor"]

FOLDER = Path(__file__).resolve().parent.parent / "maps" / "assets" / "vendor" / "leaflet-1.9.4"
# Where a file stands in the package, and its name here.
FILES = {
    "LICENSE": "LICENSE",
    "dist/leaflet.css": "leaflet.css",
    "dist/leaflet.js": "leaflet.js",
    "dist/images/layers.png": "images/layers.png",
    "dist/images/marker-icon.png": "images/marker-icon.png",
    "dist/images/marker-shadow.png": "images/marker-shadow.png",
}
_SOURCE_MAP = b"\n//# sourceMappingURL=leaflet.js.map"


def vendor(folder: Path = FOLDER) -> None:
    """Write the files, ``SHA256SUMS`` of them and ``SOURCES.md`` into ``folder``.

    Raises:
        ValueError: If the registry serves another archive than the pinned one.
    """
    package = fetch("leaflet") / "package"
    sums = []
    for inside, name in FILES.items():
        content = (package / inside).read_bytes().replace(_SOURCE_MAP, b"")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    (folder / "SOURCES.md").write_text(_sources(), encoding="utf-8")


def _sources() -> str:
    pinned = PACKAGES["leaflet"]
    return (
        f"# Leaflet {pinned.version}\n\n"
        f"- Origin: npm package `{pinned.name}` {pinned.version}, sha256 `{pinned.sha256}`.\n"
        f"- Licence: {pinned.licence}, see `LICENSE`.\n"
        "- Changed: the line that names a source map is left out of `leaflet.js`.\n"
        "- Rebuilt by: `python -m tools.vendor_leaflet`. `SHA256SUMS` holds the hash of each file.\n"
    )


if __name__ == "__main__":
    vendor()
    print(f"wrote {len(FILES)} files to {FOLDER}")
