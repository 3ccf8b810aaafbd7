#!/usr/bin/env bash
# Lint, then the tests; both always run, and either can fail the whole. FILTER=regex picks tests by name.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

Scripts/setup.sh build

status=0
timed lint swift format lint --strict --parallel --recursive "${swift_sources[@]}" || status=1
timed build swift build "${build_flags[@]}" --build-tests
filter=()
if [[ -n ${FILTER:-} ]]; then filter=(--filter "$FILTER"); fi
timed tests swift test "${build_flags[@]}" --skip-build ${filter[@]+"${filter[@]}"} || status=$?
say "all took $SECONDS s"
exit "$status"
