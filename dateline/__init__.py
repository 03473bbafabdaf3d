"""The command line of Dateline.

``dateline map`` makes a map of a file of incidents; ``dateline resolve`` looks place names up. Each command
is a module with ``add_arguments`` and ``run``; ``dateline.main`` puts them together.
"""

from __future__ import annotations

__all__: list[str] = []
