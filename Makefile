# Deux commandes suffisent : « make demo » pour essayer, « make test » pour vérifier.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: demo serve test faults check bench format lock clean audit

demo: $(VENV)/.installe
	$(BIN)/fluxbot demo --port $(PORT)

serve: $(VENV)/.installe
	$(BIN)/fluxbot serve

# Compiled once, rather than by each process of the tests, whatever the machine prefers.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.developpe
	$(BIN)/python -m pytest -n 5 --dist loadfile --no-loadscope-reorder

# Quelques minutes : des centaines de kill -9, la base et le disque absents une minute, les entrées hostiles.
faults: export PYTHONDONTWRITEBYTECODE :=
faults: $(VENV)/.developpe
	FLUXBOT_FAUTES=300 FLUXBOT_HOSTILE=100000 $(BIN)/python -m pytest -n 2 --dist loadfile -rP \
		--show-capture=stdout tests/faults tests/securite/hostile

check: $(VENV)/.developpe
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.developpe
	$(BIN)/python -m benchmarks

# pip-audit vit à part : rien de ce que l'on verrouille n'en dépend.
audit: | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install -q --disable-pip-version-check pip-audit \
		|| { echo "pip-audit ne s'installe pas d'ici : rien n'a été vérifié."; exit 2; }
	@$(VENV)/audit/bin/python outils/audit.py requirements.lock

format: $(VENV)/.developpe
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	uv pip compile -q --universal --no-emit-index-url --generate-hashes --extra install \
		pyproject.toml -o requirements.lock
	uv pip compile -q --universal --no-emit-index-url --generate-hashes --extra install --extra dev \
		pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installe: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.developpe: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.installe
