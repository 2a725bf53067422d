# Short forms; everything happens in installer/. ARGS are handed on: make run ARGS="--language ar"
PYTHON ?= python3
VENV := .venv/bin/python
ARGS ?=

.PHONY: help run test test-all test-bare bench lock format words pictures

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

run:  ## set up and open the desktop with a sample armoury
	$(PYTHON) installer/bootstrap.py run $(ARGS)

test:  ## set up and run every check
	$(PYTHON) installer/bootstrap.py test $(ARGS)

test-all:  ## the same, with the exhaustive and long tests
	$(PYTHON) installer/bootstrap.py test --slow $(ARGS)

test-bare:  ## both commands in a bare Debian 12 (as root, needs debootstrap)
	installer/bare_debian.sh $(ARGS)

bench: .venv  ## times against the raw limit of the machine
	$(VENV) -m installer.bench $(ARGS)

lock: .venv  ## the hash-locked lists again from pyproject.toml (ARGS=--upgrade for newer versions)
	$(VENV) -m installer.lock $(ARGS)

words: .venv  ## the catalogues of words again from the code; says what waits for a translation
	$(VENV) -m installer.words $(ARGS)

pictures: .venv  ## a picture of every page, light, dark and Arabic, in build/pictures
	QT_QPA_PLATFORM=offscreen $(VENV) -m installer.pictures $(ARGS)

format: .venv  ## lay out the code, and mend what can be mended by itself
	$(VENV) -m ruff check --fix-only .
	$(VENV) -m ruff format .

.venv:
	$(PYTHON) installer/bootstrap.py setup --dev
