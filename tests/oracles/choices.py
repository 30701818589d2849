#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What transformers says of given choices, for tests/golden/choices.

    python tests/oracles/choices.py            needs torch and transformers; float64, so that its numbers are exact

starter.json: questions for resources/starter with choices of different lengths. Of each choice the tokens behind the
question, cut by the number of the question's tokens as lm-evaluation-harness does, and the sum of their
log-probabilities; and which choice wins by its metrics acc (sum), acc_norm (a character) and acc_bytes (a byte), and a
token.
tokens.json: for models of tests/golden/models, log-probabilities token by token of texts behind a beginning, as ids.
Longer ones come later: transformers rotates a text as the longest one before it, where that depends on the length.
"""
import json
import pathlib
import random

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "tests/golden/choices"
MODELS = ["llama2_mha", "qwen2", "gemma2", "gpt2", "llama_rope_dynamic"]


def logprobs(model, before, text):
    with torch.no_grad():
        logits = model(torch.tensor([before + text])).logits[0].double()
    rows = torch.log_softmax(logits[len(before) - 1:-1], -1)
    return [rows[i, token].item() for i, token in enumerate(text)]


def questions():
    """A chain of definitions; its answer at once, other answers, and solutions that are longer than all of them."""
    return [
        ("k=1+8;m=e*k;e=k+8;?m:", ["A3", "A7", "Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A3"]),
        ("a=2+3;?a:", ["A5", "Ta=2+3;:a=2+3=5;A5", "Ta=2+3;:a=2+3=6;A6", "A6"]),
        ("b=4*c;c=9-2;?b:", ["Tb=4*c;c=9-2;:c=9-2=7;b=4*7=8;A8", "Tb=4*c;c=9-2;:c=9-2=7;b=4*7=2;A2", "A8"]),
        ("x=5+5;y=x*3;?y:", ["A0", "A1", "A2", "A3", "A4"]),
    ]


def starter():
    folder = ROOT / "resources/starter"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64)
    rows = []
    for prompt, choices in questions():
        before = tokenizer(prompt).input_ids
        row = {"prompt": prompt, "choices": choices, "counts": [], "logprobs": []}
        for choice in choices:
            text = tokenizer(prompt + choice).input_ids[len(before):]
            row["counts"].append(len(text))
            row["logprobs"].append(sum(logprobs(model, before, text)))
        lengths = {"none": [1] * len(choices), "characters": [len(c) for c in choices],
                   "bytes": [len(c.encode()) for c in choices], "tokens": row["counts"]}
        for name, by in lengths.items():
            each = torch.tensor([l / n for l, n in zip(row["logprobs"], by)], dtype=torch.float64)
            row[name] = {"chosen": int(each.argmax()), "shares": torch.softmax(each, 0).tolist()}
        rows.append(row)
    return rows


def tokens():
    out = []
    for name in MODELS:
        model = AutoModelForCausalLM.from_pretrained(ROOT / "tests/golden/models" / name, dtype=torch.float64)
        vocabulary, draw = model.config.vocab_size, random.Random(name)
        for length, texts in [(5, [1, 1, 1, 1]), (33, [1, 2, 7, 40])]:
            before = [draw.randrange(3, vocabulary) for _ in range(length)]
            given = [[draw.randrange(3, vocabulary) for _ in range(n)] for n in texts]
            out.append({"model": name, "before": before, "texts": given,
                        "logprobs": [logprobs(model, before, text) for text in given]})
    return out


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    print("torch", torch.__version__, "transformers", transformers.__version__)
    for name, rows in [("starter", starter()), ("tokens", tokens())]:
        (OUT / (name + ".json")).write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
