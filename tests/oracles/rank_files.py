#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records in tests/golden/rank_vocabularies what mistral-common and tiktoken make of texts by cut vocabularies.

    python rank_files.py cl100k_base.tiktoken tiktoken_small.model tests/golden

Needs mistral-common 1.13.1, whose tekken_240911.json is cut, and tiktoken 0.14.0. tiktoken_small.model is torchtune's.
"""
import json, sys, base64, pathlib, random, unicodedata
import mistral_common
import tiktoken
from tiktoken_ext import openai_public as op
from mistral_common.tokens.tokenizers.base import SpecialTokenPolicy
from mistral_common.tokens.tokenizers.tekken import Tekkenizer


def write(file, case):
    if case.get("decoded") == case.get("text"):
        case.pop("decoded", None)  # left out where it is the text
    file.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


golden = pathlib.Path(sys.argv[3])
out = golden / "rank_vocabularies"
texts = []
for line in open(golden / "tokenizers/gpt2/expected.jsonl"):
    t = json.loads(line)["text"]
    if t not in texts: texts.append(t)
texts += ["aaa" * 150, " " * 300 + "x", "ab" * 120 + "é" * 80, "I'LL see, it'ſ he'S WE'RE", "北京的天气怎么样？今天晴，气温 25°C。", "12345678901 3.14159 1,000,000",
  "\r\n\r\n  \t x \n\n", "def f(x):\n    return x ** 2  # ok\n", "ÀÉÎõü ñandú Straße ǅungla ʰa ٣٤٥ ⅷ ½", "👩‍🔬👨‍👩‍👧‍👦🇫🇷", "a\u0301e\u0301 Å \u212b ﬁ", "  lead and trail  ", "\u00a0\u2003x\u3000y", "HelloWorld helloWORLD XMLHttp", "url://a/b//c///\n/", "trailing \n", "trailing  ", "\n"]
rng = random.Random(7)
alphabet = list("abcdeE TthH'sSrRmM \n\r\t.,!?/0123456789") + list("éßЖж日本語한국🙂\u0301\u200d")
texts += ["".join(rng.choice(alphabet) for _ in range(rng.randint(5, 120))) for _ in range(40)]

# tekken
full = json.load(open(pathlib.Path(mistral_common.__file__).parent / "data/tekken_240911.json"))
names = ["<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]", "[ARGS]", "[CALL_ID]", "[THINK]", "[/THINK]"]
for name, n, s, version in (("tekken_v3", 2000, 1000, "v3"), ("tekken_v13", 700, 40, "v13")):
    cut = {"config": {**full["config"], "num_vocab_tokens": n + 20, "default_vocab_size": n + s, "default_num_special_tokens": s, "version": version}, "vocab": full["vocab"][:n + 20]}
    if version == "v13":
        cut["special_tokens"] = [{"rank": i, "token_str": t, "is_control": True} for i, t in enumerate(names)]
    (out / name).mkdir(exist_ok=True)
    with open(out / name / "tekken.json", "w") as f:
        f.write('{"config": ' + json.dumps(cut["config"]) + ',\n')
        if "special_tokens" in cut: f.write('"special_tokens": [\n' + ",\n".join(json.dumps(v) for v in cut["special_tokens"]) + '],\n')
        f.write('"vocab": [\n' + ",\n".join(json.dumps(v) for v in cut["vocab"]) + "]}\n")
    tok = Tekkenizer.from_file(out / name / "tekken.json")
    with open(out / name / "expected.jsonl", "w") as f:
        for t in texts:
            ids = tok.encode(t, bos=True, eos=False)
            write(f, {"text": t, "ids": ids, "decoded": tok.decode(ids)})
        ids = [1, s + 300, 3, s + 400, 2, 21]
        write(f, {"shown_ids": ids, "shown": tok.decode(ids, SpecialTokenPolicy.KEEP)})

# tiktoken
lines = open(sys.argv[1]).read().splitlines()[:4000]
(out / "tiktoken").mkdir(exist_ok=True)
(out / "tiktoken" / "cl100k_base.tiktoken").write_text("\n".join(lines) + "\n")
(out / "tiktoken" / "llama3.tiktoken").write_bytes(open(sys.argv[2], "rb").read())
ranks = {base64.b64decode(l.split()[0]): int(l.split()[1]) for l in lines}
small = {base64.b64decode(l.split()[0]): int(l.split()[1]) for l in open(out / "tiktoken" / "llama3.tiktoken").read().splitlines() if l}
op.load_tiktoken_bpe = lambda *a, **k: ranks
op.data_gym_to_mergeable_bpe_ranks = lambda *a, **k: ranks
L3 = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
Q = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
n = len(small)
l3names = ["begin_of_text", "end_of_text", "reserved_special_token_0", "reserved_special_token_1", "finetune_right_pad_id", "step_id", "start_header_id", "end_header_id", "eom_id", "eot_id", "python_tag"]
l3 = [f"<|{x}|>" for x in l3names] + [f"<|reserved_special_token_{i}|>" for i in range(2, 2 + 256 - len(l3names))]
m = len(ranks)
qs = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] + [f"<|extra_{i}|>" for i in range(205)]
encs = {k: v() for k, v in op.ENCODING_CONSTRUCTORS.items()}
encs["llama3"] = dict(name="llama3", pat_str=L3, mergeable_ranks=small, special_tokens={t: n + i for i, t in enumerate(l3)})
encs["qwen"] = dict(name="qwen", pat_str=Q, mergeable_ranks=ranks, special_tokens={t: m + i for i, t in enumerate(qs)})
extra = ["a<|endoftext|>b", "<|im_start|>user\nhi<|im_end|>", "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|><|python_tag|><|reserved_special_token_246|>",
  "<|fim_prefix|>x<|fim_suffix|>y<|fim_middle|>z<|endofprompt|>", "<|start|>assistant<|channel|>final<|message|>hi<|return|><|call|><|reserved_201087|>"]
with open(out / "tiktoken" / "expected.jsonl", "w") as f:
    for k, kw in encs.items():
        kw.pop("explicit_n_vocab", None)
        e = tiktoken.Encoding(**kw)
        for t in texts + extra:
            given = unicodedata.normalize("NFC", t) if k == "qwen" else t
            ids = e.encode(given, allowed_special="all")
            write(f, {"encoding": k, "text": t, "ids": ids, "decoded": e.decode(ids)})
