# shellcheck shell=bash
# The demo database: made once, updated when the addon's code changed, served on demand.

DEMO=dscsa_demo

addon_hash() {
    # Caches and tests change nothing in a database.
    (cd "$CHECKOUT" && find dscsa_compliance* dscsa_core/src -type f -not -path '*/__pycache__/*' \
        -not -path '*/tests/*' -print0 | sort -z | xargs -0 sha256sum) |
        sha256sum | cut -c1-12
}

demo_stamp() {
    sql -c "SELECT shobj_description(oid, 'pg_database') FROM pg_database
            WHERE datname = '$DEMO'"
}

# The stamp says with which code the database was last brought up to date; a database
# without one was left by a killed run.
provide_demo() {
    local now was
    now=$(addon_hash)
    was=$(demo_stamp)
    if [ "$was" = "$now" ]; then
        say "Database $DEMO: reusing it as it is"
    elif [ -n "$was" ]; then
        step demo "Updating $DEMO, since the addon changed" \
            update_demo -u "$now" || die "the database $DEMO could not be updated;" \
            "setup/run --reset makes it anew."
    else
        step demo "Making the database $DEMO with the addon" make_demo "$now" ||
            die "the database $DEMO could not be made."
    fi
}

make_demo() {
    new_database "$DEMO" && update_demo -i "$1"
}

update_demo() {
    odoo_server -d "$DEMO" "$1" dscsa_compliance,dscsa_compliance_lookup --stop-after-init --max-cron-threads=0 ||
        return 1
    sql -c "COMMENT ON DATABASE $DEMO IS '$2'"
}

# The main job itself; its account goes to standard output.
run_story() {
    (cd "$CHECKOUT/setup/lib" && "$PY" run_in_odoo.py "$DEMO" demo 2>"$STATE/log/story.log") &&
        return 0
    explain_failure "$STATE/log/story.log"
    return 1
}

# A real copy of the demo, tried out, so that Today and the binder can tell of it; once
# a day, and never in the way of the demo.
back_up_demo() {
    local to=$STATE/demo-backups key=$STATE/demo.passphrase copy
    if [ -n "$(find "$to" -name "$DEMO-*.dscsa-backup" -newermt '20 hours ago' 2>/dev/null)" ] &&
        [ "$(sql -d "$DEMO" -c 'SELECT count(*) FROM dscsa_backup')" != 0 ]; then
        return 0
    fi
    mkdir -p "$to"
    (cd "$CHECKOUT/setup/lib" && "$PY" run_in_odoo.py "$DEMO" demo_night 2>"$STATE/log/night.log") ||
        explain_failure "$STATE/log/night.log"
    if "$CHECKOUT/setup/backup" --to "$to" --keep 1 --database "$DEMO" \
        --passphrase "$key" >"$STATE/log/demo-backup.log" 2>&1 &&
        copy=$(find "$to" -name "$DEMO-*.dscsa-backup" | sort | tail -n 1) &&
        "$CHECKOUT/setup/restore" "$copy" --test --passphrase "$key" \
            >>"$STATE/log/demo-backup.log" 2>&1; then
        printf '\nBackup of %s made and restored on trial: %s\n' "$DEMO" "$copy"
    else
        printf '\nNo backup of the demo: see %s\n' "$STATE/log/demo-backup.log"
    fi
}

check_port() {
    if ! [[ $1 =~ ^[0-9]{4,5}$ && $1 -ge 1024 && $1 -le 65535 ]]; then
        die "'$1' is no port: a number from 1024 to 65535 is."
    fi
    if port_is_taken "$1"; then
        die "port $1 is taken by another program; end it, or choose another one:" \
            "setup/run --port $(free_port "$(($1 + 1))")"
    fi
}

# The server takes this process's place, so Ctrl-C reaches it; a watcher says when it is up.
serve() {
    local port=$1 log=$STATE/log/server.log
    check_port "$port"
    say "Starting the web client on port $port …"
    announce "$port" "$log" $$ &
    exec "$PY" -m odoo -d "$DEMO" --http-port "$port" --logfile "$log"
}

announce() {
    local tries
    for ((tries = 0; tries < 240; tries++)); do
        kill -0 "$3" 2>/dev/null || return 0
        if port_is_taken "$1"; then
            printf '\nOpen http://localhost:%s/odoo   login: admin   password: admin\n' "$1"
            printf 'Or as dana, kim, lee, sam (pharmacy) or rob (warehouse); password: demo\n'
            printf 'Stop with Ctrl-C. The log is %s\n' "$2"
            return 0
        fi
        sleep 0.5
    done
}
