#!/usr/bin/env bash
# The server of the journeys, with a PostgreSQL and a MinIO of its own in the folder given; ends with SIGTERM.
set -euo pipefail
dir=$1 port=$2 photos=127.0.0.1:$3
cd "$(dirname "$0")/../.."
. scripts/machine.sh

need_tool minio "$minio_version" github.com/minio/minio
chmod 755 "$dir"
mkdir -p "$dir/photos" "$dir/server"
chmod 755 "$dir/server"
export MINIO_ROOT_USER=journey MINIO_ROOT_PASSWORD=journey-secret MINIO_BROWSER=off MINIO_UPDATE=off

# MinIO runs until its file "running" is taken away, and again when it is put back: an outage, for the journeys.
store() {
  local minio=
  trap '[ -z "$minio" ] || kill -KILL "$minio" 2>/dev/null; exit' TERM
  while :; do
    "$cache/bin/minio-$minio_version" server --quiet --address "$photos" --console-address 127.0.0.1:0 "$dir/photos" &
    minio=$!
    while [ -e "$dir/running" ]; do sleep 0.1; done
    kill -KILL "$minio" && wait "$minio" || true
    minio=
    until [ -e "$dir/running" ]; do sleep 0.1; done
  done
}
touch "$dir/running"
store &
minio=$!
WUGONG_DEMO=1 WUGONG_DATA="$dir/server" WUGONG_ADDR="127.0.0.1:$port" WUGONG_METRICS_ADDR=off DATABASE_URL='' \
  WUGONG_S3_ENDPOINT="$photos" WUGONG_S3_ACCESS_KEY=$MINIO_ROOT_USER WUGONG_S3_SECRET_KEY=$MINIO_ROOT_PASSWORD \
  bin/wugong serve &
server=$!
end() {
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  kill "$minio" 2>/dev/null || true
}
trap 'exit 143' TERM INT
trap end EXIT
wait "$server"
