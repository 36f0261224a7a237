# shellcheck shell=bash
# axe-core, the checker of screens for people who see, hear or move differently. It is
# for tests only and never part of an addon.

AXE_VERSION=4.10.3

# DSCSA_AXE: the script, or empty where npm or the network is missing.
provide_axe() {
    local folder=$CACHE/axe-$AXE_VERSION
    DSCSA_AXE=$folder/node_modules/axe-core/axe.min.js
    export DSCSA_AXE
    if [ -f "$DSCSA_AXE" ]; then return 0; fi
    if ! command -v npm >/dev/null; then
        say "axe-core: no npm here, the tests with it are skipped"
        DSCSA_AXE=
        return 0
    fi
    lock "axe-core" "$CACHE/axe.lock"
    if [ ! -f "$DSCSA_AXE" ]; then
        step axe "Fetching axe-core $AXE_VERSION" npm install --no-save --no-audit \
            --no-fund --ignore-scripts --prefix "$folder" "axe-core@$AXE_VERSION" ||
            DSCSA_AXE=
    fi
    unlock
}
