#!/usr/bin/env bash
# The whole lab in the terminal, on the text at $TEXT or on the King James Bible from Debian's packages.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# One verse a line, without its reference ("Ge1:1 "); 31,102 verses.
write_king_james() {
  local unfinished verses
  mkdir -p "$(dirname "$1")"
  unfinished=$(mktemp "$1.XXXXXX")
  bible -f 'Gen1:1-Rev22:21' </dev/null | sed 's/^[^ ]* //' >"$unfinished"
  verses=$(wc -l <"$unfinished")
  if [[ $verses -ne 31102 ]]; then
    rm "$unfinished"
    stop "the bible program printed $verses verses instead of 31102; give a text of your own: make lab-terminal TEXT=path"
  fi
  mv "$unfinished" "$1"
}

if [[ -n ${TEXT:-} ]]; then
  [[ -f $TEXT && -r $TEXT ]] || stop "TEXT=$TEXT is not a file that can be read"
  Scripts/setup.sh build
  text=$TEXT
else
  text=.build-data/king-james.txt
  if [[ -e $text ]]; then
    Scripts/setup.sh build
  else
    command -v bible >/dev/null || command -v apt-get >/dev/null ||
      stop 'no apt-get here to bring the default text; give a text of your own: make lab-terminal TEXT=path'
    Scripts/setup.sh build text
    write_king_james "$text"
  fi
fi

timed build swift build "${build_flags[@]}" --product unroll
exec .build/release/unroll lab walk --text "$text"
