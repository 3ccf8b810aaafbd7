#!/usr/bin/env bash
# Builds and runs Snippets/$NAME.swift, on the same build as everything else.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

name=${NAME:-FirstGradient}
[[ -f Snippets/$name.swift ]] || stop "there is no Snippets/$name.swift; give one by make run NAME=..."
Scripts/setup.sh build
swift build "${build_flags[@]}" --quiet --product "$name"
exec ".build/release/$name"
