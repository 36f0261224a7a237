# shellcheck shell=bash
# What setup/backup and setup/restore share: whose database, where, with which key.
# Works on any server with PostgreSQL's programs, gpg and Python 3.10; Odoo is not needed.

# What the caller's environment says of a server, before this checkout's own is set.
GIVEN_SERVER=(${PGHOST:+PGHOST="$PGHOST"} ${PGPORT:+PGPORT="$PGPORT"}
    ${PGUSER:+PGUSER="$PGUSER"} ${PGPASSWORD:+PGPASSWORD="$PGPASSWORD"})

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
for part in common packages postgres; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
unset part

DATABASE='' CONFIG='' FILESTORE='' KEY=''
SUFFIX=.dscsa-backup
GPG_HOME=''

# --- whose database ------------------------------------------------------------------

# provide_server_of: PGHOST and its like, DATA_DIR; from --config, else this checkout.
provide_server_of() {
    if [ -n "$CONFIG" ]; then
        read_config
    elif [ -n "$FILESTORE" ] && [ "${#GIVEN_SERVER[@]}" -gt 0 ]; then
        unset PGUSER PGPORT PGHOST
        export "${GIVEN_SERVER[@]}"
    else
        use_checkout
    fi
    find_postgres || need_packages "PostgreSQL's programs" postgresql-client
    find_postgres_client || die "pg_dump was not found; install postgresql-client."
    command -v gpg >/dev/null || need_packages "encryption" gnupg
    sql_of postgres -c 'SELECT 1' >/dev/null ||
        die "the PostgreSQL server does not answer; is it running, and is --config right?"
}

find_postgres_client() {
    if [ -n "${PG_BIN:-}" ] && [ -x "$PG_BIN/pg_dump" ]; then
        PATH=$PG_BIN:$PATH
    fi
    command -v pg_dump >/dev/null
}

# The server of an integrator: what its odoo.conf says.
read_config() {
    [ -r "$CONFIG" ] || die "$CONFIG cannot be read."
    local name value
    unset PGUSER PGPORT PGHOST
    while IFS='=' read -r name value; do
        case $name in
            db_host) export PGHOST=$value ;;
            db_port) export PGPORT=$value ;;
            db_user) export PGUSER=$value ;;
            db_password) export PGPASSWORD=$value ;;
            db_name) DATABASE=${DATABASE:-$value} ;;
            data_dir) DATA_DIR=$value ;;
        esac
    done < <(python3 "$LIB/odoo_conf.py" "$CONFIG")
    [ -n "${DATA_DIR:-}" ] || DATA_DIR=$HOME/.local/share/Odoo
    [ -n "$DATABASE" ] || die "name the database: --database NAME"
}

use_checkout() {
    set_places
    DATABASE=${DATABASE:-dscsa_demo}
    DATA_DIR=$STATE/data
    find_postgres || die "there is no PostgreSQL here; name your server with --config."
    [ -d "$STATE/pg" ] || die "this checkout has no database yet: make one with setup/run," \
        "or name your server with --config /etc/odoo/odoo.conf"
    provide_postgres
}

sql_of() { psql -XqtA -v ON_ERROR_STOP=1 -d "$@"; }

exists_database() {
    [ "$(sql_of postgres -c "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]
}

check_database_name() {
    [[ $1 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}$ ]] || die "'$1' is no name of a database."
}

filestore_of() {
    if [ -n "$FILESTORE" ]; then printf '%s' "$FILESTORE"; else printf '%s' "$DATA_DIR/filestore/$1"; fi
}

# --- the key -------------------------------------------------------------------------

# provide_key [make]: KEY names a file only we can read; made at the first backup.
provide_key() {
    if [ -z "$KEY" ]; then
        KEY=${DSCSA_BACKUP_KEY:-$HOME/.config/dscsa_compliance/backup.passphrase}
    fi
    if [ ! -e "$KEY" ] && [ "${1:-}" = make ]; then make_key; fi
    [ -r "$KEY" ] || die "the passphrase file $KEY cannot be read. Without it nobody opens" \
        "a backup: put back the copy you keep elsewhere, or name it with --passphrase."
    [ -s "$KEY" ] || die "the passphrase file $KEY is empty."
    case $(stat -c %a "$KEY") in
        600 | 400) ;;
        *) die "others may read $KEY; say: chmod 600 $KEY" ;;
    esac
}

make_key() {
    mkdir -p "$(dirname "$KEY")"
    (umask 077 && head -c 32 /dev/urandom | base64 -w 0 >"$KEY.new") ||
        die "$KEY could not be written."
    mv "$KEY.new" "$KEY"
    cat >&2 <<TEXT
A passphrase was made for your backups: $KEY
COPY THIS FILE NOW to a place that is neither this computer nor the backup disk (a
password manager, a sealed envelope). Without it no backup can ever be opened.
TEXT
}

# gpg in a home of its own: nothing of the user's keys is touched, nothing is left.
with_gpg() {
    gpg --homedir "$GPG_HOME" --batch --quiet --no-tty --pinentry-mode loopback \
        --passphrase-file "$KEY" "$@"
}

open_gpg() {
    GPG_HOME=$(mktemp -d "${TMPDIR:-/tmp}/dscsa_gpg.XXXXXX")
    chmod 700 "$GPG_HOME"
}

close_gpg() {
    if [ -n "$GPG_HOME" ]; then
        gpgconf --homedir "$GPG_HOME" --kill all 2>/dev/null || true
        rm -rf "$GPG_HOME"
    fi
}

encrypt() {
    with_gpg --symmetric --cipher-algo AES256 --s2k-digest-algo SHA512 \
        --s2k-count 65011712 -z 1 --output "$1"
}

decrypt() { with_gpg --decrypt "$1"; }

# --- words ---------------------------------------------------------------------------

human() { numfmt --to=si --suffix=B --format=%.1f "$1"; }

# The last line of a problem, without the name of the program that wrote it.
last_words() { tail -n 1 "$1" | sed -E 's/^[a-z_]+: (error: )?//'; }

# has_table DATABASE TABLE
has_table() {
    [ "$(sql_of "$1" -c "SELECT to_regclass('$2') IS NOT NULL" 2>/dev/null)" = t ]
}
