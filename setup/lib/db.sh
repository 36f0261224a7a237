#!/usr/bin/env bash
# Databases of this checkout's own PostgreSQL cluster.
#   setup/lib/db.sh new NAME        copy of the template (made again when it exists)
#   setup/lib/db.sh copy FROM TO    copy of any database, files included
#   setup/lib/db.sh drop NAME       remove the database and its files
#   setup/lib/db.sh list            names
#   setup/lib/db.sh psql NAME …     psql, with any of its options
#   setup/lib/db.sh env             shell lines that set what a Python tool needs
#   setup/lib/db.sh stop            stop PostgreSQL
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/provision.sh"

usage() {
    sed -n '2,9s/^# *//p' "$0" >&2
    exit 2
}

print_env() {
    printf 'export %s=%q\n' ODOO_RC "$ODOO_RC" PYTHONPATH "$PYTHONPATH" PGHOST "$PGHOST" \
        PGUSER "$PGUSER" PGPORT "$PGPORT" PATH "$PATH"
}

main() {
    [ "$#" -gt 0 ] || usage
    local action=$1
    shift
    provision
    case $action in
        new) new_database "${1:?name}" ;;
        copy) drop_database "${2:?to}" && copy_database "${1:?from}" "$2" ;;
        drop) drop_database "${1:?name}" ;;
        list) sql -c "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1" ;;
        psql) "$PG_BIN/psql" -d "$@" ;;
        env) print_env ;;
        stop) stop_postgres ;;
        *) usage ;;
    esac
}

main "$@"
