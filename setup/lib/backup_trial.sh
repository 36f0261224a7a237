# shellcheck shell=bash
# The check of backup and restore: a copy is made, tested, restored, damaged, refused.
# Sourced by checks.sh; works on a copy of the database of the run.

# expect "what" CODE "text" COMMAND…: ends with that code and says that text.
expect() {
    local what=$1 code=$2 text=$3 status=0
    shift 3
    said=$("$@" 2>&1) || status=$?
    if [ "$status" = "$code" ] && [[ $said == *"$text"* ]]; then return 0; fi
    printf '   %s: code %s instead of %s, or not “%s”. It said:\n%s\n' "$what" "$status" \
        "$code" "$text" "$said"
    TRIAL=1
}

trial_sql() { sql -d "$TRIAL_DB" -c "$1"; }

# A file kept as it came, and facts sealed about it.
fill_trial() {
    "$PY" -m odoo shell -d "$TRIAL_DB" --log-level=error --no-http >/dev/null 2>&1 <<'PYTHON'
from odoo.addons.dscsa_compliance_ledger.services.ledger.sealer import Sealer
env["dscsa.document"]._take_in("trial.xml", b"<trial>of the backup</trial>")
env.cr.commit()
while Sealer(env).run_apart():
    pass
PYTHON
}

# flip FILE AT: the byte there is another one afterwards, whatever it was.
flip() {
    local byte
    byte=$(od -An -tu1 -j "$2" -N 1 "$1")
    # shellcheck disable=SC2059  # the format is the byte itself
    printf "\\$(printf '%03o' $(((byte + 1) % 256)))" |
        dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

newest() { find "$1" -name '*.dscsa-backup' | sort | tail -n 1; }

# Whole databases were copied and restored by now; the rest needs only our tables.
make_trial_small() {
    trial_sql "SET client_min_messages = warning; DO \$\$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
            AND tablename !~ '^(dscsa_.*|ir_attachment|res_company)\$' LOOP
            EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', name);
        END LOOP; END \$\$"
    sleep 1 # copies are named by the second
}

check_backup() {
    local folder=$STATE/backup_trial copy
    TRIAL=0 TRIAL_DB=${TEST_DB}_bak
    rm -rf "$folder"
    mkdir -p "$folder/out" "$folder/bin"
    drop_database "$TRIAL_DB"
    copy_database "$TEST_DB" "$TRIAL_DB" || return 1
    fill_trial || return 1
    export DSCSA_BACKUP_KEY=$folder/key/passphrase
    local backup=(setup/backup --database "$TRIAL_DB" --keep 2)
    expect "first copy" 0 "read back and good" "${backup[@]}" --to "$folder/out"
    copy=$(find "$folder/out" -name '*.dscsa-backup')
    expect "restore test" 0 "originals are as they were received" setup/restore "$copy" --test
    [[ $(trial_sql "SELECT chain_until FROM dscsa_backup WHERE tested_at IS NOT NULL") == \
        *"chain complete up to"* ]] || { echo "   the test was not noted"; TRIAL=1; }
    make_trial_small
    expect "small copy" 0 "read back and good" "${backup[@]}" --to "$folder/out"
    copy=$(newest "$folder/out")
    try_restore "$copy"
    try_refusals "$copy"
    try_damages "$copy"
    drop_database "$TRIAL_DB"
    rm -rf "$folder"
    unset DSCSA_BACKUP_KEY
    return "$TRIAL"
}

try_restore() {
    expect "restore" 0 "Restored into the database ${TRIAL_DB}_new" \
        setup/restore "$1" --database "${TRIAL_DB}_new"
    expect "never over another" 1 "exists already" \
        setup/restore "$1" --database "${TRIAL_DB}_new"
    [ "$(sql -d "${TRIAL_DB}_new" -c "SELECT 1 FROM dscsa_document
        WHERE name = 'trial.xml'")" = 1 ] ||
        { echo "   the restored database lacks its document"; TRIAL=1; }
    drop_database "${TRIAL_DB}_new"
}

try_refusals() {
    local folder=$STATE/backup_trial
    expect "no folder" 1 "is no folder" "${backup[@]}" --to "$folder/none"
    printf '#!/bin/sh\necho Avail\necho 1000\n' >"$folder/bin/df"
    chmod +x "$folder/bin/df"
    expect "full disk" 1 "has 1.0" env PATH="$folder/bin:$PATH" "${backup[@]}" --to \
        "$folder/out"
    [ "$(trial_sql "SELECT count(*) FROM dscsa_backup WHERE state = 'failed'")" = 1 ] ||
        { echo "   the failure was not noted"; TRIAL=1; }
    expect "key beside the copies" 1 "may not lie beside" "${backup[@]}" --to "$folder/out" \
        --passphrase "$folder/out/key"
    rm -f "$folder/out/key"
    echo other >"$folder/key/other"
    chmod 600 "$folder/key/other"
    expect "wrong key" 1 "is not the one of this backup" \
        setup/restore "$1" --test --passphrase "$folder/key/other"
    chmod 644 "$folder/key/other"
    expect "key others may read" 1 "others may read" \
        setup/restore "$1" --test --passphrase "$folder/key/other"
}

try_damages() {
    local folder=$STATE/backup_trial size damaged zeros
    zeros=$(printf '0%.0s' {1..64})
    size=$(stat -c %s "$1")
    head -c $((size - 4000)) "$1" >"$folder/cut.dscsa-backup"
    expect "cut off" 1 "cut.dscsa-backup is damaged" setup/restore "$folder/cut.dscsa-backup" \
        --test
    cp "$1" "$folder/flip.dscsa-backup"
    flip "$folder/flip.dscsa-backup" $((size / 2))
    expect "one byte" 1 "" setup/restore "$folder/flip.dscsa-backup" --test
    trial_sql "ALTER TABLE dscsa_ledger DISABLE TRIGGER USER;
        DELETE FROM dscsa_ledger WHERE position = 2"
    rm -f "$STATE/data/filestore/$TRIAL_DB/$(trial_sql "SELECT a.store_fname FROM
        ir_attachment a JOIN dscsa_document d ON d.attachment_id = a.id
        WHERE d.name = 'trial.xml'")"
    sleep 1
    expect "second copy" 0 "read back and good" "${backup[@]}" --to "$folder/out"
    damaged=$(newest "$folder/out")
    expect "entry removed by SQL" 1 "Missing in the ledger: entry 2" \
        setup/restore "$damaged" --test
    expect "original lost, anchor from later" 1 "The bytes of trial.xml are missing" \
        setup/restore "$damaged" --test --anchor "99999:$zeros"
    [[ $said == *"older than the anchor"* ]] || { echo "   no word of the anchor"; TRIAL=1; }
    [ "$(find "$folder/out" -name '*.dscsa-backup' | wc -l)" = 2 ] ||
        { echo "   more copies stayed than --keep says"; TRIAL=1; }
}
