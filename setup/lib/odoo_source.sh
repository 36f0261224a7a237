# shellcheck shell=bash
# A working Odoo 19: the one ODOO_PATH names, or Debian's package, unpacked but not installed.

# Odoo, and what the web client's links inside it point to. Later releases of the fonts
# have other file names, hence the older suite.
ODOO_PACKAGES=(odoo-19/sid fonts-montserrat/sid libjs-jquery/bookworm
    libjs-jquery-form/bookworm libjs-underscore/bookworm fonts-font-awesome/bookworm
    fonts-roboto-unhinted/bookworm fonts-inconsolata/bookworm)

# ODOO_HOME: the folder holding the `odoo` package; ODOO_ADDONS: its addons, by commas.
provide_odoo() {
    if [ -n "${ODOO_PATH:-}" ]; then
        use_given_odoo "$ODOO_PATH"
    else
        use_packaged_odoo
    fi
    ODOO_ADDONS=$ODOO_HOME/odoo/addons
    # Only in a git checkout do most addons lie beside the package; Debian's folder of
    # that name is a half copy without data files.
    if [ -f "$ODOO_HOME/odoo-bin" ] && [ -d "$ODOO_HOME/addons/stock" ]; then
        ODOO_ADDONS=$ODOO_ADDONS,$ODOO_HOME/addons
    fi
    has_needed_addons || die "the Odoo in $ODOO_HOME has no addon purchase_stock;" \
        "set ODOO_PATH to a complete Odoo 19."
}

has_needed_addons() {
    [ -d "$ODOO_HOME/odoo/addons/purchase_stock" ] || [ -d "$ODOO_HOME/addons/purchase_stock" ]
}

use_given_odoo() {
    local folder
    for folder in "$1" "$1/usr/lib/python3/dist-packages" "$(dirname "$1")"; do
        if [ -f "$folder/odoo/release.py" ]; then
            ODOO_HOME=$(cd "$folder" && pwd -P)
            case $(odoo_version "$ODOO_HOME") in
                19.0*) return 0 ;;
                *) die "ODOO_PATH=$1 is Odoo $(odoo_version "$ODOO_HOME"), but 19.0 is needed." ;;
            esac
        fi
    done
    die "ODOO_PATH=$1 holds no Odoo: there is no odoo/release.py in it."
}

# "19.0", from the file, since importing it needs Odoo's libraries.
odoo_version() {
    sed -n -E 's/^version_info = \(([^,]+), *([0-9]+),.*/\1.\2/p' "$1/odoo/release.py" |
        tr -d "'\""
}

use_packaged_odoo() {
    local root
    root=$(newest_complete_odoo)
    if [ -z "$root" ]; then
        lock "Odoo" "$CACHE/odoo.lock"
        root=$(newest_complete_odoo)
        if [ -z "$root" ]; then
            fetch_odoo
            root=$(newest_complete_odoo)
        fi
        unlock
    else
        say "Odoo: reusing $root"
    fi
    ODOO_HOME=$root/usr/lib/python3/dist-packages
}

newest_complete_odoo() {
    local stamp
    for stamp in $(printf '%s\n' "$CACHE"/odoo-*/.complete | sort -V -r); do
        if [ -f "$stamp" ]; then
            dirname "$stamp"
            return 0
        fi
    done
}

fetch_odoo() {
    command -v apt-get >/dev/null || die "Odoo 19 is taken from Debian's package and there is" \
        "no apt-get here; set ODOO_PATH to the folder of an Odoo 19."
    find_mirror
    write_apt_state
    step odoo-lists "Reading the list of Debian packages" private_apt update ||
        die "Debian's package list could not be read; check the network, or set ODOO_PATH" \
            "to the folder of an Odoo 19."
    step odoo-download "Downloading Odoo 19 (about 120 MB)" download_odoo ||
        die "Odoo 19 could not be downloaded; check the network and try again, or set" \
            "ODOO_PATH to the folder of an Odoo 19."
    step odoo-unpack "Unpacking Odoo 19 (about 1.2 GB)" unpack_odoo ||
        die "Odoo 19 could not be unpacked; is the disk of $CACHE full?"
}

# The machine's own mirror, known only at run time.
find_mirror() {
    MIRROR=$(mirror_from_apt)
    if [ -z "$MIRROR" ]; then
        # Targets are listed only once apt has read its lists (fresh images have none).
        require_root "Debian's package list" "any package, after apt-get update"
        step apt "Updating apt's lists" as_root apt-get -q update || true
        MIRROR=$(mirror_from_apt)
    fi
    [ -n "$MIRROR" ] || die "apt knows no Debian mirror; set ODOO_PATH to the folder of an" \
        "Odoo 19."
}

mirror_from_apt() {
    # shellcheck disable=SC2016  # these are apt's words, not the shell's
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk '$3 == "main" && $1 !~ /security/ && $2 !~ /-/ { print $1; exit }'
}

write_apt_state() {
    local folder=$CACHE/apt keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -f "$keyring" ] || need_packages "Debian's signing keys" debian-archive-keyring
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/empty"
    printf "deb [signed-by=$keyring] $MIRROR %s main\n" bookworm sid >"$folder/sources.list"
}

private_apt() {
    local folder=$CACHE/apt
    apt-get -q -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferencesparts=/dev/null -o "Dir::State::Lists=$folder/lists" \
        -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User= -o Acquire::Retries=3 \
        -o Acquire::Languages=none -o APT::Update::Error-Mode=any "$@"
}

download_odoo() {
    local folder=$CACHE/debs.tmp
    rm -rf "$folder" "$CACHE/debs"
    mkdir -p "$folder"
    (cd "$folder" && private_apt download "${ODOO_PACKAGES[@]}") || return 1
    mv "$folder" "$CACHE/debs"
}

unpack_odoo() {
    local folder=$CACHE/odoo.tmp version deb dangling
    rm -rf "$folder"
    mkdir -p "$folder"
    for deb in "$CACHE"/debs/*.deb; do
        dpkg-deb -x "$deb" "$folder" || return 1
    done
    version=$(dpkg-deb -f "$CACHE"/debs/odoo-19_*.deb Version) || return 1
    relink "$folder"
    dangling=$(find "$folder/usr/lib/python3/dist-packages/odoo/addons/web" -xtype l)
    if [ -n "$dangling" ]; then
        printf 'the web client misses: %s\n' "$dangling"
        return 1
    fi
    printf '%s\n' "$version" >"$folder/.complete"
    rm -rf "$CACHE/odoo-$version"
    mv "$folder" "$CACHE/odoo-$version" && rm -rf "$CACHE/debs"
}

# Links to /usr/share/… would leave the unpacked tree: lead them back into it.
relink() {
    local link target
    find "$1/usr/lib/python3/dist-packages/odoo" -type l -lname '/*' | while read -r link; do
        target=$(readlink "$link")
        if [ -e "$1$target" ]; then ln -sfnr "$1$target" "$link"; fi
    done
}
