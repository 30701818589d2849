#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/golden/real_vocabularies from published vocabularies and the encodings recorded with them.

    python real_vocabularies.py DATA DIR [--whole]

DATA has the folders gpt2, qwen2, tiktoken, bert-wordpiece, bert-bge, phi-3 and tiny with the files of the projects that
tests/golden/real_vocabularies/README.md names. Each vocabulary becomes a tokenizer.json (Phi-3's a tokenizer.model) and its
cases an expected.jsonl. Tokens that cannot occur in the cases are left out, unless --whole is given: a merge matters only if
what it makes stands somewhere in a text. Ids stay as they are, but for Phi-3, whose ids are places in the file.
"""
import argparse, base64, json, pathlib, shutil, struct
from tokenizer_cases import GPT2, byte_symbols

SYMBOLS = byte_symbols()
VALUE = {c: b for b, c in zip([b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or b >= 174] + [b for b in range(256) if not (33 <= b <= 126 or 161 <= b <= 172 or b >= 174)], SYMBOLS)}
SPELL = {b: c for c, b in VALUE.items()}
CL100K = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = CL100K.replace(r"\p{N}{1,3}", r"\p{N}")


def spell(data):
    return "".join(SPELL[b] for b in data)


def load(path):
    return json.loads(path.read_text())


def llama_cpp(data, folder, name):
    texts = (data / folder / f"ggml-vocab-{name}.gguf.inp").read_text().split("\n__ggml_vocab_test__\n")
    lines = (data / folder / f"ggml-vocab-{name}.gguf.out").read_text().split("\n")
    return [{"text": t, "add_special": False, "ids": [int(i) for i in line.split()]} for t, line in zip(texts, lines)]


def transformers_cases(data, folder, words=False):
    out = []
    for case in load(data / folder / "transformers_cases.json")["cases"]:
        row = {"text": case["input"], "add_special": True, "ids": case["encoded"]["input_ids"]}
        # They were decoded with clean_up_tokenization_spaces, which transformers no longer does for BPE.
        kept = words or all(mark not in case["input"] for mark in (" .", " ?", " !", " ,"))
        out.append({**row, "shown": case["decoded_with_special"], "decoded": case["decoded_without_special"]} if kept else row)
    return out


def long_text(path, special):
    case = load(path)
    return {"text": case["text"], "add_special": special, "ids": case["token_ids"], "tokens": ["[CLS]", *case["bpe_tokens"], "[SEP]"] if special else case["bpe_tokens"]}


def byte_level_bpe(vocab, merges, pattern, specials, cases, whole, normalizer=None):
    inside = " ".join(spell(c["text"].encode()) for c in cases)
    keep = [m for m in merges if whole or m[0] + m[1] in inside]
    used = set(SYMBOLS) | {m[0] + m[1] for m in keep} | {part for m in keep for part in m} | {t for t, i in vocab.items() if any(i in c["ids"] for c in cases)}
    split = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    added = [{"id": i, "content": t, "special": True, "normalized": False, "single_word": False, "lstrip": False, "rstrip": False} for t, i in specials.items()]
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": normalizer, "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, level]},
            "post_processor": None, "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                      "vocab": {t: i for t, i in vocab.items() if whole or t in used}, "merges": [list(m) for m in keep]}}


def merges_of_ranks(ranks):
    """tiktoken stores tokens by rank; the two parts of a token are what the lower ranks leave of it."""
    out = []
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        parts = [bytes([b]) for b in token]
        while len(parts) > 2:
            best = min((ranks.get(a + b, rank), i) for i, (a, b) in enumerate(zip(parts, parts[1:])))
            if best[0] >= rank:
                break
            parts[best[1]:best[1] + 2] = [parts[best[1]] + parts[best[1] + 1]]
        if len(parts) == 2:
            out.append((spell(parts[0]), spell(parts[1])))
    return out


def word_piece(tokens, cases, whole, specials=("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")):
    ids = {i for c in cases for i in c["ids"]}
    text = " ".join(c["text"] for c in cases).lower()
    vocab = {t: i for i, t in enumerate(tokens) if whole or t in specials or i in ids or t.removeprefix("##") in text}
    added = [{"id": vocab[t], "content": t, "special": True, "normalized": False, "single_word": False, "lstrip": False, "rstrip": False} for t in specials]
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
            "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", vocab["[SEP]"]], "cls": ["[CLS]", vocab["[CLS]"]]},
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True}, "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": vocab}}


def read_gguf(path):
    """The metadata of a GGUF file."""
    data, at = path.read_bytes(), 24

    def take(form):
        nonlocal at
        value = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return value[0]

    def text():
        nonlocal at
        size = take("Q")
        at += size
        return data[at - size:at].decode()

    def value(kind):
        if kind == 8:
            return text()
        if kind == 9:
            inner, count = take("I"), take("Q")
            return [value(inner) for _ in range(count)]
        return take("BbHhIif?  QqD"[kind].replace("D", "d"))

    count = struct.unpack_from("<Q", data, 16)[0]
    out = {}
    for _ in range(count):
        name = text()
        out[name] = value(take("I"))
    return out


def phi3(data, cases, whole):
    """A SentencePiece model, and the cases with its ids."""
    meta = read_gguf(data / "phi-3/ggml-vocab-phi-3.gguf")
    tokens, scores, kinds = (meta["tokenizer.ggml." + k] for k in ("tokens", "scores", "token_type"))
    kinds = [2 if i == meta["tokenizer.ggml.unknown_token_id"] else 1 if kind == 2 else kind for i, kind in enumerate(kinds)]  # as in the model that it was made of
    text = "\0".join("\u2581" + c["text"].replace(" ", "\u2581") for c in cases)
    used = {i for c in cases for i in c["ids"]}
    keep = [i for i in range(len(tokens)) if i < 32000 and (whole or kinds[i] in (2, 3, 6) or i in used or tokens[i] in text)]
    new = {old: i for i, old in enumerate(keep)}

    def varint(n):
        out = b""
        while n >= 0x80:
            out += bytes([n & 0x7F | 0x80])
            n >>= 7
        return out + bytes([n])

    def field(number, payload):
        return varint(number << 3 | 2) + varint(len(payload)) + payload

    model = b"".join(field(1, field(1, tokens[i].encode()) + b"\x15" + struct.pack("<f", scores[i]) + b"\x18" + varint(kinds[i])) for i in keep)
    model += field(2, b"\x18\x02" + varint(35 << 3) + b"\x01") + field(3, b"\x18\x01\x20\x00\x28\x01")
    return model, [{**c, "ids": [new[i] for i in c["ids"]]} for c in cases]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    data, whole = options.data, options.whole

    def write(name, tokenizer, cases):
        folder = options.out / name
        folder.mkdir(parents=True, exist_ok=True)
        if isinstance(tokenizer, bytes):
            (folder / "tokenizer.model").write_bytes(tokenizer)
        else:
            (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n")
        (folder / "expected.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases))
        print(name, len(cases), "cases")

    plans = load(data / "tiktoken/testplans_even.json")["cases"]
    plan = lambda encoding: [{"text": c["text"], "add_special": False, "ids": c["ids"]} for c in plans if c["encoding"] == encoding]

    merges = [tuple(line.split()) for line in (data / "gpt2/vocab.bpe").read_text().split("\n")[1:] if line]
    cases = llama_cpp(data, "gpt2", "gpt-2") + transformers_cases(data, "gpt2") + [long_text(data / "gpt2/gpt2_encoded_tokens.json", False)] + plan("r50k_base")
    cases += [{"text": c["text"], "add_special": False, "ids": c["ids"]} for c in load(data / "gpt2/tiktoken_and_encoder_cases.json")["cases"]]
    write("gpt2", byte_level_bpe(load(data / "gpt2/encoder.json"), merges, GPT2, {"<|endoftext|>": 50256}, cases, whole), cases)

    merges = [tuple(line.split(" ")) for line in (data / "qwen2/merges.txt").read_text().split("\n") if line and not line.startswith("#version")]
    cases = llama_cpp(data, "qwen2", "qwen2")
    write("qwen2", byte_level_bpe(load(data / "qwen2/vocab.json"), merges, QWEN2, {"<|endoftext|>": 151643, "<|im_start|>": 151644, "<|im_end|>": 151645}, cases, whole, {"type": "NFC"}), cases)

    ranks = {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in (data / "tiktoken/cl100k_base.tiktoken").read_text().split("\n") if line}
    cases = plan("cl100k_base")
    specials = {"<|endoftext|>": 100257, "<|fim_prefix|>": 100258, "<|fim_middle|>": 100259, "<|fim_suffix|>": 100260, "<|endofprompt|>": 100276}
    write("cl100k", byte_level_bpe({spell(t): r for t, r in ranks.items()}, merges_of_ranks(ranks), CL100K, specials, cases, whole), cases)

    tokens = (data / "bert-wordpiece/bert-vocab.txt").read_text().split("\n")
    cases = transformers_cases(data, "bert-wordpiece", words=True) + [long_text(data / "bert-wordpiece/bert_uncased_encoded.json", True)]
    write("bert", word_piece([t for t in tokens if t], cases, whole), cases)
    (options.out / "bert" / "tokenizer_config.json").write_text('{"clean_up_tokenization_spaces": true}\n')

    raw = read_gguf(data / "bert-bge/ggml-vocab-bert-bge.gguf")["tokenizer.ggml.tokens"]  # there "▁" begins a word
    tokens = [t if t.startswith("[") and t.endswith("]") and len(t) > 2 else t[1:] if t.startswith("\u2581") else "##" + t for t in raw]
    cases = llama_cpp(data, "bert-bge", "bert-bge")
    write("bert_bge", word_piece(tokens, cases, whole), cases)

    write("phi3", *phi3(data, llama_cpp(data, "phi-3", "phi-3"), whole))

    tiny = load(data / "tiny/expected.json")["cases"]
    write("tiny_bpe", load(data / "tiny/tokenizer.json"), [{"text": tiny[0]["text"], "add_special": False, "ids": tiny[0]["ids"]}])
    write("tiny_unigram", (data / "tiny/m.model").read_bytes(), [{"text": tiny[1]["text"], "add_special": False, "ids": tiny[1]["ids"]}])  # with its own table of NMT's rules
    user, assistant = (m["content"] for m in tiny[2]["messages"])
    text = tiny[2]["rendered"].replace("{user}", user).replace("{assistant}", assistant)
    write("tiny_chat", load(data / "tiny/tiny_bpe_tokenizer.json"), [{"text": text, "add_special": False, "ids": tiny[2]["ids"]}])


if __name__ == "__main__":
    main()
