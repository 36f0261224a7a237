# shellcheck shell=bash
# Debian packages of the machine: what is missing is installed, nothing else is touched.

# as_root COMMAND…: run it as root, by sudo when need be.
as_root() {
    if is_root; then "$@"; else sudo -n "$@"; fi
}

# Ask for the password now, in the foreground, so that no step waits for it unseen.
require_root() {
    if is_root; then return 0; fi
    command -v sudo >/dev/null || die "$1 is missing and there is no sudo here;" \
        "let root run: apt-get install $2"
    if sudo -n true 2>/dev/null; then return 0; fi
    if [ -t 0 ] && sudo -v; then return 0; fi
    die "$1 is missing and you may not use sudo; let root run: apt-get install $2"
}

apt_install() {
    as_root apt-get -q -o DPkg::Lock::Timeout=300 update || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}

# need_packages "what for" PACKAGE…: one apt-get run for all that is missing.
need_packages() {
    local purpose=$1
    shift
    [ "$#" -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "$purpose is missing and this is not Debian;" \
        "install what your system calls: $*"
    require_root "$purpose" "$*"
    step apt "Installing $purpose ($*)" apt_install "$@" ||
        die "apt-get could not install $*; see the log above, then try again."
}

# Everything the server needs from the system, in one go.
provide_system() {
    local missing=()
    find_python || missing+=(python3 python3-venv)
    find_postgres || missing+=(postgresql)
    command -v wkhtmltopdf >/dev/null || missing+=(wkhtmltopdf)
    command -v flock >/dev/null || missing+=(util-linux)
    has_library libzbar.so.0 || missing+=(libzbar0)
    has_fonts || missing+=(fonts-dejavu-core)
    need_packages "what Odoo needs" "${missing[@]}"
    need_python
    find_postgres || die "PostgreSQL 13 or newer was not found; install postgresql."
}

provide_browser() {
    if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then return 0; fi
    need_packages "a browser for the tests" chromium
    command -v chromium >/dev/null || die "chromium was installed but is not on the PATH."
}

has_library() {
    { /sbin/ldconfig -p 2>/dev/null || true; } | grep -q -F "$1"
}

has_fonts() { [ -d /usr/share/fonts/truetype/dejavu ] || [ -d /usr/share/fonts/dejavu ]; }

# PYTHON: DSCSA_PYTHON, the system's, or the first on the PATH that can make a venv.
find_python() {
    local candidate
    for candidate in ${DSCSA_PYTHON:-/usr/bin/python3 python3}; do
        if "$candidate" -c "$PYTHON_FITS" 2>/dev/null; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

# PYTHON, installed if need be; nothing else of the system is looked at.
need_python() {
    if find_python; then return 0; fi
    need_packages "Python with venv" python3 python3-venv
    find_python || die "no python3 of version 3.11 or newer with the venv module was found;" \
        "install python3-venv."
}
PYTHON_FITS='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

# PG_BIN: programs of the newest PostgreSQL from 13 on.
find_postgres() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -n -r) \
        "$(dirname "$(command -v initdb || echo /none/none)")"; do
        if [ -x "$folder/initdb" ] && [ "$(postgres_major "$folder")" -ge 13 ]; then
            PG_BIN=$folder
            return 0
        fi
    done
    return 1
}

postgres_major() {
    "$1/initdb" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/'
}
