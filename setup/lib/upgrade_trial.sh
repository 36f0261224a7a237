# shellcheck shell=bash
# The check of an upgrade: a database made, filled and sealed by the code of the release
# before is brought up to date with -u, keeps every record and passes the ledger check;
# doing it again changes nothing. Sourced by checks.sh.

# Commit of the release before; this history has it unless the clone is shallow.
RELEASE_BEFORE=$(cat "$LIB/release_before")

check_upgrade() {
    local folder=$STATE/upgrade_trial status=0
    if ! git -C "$CHECKOUT" cat-file -e "$RELEASE_BEFORE^{commit}" 2>/dev/null; then
        echo "the release before is not in this clone (shallow?): skipped"
        return 0
    fi
    UPGRADED=${TEST_DB}_upg
    rm -rf "$folder"
    mkdir -p "$folder"
    git -C "$CHECKOUT" archive "$RELEASE_BEFORE" | tar -x -C "$folder"
    try_upgrade "$folder" || status=$?
    drop_database "$UPGRADED"
    rm -rf "$folder"
    return "$status"
}

try_upgrade() {
    make_release_before "$1" || { echo "   the release before could not be made"; return 1; }
    upgrade_records >"$1/before"
    upgrade_silently || return 1
    upgrade_records >"$1/after"
    lost_records "$1/before" "$1/after" || return 1
    (cd "$LIB" && "$PY" run_in_odoo.py "$UPGRADED" upgrade_check) || return 1
    upgrade_records >"$1/after"
    upgrade_silently || return 1
    upgrade_records >"$1/again"
    diff "$1/after" "$1/again" || { echo "   a second upgrade changed something"; return 1; }
}

# The demo's whole story, told by the code of then; its facts are sealed.
make_release_before() {
    local log=$STATE/log/upgrade.log
    sed "s#$CHECKOUT#$1#g" "$ODOO_RC" >"$1/odoo.conf"
    new_database "$UPGRADED"
    (
        export ODOO_RC=$1/odoo.conf
        cd "$1/setup/lib" || exit
        "$PY" -m odoo -d "$UPGRADED" -i dscsa_compliance --stop-after-init &&
            "$PY" run_in_odoo.py "$UPGRADED" demo &&
            "$PY" run_in_odoo.py "$UPGRADED" demo_night
    ) >"$log" 2>&1 || { explain_failure "$log"; return 1; }
}

# What openupgradelib tells of each statement, over several lines, is no complaint.
upgrade_silently() {
    odoo_server -d "$UPGRADED" -u dscsa_compliance --stop-after-init --log-level=warn 2>&1 |
        awk '/^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] /{ told = / OpenUpgrade: / } !told' | without_noise
}

# A line a table: its name, how many rows, one digest over all primary keys.
upgrade_records() {
    local name
    for name in $(sql -d "$UPGRADED" -c "SELECT tablename FROM pg_tables WHERE
        schemaname = 'public' AND tablename LIKE 'dscsa\_%' ORDER BY 1"); do
        sql -d "$UPGRADED" -c "SELECT '$name', count(*), md5(string_agg(t::text, ''
            ORDER BY t::text)) FROM (SELECT (to_jsonb(x) - '{write_date,write_uid}'::text[])
            AS t FROM $name x) y"
    done
}

# Every table of before must be there with no row fewer; severities of rules that are no
# more may go.
lost_records() {
    awk -F'|' 'NR == FNR { had[$1] = $2; next } { has[$1] = $2 }
        END { delete had["dscsa_severity"]
        for (name in had) if (!(name in has) || has[name] < had[name]) {
            print "   " name ": " had[name] " rows before, " has[name] + 0 " after"; bad = 1 }
        exit bad }' "$1" "$2"
}
