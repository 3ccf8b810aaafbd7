#!/usr/bin/env bash
# The whole lab in the terminal, on the text at $TEXT or on the King James Bible from Debian's packages.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

text=${TEXT:-.build-data/king-james.txt}
if [[ -n ${TEXT:-} ]]; then
  [[ -f $TEXT && -r $TEXT ]] || stop "TEXT=$TEXT is not a file that can be read"
else
  Scripts/king-james.sh "$text"
fi
Scripts/setup.sh build
timed build swift build "${build_flags[@]}" --product unroll
exec .build/release/unroll lab walk --text "$text"
