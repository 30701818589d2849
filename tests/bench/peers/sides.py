# SPDX-License-Identifier: Apache-2.0
"""Whoever can be measured: us and the peers, all asked in the same way."""
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DECODING = ("decode", "samples", "ragged", "prefill", "score", "contention")
TRAINING = ("sft", "sft_packed", "sft_ragged", "sft_ragged_packed", "sft_lora", "dpo", "grpo")


class Absent(Exception):
    """This side cannot do that, and says why."""


class Ours:
    """bench, a process for each measurement."""
    name = "ours"

    def __init__(self, options):
        self.options = options
        commit = subprocess.run(["git", "-C", str(HERE), "describe", "--always", "--dirty"], capture_output=True,
                                text=True)
        self.environment = {"LAPIDARY_COMMIT": commit.stdout.strip() or "unknown", **os.environ}

    def command(self, case, model, dtype, threads, *more):
        return [f"{self.options.bin}/bench", case, "--model", f"{self.options.models}/{model}", "--dtype", dtype,
                "--threads", str(threads), *more]

    def lines(self, *arguments):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, env=self.environment)
        if done.returncode != 0:
            raise Absent(done.stderr.strip().splitlines()[-1])
        return [json.loads(line) for line in done.stdout.splitlines()]

    def measure(self, case, model, dtype, threads, request):
        more = ["--repetitions", str(request["repetitions"]), "--seconds", str(request["seconds"])]
        if case in TRAINING and "rows" in request:
            more += ["--rows", str(request["rows"])]
        if not request.get("first"):
            more.append("--no-roofs")
        line = self.lines(case, model, dtype, threads, *more)[-1]  # of contention the last is the one beside others
        return {"tokens": line["tokens"], "seconds": line["seconds_median"], "cpu_seconds": line["cpu_seconds"],
                "peak_rss_mb": line.get("peak_rss_mb"), "losses": line.get("losses"), "commit": line["commit"],
                "share_of_roof": line.get("share_of_roof")}

    def does(self, case, dtype):
        return True

    def answers(self, model, dtype):
        return self.lines("answers", model, dtype, 1)[0]

    def close(self):
        pass


class Peer:
    """A Python process for each model and number format, which stays alive between the rounds."""

    def __init__(self, options, name, script, package, cases):
        self.options, self.name, self.script, self.cases, self.running = options, name, script, cases, {}
        self.here = importlib.util.find_spec(package) is not None

    def does(self, case, dtype):
        return case in self.cases

    def arguments(self, model, dtype):
        return [f"{self.options.models}/{model}", dtype]

    def ask(self, model, dtype, request):
        if not self.here:
            raise Absent("not installed")
        if (model, dtype) not in self.running:
            process = subprocess.Popen([sys.executable, str(HERE / self.script), *self.arguments(model, dtype)],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log(), text=True)
            self.running[model, dtype] = process
            self.answer(process)
        process = self.running[model, dtype]
        print(json.dumps(request), file=process.stdin, flush=True)
        return self.answer(process)

    def log(self):
        return open(self.options.log, "a") if self.options.log else subprocess.DEVNULL

    def answer(self, process):
        line = process.stdout.readline()
        if not line:
            raise Absent("ended")
        reply = json.loads(line)
        if "error" in reply:
            raise Absent(reply["error"])
        return reply

    def measure(self, case, model, dtype, threads, request):
        asked = {"case": case, "threads": threads, **request}
        if case == "contention":
            asked["busy"] = 1
        reply = self.ask(model, dtype, asked)
        for key in ("seconds", "cpu_seconds"):
            reply[key] = statistics.median(reply[key])
        return reply

    def answers(self, model, dtype):
        return self.ask(model, dtype, {"case": "answers", "threads": 1})

    def close(self):
        for process in self.running.values():
            process.stdin.close()
            process.wait()
        self.running = {}


class LlamaCpp(Peer):
    SUFFIX = {"float32": "f32", "bfloat16": "bf16", "int8": "q8_0"}

    def __init__(self, options):
        super().__init__(options, "llama.cpp", "peer_llama.py", "llama_cpp", DECODING + ("answers",))

    def arguments(self, model, dtype):
        return [f"{self.options.models}/{model}-{self.SUFFIX[dtype]}.gguf"]


class Transformers(Peer):
    def __init__(self, options):
        super().__init__(options, "HF", "peer_hf.py", "transformers", DECODING + ("answers", "adamw", "load"))

    def does(self, case, dtype):
        return super().does(case, dtype) and dtype != "int8"


class Trl(Peer):
    """`padding_free`: rows without padding, which TRL offers for attention that knows where rows end."""

    def __init__(self, options, name="TRL", padding_free=False):
        super().__init__(options, name, "peer_trl.py", "trl", TRAINING)
        self.padding_free = padding_free
        self.rows = pathlib.Path(options.models) / "rows"

    def arguments(self, model, dtype):
        if not (self.rows / "pairs.jsonl").exists():
            self.rows.mkdir(exist_ok=True)
            subprocess.run([f"{self.options.bin}/bench", "rows", "--out", str(self.rows)], check=True)
        return [f"{self.options.models}/{model}", str(self.rows), dtype]

    def does(self, case, dtype):
        return case in (("sft", "sft_ragged", "sft_lora") if self.padding_free else TRAINING)

    def ask(self, model, dtype, request):
        return super().ask(model, dtype, {**request, "padding_free": True} if self.padding_free else request)


def all_sides(options):
    sides = [Ours(options), LlamaCpp(options), Transformers(options), Trl(options),
             Trl(options, "TRL, padding-free", True)]
    wanted = options.sides.split(",") if options.sides else None
    return [side for side in sides if side.name == "ours" or not wanted or side.name in wanted]
