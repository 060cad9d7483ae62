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

# wrk: has the benchmark find wrk, which asks for pages, where this may install packages; elsewhere it says what to do.
wrk() {
    if command -v wrk >/dev/null || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    say "Installing wrk, which the section pages needs."
    apt-get update >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends wrk >/dev/null 2>&1 ||
        say "It could not be installed; that section is not measured."
}

# libreoffice: has the tests of old office formats find LibreOffice, where this may install packages; elsewhere they
# are skipped with that reason. Takes a quarter of a minute and 270 MB, once.
libreoffice() {
    local package
    if command -v soffice >/dev/null || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    say "Installing LibreOffice, which tests of .doc, .wps, .rtf and .odt need."
    apt-get update >/dev/null 2>&1 || true
    for package in libreoffice-writer-nogui libreoffice-writer; do
        if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package" >/dev/null 2>&1; then
            return 0
        fi
    done
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
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing Chromium and a Chinese font, which tests of the pages need."
        apt-get update >/dev/null 2>&1 || true
        if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
            chromium fonts-noto-cjk >/dev/null 2>&1; then
            return 0
        fi
    fi
    say "No browser, so tests of the pages are skipped. On Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"
}
