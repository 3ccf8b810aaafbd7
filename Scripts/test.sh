#!/usr/bin/env bash
# Lint, the README's example, the tests, then those of the front ends; all of them always run, and any can fail the whole.
# FILTER=regex picks tests by name, and leaves the front ends out.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# readme_block FENCE: the first block of the README that this line opens.
readme_block() {
  awk -v fence="$1" '!done && $0 == fence { inside = 1; next } inside && $0 == "```" { done = 1; inside = 0 } inside' README.md
}

# The README's example is the snippet that was built, and prints what the README says.
readme_holds() {
  diff <(readme_block '```swift') Snippets/FirstGradient.swift && diff <(readme_block '```text') <(.build/release/FirstGradient)
}

Scripts/setup.sh build

# A test that expects a trap needs no backtrace of it: unwinding takes seconds each.
export SWIFT_BACKTRACE=enable=no

status=0
timed lint swift format lint --strict --parallel --recursive "${swift_sources[@]}" || status=1
timed build swift build "${build_flags[@]}" --build-tests
readme_holds || {
  say 'the README does not hold its example' >&2
  status=1
}

run=(swift test "${build_flags[@]}" --skip-build --disable-xctest)
if [[ -n ${FILTER:-} ]]; then
  swift test list "${build_flags[@]}" --skip-build | grep -E -- "$FILTER" >/dev/null || stop "no test's name matches FILTER=$FILTER"
  run+=(--filter "$FILTER")
fi
timed tests "${run[@]}" | tee .build/tests.log || status=$?
if [[ -z ${FILTER:-} ]]; then Scripts/test-jupyter.sh || status=1; fi
grep '^✘' .build/tests.log || true # once more, where the eye ends up
say "all took $SECONDS s"
exit "$status"
