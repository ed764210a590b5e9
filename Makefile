# Every set-up step is here, so that a fresh Debian or Ubuntu with Python >= 3.11 needs one command.
.PHONY: setup test lint format types contracts
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT := libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 python3-venv \
       poppler-utils qpdf age jq zstd openssl xxd
STAMP := $(VENV)/.ready

setup: $(STAMP)

$(STAMP): pyproject.toml tools/install_system_packages.sh
	bash tools/install_system_packages.sh $(APT)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $(STAMP)

test: setup lint types contracts
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check ascn_desk tests tools

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix ascn_desk tests tools
