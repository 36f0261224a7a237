# shellcheck shell=bash
# The Python environment: one per content of the requirements files and Python version.

REQUIREMENTS=("$CHECKOUT/setup/requirements-odoo.txt" "$CHECKOUT/setup/requirements.txt"
    "$CHECKOUT/setup/requirements-dev.txt")

# PY with its tools on the PATH, and no server: all the core's tests need.
provide_python() {
    set_places
    need_python
    provide_venv
    PY=$VENV/bin/python
    export PATH=$VENV/bin:$PATH
}

# VENV: an environment known to be complete.
provide_venv() {
    local version key
    version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    key=$(hash_of "${REQUIREMENTS[@]}")
    VENV=$CACHE/venv-$version-$key
    if venv_is_complete "$VENV"; then
        say "Python: reusing $VENV"
        return 0
    fi
    lock "the Python environment" "$CACHE/venv.lock"
    if ! venv_is_complete "$VENV"; then
        step python "Installing Python packages" make_venv "$VENV" "${REQUIREMENTS[@]}" ||
            die "the Python packages could not be installed; check the network and try again."
    fi
    unlock
}

# The core as `pip install` installs it, for its name and version; what is imported is this
# checkout's source, which comes first on PYTHONPATH.
provide_core() {
    local folder
    folder=$STATE/core-$(hash_of "$CHECKOUT/dscsa_core/pyproject.toml")
    PYTHONPATH=$CORE:$folder
    if [ -d "$folder" ]; then return 0; fi
    rm -rf "$folder.tmp"
    step core "Installing dscsa_core from this checkout" "$VENV/bin/python" -m pip install \
        --disable-pip-version-check --no-input --no-deps --target "$folder.tmp" \
        "$CHECKOUT/dscsa_core" || die "dscsa_core could not be installed; see the log above."
    mv "$folder.tmp" "$folder"
}

# The stamp is written last; the interpreter may have been removed since.
venv_is_complete() {
    [ -f "$1/.complete" ] && "$1/bin/python" -c '' 2>/dev/null
}

# make_venv FOLDER REQUIREMENTS… All checkouts share it, so the core is not installed in it:
# each finds its own by PYTHONPATH.
make_venv() {
    local folder=$1
    shift
    rm -rf "$folder"
    "$PYTHON" -m venv "$folder" || return 1
    cat "$@" | grep -v '^-e ' >"$folder/requirements.txt"
    "$folder/bin/python" -m pip install --disable-pip-version-check --no-input \
        -r "$folder/requirements.txt" || return 1
    date -u +%FT%TZ >"$folder/.complete"
}
