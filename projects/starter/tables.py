# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of README.md from the comparisons that seeds.sh left in a folder: tables.py OUT SEED ..."""
import json
import sys
from pathlib import Path

WORDS = {"id": "3 to 5 definitions", "edge": "6 to 8 definitions", "ood": "9 to 10 definitions"}


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
    print(f"### {bucket}: {WORDS.get(bucket, '')}\n")
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


def main(out, seeds):
    results = [(seed, json.loads((Path(out) / f"seed-{seed}.json").read_text())) for seed in seeds]
    minutes = [int((Path(out) / f"seed-{seed}.seconds").read_text()) / 60 for seed in seeds]
    print(f"Each seed took {min(minutes):.1f} to {max(minutes):.1f} minutes.\n")
    print("On *edge*, against the strongest control:\n")
    claims(results, "edge", True)
    print("The ladder on *edge*, each step from the same model where there is one:\n")
    claims(results, "edge", False)
    for bucket in ("edge", "id", "ood"):
        arms(results, bucket)
    budgets(results)
    for seed, result in results:
        exposure = result["exposure"]
        for seen in exposure["seen"]:
            print(f"Seed {seed}: {seen['seen']} of {seen['of']} problems of *{seen['bucket']}* are in what was learnt by {seen['learnt_by']}.\n")
    exposure = results[0][1]["exposure"]
    for model in exposure["recipes_checked"]:
        print(f"The rows that {model} learnt from were made again by its recipe and compared with all problems, up to names and order.\n")
    for model in exposure["not_recorded"]:
        print(f"What {model} learnt before is not recorded.\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
