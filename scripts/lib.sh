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
