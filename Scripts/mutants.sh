#!/usr/bin/env bash
# Breaks every term of every derivative, one at a time: each must make a test fail. FILE=Softmax for one file's.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

Scripts/setup.sh build
command -v python3 >/dev/null || stop "python3 is needed for this; install the package python3"

timed mutants python3 Scripts/mutants.py "${FILE:-}"
