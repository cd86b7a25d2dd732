# Set up what `./run` and `./test` need; sourced by both, from the checkout.
# usage: . tools/setup.sh run|test
set -eu

RUN_PACKAGES="libsqlite3-mod-spatialite libexpat1 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
TEST_PACKAGES="chromium libatomic1 postgresql-15-postgis-3 postgresql-15-postgis-3-scripts"
UV_VERSION="0.13.9"

say() { printf '%s\n' "$*"; }
stop() { printf 'set-up stopped: %s\n' "$*" >&2; exit 1; }

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Install the Debian packages that are missing, or say the command that does.
install_system() {
    command -v dpkg-query >/dev/null || return 0
    missing=""
    for package in "$@"; do is_installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    say "Installing system packages:$missing"
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif sudo -n true 2>/dev/null; then as_root="sudo"
    else stop "type: sudo apt-get install$missing"
    fi
    log=$(mktemp)
    # shellcheck disable=SC2086
    { $as_root apt-get update -qq &&
      $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1 || {
        tail -n 15 "$log" >&2
        stop "a system package could not be installed; type: apt-get install$missing"
    }
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        command -v "$name" >/dev/null || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            command -v "$name"
            return
        fi
    done
    stop "Python 3.11 or newer is missing; type: apt-get install python3 python3-venv"
}

# What the set-up depends on; unchanged since the last time means nothing to do.
fingerprint() {
    cat tools/setup.sh tools/vendor.py "$1" webmap/package-lock.json pyproject.toml \
        webmap/translations/*/LC_MESSAGES/messages.po geo/search.py geo/judge/*.py \
        geo/engine/*.py | sha256sum
    "$2" --version
}

install_python() {
    [ -x .venv/bin/python ] || {
        say "Making the Python environment"
        "$1" -m venv .venv || stop "type: apt-get install python3-venv"
    }
    .venv/bin/python -m pip install -q --disable-pip-version-check "uv==$UV_VERSION" ||
        stop "uv could not be installed; type: .venv/bin/python -m pip install uv==$UV_VERSION"
    say "Installing Python packages ($2)"
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$2" ||
        stop "type: .venv/bin/uv pip install --python .venv/bin/python --require-hashes -r $2"
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps \
        --no-build-isolation -e . || stop "the wusul command could not be installed"
}

install_front_end() {
    command -v npm >/dev/null || install_system nodejs npm
    say "Installing front-end packages (webmap/package-lock.json)"
    npm ci --prefix webmap --ignore-scripts --no-audit --no-fund --silent ||
        stop "type: npm ci --prefix webmap"
    .venv/bin/python tools/vendor.py
}

setup() {
    kind=$1
    case $kind in
        run) requirements=requirements.txt; packages=$RUN_PACKAGES ;;
        test) requirements=requirements-test.txt
              packages="$RUN_PACKAGES $TEST_PACKAGES" ;;
        *) stop "usage: setup run|test" ;;
    esac
    # shellcheck disable=SC2086
    install_system $packages
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_system python3-venv
    stamp=.venv/set-up-$kind
    mark=$(fingerprint "$requirements" "$python")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$mark" ] &&
        [ -d webmap/static/vendor ]; then
        return 0
    fi
    install_python "$python" "$requirements"
    install_front_end
    say "Compiling translations and the trip search"
    .venv/bin/pybabel -q compile -d webmap/translations 2>/dev/null
    .venv/bin/python -m geo.warmup
    printf '%s' "$mark" >"$stamp"
}
