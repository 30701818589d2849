#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the starter model anew (about 25 minutes) and puts it where it is shipped from, with the recipe
# that made it: weights, recipe.toml (the seeds of every row that it learnt from) and training_log.csv.
#     sh ship.sh WORK MODEL             a folder to work in, and resources/starter; LAPIDARY_CLI names the program
set -eu
[ $# -eq 2 ] || { sed -n '3,5s/^# //p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
model=$2
cli=${LAPIDARY_CLI:-lapidary-cli}
"$cli" run "$here" --project "$work" >&2
made=$(ls -d "$work"/runs/*-base-*/model)
cp "$made/model.safetensors" "$model/model.safetensors"
cp "$here/experiment.toml" "$model/recipe.toml"
python3 - "$work" "$model/training_log.csv" "$cli" <<'PY'
import csv, json, pathlib, subprocess, sys
work, out, cli = sys.argv[1:]
columns = ["learning_rate", "loss", "mean_token_accuracy", "grad_norm", "num_tokens"]
with open(out, "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["stage", "step"] + columns)
    for number, stage in enumerate(["skill", "breadth", "base"], 1):
        run = next(pathlib.Path(work, "runs").glob(f"0{number}-{stage}-*"))
        for line in subprocess.run([cli, "events", run], check=True, capture_output=True, text=True).stdout.splitlines():
            event = json.loads(line)
            if event["type"] == "metrics":
                table.writerow([number, event["body"]["step"]] + [f"{event['body']['values'][name]:.6g}" for name in columns])
PY
"$cli" compare --project "$work"
