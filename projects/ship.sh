#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a shipped model anew and puts it where it is shipped from, with the recipe that made it: weights, recipe.toml
# (the seeds of every row that it learnt from) and training_log.csv. The model is that of the experiment's last
# training.
#     sh projects/ship.sh EXPERIMENT WORK MODEL     such as projects/starter-base, a folder to work in, and
#                                                   resources/starter; LAPIDARY_CLI names the program
set -eu
[ $# -eq 3 ] || { sed -n '6,7s/^# //p' "$0" >&2; exit 2; }
experiment=$1
mkdir -p "$2" "$3"
work=$(cd "$2" && pwd)
model=$3
cli=${LAPIDARY_CLI:-lapidary-cli}
"$cli" run "$experiment" --project "$work" >&2
python3 - "$work" "$model" "$cli" "$experiment/experiment.toml" <<'PY'
import csv, json, pathlib, shutil, subprocess, sys, tomllib
work, model, cli, experiment = sys.argv[1:]
shutil.copyfile(experiment, pathlib.Path(model, "recipe.toml"))
stages = [stage["name"] for stage in tomllib.loads(pathlib.Path(experiment).read_text())["stage"]]
columns = ["learning_rate", "loss", "mean_token_accuracy", "grad_norm", "num_tokens"]
with open(pathlib.Path(model, "training_log.csv"), "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["stage", "step"] + columns)
    for number, stage in enumerate(stages, 1):
        run = next(pathlib.Path(work, "runs").glob(f"{number:02}-{stage}-*"))
        events = subprocess.run([cli, "events", run], check=True, capture_output=True, text=True).stdout
        for event in map(json.loads, events.splitlines()):
            if event["type"] == "metrics":
                values = event["body"]["values"]
                table.writerow([number, event["body"]["step"]] + [f"{values[name]:.6g}" for name in columns])
for file in ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"]:
    shutil.copyfile(run / "model" / file, pathlib.Path(model, file))
PY
"$cli" compare --project "$work"
