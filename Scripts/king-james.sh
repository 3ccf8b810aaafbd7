#!/usr/bin/env bash
# Writes the King James Bible of Debian's packages to a file, unless that is there: a verse a line, without its reference.
#   Scripts/king-james.sh FILE
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

file=$1
if [[ -e $file ]]; then exit; fi
command -v bible >/dev/null || command -v apt-get >/dev/null ||
  stop 'no apt-get here to bring the King James Bible; give a text of your own by TEXT=path'
Scripts/setup.sh text
mkdir -p "$(dirname "$file")"
printed=$(mktemp "$file.XXXXXX")
bible -f 'Gen1:1-Rev22:21' </dev/null | sed 's/^[^ ]* //' >"$printed" # each line begins as "Ge1:1 "
verses=$(wc -l <"$printed")
if [[ $verses -ne 31102 ]]; then
  rm "$printed"
  stop "the bible program printed $verses verses instead of 31102; give a text of your own by TEXT=path"
fi
mv "$printed" "$file"
