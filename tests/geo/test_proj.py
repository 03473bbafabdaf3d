from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_distance_loads_no_network_and_no_metadata() -> None:
    code = (
        "import sys; from geo import LonLat, geodesic; geodesic.distance_m(LonLat(0, 0), LonLat(1, 1));"
        "print(*sorted({'pyproj', 'ssl', 'urllib.request', 'importlib.metadata'} & set(sys.modules)))"
    )
    assert run(code).split() == ["pyproj"]


def test_what_was_spared_is_there_when_it_is_called() -> None:
    code = (
        "from geo.proj import pyproj; pyproj(); import pyproj, pyproj.sync, pyproj.transformer;"
        "pyproj.sync._download_resource_file = lambda **named: print('asked for', named['file_url']);"
        "pyproj.transformer._download_resource_file(file_url='a grid'); pyproj.show_versions()"
    )
    out = run(code)
    assert "asked for a grid" in out
    assert "PROJ (runtime)" in out


def test_a_package_that_is_there_already_is_left_as_it_is() -> None:
    code = "import pyproj, geo.proj; print(geo.proj.pyproj() is pyproj, pyproj.show_versions.__module__)"
    assert run(code).split() == ["True", "pyproj._show_versions"]
