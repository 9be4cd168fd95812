# Shared by script/server and script/test: Debian packages and the build.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Prints the packages of the lists given. The name of the sanitizer runtime contains
# clang's version, which differs between releases; there is no package without it.
packages_named() {
  local release rt=libclang-rt-19-dev
  # shellcheck disable=SC1091
  release=$(. /etc/os-release && echo "${VERSION_ID:-}")
  if [ "$release" = 12 ]; then rt=libclang-rt-14-dev; fi
  sed "s/^libclang-rt-dev\$/$rt/" "${@/#/$root/script/packages/}"
}

packages_missing() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null |
    sed -n 's/^ii *//p' | sort -u)
  # Node from another source will do, and conflicts with Debian's.
  if command -v node >/dev/null && command -v npm >/dev/null; then
    installed=$(printf '%s\nnodejs\nnpm\n' "$installed" | sort -u)
  fi
  packages_named "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# The servers are needed as programs, not as services of this machine. Their packages
# start and enable them, so starting is prevented and enabling is undone.
packages_install() {
  local missing unit policy=/usr/sbin/policy-rc.d made=0 new=() status=0
  mapfile -t missing < <(packages_missing "$@")
  if [ ${#missing[@]} = 0 ]; then return 0; fi
  command -v apt-get >/dev/null || fail "needs these packages: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "run as root or install: ${missing[*]}"
  fi
  say "Installing Debian packages: ${missing[*]}"
  for unit in nginx lighttpd mariadb php8.2-fpm apache2 postgresql; do
    [ -e "/lib/systemd/system/$unit.service" ] || [ -e "/etc/init.d/$unit" ] ||
      new+=("$unit")
  done
  if [ ! -e "$policy" ]; then
    made=1
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
  fi
  packages_fetch "${missing[@]}" || status=1
  for unit in "${new[@]}"; do
    service_disable "$unit"
  done
  if [ $made = 1 ]; then
    as_root rm -f "$policy"
    trap - EXIT INT TERM
  fi
  [ $status = 0 ] || fail "apt-get could not install the packages"
}

# Package lists may be empty on a new machine, and name deleted versions on an old one:
# update them if a name is unknown, and again if a download fails.
packages_fetch() {
  local -a get=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y)
  if ! apt-cache show "$@" >/dev/null 2>&1; then
    as_root "${get[@]}" update || return 1
  fi
  as_root "${get[@]}" install --no-install-recommends "$@" && return 0
  as_root "${get[@]}" update &&
    as_root "${get[@]}" install --no-install-recommends "$@"
}

service_disable() {
  [ -e "/lib/systemd/system/$1.service" ] || [ -e "/etc/init.d/$1" ] || return 0
  if command -v systemctl >/dev/null; then
    as_root systemctl disable "$1.service" >/dev/null 2>&1 || true
  fi
  as_root update-rc.d "$1" disable >/dev/null 2>&1 || true
  as_root rm -f "/etc/systemd/system/multi-user.target.wants/$1.service"
}

# build FOLDER TARGET [cmake options]: configures on the first run, then builds.
build() {
  local folder=$1 target=$2
  shift 2
  if [ ! -e "$folder/build.ninja" ]; then
    cmake -G Ninja -S "$root" -B "$folder" "$@" || return 1
  fi
  ninja -C "$folder" "$target"
}
