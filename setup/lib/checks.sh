# shellcheck shell=bash
# The checks of setup/test. Each is a function that fails when something is wrong.

# Odoo's own lint classes that look at every addon on the path.
LINT_TESTS=(index naming override_signatures manifests onchange_domains routes i18n
    test_holes dunderinit)
RESULTS=()
FAILED=0

# check "headline" COMMAND…: run it whatever went before, keep how it ended.
check() {
    local title=$1 began=$SECONDS status=0
    shift
    printf '\n== %s\n' "$title"
    "$@" || status=$?
    if [ "$status" = 0 ]; then
        RESULTS+=("ok      $((SECONDS - began)) s  $title")
    else
        RESULTS+=("FAILED  $((SECONDS - began)) s  $title")
        FAILED=1
    fi
    printf '   %s, %s s\n' "$([ "$status" = 0 ] && echo ok || echo FAILED)" \
        "$((SECONDS - began))"
}

print_results() {
    printf '\n== Summary\n'
    printf '%s\n' "${RESULTS[@]}" | sed -E 's/^(ok|FAILED) +([0-9]+) s/\1 \2/' |
        awk '{ r = $1; s = $2; $1 = $2 = ""; printf "%-7s %5s s %s\n", r, s, $0 }'
}

# A file or folder of tests, perhaps with ::name; a bare word may be the value of -k.
is_place() { [[ $1 == */* || $1 == *.py* ]] && [ -e "${1%%::*}" ]; }

# Without a place among the arguments all tests are meant.
names_a_place() {
    local argument
    for argument in "$@"; do
        if is_place "$argument"; then return 0; fi
    done
    return 1
}

names_selling() { [[ " $* " == *" $CHECKOUT/dscsa_compliance_sale/"* ]]; }

# Addons of this checkout by name; the base first.
ADDONS=(dscsa_compliance)
for manifest in "$CHECKOUT"/dscsa_compliance_*/__manifest__.py; do
    ADDONS+=("$(basename "$(dirname "$manifest")")")
done
unset manifest

# Those that stand on the base alone and come with it by themselves or by choice.
rooms() {
    local addon
    for addon in "${ADDONS[@]:1}"; do
        if [ "$addon" != dscsa_compliance_sale ]; then printf '%s\n' "$addon"; fi
    done
}

# --- sources -------------------------------------------------------------------------

check_ruff() { ruff check --quiet .; }

check_format() { ruff format --check .; }

check_pylint() {
    PYLINTHOME=$STATE/pylint pylint "${ADDONS[@]}" setup/addons/*
}

check_imports() {
    PYTHONPATH=$CORE:$CHECKOUT lint-imports --cache-dir "$STATE/import_linter" \
        --config .importlinter | tail -n +8
}

# The checker of archives runs on Python 3.10 too, the rest asks for a newer one.
check_types() {
    (
        cd dscsa_core || exit
        mypy --cache-dir "$STATE/mypy" &&
            mypy --cache-dir "$STATE/mypy" --python-version 3.10 \
                src/dscsa_core/archive/cli.py
    )
}

check_twice() { "$PY" setup/lib/check_twice.py "${ADDONS[@]}" setup/addons/*; }

# An addon names none that stands on it.
check_rooms() { "$PY" setup/lib/check_rooms.py "${ADDONS[@]}"; }

check_readmes() { "$PY" setup/lib/make_readmes.py --check; }

check_docs() { "$PY" setup/lib/check_docs.py docs/*.md docs/change/*.md ./*.rst ./*.md; }

check_sizes() { "$PY" setup/lib/check_sizes.py dscsa_core setup "${ADDONS[@]}"; }

# The exporter of translations sees addons only.
check_words() { "$PY" setup/lib/catalogue_words.py --check; }

check_contract() { "$PY" setup/lib/make_contract.py --check; }

# Odoo's own rewriting tool must find nothing old in our files; it only lists them here.
check_upgrade_code() {
    "$PY" -m odoo upgrade_code --from 17.0 --dry-run --glob 'dscsa_compliance*/**/*' 2>&1 |
        without_noise
}

check_core() {
    local tests=(tests) runner=(python)
    if names_a_place "$@"; then tests=(); fi
    if [ "$#" = 0 ]; then
        runner=(python -m coverage run --branch --source dscsa_core
            --omit '*/dscsa_core/testing/*')
    fi
    (
        cd dscsa_core || exit
        unset ODOO_RC
        export COVERAGE_FILE=$STATE/coverage PYTHONPATH=$CORE
        export HYPOTHESIS_STORAGE_DIRECTORY=$STATE/hypothesis
        "${runner[@]}" -m pytest -p no:odoo -o "cache_dir=$STATE/pytest_core" -q \
            "${tests[@]}" "$@" || exit
        if [ "$#" = 0 ]; then
            python -m coverage report --skip-covered --skip-empty --fail-under=95 | tail -n 25
        fi
    )
}

# The package as a supplier installs it: nothing of Odoo, both commands at work.
check_core_package() {
    local folder=$STATE/core_package bin=$STATE/core_package/bin
    rm -rf "$folder"
    (
        unset PYTHONPATH ODOO_RC
        "$PYTHON" -m venv "$folder" &&
            "$bin/python" -m pip install -q --disable-pip-version-check --no-input \
                ./dscsa_core || exit
        cd / || exit
        "$bin/dscsa-check" "$CHECKOUT"/setup/demo/*.xml >"$folder/checked" &&
            "$bin/dscsa-verify" --help >/dev/null && tail -n 1 "$folder/checked"
    )
}

# --- with a database -----------------------------------------------------------------

# What Odoo says at this level on installing must be nothing at all.
check_install() {
    install_silently "$({ echo dscsa_compliance; rooms; } | paste -sd, -)" &&
        warm_pages "$TEST_DB"
}

# Where pages are opened: their scripts and styles, once for all tests.
warm_pages() {
    [ "$fast" = 1 ] ||
        PYTHONPATH=$LIB:$PYTHONPATH "$PY" setup/lib/run_in_odoo.py "$1" warm_pages
}

check_install_alone() {
    local base=$TEST_DB status=0
    TEST_DB=$ALONE_DB
    new_database "$TEST_DB"
    install_silently dscsa_compliance --skip-auto-install || status=1
    copy_database "$ALONE_DB" "$BASE_DB" && warm_pages "$BASE_DB" || status=1
    TEST_DB=$base
    return "$status"
}

# Every room can be left out: the base alone, and with each of them alone.
check_each_alone() {
    local base=$TEST_DB room status=0
    TEST_DB=${base}_one
    for room in $(rooms); do
        drop_database "$TEST_DB"
        copy_database "$ALONE_DB" "$TEST_DB" &&
            install_silently "$room" --skip-auto-install || status=1
    done
    drop_database "$TEST_DB"
    TEST_DB=$base
    return "$status"
}

install_silently() {
    odoo_server -d "$TEST_DB" -i "$@" --stop-after-init --log-level=warn 2>&1 |
        without_noise
}

check_update() {
    odoo_server -d "$TEST_DB" -u dscsa_compliance --stop-after-init --log-level=warn 2>&1 |
        without_noise
}

# Pass on what is no complaint about us; fail when anything is left or Odoo failed.
without_noise() {
    local rest
    rest=$(grep -v -F "Running as user 'root' is a security risk." | grep -v '^$' || true)
    if [ -z "$rest" ]; then return 0; fi
    printf '%s\n' "$rest"
    return 1
}

# check_templates ADDON…: each template holds exactly what Odoo finds in it today.
check_templates() {
    PYTHONPATH=$LIB:$PYTHONPATH "$PY" setup/lib/run_in_odoo.py "$TEST_DB" \
        compare_templates "$@" && return 0
    echo "make them anew: setup/odoo i18n export -d NAME $*"
    return 1
}

odoo_pytest() {
    local runner=("$PY")
    if [ "${MEASURED:-0}" = 1 ]; then
        runner+=(-m coverage run --rcfile setup/coverage.ini
            --source "$(printf '%s,' "${ADDONS[@]}")")
    fi
    COVERAGE_FILE=$STATE/coverage_odoo "${runner[@]}" -m pytest -c setup/pytest.ini --rootdir . -o "cache_dir=$STATE/pytest_$TEST_DB" \
        --odoo-config="$ODOO_RC" --odoo-database="$TEST_DB" "$@"
}

check_odoo_lint() {
    local name files=()
    for name in "${LINT_TESTS[@]}"; do
        files+=("$ODOO_HOME/odoo/addons/test_lint/tests/test_$name.py")
    done
    if [ ! -f "${files[0]}" ]; then
        echo "this Odoo comes without test_lint: skipped"
        return 0
    fi
    PYTHONPATH=$LIB/lint:$PYTHONPATH odoo_pytest -q -p oca_manifest "${files[@]}"
}

# Exit code 5 of pytest (nothing collected) is a failure like any other, but where options
# choose among the tests of two lanes.
check_odoo_tests() {
    local status=0
    odoo_pytest "${ODOO_TEST_OPTIONS[@]}" "$@" 2>&1 |
        tee "$STATE/log/odoo-tests-$TEST_DB.log" || status=$?
    [ "$status" = 0 ] || { [ "$status" = 5 ] && [ "${#arguments[@]}" -gt 0 ] &&
        ! names_a_place "${arguments[@]}"; }
}

# The glue addons, each in a copy that has what it glues to: the base stays free of it.
check_selling() {
    local base=$TEST_DB status=0
    TEST_DB=dscsa_test_sale_$$
    drop_database "$TEST_DB"
    copy_database "$base" "$TEST_DB" || return 1
    {
        odoo_server -d "$TEST_DB" -i sale_stock --stop-after-init --log-level=warn 2>&1 |
            without_noise &&
            { [ "${part:-all}" != all ] || check_templates dscsa_compliance_sale; } &&
            odoo_pytest -q "$@"
    } || status=$?
    drop_database "$TEST_DB"
    TEST_DB=$base
    return "$status"
}

# What of the addons the tests ran, and every branch of what refuses, holds and deletes.
check_coverage() {
    local status=0
    (
        export COVERAGE_FILE=$STATE/coverage_odoo COVERAGE_RCFILE=setup/coverage.ini
        "$PY" -m coverage combine -q &&
            "$PY" -m coverage report >"$STATE/log/coverage.log" || exit
        sort -t% -k1.1 "$STATE/log/coverage.log" | awk '/%$/ {print $NF, $0}' | sort -n |
            cut -d" " -f2- | head -n 25
        tail -n 1 "$STATE/log/coverage.log"
        echo "Every branch that regulates:"
        "$PY" -m coverage report --fail-under=100 --show-missing \
            --include "$(grep -v '^#' setup/lib/regulating.txt | paste -sd,)"
    ) || status=$?
    return "$status"
}

closing_line() {
    grep -hE '^(=+ )?.*\b(passed|failed|error|errors|skipped|no tests ran)\b.* in [0-9.]+s' \
        "$STATE"/log/odoo-tests-*.log
}

# --- the database of this run --------------------------------------------------------

provide_test_database() {
    if [ -n "${DSCSA_TEST_DB:-}" ]; then
        TEST_DB=$DSCSA_TEST_DB BASE_DB=$DSCSA_TEST_DB
        database_exists "$TEST_DB" || die "DSCSA_TEST_DB=$TEST_DB does not exist;" \
            "make it: setup/lib/db.sh new $TEST_DB"
        return 0
    fi
    drop_abandoned_databases
    FULL_DB=dscsa_test_$$ ALONE_DB=dscsa_test_alone_$$ BASE_DB=dscsa_test_base_$$
    TEST_DB=$FULL_DB
    trap 'drop_database "$FULL_DB"; drop_database "$ALONE_DB"; drop_database "$BASE_DB"' EXIT
    trap 'exit 130' INT TERM HUP
    new_database "$TEST_DB"
}

# Of killed runs: the process whose number they carry is gone.
drop_abandoned_databases() {
    local name
    for name in $(sql -c "SELECT datname FROM pg_database WHERE datname LIKE 'dscsa\_test\_%'"); do
        if ! kill -0 "${name##*_}" 2>/dev/null; then drop_database "$name"; fi
    done
}
