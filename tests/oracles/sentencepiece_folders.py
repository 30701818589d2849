#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `lapidary-cli tokens` with transformers on folders that have a tokenizer.model and no tokenizer.json.

    python sentencepiece_folders.py path/to/lapidary-cli tokenizer.model [--texts N] [--write DIR]

Needs transformers, sentencepiece and protobuf; the model must be of Llama's kind (BPE, bytes, no normalisation), with 700
pieces. With --write DIR, the folder "new" and some of its cases go to DIR/sp_folder/. Known differences, in which Lapidary
follows the library: a blank at the beginning of a text after the added one (left out here), and the same behind added
tokens in the configuration "legacy_added" (counted). Where add_bos_token is missing, transformers 4 and the documentation
of 5 begin a text with it, which is followed; transformers 5.24 does not.
"""
import argparse, json, pathlib, random, sys, tempfile
import transformers
from sentencepiece_cases import ask
from tokenizer_cases import random_text

ADDED = {str(i): {"content": c, "lstrip": l, "rstrip": r, "normalized": False, "single_word": False, "special": s}
         for i, c, l, r, s in [(0, "<unk>", False, False, True), (1, "<s>", False, False, True), (2, "</s>", False, False, True), (700, "<|im_start|>", False, False, True), (701, "<pad>", False, False, True), (702, "<mark>", True, False, False), (703, "<end>", False, True, True)]}
NAMES = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
CONFIGS = {
    "plain": {"tokenizer_class": "LlamaTokenizer", "add_bos_token": True, **NAMES},
    "legacy": {"tokenizer_class": "LlamaTokenizer", "legacy": True, "add_bos_token": True, **NAMES},
    "new": {"tokenizer_class": "LlamaTokenizer", "legacy": False, "add_bos_token": True, "add_eos_token": True, **NAMES, "added_tokens_decoder": ADDED, "pad_token": "<pad>"},
    "legacy_added": {"tokenizer_class": "LlamaTokenizer", "legacy": True, "add_bos_token": False, **NAMES, "added_tokens_decoder": ADDED},
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--texts", type=int, default=500)
    parser.add_argument("--show", type=int, default=4)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    total = 0
    for name, config in CONFIGS.items():
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "tokenizer.model").write_bytes(options.model.read_bytes())
            (folder / "tokenizer_config.json").write_text(json.dumps(config))
            (folder / "config.json").write_text(json.dumps({"model_type": "llama"}))
            reference = transformers.LlamaTokenizer.from_pretrained(folder)
            rng = random.Random(name)
            texts = [random_text(rng).replace("\0", "") for _ in range(options.texts)]
            texts += ["".join(rng.choice(["<s>", "</s>", "<unk>", "<|im_start|>", "<mark>", "<end>", "<pad>", " ", "a", "hello", "\n"]) for _ in range(rng.randrange(1, 8))) for _ in range(options.texts)]
            blank = sum(t[:1] in " \u2581" and t != "" for t in texts)
            texts = [t for t in texts if t[:1] not in " \u2581"]
            ours = ask(options.cli, folder, [{"text": t, "add_special": s} for t in texts for s in (True, False)])
            theirs = [reference(t, add_special_tokens=s)["input_ids"] for t in texts for s in (True, False)]
            decoded = ask(options.cli, folder, [{"ids": i, "skip_special": s} for i in theirs[::2] for s in (True, False)], "--decode")
            told = [reference.decode(i, skip_special_tokens=s) for i in theirs[::2] for s in (True, False)]
            wrong = [(t, a, b["ids"]) for t, a, b in zip([t for t in texts for _ in (0, 1)], theirs, ours) if a != b["ids"]]
            garbled = [(i, a, b["text"]) for i, a, b in zip([i for i in theirs[::2] for _ in (0, 1)], told, decoded) if a != b["text"]]
            for row in wrong[:options.show] + garbled[:options.show]:
                print(f"{name}: " + "\n   ".join(ascii(x) for x in row))
            print(f"{name}: {len(ours)} encodings, {len(wrong)} differ; {len(told)} decoded, {len(garbled)} differ; {blank} texts that begin with a blank were left out")
            if options.write and name == "new":
                target = options.write / "sp_folder"
                target.mkdir(parents=True, exist_ok=True)
                (target / "tokenizer.model").write_bytes(options.model.read_bytes())
                (target / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n")
                cases = [{"text": t, "add_special": s, "ids": i} for t, s, i in zip([t for t in texts for _ in (0, 1)], [True, False] * len(texts), theirs)]
                cases = [{**c, "decoded": reference.decode(c["ids"], skip_special_tokens=True), "shown": reference.decode(c["ids"])} for c in rng.sample(cases, 80)]
                (target / "expected.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases))
            total += len(wrong) + len(garbled)
    return total > 0


if __name__ == "__main__":
    sys.exit(main())
