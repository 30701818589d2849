#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the learning rates of transformers' own schedulers in tests/golden/schedules/transformers.json.

Needs torch and transformers; the product and its tests need neither. Usage: schedules.py OUT.json
"""
import json
import math
import sys

import torch
import transformers

CASES = [
    {"lr_scheduler_type": "linear", "total": 12},
    {"lr_scheduler_type": "linear", "total": 12, "warmup_steps": 4},
    {"lr_scheduler_type": "linear", "total": 7, "warmup_ratio": 0.3},
    {"lr_scheduler_type": "linear", "total": 5, "warmup_steps": 5},
    {"lr_scheduler_type": "linear", "total": 5, "warmup_steps": 9},
    {"lr_scheduler_type": "linear", "total": 1},
    {"lr_scheduler_type": "constant", "total": 6},
    {"lr_scheduler_type": "constant_with_warmup", "total": 8, "warmup_steps": 3},
    {"lr_scheduler_type": "constant_with_warmup", "total": 10, "warmup_ratio": 0.25},
    {"lr_scheduler_type": "constant_with_warmup", "total": 4},
    {"lr_scheduler_type": "cosine", "total": 12, "warmup_steps": 2},
    {"lr_scheduler_type": "cosine", "total": 11, "warmup_ratio": 0.1},
    {"lr_scheduler_type": "cosine_with_min_lr", "total": 12, "min_lr_rate": 0.1},
    {"lr_scheduler_type": "cosine_with_min_lr", "total": 15, "warmup_steps": 4, "min_lr_rate": 0.25},
    {"lr_scheduler_type": "cosine_with_min_lr", "total": 9, "warmup_ratio": 0.5, "min_lr_rate": 0.0},
]


def rates(case):
    """The rate that each optimiser step uses, as Trainer sets it."""
    learning_rate, total = 3e-4, case["total"]
    warmup = case.get("warmup_steps") or math.ceil(total * case.get("warmup_ratio", 0.0))
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=learning_rate)
    specific = {"min_lr_rate": case["min_lr_rate"]} if "min_lr_rate" in case else None
    scheduler = transformers.get_scheduler(
        case["lr_scheduler_type"], optimizer, num_warmup_steps=warmup, num_training_steps=total, scheduler_specific_kwargs=specific
    )
    out = []
    for _ in range(total):
        out.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return {**case, "learning_rate": learning_rate, "rates": out}


def main():
    recorded = {
        "source": {"repo": "huggingface/transformers", "version": transformers.__version__, "torch": torch.__version__.split("+")[0]},
        "cases": [rates(case) for case in CASES],
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(recorded, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
