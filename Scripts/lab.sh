#!/usr/bin/env bash
# The lab in JupyterLab, with Swift as its language. Notebooks are copied into the learner's own folder, FOLDER=path
# (my-lab by default), and never over one that is there. Only this machine reaches the server, and only with its token.
# Ctrl-C stops everything; nothing but the learner's folder stays.
# shellcheck source=Scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=${FOLDER:-my-lab}
runtime=''
server=''

# Makes the learner's version and the checks of a master notebook, if they are older than it or than the program.
make_lab() {
  local made=.build-labs/$1
  if [[ $made/grader/$1.lab.json -nt Labs/$1/$1.ipynb && $made/grader/$1.lab.json -nt .build/release/unroll ]]; then
    return
  fi
  .build/release/unroll assign "Labs/$1/$1.ipynb" "$made" --skip-bank >/dev/null
}

# Copies the notebooks that the folder does not have yet.
copy_notebooks() {
  local notebook name
  mkdir -p "$folder" || stop "FOLDER=$folder cannot be made"
  for notebook in Labs/*/*.ipynb; do
    name=$(basename "$notebook" .ipynb)
    if grep -q '# ASSIGNMENT CONFIG' "$notebook"; then
      make_lab "$name"
      notebook=.build-labs/$name/learner/$name.ipynb
    fi
    if [[ -e $folder/$(basename "$notebook") ]]; then continue; fi
    cp "$notebook" "$folder/$(basename "$notebook").partial"
    mv -n "$folder/$(basename "$notebook").partial" "$folder/$(basename "$notebook")"
    rm -f "$folder/$(basename "$notebook").partial"
  done
}

# Whether a browser can be opened here. BROWSER=none says that none should be.
has_browser() {
  if [[ ${BROWSER:-} = none ]]; then return 1; fi
  if [[ $(uname -s) = Darwin ]]; then return 0; fi
  [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] && python3 -c 'import webbrowser; webbrowser.get()' 2>/dev/null
}

# The address with its token, once the server has written down that it answers; nothing if it ended before.
address() {
  local notes
  while kill -0 "$server" 2>/dev/null; do
    notes=$(find "$runtime" -name 'jpserver-*.json' -size +0)
    if [[ -n $notes ]]; then
      .build-jupyter/bin/python - "$notes" <<'PYTHON'
import json, sys
with open(sys.argv[1]) as notes:
    server = json.load(notes)
print(f"{server['url']}lab/tree/rnn.ipynb?token={server['token']}")
PYTHON
      return
    fi
    sleep 0.2
  done
}

# Asks the server to stop, which stops its kernels, and waits until it has.
clean_up() {
  trap '' INT TERM HUP
  if [[ -n $server ]]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  if [[ -n $runtime ]]; then rm -rf "$runtime"; fi
}

Scripts/setup.sh build jupyter
Scripts/jupyter.sh lab
# The command, the programs that run and compile cells, and the library that cells use.
for product in unroll CellHost CompilerHost UnrollNotebook; do
  timed "building $product" swift build "${build_flags[@]}" --product "$product"
done
.build/release/unroll kernel install --prefix .build-jupyter >/dev/null
copy_notebooks

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
runtime=$(mktemp -d "${TMPDIR:-/tmp}/unroll-lab.XXXXXX")
token=$(python3 -c 'import secrets; print(secrets.token_hex(24))')
root=()
if [[ $(id -u) = 0 ]]; then root=(--allow-root); fi
# The server ignores Ctrl-C and a closed terminal: this script tells it, so that its kernels end in order.
(
  trap '' INT HUP
  JUPYTER_RUNTIME_DIR=$runtime JUPYTER_TOKEN=$token exec .build-jupyter/bin/jupyter-lab --no-browser --log-level=WARN \
    --ip=127.0.0.1 --ServerApp.root_dir="$folder" --ServerApp.terminals_enabled=False \
    --ServerApp.allow_remote_access=False \
    --LanguageServerManager.autodetect=False \
    --KernelSpecManager.ensure_native_kernel=False --MultiKernelManager.default_kernel_name=unroll ${root[@]+"${root[@]}"}
) >"$runtime/server.log" 2>&1 &
server=$!
url=$(address)
if [[ -z $url ]]; then
  tail -n 20 "$runtime/server.log" >&2
  stop 'JupyterLab did not start; its last words are above'
fi
if has_browser; then
  say "the lab is open in your browser: $url"
  python3 -m webbrowser "$url" >/dev/null 2>&1 || true
else
  say "open this address in a browser on this machine: $url"
fi
say 'your notebooks are in '"$folder"'; Ctrl-C stops the lab'
wait "$server"
