#!/usr/bin/env bash
# The tests of the front ends: JupyterLab in a browser, nbconvert, papermill, the console; FILTER=word picks by name.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

Scripts/setup.sh build
Scripts/jupyter.sh tests
timed build swift build "${build_flags[@]}"
options=(-q)
if [[ -n ${FILTER:-} ]]; then options+=(-k "$FILTER"); fi
export PYTHONDONTWRITEBYTECODE=1
timed 'front ends' .build-jupyter/bin/python -m pytest Tests/Jupyter "${options[@]}"
say 'pictures of what the browser showed are in .build/screenshots'
