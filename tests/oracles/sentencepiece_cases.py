#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `lapidary-cli tokens` with the SentencePiece library on random texts, for models of every kind of setting.

    python sentencepiece_cases.py path/to/lapidary-cli CORPUS.txt [--seed N] [--texts N] [--only NAME] [--write DIR]
    python sentencepiece_cases.py path/to/lapidary-cli --model tokenizer.model [--seed N] [--texts N]

Needs sentencepiece and protobuf. Small models are trained on the corpus; ids, pieces, byte offsets, decoded texts and the
streamed pieces must be the library's. With --write DIR, the models marked below and some cases go to DIR/<name>/.
"""
import argparse, json, pathlib, random, subprocess, sys, tempfile
import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as proto
from tokenizer_cases import TRICKY, WORDS, random_text

SYMBOLS = ["<sep>", "<|user|>", "foo bar", "\u2581x\u2581", "ab"]
RULES = "41\t61\nFB01\t66 69\n3000\t20\nE9\t65\n200B\t\n9\t20\n41 42\t62 61\n2026\t2E 2E 2E\n31 32\t20 20\n"  # hex code points: from, to
LLAMA = dict(model_type="bpe", byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False, split_digits=True, allow_whitespace_only_pieces=True)

#: name → (options of the trainer, changes of the trained model, whether it is recorded)
KINDS = {
    "sp_llama": (dict(LLAMA, vocab_size=700), None, True),
    "sp_gemma": (dict(LLAMA, vocab_size=700, add_dummy_prefix=False, split_by_whitespace=False, user_defined_symbols=SYMBOLS + ["\n\n"], pad_id=0, eos_id=1, bos_id=2, unk_id=3, bos_piece="<bos>", eos_piece="<eos>"), None, False),
    "sp_unigram": (dict(model_type="unigram", vocab_size=400, normalization_rule_name="identity", user_defined_symbols=SYMBOLS, control_symbols=["<ctl>"]), "rules", True),
    "sp_unigram_bytes": (dict(model_type="unigram", vocab_size=700, byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False), None, False),
    "sp_unigram_nmt": (dict(model_type="unigram", vocab_size=500), None, False),
    "sp_unigram_fold": (dict(model_type="unigram", vocab_size=500, normalization_rule_name="nfkc_cf", add_dummy_prefix=False, unk_surface="?"), None, False),
    "sp_bpe_nmt": (dict(model_type="bpe", vocab_size=500, user_defined_symbols=SYMBOLS), None, False),
    "sp_bpe_suffix": (dict(model_type="bpe", vocab_size=400, treat_whitespace_as_suffix=True, normalization_rule_name="identity", user_defined_symbols=SYMBOLS), "rules", True),
    "sp_unigram_suffix": (dict(model_type="unigram", vocab_size=400, treat_whitespace_as_suffix=True, remove_extra_whitespaces=False), None, False),
    "sp_bpe_unused": (dict(LLAMA, vocab_size=700), "unused", False),
    "sp_unigram_unused": (dict(model_type="unigram", vocab_size=500), "unused", False),
    "sp_unescaped": (dict(model_type="bpe", vocab_size=500), "unescaped", False),
    "sp_ties": (dict(model_type="unigram", vocab_size=500), "ties", False),
    "sp_bpe_ties": (dict(model_type="bpe", vocab_size=500), "ties", False),
}


def train(name, corpus, folder):
    options, change, _ = KINDS[name]
    options = dict(options)
    if change == "rules":
        (folder / "rules.tsv").write_text(RULES)
        options.pop("normalization_rule_name")
        options["normalization_rule_tsv"] = str(folder / "rules.tsv")
    sentencepiece.SentencePieceTrainer.train(input=str(corpus), model_prefix=str(folder / name), minloglevel=2, num_threads=1, hard_vocab_limit=False, character_coverage=1.0, **options)
    file = folder / (name + ".model")
    model = proto.ModelProto.FromString(file.read_bytes())
    rng = random.Random(name)
    for piece in model.pieces:
        if change == "unused" and piece.type == 1 and len(piece.piece) > 1 and rng.random() < 0.3:
            piece.type = 5
        if change == "ties" and piece.type == 1:
            piece.score = -float(rng.randrange(1, 4)) - 0.1
    if change == "unescaped":
        model.normalizer_spec.escape_whitespaces = False
    model.trainer_spec.ClearField("input")
    model.trainer_spec.ClearField("model_prefix")
    model.normalizer_spec.ClearField("normalization_rule_tsv")
    file.write_bytes(model.SerializeToString())
    return file


def ask(cli, file, requests, *flags):
    answer = subprocess.run([cli, "tokens", "--tokenizer", str(file), *flags], input="".join(json.dumps(r) + "\n" for r in requests), capture_output=True, text=True)
    if not answer.stdout:
        sys.exit(answer.stderr.strip()[:600])
    return [json.loads(line) for line in answer.stdout.split("\n") if line]


def expectation(library, text):
    got = library.encode(text, return_type="proto")
    ids = [p.id for p in got.pieces]
    return {"text": text, "add_special": False, "ids": ids, "tokens": [p.piece for p in got.pieces], "offsets": [[p.begin, p.end] for p in got.pieces], "decoded": library.decode(ids)}


def compare(cli, name, file, texts, rng, show):
    library = sentencepiece.SentencePieceProcessor(model_file=str(file))
    cases = [expectation(library, text) for text in texts]
    ours = ask(cli, file, [{"text": c["text"], "add_special": False} for c in cases])
    rows = [{"ids": c["ids"], "skip_special": True} for c in cases]
    rows += [{"ids": [rng.randrange(library.get_piece_size()) for _ in range(rng.randrange(1, 12))], "skip_special": True} for _ in texts]
    differences, good = 0, []

    def tell(what, theirs, own):
        nonlocal differences
        differences += 1
        if differences <= show:
            print(f"{name}: {what}\n   reference {ascii(theirs)[:600]}\n   lapidary  {ascii(own)[:600]}")

    for case, mine in zip(cases, ours):
        wrong = [k for k in ("ids", "tokens", "offsets") if mine.get(k) != case[k]]
        for k in wrong:
            tell(f"{k} of {ascii(case['text'])}", case[k], mine.get(k, mine))
        if not wrong:
            good.append(case)
    for row, back in zip(rows, ask(cli, file, rows, "--decode", "--stream")):
        # Control pieces are taken out first, as everywhere here; in the library they part the bytes around them.
        theirs = library.decode([i for i in row["ids"] if not library.is_control(i)])
        if back.get("text") != theirs or "".join(back.get("pieces", ["?"])) != theirs:
            tell(f"decoded {row['ids']}", theirs, back)
    print(f"{name}: {len(cases)} texts, {len(rows)} decoded, {differences} differ")
    return differences, good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("corpus", nargs="?", type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        if options.model:
            models = {options.model.name: options.model}
        else:
            lines = options.corpus.read_text().split("\n")[:4000] + [f"{a} {b} {c}" for a, b, c in zip(WORDS, TRICKY, reversed(WORDS)) if "\0" not in b and "\n" not in b and "\r" not in b] * 3
            (folder / "corpus.txt").write_text("\n".join(lines))
            models = {name: train(name, folder / "corpus.txt", folder) for name in KINDS if options.only in name}
        for name, file in models.items():
            rng = random.Random(f"{options.seed} {name}")
            texts = [random_text(rng).replace("\0", "") for _ in range(options.texts)]
            texts += ["".join(rng.choice(SYMBOLS + [" ", "  ", "a", "A", "AB", "12", "\u3000", "\u2026", "<s>", "<unk>", "<ctl>", "<0x41>", "\u2581"]) for _ in range(rng.randrange(1, 9))) for _ in range(options.texts // 4)]
            differences, good = compare(options.cli, name, file, texts, rng, options.show)
            total += differences
            if options.write and name in KINDS and KINDS[name][2]:
                target = options.write / name
                target.mkdir(parents=True, exist_ok=True)
                (target / "tokenizer.model").write_bytes(file.read_bytes())
                (target / "expected.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in rng.sample(good, 80)))
    print("all equal" if total == 0 else f"{total} differ")
    return total > 0


if __name__ == "__main__":
    sys.exit(main())
