# Every job is a script in Scripts/, which brings what the machine lacks and does nothing when nothing is missing.
# Lab, tests and benchmarks share one optimised build with testing enabled (Scripts/common.sh), so nothing compiles twice.
export TEXT FILTER CASES NAME FILE FOLDER

.DEFAULT_GOAL := help
.PHONY: help lab lab-terminal test test-jupyter mutants bench run format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: ## the lab in JupyterLab; FOLDER=path for your notebooks (my-lab)
	@Scripts/lab.sh

lab-terminal: ## the whole lab in the terminal, then a real text; TEXT=path for a text of your own
	@Scripts/lab-terminal.sh

test: ## lint and every test; FILTER=regex for some of the tests
	@Scripts/test.sh

test-jupyter: ## of these, the tests of JupyterLab and other front ends; FILTER=word for some of them
	@Scripts/test-jupyter.sh

mutants: ## break every term of every derivative: the tests must notice; FILE=Softmax for one file
	@Scripts/mutants.sh

bench: ## our timings beside PyTorch and JAX, in one run; CASES=lab for one topic
	@Scripts/bench.sh

run: ## one file of Snippets/: NAME=FirstGradient
	@Scripts/run.sh

format: ## format all Swift sources in place
	@Scripts/format.sh

clean: ## remove everything that was built or fetched into this folder
	rm -rf .build .build-data .build-jupyter .build-mutants .build-peers
