# Every set-up step is here, so that a fresh Debian or Ubuntu with Python >= 3.11 needs one command.
.PHONY: setup demo run test lint format types contracts bench coverage screens packs golden fuzz soak mutation
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The window's libraries, then what the tests check papers and bundles with and build their failing medium with.
APT := python3-venv libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
       libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
       libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 \
       poppler-utils qpdf age jq zstd openssl xxd \
       gcc libc6-dev
STAMP := $(VENV)/.ready

setup: $(STAMP)

$(STAMP): pyproject.toml tools/install_system_packages.sh
	bash tools/install_system_packages.sh $(APT)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $(STAMP)

# The main job on the shipped data, step by step; ends with the embassy's window where there is a display.
demo: setup
	$(BIN)/ascn-desk demo $(DEMO)

run: setup
	$(BIN)/ascn-desk

test: setup lint types contracts
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal

# Ratios to plain baselines; writes docs/benchmarks.md. SIZE=small is a quick look, large takes an hour.
bench: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest benchmarks -q -s -p no:randomly --timeout 0 --size $(or $(SIZE),medium) --write-docs

lint: setup
	$(BIN)/ruff check ascn_desk tests tools benchmarks

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix ascn_desk tests tools

# Pictures of every screen, light and dark, Japanese and English, into docs/screens.
screens: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python tools/take_screens.py docs/screens

# First pages of every pack, Japanese and English, into docs/packs.
packs: setup
	$(BIN)/python -m tools.make_packs docs/packs

# What the pages of every pack are compared with, written anew where a change of layout is wanted; then read the diff.
golden: setup
	$(BIN)/python -m pytest tests/briefing/test_golden_pages.py --write-golden

# Which lines and branches of the records, the exchange and the store the tests reach.
coverage: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/domain tests/sync tests/store tests/operations tests/oracle tests/hostile \
	  --cov=ascn_desk.domain --cov=ascn_desk.sync --cov=ascn_desk.store --cov-report=term

# Coverage-guided fuzzing of the readers, one after another; what was worth keeping and every finding stay in .fuzz.
fuzz: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	for reader in archive envelope entry segment; do \
	  $(BIN)/python -m tests.fuzz.run $$reader .fuzz -runs=$(or $(RUNS),10000000) || exit 1; done

# What takes too long for every day: every bit and every cut of a bundle, many kills, and longer years of all offices.
soak: setup
	ASCN_DESK_SOAK=1 ASCN_DESK_CRASHES=$(or $(CRASHES),30) ASCN_DESK_SEEDS=$(or $(SEEDS),1000) \
	  ASCN_DESK_REAL_SEEDS=$(or $(REAL_SEEDS),40) $(BIN)/python -m pytest \
	  tests/sync/test_tampering_whole.py tests/crash tests/simulation --timeout 0

# Which small faults in the readers and the merge no test would notice: docs/mutation.md.
mutation: setup
	$(BIN)/python tools/mutate.py
