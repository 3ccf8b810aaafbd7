#!/usr/bin/env bash
# Formats every Swift file in place, by .swift-format.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

exec swift format --in-place --parallel --recursive "${swift_sources[@]}"
