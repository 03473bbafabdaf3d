"""Tables of places: each row located, with how sure and why, in the table's own kind.

``resolve_table`` takes and gives pandas, geopandas, polars and pyarrow tables; ``resolve_batches`` is the
same for a stream of Arrow record batches, on which other engines stand.
"""

from __future__ import annotations

from gazetteer.tables.answers import COLUMNS
from gazetteer.tables.batches import located_schema, resolve_batches
from gazetteer.tables.frames import resolve_table

__all__ = ["COLUMNS", "located_schema", "resolve_batches", "resolve_table"]
