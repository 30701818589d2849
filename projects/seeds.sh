#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs an experiment for several seeds, each in a folder of its own outside the repository, and prints the tables of its
# README.md as Markdown. What is finished is reused, so that a second call only prints.
#     sh projects/seeds.sh EXPERIMENT OUT [SEED ...]    EXPERIMENT: a folder, such as projects/starter; seeds: 1 2 3;
#                                                       LAPIDARY_CLI names the program (default: lapidary-cli)
set -eu
[ $# -ge 2 ] || { sed -n '3,6s/^# //p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
experiment=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- 1 2 3
cli=${LAPIDARY_CLI:-lapidary-cli}
for seed in "$@"; do
    begun=$(date +%s)
    "$cli" run "$experiment" --project "$out/seed-$seed" --set "seed=$seed" >&2
    [ -e "$out/seed-$seed.seconds" ] || echo $(($(date +%s) - begun)) > "$out/seed-$seed.seconds"
    grep -q '^\[\[arm\]\]' "$experiment/experiment.toml" || continue # nothing to compare
    "$cli" compare "$experiment" --project "$out/seed-$seed" --set "seed=$seed" --format json > "$out/seed-$seed.json"
done
exec python3 "$here/tables.py" "$out" "$@"
