# shellcheck shell=bash
# Source this, call `provision`: afterwards an Odoo 19 server, its PostgreSQL and the
# template database are there, and PY, ODOO_RC, PYTHONPATH, PGHOST and PGUSER are set.
# Places: DSCSA_CACHE (shared), DSCSA_STATE (this checkout), ODOO_PATH (your own Odoo 19).

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
for part in common packages axe odoo_source python_env postgres server databases; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
unset part

provision() {
    set_places
    provide_server
    provide_template
}
