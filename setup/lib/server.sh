# shellcheck shell=bash
# Odoo's command line with this checkout's configuration.

# Everything the server is told; no password, no network but loopback.
print_conf() {
    cat <<CONF
[options]
addons_path = $ODOO_ADDONS,$CHECKOUT,$CHECKOUT/setup/addons
data_dir = $STATE/data
db_host = $PGHOST
db_port = $PGPORT
db_user = $PGUSER
db_maxconn = 48
http_interface = 127.0.0.1
http_port = 8069
workers = 0
max_cron_threads = 2
; reading a large EPCIS file is one transaction: it may take minutes
limit_time_cpu = 3600
limit_time_real = 3600
limit_time_real_cron = 3600
limit_memory_soft = 6442450944
limit_memory_hard = 8589934592
with_demo = False
CONF
}

# write_conf FILE: written beside and moved, since another run may be reading it.
write_conf() {
    print_conf >"$1.$$"
    mv "$1.$$" "$1"
}

# Everything up to a server that can be called; cheap when all of it is there.
provide_server() {
    provide_system
    provide_odoo
    provide_venv
    provide_core
    provide_postgres
    PY=$VENV/bin/python
    CONF=$STATE/odoo.conf
    mkdir -p "$STATE/data/filestore"
    write_conf "$CONF"
    use_server_env
}

use_server_env() {
    export ODOO_RC=$CONF PYTHONPATH=$ODOO_HOME:$PYTHONPATH PATH=$VENV/bin:$PG_BIN:$PATH
}

odoo_server() { "$PY" -m odoo "$@"; }
