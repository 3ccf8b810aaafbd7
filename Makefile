# Every job is a script in Scripts/, which brings what the machine lacks and does nothing when nothing is missing.
# Lab, tests andmarks share one optimised build with testing enabled (Scripts/common.sh), so nothing compiles twice.
export TEXT FILTER

.DEFAULT_GOAL := help
.PHONY: help lab test bench format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: ## the whole lab in the terminal, then a real text; TEXT=path for a text of your own
	@Scripts/lab.sh

test: ## lint and every test; FILTER=regex for some of the tests
	@Scripts/test.sh

format: ## format all Swift sources in place
	@Scripts/format.sh

clean: ## remove everything that was built or fetched into this folder
	rm -rf .build .build-data
