#!/usr/bin/env bash
# Times our cases and the peers' in one run; CASES=word picks cases by topic or name (Benchmarks/), CASES=page the frames of
# the interactive page, CASES=steps the first steps of training on TEXT beside PyTorch's, CASES=learning whole trainings
# beside PyTorch's on the King James Bible, and on TEXT if it is given.
# PyTorch and JAX come for the processor only, into a Python of their own: .build-peers/.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# The newest PyTorch that pip offers without GPU libraries, else the newest.
torch_version() {
  local offered cpu
  offered=$("$pip" index versions torch 2>/dev/null | sed -n 's/^Available versions: //p' | tr ',' '\n' | tr -d ' ')
  cpu=$(grep -m 1 '+cpu$' <<<"$offered" || true)
  if [[ -n $cpu ]]; then echo "torch==$cpu"; else echo torch; fi
}

# The interactive page is measured where it runs, in a browser.
if [[ ${CASES:-} = page ]]; then
  Scripts/setup.sh build
  Scripts/jupyter.sh tests
  timed build swift build "${build_flags[@]}" --product Pages
  exec .build-jupyter/bin/python Benchmarks/page_frames.py .build/release/Pages
fi

Scripts/setup.sh build peers

python=.build-peers/bin/python pip=.build-peers/bin/pip
if ! "$python" -c 'import importlib.util as u; exit(not all(map(u.find_spec, ("torch", "jax", "torchviz"))))' 2>/dev/null; then
  say 'installing PyTorch, JAX and torchviz into .build-peers: the peers that our times stand beside'
  rm -rf .build-peers
  python3 -m venv .build-peers
  torch=$(torch_version)
  if [[ $torch = torch && $(uname -sm) = 'Linux x86_64' ]]; then
    say 'pip offers no +cpu build of PyTorch here, so this brings GPU libraries too; PIP_EXTRA_INDEX_URL can name an index that has one'
  fi
  "$pip" install --quiet --disable-pip-version-check "$torch" 'jax[cpu]' torchviz
fi

if [[ ${CASES:-} = steps ]]; then
  [[ -f ${TEXT:-} ]] || stop 'CASES=steps trains on a text: give its path by TEXT='
  timed build swift build "${build_flags[@]}" --product unroll
  exec "$python" Benchmarks/peers/first_steps.py .build/release/unroll "$TEXT"
fi

if [[ ${CASES:-} = learning ]]; then
  timed build swift build "${build_flags[@]}" --product unroll
  Scripts/king-james.sh .build-data/king-james.txt
  exec "$python" Benchmarks/peers/learning.py .build/release/unroll .build-data/king-james.txt ${TEXT:+"$TEXT"}
fi

# Two programs, since what evaluates cells would slow down the start of the libraries' own. A topic of one needs one.
case ${CASES:-} in
  lab | chain | vector | graph | growth | rnn | Elman | LSTM | GRU | scalar) products=(Benchmarks) ;;
  lm | words | characters | memory | sampling) products=(Benchmarks) ;;
  kernel | optimized-code | soak | cell) products=(NotebookBenchmarks) ;;
  *) products=(Benchmarks NotebookBenchmarks) ;;
esac
if [[ ${products[*]} = *Notebook* ]]; then timed build swift build "${build_flags[@]}"; else
  timed build swift build "${build_flags[@]}" --product Benchmarks
fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
timed benchmarks "$python" Benchmarks/peers/compare.py "${CASES:-}" "${products[@]/#/.build/release/}"
