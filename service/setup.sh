#!/bin/sh
# Makes .venv and installs requirements.lock into it. Does nothing when both are as they were.
#
# It is a shell script because the Python that everything else needs may not be there yet.
set -eu
cd "$(dirname "$0")/.."

lock=${LOCK:-requirements.lock}
stamp=.venv/installed
python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

is_3_10() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

# Prints a command that is Python 3.10. pyenv's python3 reads .python-version.
find_python() {
    for candidate in ${PYTHON_3_10:+"$PYTHON_3_10"} python3.10 python3 python \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.10*/bin/python; do
        if is_3_10 "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    # uv fetches a Python for itself, beside the system's.
    if command -v uv >/dev/null 2>&1; then
        say "Python 3.10 is missing: taking it with uv ..."
        uv python install --quiet 3.10 >&2 && uv python find 3.10
        return
    fi
    return 1
}

wanted=$(cksum <"$lock")
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && is_3_10 "$python"; then
    exit 0
fi

# An environment that is half made or of another Python is made anew.
if ! is_3_10 "$python" || ! "$python" -m pip --version >/dev/null 2>&1; then
    base=$(find_python) || {
        say "Python 3.10 is missing: install it (by itself, once uv is there: https://docs.astral.sh/uv/)," \
            "or name it: make run PYTHON_3_10=/path/to/python3.10"
        exit 1
    }
    rm -rf .venv
    say "Creating .venv ..."
    "$base" -m venv .venv || {
        say "Creating .venv failed: on Debian and Ubuntu it needs the package python3.10-venv"
        exit 1
    }
fi

rm -f "$stamp"
say "Installing $lock, which takes a few minutes the first time ..."
# The lock is complete; what it leaves out on this machine, pip need not look for.
PIP_DISABLE_PIP_VERSION_CHECK=1 "$python" -m pip install --quiet --no-deps --require-hashes -r "$lock" || {
    say "Installing $lock failed: the lines above say why"
    exit 1
}
printf '%s\n' "$wanted" >"$stamp"
