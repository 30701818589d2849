# SPDX-License-Identifier: Apache-2.0
"""Ours beside llama.cpp, transformers and TRL on the same weights and tokens, interleaved.

    run.py --models FOLDER --bin FOLDER [--cases decode,sft] [--shapes starter5m] [--dtypes bfloat16] [--out FILE.jsonl]
    run.py --table FILE.jsonl...        writes what the files hold into the README beside

FOLDER of --models is what make_models.py left. A side that is not installed is named and left out.
"""
import argparse
import json
import os
import re
import sys
import time

import sides
import table

THREADS = os.cpu_count() or 1


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", help="what make_models.py left")
    parser.add_argument("--bin", default="build/release/bin", help="where bench lies")
    parser.add_argument("--cases", default="decode,samples", help="names of bench's cases, with commas between them")
    parser.add_argument("--shapes", default="starter5m,smol135")
    parser.add_argument("--dtypes", default="float32,bfloat16")
    parser.add_argument("--threads", default=",".join(sorted({"1", str(THREADS)})))
    parser.add_argument("--sides", help="names of peers; ours is always there")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repetitions", type=int, default=1, help="in a round; of trainings: steps, at least 4")
    parser.add_argument("--seconds", type=float, default=0.5, help="of a round, at least")
    parser.add_argument("--rows", type=int, help="of a training's step, for large models")
    parser.add_argument("--out", help="JSON Lines are appended here too")
    parser.add_argument("--log", help="what the peers say on standard error")
    parser.add_argument("--no-check", action="store_true", help="do not compare logits and ids first")
    parser.add_argument("--table", nargs="+", metavar="FILE", help="only write the table of these files")
    return parser.parse_args()


def processor():
    with open("/proc/cpuinfo") as file:
        return re.search(r"model name\s*:\s*(.*)", file.read()).group(1)


def say(options, line):
    text = json.dumps(line)
    print(text, flush=True)
    if options.out:
        with open(options.out, "a") as file:
            file.write(text + "\n")


def differences(mine, other):
    out = {"ids_equal": next((i for i, pair in enumerate(zip(mine["ids"], other["ids"])) if pair[0] != pair[1]), 64)}
    for key in ("logits", "logprobs"):
        if key in other:
            out[key] = max(abs(a - b) for a, b in zip(mine[key], other[key]))
    return out


def check(options, everyone, shape):
    """Nothing is compared in speed that does not compute the same."""
    mine, right = everyone[0].answers(shape, "float32"), True
    for side in everyone[1:]:
        if not side.does("answers", "float32"):
            continue
        try:
            found = differences(mine, side.answers(shape, "float32"))
        except sides.Absent as reason:
            say(options, {"absent": side.name, "why": str(reason)})
            continue
        # llama.cpp keeps keys and values in 16 bits, so that its logits are not those of f32.
        exact = side.name == "HF"
        good = found["ids_equal"] == 64 and found["logits"] <= 1e-4 if exact else found["ids_equal"] >= 8
        say(options, {"check": "answers", "model": shape, "side": side.name, "good": good, **found})
        right = right and good
    if not right:
        sys.exit("run.py: the sides do not compute the same; nothing is measured")


def compare_losses(options, key, losses):
    """Steps on the same rows in the same order have the same losses."""
    mine = losses.pop("ours", None)
    for name, other in losses.items():
        if not mine or not other or key[0] == "grpo" or key[0].endswith("packed"):
            continue
        far = max(abs(a - b) for a, b in zip(mine, other))
        say(options, {"check": "losses", "case": key[0], "model": key[1], "dtype": key[2], "side": name,
                      "good": far <= (2e-4 if key[2] == "float32" else 2e-2), "largest_difference": far})


def request_of(options, case, number):
    steps = case in sides.TRAINING
    request = {"repetitions": max(4, options.repetitions) if steps else options.repetitions, "seconds": options.seconds,
               "first": number == 0}
    if options.rows:
        request["rows"] = options.rows
    return request


def measure(options, everyone, case, shape, dtype):
    losses, absent = {}, set()
    for number in range(options.rounds):
        for threads in map(int, options.threads.split(",")):
            for side in everyone:
                if side.name in absent or not side.does(case, dtype):
                    continue
                try:
                    found = side.measure(case, shape, dtype, threads, request_of(options, case, number))
                except sides.Absent as reason:
                    absent.add(side.name)
                    say(options, {"absent": side.name, "case": case, "model": shape, "dtype": dtype,
                                  "why": str(reason)})
                    continue
                losses[side.name] = found.pop("losses", None)
                rate = found["tokens"] / found["seconds"] if found["tokens"] else None
                say(options, {"case": case, "model": shape, "dtype": dtype, "threads": threads, "round": number,
                              "side": side.name, "rate": rate, **found, "load": os.getloadavg()[0],
                              "processor": processor(), "date": time.strftime("%Y-%m-%d")})
    compare_losses(options, (case, shape, dtype), losses)


def main():
    options = arguments()
    if options.table:
        return table.write(options.table)
    if not options.models:
        sys.exit(__doc__)
    everyone = sides.all_sides(options)
    cases = options.cases.split(",")
    try:
        for shape in options.shapes.split(","):
            if not options.no_check and any(case in sides.DECODING for case in cases):
                check(options, everyone, shape)
            for case in cases:
                for dtype in options.dtypes.split(","):
                    measure(options, everyone, case, shape, dtype)
    finally:
        for side in everyone:
            side.close()


if __name__ == "__main__":
    main()
