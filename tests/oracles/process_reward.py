#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what a process reward model learns from labelled steps, by plain autograd.

TRL 1.16 has no such trainer any more. Every chain is read by itself, without padding; the loss is the mean of the
cross-entropies at the ends of the steps, over all steps of an optimiser step. Needs torch and transformers; the tests
need neither. Usage: process_reward.py MODELS_DIR OUT_DIR
"""

import json
import pathlib
import random
import sys

import torch
import transformers

torch.set_num_threads(1)
STEPS, BATCH, PARTS = 12, 3, 2
CONFIG = {
    "learning_rate": 1e-3,
    "lr_scheduler_type": "linear",
    "weight_decay": 0.01,
    "max_grad_norm": 1.0,
    "per_device_train_batch_size": BATCH,
    "gradient_accumulation_steps": PARTS,
    "max_steps": STEPS,
}


def chain(rng, vocab):
    """Steps of random tokens, each labelled at its last one: right where the sum of its tokens is even."""
    ids = [rng.randrange(3, vocab) for _ in range(rng.randint(2, 5))]
    labels = [-100] * len(ids)
    for _ in range(rng.randint(1, 5)):
        step = [rng.randrange(3, vocab) for _ in range(rng.randint(1, 4))]
        ids += step
        labels += [-100] * (len(step) - 1) + [int(sum(step) % 2 == 0)]
    return {"input_ids": ids, "labels": labels}


def first_wrong(rights):
    return rights.index(False) if False in rights else None


def learn(model, optimizer, rows):
    total, correct, found, passed = 0.0, [], [], []
    count = sum(label >= 0 for row in rows for label in row["labels"])
    for row in rows:
        said = model(input_ids=torch.tensor([row["input_ids"]])).logits[0]
        places = [i for i, label in enumerate(row["labels"]) if label >= 0]
        truth = torch.tensor([row["labels"][i] for i in places])
        total = total - torch.log_softmax(said[places], -1)[range(len(places)), truth].sum() / count
        guess = said[places].argmax(-1)
        correct += (guess == truth).tolist()
        wanted, told = first_wrong((truth == 1).tolist()), first_wrong((guess == 1).tolist())
        (passed if wanted is None else found).append(wanted == told)
    optimizer.zero_grad()
    total.backward()
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), CONFIG["max_grad_norm"]).item()
    optimizer.step()
    mean = lambda values: sum(values) / len(values)
    told = {"loss": total.item(), "grad_norm": norm, "accuracy": mean(correct)}
    told.update({"first_error/wrong": mean(found)} if found else {})
    told.update({"first_error/right": mean(passed)} if passed else {})
    return told


def main():
    transformers.logging.set_verbosity_error()
    models, out = map(pathlib.Path, sys.argv[1:3])
    model = transformers.AutoModelForTokenClassification.from_pretrained(
        models / "llama2_mha", num_labels=2, dtype=torch.float32, attn_implementation="eager"
    ).eval()
    generator = torch.Generator().manual_seed(61)
    with torch.no_grad():
        model.score.weight.copy_(0.3 * torch.randn(model.score.weight.shape, generator=generator))
        model.score.bias.zero_()
    start = {f"score.{n}": p.tolist() for n, p in model.score.named_parameters()}
    named = list(model.named_parameters())
    decays = [{"params": [p for _, p in named if p.dim() > 1], "weight_decay": CONFIG["weight_decay"]}]
    plain = [{"params": [p for _, p in named if p.dim() < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(decays + plain, lr=CONFIG["learning_rate"])
    rng, steps = random.Random(61), []
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = CONFIG["learning_rate"] * (1 - step / STEPS)
        rows = [chain(rng, model.config.vocab_size) for _ in range(BATCH * PARTS)]
        metrics = learn(model, optimizer, rows)
        steps.append({"step": step + 1, "rollouts": rows, "metrics": metrics})
    final = {n: {"norm": p.norm().item(), "head": p.flatten()[:6].tolist()} for n, p in named}
    result = {
        "trainer": "prm",
        "start": "llama2_mha",
        "by": "tests/oracles/process_reward.py",
        "torch": torch.__version__.split("+")[0],
        "config": CONFIG,
        "lora": None,
        "start_weights": start,
        "steps": steps,
        "final": final,
    }
    (out / "prm.json").write_text(json.dumps(result) + "\n")
    print(steps[0]["metrics"], steps[-1]["metrics"], sep="\n")


if __name__ == "__main__":
    main()
