#!/usr/bin/env bash
# Brings the system packages that this machine lacks for the given jobs; says what it installs and why.
#   Scripts/setup.sh JOB...        JOB: build (lab and tests), text (the default text of the lab), peers (benchmarks),
#                                     jupyter (the lab's front end), browser (its tests)
# What is there is found by looking, every time: a second run installs nothing and needs no network.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [[ $(uname -s) = Darwin ]]; then manager=brew; else manager=apt-get; fi

installed() {
  case $manager in
    apt-get) [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) = installed ]] ;;
    brew) brew list --versions "$1" >/dev/null 2>&1 ;;
  esac
}

# need PACKAGE CHECK...: notes the package as missing unless the check succeeds or the package is installed.
missing=()
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || installed "$package" || missing+=("$package")
}

need_venv() {
  local package=python3-venv
  if [[ $manager = brew ]]; then package=python; fi
  need "$package" python3 -c 'import ensurepip, venv'
}

# look_for JOB: fills `missing` and `why`.
look_for() {
  missing=()
  case $1 in
    build)
      why='matrix products (OpenBLAS), Markdown (cmark-gfm), Jupyter (ZeroMQ, libsodium), and how the compiler finds them'
      if [[ $manager = apt-get ]]; then # macOS brings Accelerate
        need pkg-config command -v pkg-config
        need libopenblas-dev pkg-config --exists openblas
        need libcmark-gfm-dev pkg-config --exists libcmark-gfm
        need libcmark-gfm-extensions-dev test -e /usr/include/cmark-gfm-core-extensions.h
        need libzmq3-dev pkg-config --exists libzmq
        need libsodium-dev pkg-config --exists libsodium
      else
        need pkg-config command -v pkg-config
        need cmark-gfm pkg-config --exists libcmark-gfm
        need zeromq pkg-config --exists libzmq
        need libsodium pkg-config --exists libsodium
      fi
      ;;
    text)
      why='the King James text, which the lab reads when TEXT= names no other'
      need bible-kjv command -v bible
      need bible-kjv-text test -e /usr/lib/bible.data
      ;;
    peers)
      why='a Python of its own for PyTorch and JAX, and Graphviz, beside which we measure'
      need_venv
      need graphviz command -v dot
      ;;
    jupyter)
      why='a Python of its own for JupyterLab'
      need_venv
      ;;
    browser)
      why='a browser that the tests drive, and letters for it'
      need chromium command -v chromium
      if [[ $manager = apt-get ]]; then need fonts-dejavu-core test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf; fi
      ;;
    *) stop "unknown job '$1' (build, text, peers, jupyter or browser)" ;;
  esac
}

as_root() {
  if [[ $(id -u) = 0 ]]; then env DEBIAN_FRONTEND=noninteractive "$@"; else sudo -n env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

install() {
  if [[ $manager = brew ]]; then
    brew install --quiet "$@"
    return
  fi
  local quietly=(-y -qq -o Dpkg::Use-Pty=0 --no-install-recommends)
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || as_root apt-get update -qq
  as_root apt-get install "${quietly[@]}" "$@" >/dev/null && return
  say 'that failed; once more with fresh package lists'
  as_root apt-get update -qq
  as_root apt-get install "${quietly[@]}" "$@" >/dev/null
}

command -v swift >/dev/null || stop 'Swift 6.2 or newer is missing: https://www.swift.org/install'

all=()
for job in "$@"; do
  look_for "$job"
  if [[ ${#missing[@]} -gt 0 ]]; then all+=("${missing[@]}"); fi
done
if [[ ${#all[@]} = 0 ]]; then exit 0; fi

command -v "$manager" >/dev/null ||
  stop "missing: ${all[*]} (the names are ${manager/apt-get/Debian}'s). There is no $manager here: install them in this machine's own way"
if [[ $manager = apt-get && $(id -u) != 0 ]] && ! sudo -n true 2>/dev/null; then
  stop "missing: ${all[*]}, and this account may not install packages. Ask for: sudo apt-get install ${all[*]}"
fi
for job in "$@"; do
  look_for "$job"
  if [[ ${#missing[@]} = 0 ]]; then continue; fi
  say "installing ${missing[*]}: $why"
  install "${missing[@]}" || stop "could not install ${missing[*]}"
done
