# shellcheck shell=bash
# Databases: a template with everything the addon depends on, and copies of it.

TEMPLATE=dscsa_deps
TEMPLATE_MODULES=purchase_stock,product_expiry,account_add_gln,barcodes_gs1_nomenclature,dscsa_dev_assets

sql() { "$PG_BIN/psql" -qtA -v ON_ERROR_STOP=1 "$@"; }

database_exists() {
    [ "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]
}

check_name() {
    [[ $1 =~ ^[a-z][a-z0-9_]{0,50}$ ]] || die "'$1' is no database name: small letters," \
        "digits and _ are."
}

drop_database() {
    check_name "$1"
    "$PG_BIN/dropdb" --if-exists --force "$1" 2>/dev/null ||
        die "the database $1 could not be removed; is it a template in use?"
    rm -rf "${STATE:?}/data/filestore/$1"
}

# copy_database FROM TO: rows and files; files are linked, since Odoo never rewrites one.
copy_database() {
    local files=$STATE/data/filestore
    check_name "$2"
    "$PG_BIN/createdb" -T "$1" "$2" || return 1
    rm -rf "${files:?}/$2"
    if [ -d "$files/$1" ]; then
        cp -al "$files/$1" "$files/$2" 2>/dev/null || cp -a "$files/$1" "$files/$2"
    fi
}

# The comment on the database is its stamp: written last, so a killed run leaves none.
template_key() {
    {
        cat "$ODOO_HOME/odoo/release.py" "$CHECKOUT"/setup/addons/*/__manifest__.py
        printf '%s\n' "$TEMPLATE_MODULES" "$ODOO_HOME"
    } | sha256sum | cut -c1-12
}

template_stamp() {
    sql -c "SELECT shobj_description(oid, 'pg_database') FROM pg_database
            WHERE datname = '$TEMPLATE'"
}

provide_template() {
    local key
    key=$(template_key)
    if [ "$(template_stamp)" = "$key" ]; then
        say "Template database: reusing $TEMPLATE"
        return 0
    fi
    lock "the template database" "$STATE/template.lock"
    if [ "$(template_stamp)" != "$key" ]; then
        step template "Making the template database (${TEMPLATE_MODULES//,/, })" \
            make_template "$key" || die "the template database could not be made."
    fi
    unlock
}

make_template() {
    local building=${TEMPLATE}_building
    drop_database "$building"
    odoo_server -d "$building" -i "$TEMPLATE_MODULES" --stop-after-init || return 1
    drop_database "$TEMPLATE"
    sql -c "ALTER DATABASE $building RENAME TO $TEMPLATE" || return 1
    mv "$STATE/data/filestore/$building" "$STATE/data/filestore/$TEMPLATE" || return 1
    sql -c "COMMENT ON DATABASE $TEMPLATE IS '$1'"
}

# new_database NAME: a copy of the template, made again when it was there.
new_database() {
    check_name "$1"
    drop_database "$1"
    # Two copies at once would refuse each other: one connection per template.
    lock "a database" "$STATE/template.lock"
    copy_database "$TEMPLATE" "$1" || die "the database $1 could not be copied from $TEMPLATE."
    unlock
}
