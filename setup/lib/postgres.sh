# shellcheck shell=bash
# A PostgreSQL cluster of this checkout's own: no network port, only a socket in its folder.

export PGUSER=odoo PGPORT=5432 PGDATABASE=postgres
unset PGSERVICE PGPASSWORD PGOPTIONS

# Start the cluster unless it runs; make it first unless it is there.
provide_postgres() {
    PG_DATA=$STATE/pg
    PG_LOG=$STATE/log/postgresql.log
    export PGHOST=$STATE/socket
    if postgres_answers; then
        say "PostgreSQL: already running in $PG_DATA"
        return 0
    fi
    lock "PostgreSQL" "$STATE/pg.lock"
    [ -f "$PG_DATA/PG_VERSION" ] ||
        step initdb "Making a PostgreSQL cluster" make_cluster ||
        die "the PostgreSQL cluster could not be made; see the log above."
    use_cluster_version
    postgres_answers || start_cluster ||
        die "PostgreSQL could not be started; its log is $PG_LOG"
    unlock
}

postgres_answers() {
    [ -S "$PGHOST/.s.PGSQL.$PGPORT" ] && "$PG_BIN/psql" -qtAc 'SELECT 1' >/dev/null 2>&1
}

# PostgreSQL refuses to run as root: then it belongs to the system user postgres.
as_owner() {
    if is_root; then
        (cd / && runuser -u postgres -- "$@")
    else
        (cd / && "$@")
    fi
}

owned_folder() {
    mkdir -p "$1"
    if is_root; then chown postgres: "$1"; fi
    chmod 700 "$1"
}

make_cluster() {
    if is_root && ! as_owner test -x "$STATE"; then
        echo "The user postgres cannot enter $STATE: set DSCSA_STATE to another folder."
        return 1
    fi
    rm -rf "$STATE"/pg.tmp
    owned_folder "$STATE/pg.tmp"
    as_owner "$PG_BIN/initdb" -D "$STATE/pg.tmp" -U "$PGUSER" -A trust -E UTF8 \
        --locale=C.UTF-8 --lc-collate=C --no-sync || return 1
    write_settings | as_owner tee -a "$STATE/pg.tmp/postgresql.conf"
    mv "$STATE/pg.tmp" "$PG_DATA"
}

# Trust is safe here: the socket's folder is closed to everybody else. The cluster holds
# only test and demo data, so durability is given up for speed.
write_settings() {
    cat <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$PGHOST'
port = $PGPORT
max_connections = 200
shared_buffers = 512MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = 20s
SETTINGS
}

# A cluster can only be run by the version that made it.
use_cluster_version() {
    local version
    version=$(cat "$PG_DATA/PG_VERSION")
    if [ -x "/usr/lib/postgresql/$version/bin/postgres" ]; then
        PG_BIN=/usr/lib/postgresql/$version/bin
    fi
    [ "$(postgres_major "$PG_BIN")" = "$version" ] ||
        die "the cluster in $PG_DATA was made by PostgreSQL $version, which is gone;" \
            "remove that folder or install postgresql-$version."
}

start_cluster() {
    owned_folder "$PGHOST"
    [ -e "$PG_LOG" ] || : >"$PG_LOG"
    if is_root; then chown postgres: "$PG_LOG" && chmod 755 "$STATE/log"; fi
    remove_stale_pid
    step pg-start "Starting PostgreSQL" wait_for_start
}

wait_for_start() {
    drop_locks
    as_owner "$PG_BIN/pg_ctl" -D "$PG_DATA" -l "$PG_LOG" -w -t 120 start && return 0
    # A killed predecessor's last processes may still hold its memory.
    sleep 3
    as_owner "$PG_BIN/pg_ctl" -D "$PG_DATA" -l "$PG_LOG" -w -t 120 start && return 0
    tail -n 10 "$PG_LOG"
    return 1
}

# After a crash the number in the pid file may by now belong to a foreign process.
remove_stale_pid() {
    local pid
    pid=$(head -n 1 "$PG_DATA/postmaster.pid" 2>/dev/null) || return 0
    if [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" != "$PG_DATA" ]; then
        rm -f "$PG_DATA/postmaster.pid" "$PGHOST"/.s.PGSQL.*
    fi
}

stop_postgres() {
    [ -f "$STATE/pg/postmaster.pid" ] || return 0
    as_owner "$PG_BIN/pg_ctl" -D "$STATE/pg" -m fast -w stop
}
