# shellcheck shell=bash
# Sourced by the scripts beside it: stops at the first failure, works from the top folder of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The one build: optimised, and open to tests.
# shellcheck disable=SC2034  # used by the scripts that source this file
build_flags=(-c release -Xswiftc -enable-testing)
# shellcheck disable=SC2034
swift_sources=(Sources Tests Benchmarks Snippets Package.swift)

say() { echo "$(basename "$0" .sh): $*"; }

stop() {
  echo "$(basename "$0" .sh): $*" >&2
  exit 1
}

# timed NAME COMMAND...: runs the command, then says how long it took; the status is the command's.
timed() {
  local name=$1 start=$SECONDS status=0
  shift
  "$@" || status=$?
  if [[ $status = 0 ]]; then say "$name took $((SECONDS - start)) s"; else say "$name failed after $((SECONDS - start)) s" >&2; fi
  return "$status"
}
