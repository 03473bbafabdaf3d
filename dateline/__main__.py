"""``python -m dateline`` is ``dateline``."""

from __future__ import annotations

import sys

from dateline.main import program

__all__: list[str] = []

sys.exit(program())
