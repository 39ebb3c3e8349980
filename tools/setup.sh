#!/bin/sh
# Set up what netreel needs: tools/setup.sh base | preview | dev
#
# System libraries (through apt-get where that is permitted), .venv, the Python packages. A stamp in
# .venv remembers what was set up, so that the next run returns at once; it is written last, and a
# .venv that was left unfinished is made anew. Two at once wait for each other.
set -eu

mode=${1:-base}
cd "$(dirname "$0")/.."
root=$(pwd)
python=.venv/bin/python

case $mode in
    base) wanted=.  ;;
    preview) wanted=".[preview]" ;;
    dev)  wanted=".[dev]" ;;
    *) echo "usage: tools/setup.sh base|preview|dev" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# ---------------------------------------------------------------- already done?

stamp() { printf '%s %s\n' "$root" "$(cksum < pyproject.toml)"; }

is_stamped() { [ -x "$python" ] && [ "$(cat ".venv/netreel-$1.stamp" 2>/dev/null)" = "$(stamp)" ]; }

# What has more set up has less as well.
is_set_up() {
    is_stamped dev || is_stamped "$mode" || { [ "$mode" = base ] && is_stamped preview; }
}

if is_set_up; then
    exit 0
fi

# ---------------------------------------------------------------- one at a time

lock=.venv.lock # what it is called when it is a link that names its holder, where there is no flock

wait_for_others() {
    if has flock; then
        exec 9>"$lock"
        flock -n 9 || { say "Waiting for another set-up to end"; flock 9; }
        return
    fi
    trap 'rm -f "$lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    told=
    until ln -s "$$" "$lock" 2>/dev/null; do
        holder=$(readlink "$lock" || :)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -f "$lock" # it was killed
            continue
        fi
        [ -n "$told" ] || say "Waiting for another set-up to end (if there is none: rm $root/$lock)"
        told=yes
        sleep 1
    done
}

wait_for_others
if is_set_up; then
    exit 0
fi

# ---------------------------------------------------------------- system libraries

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
        if [ -n "$candidate" ] && has "$candidate" && fits "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

# Prints the Debian names of what is missing, nothing when all is there.
missing_packages() {
    found=$(find_python)
    if [ -z "$found" ]; then
        printf '%s ' python3 python3-venv python3-dev
    else
        "$found" -c 'import ensurepip, venv' 2>/dev/null || printf 'python3-venv '
        "$found" -c 'import pathlib, sysconfig, sys
sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())' || printf 'python3-dev '
    fi
    has cc || has gcc || has clang || printf 'gcc libc6-dev '
    if ! has pkg-config; then
        printf '%s ' pkg-config libcairo2-dev libpango1.0-dev
    else
        pkg-config --exists cairo || printf 'libcairo2-dev '
        pkg-config --exists pangocairo pangoft2 || printf 'libpango1.0-dev '
    fi
    # The other detector of flashes, which tests compare with, loads OpenGL's library.
    if [ "$mode" = dev ] && has apt-get && has ldconfig; then
        ldconfig -p | grep -q 'libGL\.so\.1' || printf 'libgl1 '
    fi
    # Tests open the explorer's page in it.
    if [ "$mode" = dev ] && has apt-get; then
        has chromium || has chromium-browser || has google-chrome || printf 'chromium '
    fi
}

explain_what_to_install() {
    say "netreel needs Python 3.11 to 3.13, Cairo, Pango, pkg-config and a C compiler; missing: $1"
    say "  Debian, Ubuntu: sudo apt-get install python3 python3-venv python3-dev gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev"
    say "  Fedora:         sudo dnf install python3-devel gcc pkgconf-pkg-config cairo-devel pango-devel"
    say "  macOS:          xcode-select --install; brew install python@3.13 pkg-config cairo pango"
    say "  Windows:        install Python 3.13 from python.org; then: py -3.13 -m venv .venv && .venv\\Scripts\\pip install -e . (nothing else is needed)"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        return 1
    fi
}

missing=$(missing_packages)
if [ -n "$missing" ]; then
    has apt-get || explain_what_to_install "$missing"
    say "Installing system packages: $missing"
    # shellcheck disable=SC2086 # a list of names
    { as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing >/dev/null; } ||
        explain_what_to_install "$missing"
    missing=$(missing_packages)
    [ -z "$missing" ] || explain_what_to_install "$missing"
fi

# ---------------------------------------------------------------- Python packages

unfinished=.venv/netreel-unfinished

is_made() {
    [ ! -e "$unfinished" ] && [ -x "$python" ] && fits "$python" &&
        [ "$("$python" -c 'import pip, sys; print(sys.prefix)' 2>/dev/null)" = "$root/.venv" ]
}

# In one step, so that half of one is never taken for a whole.
discard() {
    rm -rf .venv.discarded
    if [ -e .venv ] || [ -L .venv ]; then
        mv .venv .venv.discarded
        rm -rf .venv.discarded
    fi
}

if ! is_made; then
    say "Making .venv"
    discard
    mkdir .venv
    : > "$unfinished"
    "$(find_python)" -m venv .venv || { discard; exit 1; }
fi

say "Installing Python packages into .venv (a minute or two the first time)"
: > "$unfinished"
if ! "$python" -m pip install --quiet --quiet --disable-pip-version-check --editable "$wanted"; then
    rm -f "$unfinished" # pip takes back what it could not finish, unless it is killed
    exit 1
fi
stamp > ".venv/netreel-$mode.stamp"
rm -f "$unfinished"
