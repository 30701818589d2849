# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of README.md from the comparisons that seeds.sh left in a folder: tables.py OUT SEED ..."""
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "starter"))
import tables  # noqa: E402  (of the starter's experiment, which prints all but the losses)

tables.WORDS = {"id": "word problems of one or two steps", "edge": "of three steps", "ood": "chains of operations, never shown"}


def losses(out, seeds):
    """What each model loses on instructions of other kinds: the results of the stages of kind "loss"."""
    print("### Forgetting: loss on instructions of other kinds\n")
    cli = os.environ.get("LAPIDARY_CLI", "lapidary-cli")
    found = {}
    for seed in seeds:
        project = Path(out) / f"seed-{seed}"
        for run in sorted((project / "runs").iterdir()):
            settings = (run / "run.toml").read_text()
            if 'kind = "loss"' not in settings:
                continue
            name = next(line.split('"')[1] for line in settings.splitlines() if line.startswith("name = "))
            told = subprocess.run([cli, "events", run.name, "--project", project], capture_output=True, text=True, check=True)
            for event in map(json.loads, told.stdout.splitlines()):
                if event["type"] == "result":
                    found.setdefault(name, {})[seed] = event["body"]["loss"]
    tables.head("model", *(f"seed {seed}" for seed in seeds))
    for name, values in found.items():
        tables.row(name, *(f"{values[seed]:.4f}" if seed in values else "" for seed in seeds))
    print()


if __name__ == "__main__":
    tables.main(sys.argv[1], sys.argv[2:])
    losses(sys.argv[1], sys.argv[2:])
