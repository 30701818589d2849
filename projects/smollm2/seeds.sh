#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs this experiment for several seeds, each in a folder of its own outside the repository, and prints the tables of
# README.md as Markdown. What is finished is reused, so that a second call only prints.
#     sh seeds.sh OUT [SEED ...]        seeds: 1 2 3; LAPIDARY_CLI names the program (default: lapidary-cli)
set -eu
[ $# -ge 1 ] || { sed -n '3,5s/^# //p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- 1 2 3
cli=${LAPIDARY_CLI:-lapidary-cli}
for seed in "$@"; do
    begun=$(date +%s)
    "$cli" run "$here" --project "$out/seed-$seed" --set "seed=$seed" >&2
    [ -e "$out/seed-$seed.seconds" ] || echo $(($(date +%s) - begun)) > "$out/seed-$seed.seconds"
    "$cli" compare --project "$out/seed-$seed" --set "seed=$seed" --format json > "$out/seed-$seed.json"
done
exec python3 "$here/tables.py" "$out" "$@"
