#!/usr/bin/env bash
# Makes .build-jupyter, a Python of its own with JupyterLab; with "tests" also what the tests of the front end need.
#   Scripts/jupyter.sh lab | tests
# What is there is noted in that folder: a second run does nothing and needs no network.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

python=.build-jupyter/bin/python

# bring REQUIREMENTS WHY: installs the packages, unless these very ones were, by this Python, in this place.
bring() {
  local note
  note=.build-jupyter/$(basename "$(dirname "$1")").installed
  if "$python" -c '' 2>/dev/null && cmp -s "$note" <(echo "$PWD" && cat "$1"); then return; fi
  say "installing into .build-jupyter: $2"
  # A venv does not survive being moved.
  if ! "$python" -c '' 2>/dev/null || ! grep -qxF "$PWD" .build-jupyter/*.installed 2>/dev/null; then
    rm -rf .build-jupyter
    python3 -m venv .build-jupyter
  fi
  "$python" -m pip install --quiet --disable-pip-version-check --requirement "$1"
  (echo "$PWD" && cat "$1") >"$note"
}

# Nothing is asked of the network, and nobody is asked whether it may be.
without_news() {
  local config=.build-jupyter/etc/jupyter/labconfig/page_config.json
  if [[ -e $config ]]; then return; fi
  mkdir -p "$(dirname "$config")"
  echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}' >"$config"
}

Scripts/setup.sh jupyter
bring Labs/requirements.txt 'JupyterLab, where the lab is worked through'
without_news
case ${1:-} in
  lab) ;;
  tests)
    Scripts/setup.sh browser
    bring Tests/Jupyter/requirements.txt 'other front ends, and what drives a browser, for tests'
    ;;
  *) stop "which? lab or tests" ;;
esac
