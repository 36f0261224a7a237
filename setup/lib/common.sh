# shellcheck shell=bash
# Messages, logged steps and the places everything is kept in. Sourced by the other parts.

# Where this checkout lies, whatever folder the caller stands in.
CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
# The plain Python the addons stand on; found by PYTHONPATH, so it is always this one.
CORE=$CHECKOUT/dscsa_core/src
# Shared by all checkouts: Odoo itself, Python environments, apt's private lists.
CACHE=
# Of this checkout only: PostgreSQL cluster, filestore, logs, odoo.conf.
STATE=
# Set to 1 by commands that tell what was found and reused.
: "${TALK:=0}"

die() {
    printf '%s\n' "${0##*/}: $*" >&2
    exit 1
}

say() {
    if [ "$TALK" = 1 ]; then printf '%s\n' "$*"; fi
}

is_root() { [ "$(id -u)" = 0 ]; }

set_places() {
    local hash
    hash=$(printf '%s' "$CHECKOUT" | sha256sum | cut -c1-10)
    if is_root; then
        CACHE=${DSCSA_CACHE:-/var/cache/dscsa_compliance}
        STATE=${DSCSA_STATE:-/var/lib/dscsa_compliance/$hash}
    else
        CACHE=${DSCSA_CACHE:-$HOME/.cache/dscsa_compliance}
        STATE=${DSCSA_STATE:-$HOME/.local/state/dscsa_compliance/$hash}
    fi
    mkdir -p "$CACHE" "$STATE/log" 2>/dev/null || die "cannot write to $CACHE or $STATE;" \
        "set DSCSA_CACHE and DSCSA_STATE to folders you may write to."
    CACHE=$(cd "$CACHE" && pwd -P)
    STATE=$(cd "$STATE" && pwd -P)
    # A socket's path may have 107 bytes (man 7 unix).
    [ "${#STATE}" -le 80 ] || die "the path $STATE is too long for a PostgreSQL socket;" \
        "set DSCSA_STATE to a shorter folder."
    # Odoo is started many times over: it is compiled once, also in a container that
    # tells Python to keep nothing, and the checkout stays clean.
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX=$CACHE/bytecode
}

# Locks held now, the last one last. What a step starts inherits them: when this script
# is killed, its orphan keeps the next run waiting instead of working beside it.
LOCKS=()

# lock WHAT FILE: hold FILE until unlock; waits for another run and says so.
lock() {
    local descriptor
    exec {descriptor}>"$2" || die "cannot write $2; is it owned by another user?"
    if ! flock -n "$descriptor"; then
        printf '%s\n' "another run is preparing $1; waiting for it…" >&2
        flock -w 1800 "$descriptor" || die "$1 is still being prepared by another run" \
            "after 30 minutes; end that run and try again."
    fi
    LOCKS+=("$descriptor")
}

unlock() {
    local descriptor=${LOCKS[-1]}
    exec {descriptor}>&-
    unset 'LOCKS[-1]'
}

# For what lives on after us (PostgreSQL), inside a subshell.
drop_locks() {
    local descriptor
    for descriptor in "${LOCKS[@]}"; do exec {descriptor}>&-; done
}

# step LOG "What is done" COMMAND…: one line with the seconds it took; details go to LOG.
step() {
    local name=$1 what=$2 log began=$SECONDS status=0 pid
    shift 2
    log=$STATE/log/$name.log
    printf '%s … ' "$what" >&2
    # Its own process group, so that Ctrl-C ends all of it.
    set -m
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    set +m
    trap 'kill -TERM -- "-$pid" 2>/dev/null; printf "stopped\n" >&2; exit 130' INT TERM HUP
    show_progress "$pid" "$began" "$what"
    wait "$pid" || status=$?
    trap - INT TERM HUP
    if [ "$status" = 0 ]; then
        printf '%s s\n' "$((SECONDS - began))" >&2
        return 0
    fi
    printf 'failed after %s s\n' "$((SECONDS - began))" >&2
    explain_failure "$log"
    return "$status"
}

show_progress() {
    local pid=$1 began=$2 what=$3 shown=0
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        local passed=$((SECONDS - began))
        if [ -t 2 ]; then
            if [ "$passed" -gt "$shown" ]; then printf '\r%s … %s s ' "$what" "$passed" >&2; fi
            shown=$passed
        elif [ "$passed" -ge $((shown + 30)) ]; then
            shown=$passed
            printf '%s s … ' "$shown" >&2
        fi
    done
    if [ -t 2 ] && [ "$shown" -gt 0 ]; then printf '\r%s … ' "$what" >&2; fi
}

explain_failure() {
    printf '%s\n' "--- last lines of $1" >&2
    tail -n 15 "$1" >&2
    printf '%s\n' "--- the whole log: $1" >&2
}

# hash_of FILE…: twelve characters that change when the content does.
hash_of() { cat -- "$@" | sha256sum | cut -c1-12; }

# free_port FIRST: the first port from FIRST on that nothing listens on.
free_port() {
    "$PYTHON" "$CHECKOUT/setup/lib/ports.py" free "$1"
}

port_is_taken() {
    ! "$PYTHON" "$CHECKOUT/setup/lib/ports.py" check "$1"
}
