# What the scripts of this folder share; each of them sources it. Kept to what bash 3.2 (macOS) knows.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv

# So that the settings, and with them the place of the index, are the repository's in whatever folder one is.
export ZONGJIE_CONFIG=${ZONGJIE_CONFIG:-$root/zongjie.toml}

# say TEXT: tells the person at the terminal, without mixing into what a script prints as its result.
say() {
    printf '%s\n' "$1" >&2
}

# fail TEXT…: says what is wrong and what to do, and ends the script.
fail() {
    say "$(basename -- "$0"): $*"
    exit 1
}

# has_option NAME ARGUMENT…: is one of the arguments NAME or NAME=value?
has_option() {
    local name=$1 argument
    shift
    for argument; do
        case $argument in
            "$name" | "$name"=*) return 0 ;;
        esac
    done
    return 1
}

# may_install: may this install packages of the system's?
may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# find_packages: has the system look which packages there are; it may know them already, so a failure is none.
find_packages() {
    apt-get update >/dev/null 2>&1 || true
}

# install_packages PACKAGE…: installs them, without a word; fails where that cannot be done.
install_packages() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1
}

# wrk: has the benchmark find wrk, which asks for pages, where this may install packages; elsewhere it says what to do.
wrk() {
    if command -v wrk >/dev/null || ! may_install; then
        return 0
    fi
    say "Installing wrk, which the section pages needs."
    find_packages
    install_packages wrk || say "It could not be installed; that section is not measured."
}

# libreoffice: has the tests of old office formats find LibreOffice, where this may install packages; elsewhere they
# are skipped with that reason. Takes a quarter of a minute and 270 MB, once.
libreoffice() {
    if command -v soffice >/dev/null || ! may_install; then
        return 0
    fi
    say "Installing LibreOffice, which tests of .doc, .wps, .rtf and .odt need."
    find_packages
    install_packages libreoffice-writer-nogui || install_packages libreoffice-writer ||
        say "It could not be installed; these tests are skipped."
}

# browser: has the tests of the pages find a browser, where this may install packages; elsewhere it says how to get one,
# and they are skipped. Takes a minute and 500 MB, once.
browser() {
    local program
    for program in chromium chromium-browser google-chrome; do
        if command -v "$program" >/dev/null; then
            return 0
        fi
    done
    if may_install; then
        say "Installing Chromium and a Chinese font, which tests of the pages need."
        find_packages
        if install_packages chromium fonts-noto-cjk; then
            return 0
        fi
    fi
    say "No browser, so tests of the pages are skipped. On Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"
}

# for_opensearch: has what a cluster takes: Maven, where its jars are to be fetched and this may install packages, and
# the Java of PyPI, where there is no other that is new enough. What is missing then, is said by who needs it.
for_opensearch() {
    local lacks
    lacks=$(cd "$root" && "$venv/bin/python" -m scripts.cluster.needs)
    case $lacks in
        *maven*)
            if may_install; then
                say "Installing Maven, which fetches OpenSearch."
                find_packages
                install_packages maven || say "It could not be installed."
            fi
            ;;
    esac
    case $lacks in
        *java*) "$root/scripts/setup" --cluster ;;
    esac
}
