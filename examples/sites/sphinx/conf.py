"""Settings of Sphinx."""

project = "Reports from Mali"
extensions = ["myst_parser", "maps.adapters.sphinx"]
dateline_site = "../site.toml"
exclude_patterns = ["_build"]
# Pages that ask nobody for anything.
html_theme = "basic"
