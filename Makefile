.PHONY: help run test check
help: ## Show this list
	@grep -E "^[a-z]+:.*##" Makefile | sed "s/:.*##/ —/"
run: ## Install, load the town, build and serve
	./run
test: ## Install and run every check
	./test
check: ## Only style, types and layers
	.venv/bin/ruff check . && .venv/bin/ruff format --check -q . && .venv/bin/mypy && .venv/bin/lint-imports
