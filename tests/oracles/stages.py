#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does what two adapter trainings in a row leave load in PEFT, and compute there what Lapidary computes?

Needs torch, transformers and peft; the product and its tests need none of them.
Usage: stages.py lapidary-cli MODEL...
MODEL: a Hugging Face folder (one with biases, as GPT-2's, for the kind `bias` to differ from `lora`). For every pair of kinds
below: trains the first on MODEL and the second on what came out, with random tokens; loads the second's folder as PEFT does, on
the base that it brings; and compares the logits, and those of the merged export in transformers. Prints a line a pair; exit 1
on a miss.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import peft
import torch
import transformers

CLI, MODELS = sys.argv[1], [pathlib.Path(each).resolve() for each in sys.argv[2:]]
IDS = [3, 17, 25, 9, 31, 40, 12, 5]
KINDS = {
    "lora": "",
    "dora": "use_dora = true",
    "bias": 'bias = "all"',
    "saved": 'modules_to_save = ["lm_head"]',
}
STAGE = """
[[stage]]
name = "{name}"
kind = "train"
algorithm = "sft"
model = "{model}"
data = "rows"
[stage.config]
use_peft = true
r = 4
target_modules = ["all-linear"]
learning_rate = 5e-3
max_steps = 6
per_device_train_batch_size = 8
{more}
"""


def cli(*arguments, lines=None):
    text = None if lines is None else "".join(json.dumps(line) + "\n" for line in lines)
    done = subprocess.run([CLI, *map(str, arguments)], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError((done.stderr.strip() + " " + done.stdout.strip())[:400])
    return done.stdout


def load(folder):
    return transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")


@torch.no_grad()
def logits_of(model):
    return model.eval()(input_ids=torch.tensor([IDS])).logits[0].float()


def ours(*flags):
    return torch.tensor(json.loads(cli("logits", *flags, lines=[{"ids": IDS}]))["logits"])


def experiment(model, first, second):
    head = f'version = 1\nname = "stages"\nseed = 1\n[models]\nbase = "{model}"\n'
    data = '[[data]]\nname = "rows"\nfile = "rows.jsonl"\nformat = "tokens"\n'
    one, two = (STAGE.format(name=name, model=on, more=KINDS[kind]) for name, on, kind in (("one", "base", first), ("two", "one", second)))
    return head + data + one + two


def try_pair(model, first, second, scratch):
    numbers = random.Random(1)
    rows = [[numbers.randrange(3, 60) for _ in range(12)] for _ in range(64)]
    (scratch / "rows.jsonl").write_text("".join(json.dumps({"input_ids": row, "labels": row}) + "\n" for row in rows))
    (scratch / "experiment.toml").write_text(experiment(model, first, second))
    cli("run", scratch, "--project", scratch / "project")
    made = next((scratch / "project" / "runs").glob("02-two-*")) / "model"
    flags = ["--model", made / "base", "--adapter", made]
    got = ours(*flags)
    cli("export", "merged", *flags, scratch / "merged")
    found = {
        "moved": (got - logits_of(load(model))).abs().max().item(),
        "in_peft": (got - logits_of(peft.PeftModel.from_pretrained(load(made / "base"), made))).abs().max().item(),
        "merged_in_transformers": (got - logits_of(load(scratch / "merged"))).abs().max().item(),
    }
    # A merged matrix rounds once more than the sum of two products; the tolerances follow the largest logit.
    largest = max(1.0, got.abs().max().item())
    good = found["moved"] > 1e-2 and found["in_peft"] < 2e-5 * largest and found["merged_in_transformers"] < 3e-5 * largest
    numbers = ", ".join(f"{key} {value:.1e}" for key, value in found.items())
    print(f"| {model.name} | {first} then {second} | {numbers} | {'ok' if good else 'MISSED'} |", flush=True)
    return good


torch.set_num_threads(1)
transformers.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
print(f"transformers {transformers.__version__}, peft {peft.__version__}, torch {torch.__version__}\n")
missed = 0
for model in MODELS:
    for first in KINDS:
        for second in KINDS:
            with tempfile.TemporaryDirectory() as folder:
                missed += not try_pair(model, first, second, pathlib.Path(folder))
sys.exit(bool(missed))
