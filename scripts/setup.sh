#!/bin/sh
# `make setup`: finds a Python that is new enough and lets it do the rest. PYTHON=/path/to/python3 overrides the search.
set -eu
cd "$(dirname "$0")/.."

ask='import sys
if sys.version_info < (3, 11):
    sys.exit("%d.%d" % sys.version_info[:2])
sys.stdout.write(sys.executable)'
found=""
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    path=$(command -v "$candidate") || continue
    if answer=$("$path" -c "$ask" 2>&1); then
        exec "$answer" -m toolchain.setup
    fi
    found="${found:+$found, }$path: $answer"
done

echo "Python 3.11 or newer is missing (found ${found:-none}). Install one and put it on the PATH," \
    "or name it: make setup PYTHON=/path/to/python3" >&2
exit 1
