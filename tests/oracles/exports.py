#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does what lapidary-cli computes with adapters and heads agree with PEFT and transformers, and do its exports load there?

Needs torch, transformers and peft; the product and its tests need none of them.
Usage: exports.py lapidary-cli MODELS ADAPTERS HEADS
MODELS, ADAPTERS, HEADS: folders as tests/golden/{models,adapters,heads}. For every case of ADAPTERS/expected: the logits with
the adapter on, those of the merged export (loaded by transformers), those of the adapter written anew (loaded by PEFT), and
whether the bytes of its weights are kept. For every case of HEADS/expected: the scores. For every case of MODELS/expected: whether
the model as it is, merged with a random adapter of all linear layers, merged in bf16, and copied through a project load in
transformers without a missing, unexpected or mismatched key and compute what Lapidary computes. Prints a line a case; exit 1 on a miss.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import peft
import torch
import transformers
from safetensors.torch import load_file

CLI = sys.argv[1]
MODELS, ADAPTERS, HEADS = map(pathlib.Path, sys.argv[2:5])
missed = []


def cli(verb, *flags, lines=None):
    text = None if lines is None else "".join(json.dumps(line) + "\n" for line in lines)
    done = subprocess.run([CLI, *verb.split(), *map(str, flags)], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError((done.stderr.strip() + " " + done.stdout.strip())[:300])
    return [json.loads(line) for line in done.stdout.splitlines()]


@torch.no_grad()
def logits_of(model, ids):
    return model.eval()(input_ids=torch.tensor([ids])).logits[0].float()[-len(ids):]


def load(folder):
    return transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")


def worst(a, b):
    return (torch.as_tensor(a) - torch.as_tensor(b)).abs().max().item()


def judge(name, **found):
    limits = {"as_it_is": 1e-4, "with_adapter": 1e-4, "in_bf16": 1e-4, "through_project": 1e-4, "on": 1e-4, "merged": 3e-4, "merged_in_transformers": 3e-4, "again_in_peft": 1e-4, "scores": 1e-4, "off": 0}
    bad = [key for key, value in found.items() if value is False or (not isinstance(value, bool) and value > limits[key])]
    print(f"| {name} | " + ", ".join(f"{key} {value if isinstance(value, bool) else format(value, '.1e')}" for key, value in found.items()) + f" | {'MISSED' if bad else 'ok'} |", flush=True)
    missed.extend((name, key) for key in bad)


def adapter_case(name, facts, scratch):
    base = MODELS / facts["base"]
    want = load_file(ADAPTERS / "expected" / f"{name}.safetensors")
    ids = want["ids"].tolist()
    line = [{"ids": ids}]
    mix = facts.get("mix")
    chosen = [f"{ADAPTERS / each}:{weight}" for each, weight in zip(mix, facts["weights"])] if mix else [str(ADAPTERS / name)]
    flags = ["--model", base, *(part for each in chosen for part in ("--adapter", each)), *(["--mix", facts["combination_type"]] if mix else [])]
    found = {"on": worst(cli("logits", *flags, lines=line)[0]["logits"], want["adapter.logits"])}
    if not mix:
        plain = cli("logits", "--model", base, lines=line)[0]["logits"]
        found["off"] = worst(cli("logits", "--model", base, "--adapter", f"{ADAPTERS / name}:0", lines=line)[0]["logits"], plain)
    again = scratch / "again"
    cli("export mixed", *flags, again)
    on_theirs = logits_of(peft.PeftModel.from_pretrained(load(base), again), ids)
    found["again_in_peft"] = worst(on_theirs, want["adapter.logits"])
    if not mix:
        found["same_bytes"] = (again / "adapter_model.safetensors").read_bytes() == (ADAPTERS / name / "adapter_model.safetensors").read_bytes()
    if mix or "merged.logits" in want:
        merged = scratch / "merged"
        cli("export merged", *flags, merged)
        # PEFT's merge of an adapted embedding changes a head that is tied to it as well, and so the model; ours does not.
        tied = getattr(load(base).config, "tie_word_embeddings", False) and any("lora_embedding_A" in key for key in facts.get("tensors", ()))
        reference = want["adapter.logits"] if tied else want.get("merged.logits", want["adapter.logits"])
        found["merged"] = worst(cli("logits", "--model", merged, lines=line)[0]["logits"], reference)
        found["merged_in_transformers"] = worst(logits_of(load(merged), ids), reference)
    judge(name, **found)


def head_case(name, facts):
    got = cli("score", "--model", HEADS / name, lines=[{"ids": row} for row in facts["rows"]])
    judge(name, scores=max(worst(answer["scores"], want) for answer, want in zip(got, facts["scores"])))


def load_strictly(folder):
    """As transformers loads it, and nothing that it had to make up or throw away."""
    model, report = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    wrong = {key: sorted(map(str, value)) for key, value in report.items() if value}
    if wrong:
        raise RuntimeError(f"{folder.name}: {wrong}")
    return model


def model_case(name, facts, scratch):
    base, ids = MODELS / name, facts["prompts"]["middle"]
    line = [{"ids": ids}]

    def agreement(folder):
        return worst(cli("logits", "--model", folder, lines=line)[0]["logits"], logits_of(load_strictly(folder), ids))

    adapted = peft.get_peft_model(load(base), peft.LoraConfig(task_type="CAUSAL_LM", r=3, lora_alpha=4, target_modules="all-linear", init_lora_weights=False))
    adapted.save_pretrained(scratch / "adapter")
    found = {}
    for key, flags in {"as_it_is": [], "with_adapter": ["--adapter", scratch / "adapter"], "in_bf16": ["--adapter", scratch / "adapter", "--dtype", "bf16"]}.items():
        cli("export merged", "--model", base, *flags, scratch / key)
        found[key] = agreement(scratch / key)
    found["kept_tied"] = json.loads((scratch / "with_adapter" / "config.json").read_text()).get("tie_word_embeddings") == json.loads((base / "config.json").read_text()).get("tie_word_embeddings")
    project = scratch / "project"
    cli("new", project)
    cli("import model", base, "--project", project)
    cli("export model", name, scratch / "copy", "--project", project)
    found["through_project"] = agreement(scratch / "copy")
    judge(name, **found)


def each(folder, run):
    for file in sorted((folder / "expected").glob("*.json")):
        try:
            with tempfile.TemporaryDirectory() as scratch:
                run(file.stem, json.loads(file.read_text()), pathlib.Path(scratch))
        except Exception as error:  # one case that fails must not hide the others
            print(f"| {file.stem} | {type(error).__name__}: {str(error)[:300]} | MISSED |", flush=True)
            missed.append((file.stem, "failed"))


torch.set_num_threads(1)
transformers.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
print(f"transformers {transformers.__version__}, peft {peft.__version__}, torch {torch.__version__}\n\n| case | worst difference | |\n|---|---|---|")
each(MODELS, model_case)
each(ADAPTERS, adapter_case)
each(HEADS, lambda name, facts, scratch: head_case(name, facts))
sys.exit(bool(missed))
