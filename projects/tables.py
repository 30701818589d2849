# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of an experiment's README.md from what seeds.sh left in a folder: tables.py OUT SEED ..."""
import json
import math
import os
import subprocess
import sys
import tomllib
from pathlib import Path


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def head(*cells):
    row(*cells)
    row(*("---" for _ in cells))


def p(value):
    return "< .001" if value < 0.001 else f"{value:.3f}"


def percent(arm):
    return f"{100 * arm['accuracy']:.1f} % [{100 * arm['low']:.1f}, {100 * arm['high']:.1f}]"


def claims(results, bucket, control):
    """One line for each role and seed: the best arm of a role against the strongest control, or the ladder."""
    head("seed", "from (tokens a problem)", "to (tokens a problem)", "difference", "p", f"Holm p of {results[0][1]['looks']} looks", "chosen among", "shown")
    for seed, result in results:
        for claim in result["claims"]:
            if claim["bucket"] != bucket or claim["against_control"] != control:
                continue
            row(seed, f"{claim['from']} ({claim['tokens_from']:.0f})", f"{claim['to']} ({claim['tokens_to']:.0f})", f"{100 * claim['difference']:+.1f}",
                p(claim["p"]), p(claim["p_holm"]), claim["chosen_among"], "gain" if claim["gains"] else "worse" if claim["difference"] < 0 and claim["p_holm"] < 0.05 else "no")
    print()


def arms(results, bucket):
    first = [arm for arm in results[0][1]["arms"] if arm["bucket"] == bucket]
    if not first:
        return
    print(f"### {bucket}\n")
    head("arm", "role", *(f"seed {seed}" for seed, _ in results), "tokens a problem")
    for arm in sorted(first, key=lambda each: (each["role"] != "control", -each["accuracy"] if each["role"] == "control" else 0)):
        same = [next(a for a in result["arms"] if a["name"] == arm["name"] and a["bucket"] == bucket) for _, result in results]
        row(arm["name"], arm["role"], *(percent(each) for each in same), f"{sum(each['tokens_per_problem'] for each in same) / len(same):.0f}")
    print()


def budgets(results):
    if not results[0][1]["trainings"]:
        return
    print("### What the trainings cost\n")
    head("training", "from", "tokens trained", "tokens sampled", "seconds")
    mean = lambda name, key: sum(next(t for t in result["trainings"] if t["name"] == name)[key] for _, result in results) / len(results)
    for training in results[0][1]["trainings"]:
        name = training["name"]
        row(f"{name} ({training['algorithm']})", training["model"], *(f"{mean(name, key):,.0f}" for key in ("tokens_trained", "tokens_sampled", "seconds")))
    print()


def runs_of(out, seed):
    """Folder, settings and events of the runs of one seed, oldest first: of two of one name the newer one counts."""
    cli = os.environ.get("LAPIDARY_CLI", "lapidary-cli")
    project = Path(out) / f"seed-{seed}"
    found = []
    for folder in (project / "runs").glob("[0-9]*"):
        told = subprocess.run([cli, "events", folder.name, "--project", project], capture_output=True, text=True, check=True)
        events = [json.loads(line) for line in told.stdout.splitlines()]
        found.append((folder, tomllib.loads((folder / "run.toml").read_text()), events))
    return sorted(found, key=lambda run: run[2][0]["time"] if run[2] else 0)


def losses(out, seeds):
    """What each model loses on rows that it does not learn from: the stages of kind "loss"."""
    found = {}
    for seed in seeds:
        for _, run, events in runs_of(out, seed):
            for event in events if run["kind"] == "loss" else []:
                if event["type"] == "result":
                    found.setdefault(run["name"], {})[seed] = event["body"]["loss"]
    if not found:
        return
    print("### Forgetting: loss on rows of other kinds\n")
    head("model", *(f"seed {seed}" for seed in seeds))
    for name, values in found.items():
        row(name, *(f"{values[seed]:.4f}" if seed in values else "" for seed in seeds))
    print()


def wilson(share, count, z=1.959964):
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{100 * share:.1f} % [{100 * (middle - half):.1f}, {100 * (middle + half):.1f}]"


