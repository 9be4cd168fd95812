#!/bin/bash
# A server of PostgreSQL for tests, in a folder of its own, with a socket there and no port.
#   postgres.sh start FOLDER PAMPHLET   FOLDER/address has the address of its database, which
#                                       has the tables that the program PAMPHLET makes
#   postgres.sh stop FOLDER
# The server refuses to run as root: then it is the user of Debian's package who runs it.
set -eu
what=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "postgres.sh: install the package postgresql" >&2; exit 1; }
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
stop() {
  # Elsewhere, because the user of the server may not enter FOLDER, and a socket's path is
  # short.
  local data
  data=$(cat "$folder/data" 2>/dev/null) || return 0
  if [ -d "$data" ]; then
    (cd / && as_postgres "$bin/pg_ctl" -D "$data/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$data"
  fi
  rm -f "$folder/data" "$folder/address"
}
case $what in
stop) stop ;;
start)
  stop
  data=$(mktemp -d /tmp/pamphlet-postgres.XXXXXX)
  echo "$data" >"$folder/data"
  if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
  chmod 755 "$data"
  cd /
  as_postgres "$bin/initdb" -D "$data/data" -A trust -E UTF8 --locale=C -U root >/dev/null
  # Tests need no durability, and more connections than the default of 100.
  as_postgres "$bin/pg_ctl" -D "$data/data" -l "$data/log" -w start -o "-k $data \
    -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=300" >/dev/null
  export PGHOST=$data PGUSER=root PGDATABASE=postgres
  psql -q -c "CREATE ROLE blog LOGIN CREATEROLE CREATEDB" \
    -c "CREATE DATABASE template_blog OWNER blog"
  echo "postgresql://blog@/template_blog?host=$data" >"$folder/address"
  site=$(mktemp -d)
  "$3" init "$site/blog" --database="$(cat "$folder/address")" >/dev/null
  rm -rf "$site"
  ;;
*) exit 2 ;;
esac
