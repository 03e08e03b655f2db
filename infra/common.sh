# Shared by the scripts in this folder. Source it; it changes no directory.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
PORTAL="$ROOT/artifacts/portal"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Debian packages that are missing, given as command=package pairs. A command may have alternatives: chromium-headless-shell|chromium=package
missing_packages() {
  local pair commands found
  for pair in "$@"; do
    found=
    IFS='|' read -ra commands <<<"${pair%%=*}"
    for command in "${commands[@]}"; do
      if command -v "$command" >/dev/null 2>&1 || compgen -G "/usr/lib/postgresql/*/bin/$command" >/dev/null; then found=1; fi
    done
    [ -n "$found" ] || printf '%s\n' "${pair#*=}"
  done
}

# Installs Debian packages when it may, else says what to install and returns 1. Services are not started by it.
install_packages() {
  [ $# -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    say "Please install: sudo apt-get install $*"
    return 1
  fi
  say "Installing $* …"
  # The default PostgreSQL cluster would sit on port 5432 for nothing: tests make their own.
  if [[ " $* " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  fi
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$@" >/dev/null
}

require_sdks() {
  command -v dotnet >/dev/null || fail "The .NET SDK is missing (global.json names the version): https://dotnet.microsoft.com/download"
  if ! command -v npm >/dev/null; then
    install_packages nodejs npm || fail "Node.js with npm is missing; the browser libraries come from npm."
  fi
}

# Publishes the portal in Release to artifacts/portal when a source is newer than the last time. The folder is swapped, so a
# running portal keeps its files. `build_portal deploy` compiles ahead of time into artifacts/deploy: half the start-up time for a longer build.
build_portal() {
  # Brotli's best level takes four seconds, which only a deployed portal earns back.
  local options=(-p:_BlazorBrotliCompressionLevel=Optimal)
  if [ "${1:-}" = deploy ]; then
    PORTAL="$ROOT/artifacts/deploy"
    options=(-r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" --self-contained false -p:PublishReadyToRun=true)
  fi
  local stamp="$PORTAL/.built"
  if [ -e "$stamp" ] && [ -z "$(find "$ROOT/ChannelPortal" "$ROOT"/Directory.*.props "$ROOT/global.json" "$ROOT/.editorconfig" \
      \( -name bin -o -name obj -o -name node_modules -o -path "$ROOT/ChannelPortal/wwwroot/lib" -o -path "$ROOT/ChannelPortal/assets" \) -prune \
      -o -newer "$stamp" -print -quit)" ]; then
    return
  fi
  require_sdks
  say "Building the portal (Release) …"
  local fresh="$PORTAL.new" started="$ROOT/artifacts/.build-started"
  mkdir -p "$ROOT/artifacts"
  (
    flock 9
    rm -rf "$fresh"
    touch "$started"
    # The compiler lives for half a minute: collecting profiles of itself costs it a quarter of its time.
    DOTNET_TieredPGO=0 dotnet publish "$ROOT/ChannelPortal" -c Release -o "$fresh" -v q --nologo -p:RunAnalyzersDuringBuild=false "${options[@]}" >&2
    touch -r "$started" "$fresh/.built"
    rm -rf "$PORTAL.old"
    [ ! -e "$PORTAL" ] || mv "$PORTAL" "$PORTAL.old"
    mv "$fresh" "$PORTAL"
    rm -rf "$PORTAL.old"
  ) 9>"$ROOT/artifacts/.lock"
}

# The portal's own program. Its content (settings, assets) is the published folder whatever the working directory is.
portal() {
  export ASPNETCORE_CONTENTROOT="$PORTAL" DOTNET_CONTENTROOT="$PORTAL"
  export ChannelPortal__DataDirectory="${ChannelPortal__DataDirectory:-$ROOT/.data}"
  exec env "Logging__LogLevel__Microsoft.AspNetCore=${PORTAL_LOG_LEVEL:-Warning}" dotnet "$PORTAL/ChannelPortal.dll" "$@"
}