def counts(file):
    """Of held-out rows: how many things each share is one of."""
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    if "labels" not in rows[0]:
        return {"eval_accuracy": len(rows)}
    labels = [label for each in rows for label in each["labels"]]
    broken = sum(not all(each["labels"]) for each in rows)
    return {"eval_accuracy": len(labels), "eval_accuracy/right": sum(labels), "eval_accuracy/wrong": len(labels) - sum(labels),
            "eval_first_error/wrong": broken, "eval_first_error/right": len(rows) - broken}


def held_out(out, seeds):
    """The last measure of each training on rows that it has not learnt from, with Wilson's interval where it is a share."""
    found = {}
    for seed in seeds:
        for folder, run, events in runs_of(out, seed):
            told = [e["body"]["values"] for e in events if e["type"] == "metrics" and "eval_loss" in e["body"]["values"]]
            if not told:
                continue
            given = folder / "eval.jsonl"  # else a share of the training's own rows was held out
            of = counts(given if given.exists() else folder / "split" / "eval.jsonl")
            last = {name: value for name, value in told[-1].items() if name.startswith("eval_")}
            shown = {name: wilson(value, of[name]) if name in of else f"{value:.4f}" for name, value in last.items()}
            right, wrong = (last.get(f"eval_first_error/{side}") for side in ("right", "wrong"))
            if right and wrong:
                shown["F1 of first errors"] = f"{100 * 2 * right * wrong / (right + wrong):.1f} %"
            for name, value in shown.items():
                found.setdefault((run["name"], name), {})[seed] = value
    if not found:
        return
    print("### On rows that were held out\n")
    head("training", "measure", *(f"seed {seed}" for seed in seeds))
    for (name, measure), values in found.items():
        row(name, measure.removeprefix("eval_"), *(values.get(seed, "") for seed in seeds))
    print()


def compared(results):
    buckets = list(dict.fromkeys(arm["bucket"] for arm in results[0][1]["arms"]))
    first = "edge" if "edge" in buckets else buckets[0]
    if results[0][1]["claims"]:
        print(f"On *{first}*, against the strongest control:\n")
        claims(results, first, True)
        print(f"The ladder on *{first}*, each step from the same model where there is one:\n")
        claims(results, first, False)
    for bucket in sorted(buckets, key=lambda each: each != first):
        arms(results, bucket)
    budgets(results)


def canaries(out, seeds):
    """What the trainings earned on problems that they never learn from, at their first look and at their last: the reward
    (proxy), and the share that is right (gold)."""
    found = {}
    for seed in seeds:
        for _, run, events in runs_of(out, seed):
            told = [e["body"]["values"] for e in events if e["type"] == "metrics"]
            looks = [each for each in told if "canary/gold" in each]
            if looks:
                first, last = looks[0], looks[-1]
                found.setdefault(run["name"], {})[seed] = [len(told)] + [
                    f"{first[name]:.2f} → {last[name]:.2f}" for name in ("canary/proxy", "canary/gold")]
    if not found:
        return
    print("### On the canaries\n")
    head("training", *(f"seed {seed}: {what}" for seed in seeds for what in ("steps", "proxy", "gold")))
    for name, values in found.items():
        row(name, *(cell for seed in seeds for cell in values.get(seed, ["", "", ""])))
    print()


def exposed(results):
    """What of the problems the trainings, or the model that they began with, have seen."""
    for seed, result in results:
        for seen in result["exposure"]["seen"]:
            print(f"Seed {seed}: {seen['seen']} of {seen['of']} problems of *{seen['bucket']}* are in what was learnt by {seen['learnt_by']}.\n")
    exposure = results[0][1]["exposure"]
    for model in exposure["recipes_checked"]:
        print(f"The rows that {model} learnt from were made again by its recipe and compared with all problems, up to names and order.\n")
    for model in exposure["not_recorded"]:
        print(f"What {model} learnt before is not recorded.\n")


def main(out, seeds):
    minutes = [int((Path(out) / f"seed-{seed}.seconds").read_text()) / 60 for seed in seeds]
    print(f"Each seed took {min(minutes):.1f} to {max(minutes):.1f} minutes.\n")
    files = [(seed, Path(out) / f"seed-{seed}.json") for seed in seeds]
    results = [(seed, json.loads(file.read_text())) for seed, file in files if file.exists()]
    if results:
        compared(results)
    losses(out, seeds)
    held_out(out, seeds)
    canaries(out, seeds)
    if results:
        exposed(results)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
