"""Places told by their relation to named ones: "50 km north of Kidal", "on the border of Mali and Niger".

``grammar`` reads a text into a small tree (``tree``), whose leaves are names; ``placing`` makes an area of
the tree once the names are places. ``docs/relative-locations.md`` says in numbers what each word means.
"""
