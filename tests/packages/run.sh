#!/usr/bin/env bash
# Runs packages of the Python Package Index, as they are, on a Python executable.
#
#   tests/packages/run.sh EXECUTABLE [NAME...]     all scripts, or only these (use_click or click)
#
# Installs the versions pinned in requirements.txt into target/packages (once), with pip of $PYTHON (default: the first
# of python3.13, python3.12, python3.11, python3 that has pip), removes compiled extension modules so that the Python
# code is what runs, then runs each use_*.py with PYTHONPATH set to it and compares with expected/*.txt.
# BLESS=1 rewrites the expected output (with CPython 3.13 only). TIMEOUT is in seconds for one script (default 120).
# Exit code: 0 all agree; 1 some do not; 2 usage, or the packages could not be had.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${PACKAGES_DIR:-$(cd "$here/../.." && pwd)/target/packages}

[ $# -ge 1 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
read -r -a executable <<<"$1"
shift
command -v "${executable[0]}" >/dev/null || { echo "no such executable: ${executable[0]}" >&2; exit 2; }

install_packages() {
  local python candidate
  python=${PYTHON:-}
  if [ -z "$python" ]; then
    for candidate in python3.13 python3.12 python3.11 python3; do
      if "$candidate" -m pip --version >/dev/null 2>&1; then python=$candidate; break; fi
    done
  fi
  [ -n "$python" ] || { echo "no Python with pip found; set PYTHON" >&2; return 1; }
  echo "installing packages into $cache" >&2
  rm -rf "$cache/site.new"
  mkdir -p "$cache"
  "$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --no-compile \
    --target "$cache/site.new" -r "$here/requirements.txt" || return 1
  find "$cache/site.new" \( -name '*.so' -o -name '*.pyd' \) -delete
  rm -rf "$cache/site"
  mv "$cache/site.new" "$cache/site"
  cp "$here/requirements.txt" "$cache/installed.txt"
}

if ! cmp -s "$here/requirements.txt" "$cache/installed.txt" || [ ! -d "$cache/site" ]; then
  install_packages || { echo "could not install the packages" >&2; exit 2; }
fi

if [ $# -gt 0 ]; then
  names=()
  for name in "$@"; do
    name=use_${name#use_}
    name=${name%.py}
    [ -f "$here/$name.py" ] || { echo "no such script: $name.py" >&2; exit 2; }
    names+=("$name")
  done
else
  names=()
  for file in "$here"/use_*.py; do names+=("$(basename "$file" .py)"); done
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
for name in "${names[@]}"; do
  expected=$here/expected/$name.txt
  PYTHONPATH=$cache/site PYTHONDONTWRITEBYTECODE=1 PYTHONIOENCODING=utf-8 COLUMNS=80 \
    timeout "${TIMEOUT:-120}" "${executable[@]}" "$here/$name.py" >"$scratch/out" 2>"$scratch/err" </dev/null
  code=$?
  if [ $code -ne 0 ]; then
    echo "FAIL $name: exit code $code: $(grep -v '^ *$' "$scratch/err" | tail -n 1)"
    failed=$((failed + 1))
  elif [ "${BLESS:-}" = 1 ]; then
    cp "$scratch/out" "$expected"
    echo "blessed $name"
  elif ! diff -u --label expected --label actual "$expected" "$scratch/out" >"$scratch/diff"; then
    echo "FAIL $name: different output:"
    sed -n '3,14p' "$scratch/diff" | cut -c 1-200
    failed=$((failed + 1))
  else
    echo "ok   $name"
  fi
done
echo "$((${#names[@]} - failed)) of ${#names[@]} agree"
[ "$failed" -eq 0 ]
