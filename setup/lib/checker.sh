# shellcheck shell=bash
# A Python with the few libraries of the core, without a server.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/provision.sh"

# Only three libraries are needed; their versions are those of the addon.
provide_checker() {
    local pins
    VENV=$(newest_venv)
    if [ -n "$VENV" ]; then return 0; fi
    pins=$(cat "${REQUIREMENTS[@]}" | grep -E '^(lxml|biip|ijson)==')
    VENV=$CACHE/check-$(printf '%s' "$pins" | sha256sum | cut -c1-12)
    if venv_is_complete "$VENV"; then return 0; fi
    need_python
    lock "the checker" "$CACHE/check.lock"
    printf '%s\n' "$pins" >"$CACHE/check.txt"
    venv_is_complete "$VENV" ||
        step checker "Installing three Python packages" make_venv "$VENV" "$CACHE/check.txt" ||
        die "the Python packages could not be installed; check the network and try again."
    unlock
}

# The server's environment of today's requirements, when there is one.
newest_venv() {
    local folder
    for folder in "$CACHE"/venv-*-"$(hash_of "${REQUIREMENTS[@]}")"; do
        if venv_is_complete "$folder"; then
            printf '%s' "$folder"
            return 0
        fi
    done
}
