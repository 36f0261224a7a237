# shellcheck shell=bash
# Checks that run beside those of the foreground. Sourced by setup/test after checks.sh.

# lane NAME COMMAND…: checks that run beside those of the foreground, with a port of their
# own; what they print is told by end_lane.
lane() {
    LANE=$1
    shift
    rm -f "$STATE/lane_$LANE" # what an earlier run left would be told as this one's
    (
        trap - EXIT
        RESULTS=()
        use_port "$("$PY" "$LIB/ports.py" free 8170)"
        "$@"
        printf '%s\n' "${RESULTS[@]}" >"$STATE/lane_$LANE"
        exit "$FAILED"
    ) >"$STATE/log/lane_$LANE.log" 2>&1 &
    LANE_PID=$!
}

end_lane() {
    local row
    wait "$LANE_PID" || FAILED=1
    cat "$STATE/log/lane_$LANE.log"
    if [ ! -f "$STATE/lane_$LANE" ]; then
        RESULTS+=("FAILED  0 s  the lane $LANE came to no end")
        FAILED=1
        return 0
    fi
    while read -r row; do RESULTS+=("$row"); done <"$STATE/lane_$LANE"
}

use_port() {
    sed "s/^http_port = .*/http_port = $1/" "$ODOO_RC" >"$STATE/odoo_$1.conf"
    export ODOO_RC=$STATE/odoo_$1.conf
}
