#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `lapidary-cli tokens` with Hugging Face tokenizers on random texts, for every kind of part.

    python tokenizer_cases.py path/to/lapidary-cli [--seed N] [--texts N] [--only NAME] [--write DIR] [tokenizer.json ...]

Every configuration is a tokenizer.json built below (or given on the command line). Prints the first differences of each.
With --write DIR, some of the cases go to DIR/<name>/ in the layout of tests/golden/tokenizers.
"""
import argparse, base64, json, pathlib, random, struct, subprocess, sys, tempfile
from tokenizers import Tokenizer

WORDS = "the quick brown fox Jumps over lazy dogs don't I'm we'll hello world tokenization 12 3456 7 1,000.50 snake_case camelCase naïve café".split()
TRICKY = ["\u00e9", "e\u0301", "\u212b", "\ufb01", "\u3000", "\u00a0", "\u2003", "\u200b", "\u200d", "\ufeff", "\u180e", "\u0130", "\u1e9e", "\u00df", "\u0344", "\u0390", "\u1fee",
          "\uac00", "\u1100\u1161\u11a8", "\u4f60\u597d", "\u65e5\u672c\u8a9e", "\u0928\u093f", "\u0e33", "\u0627\u064b", "\U0001F600", "\U0001F468\u200d\U0001F469\u200d\U0001F467", "\U0001F3FD",
          "\U0001F1E9\U0001F1EA", "\u2581", "\u0120", "\u00b2", "\u2167", "\u24b6", "\u00bd", "\u0661", "\ud7ff", "\ue000", "\ufffd", "\U0010FFFF", "\x00", "\x01", "\x7f", "\x85", "\u2028",
          "\t", "\n", "\r\n", "\n\n", "  ", "    ", " ", " ", "'s", "'S", "!", "?!", "...", "-", "_", "$", "^", "`", "<s>", "</s>", "<mask>", "SPECIAL", "[CLS]", "Special", "<|x|>", "<0x41>", "a" * 40]
ADDED = [("<unk>", {"special": True}), ("<s>", {"special": True}), ("</s>", {"special": True}), ("<mask>", {"special": True, "lstrip": True}), ("<|x|>", {"rstrip": True, "normalized": True}),
         ("SPECIAL", {"single_word": True}), ("Caf\u00e9", {"normalized": True}), ("<br>", {"normalized": True, "lstrip": True, "rstrip": True})]

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
O200K = "|".join([r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?", r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                  r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"])
DEEPSEEK = ["[\r\n]", r"\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽ]+", r"\s?[!-/:-~！-／：-～‘-‟　-。]+", r"\s+$", "[一-龥ࠀ-一가-퟿]+"]


def nested(*members, kind):
    return {"type": "Sequence", kind: list(members)}


def normalizers(*members):
    return nested(*members, kind="normalizers")


def pre(*members):
    return nested(*members, kind="pretokenizers")


def split(pattern, behavior="Isolated", invert=False, kind="Regex"):
    return {"type": "Split", "pattern": {kind: pattern}, "behavior": behavior, "invert": invert}


def replace(pattern, content, kind="Regex"):
    return {"type": "Replace", "pattern": {kind: pattern}, "content": content}


def byte_level(prefix=False, regex=True):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": True, "use_regex": regex}


def metaspace(scheme="always", cut=True):
    return {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": scheme, "split": cut}


def byte_symbols():
    printable = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or b >= 174]
    rest = [b for b in range(256) if b not in printable]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(len(rest))]


def bpe(alphabet, words, extra=(), merges=260, mark="", **options):
    """A small BPE: merges of the commonest neighbours in the words."""
    prefix, suffix = options.get("continuing_subword_prefix") or "", options.get("end_of_word_suffix") or ""
    seqs = [[(c if i == 0 else prefix + c) + (suffix if i == len(mark + w) - 1 else "") for i, c in enumerate(mark + w)] for w in words for _ in range(2)]
    vocab = dict.fromkeys(list(extra) + list(alphabet))
    vocab.update(dict.fromkeys(s for seq in seqs for s in seq))
    pairs = []
    for _ in range(merges):
        counts = {}
        for seq in seqs:
            for pair in zip(seq, seq[1:]):
                counts[pair] = counts.get(pair, 0) + 1
        if not counts:
            break
        best = max(counts, key=lambda p: (counts[p], p))
        new = best[0] + best[1][len(prefix):]
        pairs.append(list(best))
        vocab.setdefault(new)
        for seq in seqs:
            i = 0
            while i + 1 < len(seq):
                if (seq[i], seq[i + 1]) == best:
                    seq[i:i + 2] = [new]
                i += 1
    return {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
            **options, "vocab": {t: i for i, t in enumerate(vocab)}, "merges": pairs}


def to_bytes(words):
    table = dict(zip([b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or b >= 174] + [b for b in range(256) if not (33 <= b <= 126 or 161 <= b <= 172 or b >= 174)], byte_symbols()))
    return ["".join(table[b] for b in w.encode()) for w in words]


BYTES = ["<0x%02X>" % b for b in range(256)]
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHI0123456789.,'!\u2581\u00e9"


def byte_bpe(**options):
    return bpe(byte_symbols(), to_bytes(WORDS + [" " + w for w in WORDS]), extra=["<unk>"], **options)


def unigram(byte_fallback=False, unk=0, mark="\u2581"):
    rng = random.Random(5)
    pieces = dict.fromkeys(["<unk>"] + (BYTES if byte_fallback else []) + list(LETTERS) + [mark + w[:k] for w in WORDS for k in (1, 2, 3, len(w))] + [w[k:k + 3] for w in WORDS for k in range(1, len(w) - 1)])
    return {"type": "Unigram", "unk_id": unk, "byte_fallback": byte_fallback, "vocab": [[p, 0.0 if p == "<unk>" else -2 - 10 * rng.random()] for p in pieces]}


def word_piece(prefix="##", longest=100):
    pieces = dict.fromkeys(["[UNK]", "[CLS]", "[SEP]"] + list(LETTERS) + [prefix + c for c in LETTERS] + [w.lower()[:k] for w in WORDS for k in (2, 4, len(w))] + [prefix + w.lower()[k:] for w in WORDS for k in (2, 3)] +
                           ["\u4f60", "\ud7ff", "cafe", "!", "?", "-", "_", "$"])
    return {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": prefix, "max_input_chars_per_word": longest, "vocab": {p: i for i, p in enumerate(pieces)}}


def word_level():
    return {"type": "WordLevel", "unk_token": "<unk>", "vocab": {p: i for i, p in enumerate(dict.fromkeys(["<unk>"] + WORDS + list("!?.-_'")))}}


def template(ids):
    return {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {t: {"id": t, "ids": [ids[t]], "tokens": [t]} for t in ("<s>", "</s>")}}


def charsmap(rules):
    """SentencePiece's blob of rules: a double-array trie (darts-clone's layout) and the replacements."""
    tree, text = {}, b""
    for what, with_ in sorted(rules.items()):
        node = tree
        for byte in what.encode():
            node = node.setdefault(byte, {})
        node[None] = len(text)
        text += with_.encode() + b"\0"
    units, used = {0: 0}, {0}

    def place(node, at, label):
        labels = sorted(-1 if b is None else b for b in node)
        offset = 1
        while any((at ^ offset ^ max(b, 0)) in used or (at ^ offset ^ max(b, 0)) == 0 for b in labels) or (offset >= 1 << 21):
            offset += 1
        units[at] = offset << 10 | (1 << 8 if None in node else 0) | label
        base = at ^ offset
        for b in labels:
            used.add(base ^ max(b, 0))
        for b in labels:
            if b == -1:
                units[base] = node[None] | 1 << 31
            else:
                place(node[b], base ^ b, b)

    place(tree, 0, 0)
    array = [units.get(i, 0) for i in range(max(units) + 256)]
    return {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(struct.pack("<I", 4 * len(array)) + struct.pack("<%dI" % len(array), *array) + text).decode()}


def configurations():
    """name -> (normalizer, pre_tokenizer, post_processor, decoder, model); a post-processor may be a function of the ids."""
    bl = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
    fallback = nested(replace("\u2581", " ", "String"), {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}, kind="decoders")
    wp, meta = {"type": "WordPiece", "prefix": "##", "cleanup": True}, metaspace()
    bert = lambda **o: {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True, **o}
    sp_bpe = lambda **o: bpe(LETTERS, WORDS, extra=["<unk>"] + BYTES, mark="\u2581", unk_token="<unk>", **o)
    rules = {"\ufb01": "fi", "\u00a0": " ", "\u3000": " ", "e\u0301": "\u00e9", "\u200b": "", "\u212b": "\u00e5", "\u00bd": "1/2", "\t": " ", "\n": " ", "\u2581": "_", "\U0001F1E9\U0001F1EA": "DE", "\ufeff": ""}
    out = {
        "gpt2": (None, byte_level(), byte_level(), bl, byte_bpe()),
        "gpt2_prefix_untrimmed": (None, byte_level(True), {**bl, "trim_offsets": False}, bl, byte_bpe()),
        "roberta": (None, byte_level(True), lambda ids: {"type": "RobertaProcessing", "sep": ["</s>", ids["</s>"]], "cls": ["<s>", ids["<s>"]], "trim_offsets": True, "add_prefix_space": True}, bl, byte_bpe()),
        "llama3": (None, pre(split(LLAMA3), byte_level(regex=False)), lambda ids: nested(byte_level(True), template(ids), kind="processors"), bl, byte_bpe(ignore_merges=True)),
        "qwen2": ({"type": "NFC"}, pre(split(LLAMA3.replace("{1,3}", "")), byte_level(regex=False)), {**bl, "trim_offsets": False}, bl, byte_bpe()),
        "o200k": (None, pre(split(O200K, "Removed", True), byte_level(regex=False)), byte_level(), bl, byte_bpe()),
        "deepseek": (normalizers(), pre(*[split(p) for p in DEEPSEEK], {"type": "Digits", "individual_digits": True}, byte_level(regex=False)), byte_level(), bl, byte_bpe()),
        "deepseek3": (None, pre(split(r"\p{N}{1,3}"), split("[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"), split(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"), byte_level(regex=False)), byte_level(), bl, byte_bpe()),
        "missing_bytes": (None, byte_level(), byte_level(), bl, bpe(to_bytes("abcdefg "), to_bytes(WORDS[:6]))),
        "byte_normalizer": (normalizers({"type": "NFC"}, {"type": "ByteLevel"}), split(r"\w+|\W"), None, bl, byte_bpe()),
        "starcoder": (None, pre({"type": "Digits", "individual_digits": True}, byte_level()), byte_level(), bl, byte_bpe()),
        "bloom": (None, pre(split(r" ?[^(\s|[.,!?…。，、।۔،])]+"), byte_level(regex=False)) if False else pre(split(r" ?[^\s.,!?]+"), byte_level(regex=False)), byte_level(), bl, byte_bpe()),
        "llama2": (normalizers({"type": "Prepend", "prepend": "\u2581"}, replace(" ", "\u2581", "String")), None, template, fallback, sp_bpe(byte_fallback=True, fuse_unk=True)),
        "llama_metaspace": (None, metaspace("first", False), template, fallback, sp_bpe(byte_fallback=True, fuse_unk=True)),
        "gemma": (replace(" ", "\u2581", "String"), split(" ", "MergedWithPrevious", kind="String"), template, nested(replace("\u2581", " ", "String"), {"type": "ByteFallback"}, {"type": "Fuse"}, kind="decoders"), sp_bpe(byte_fallback=True, fuse_unk=True)),
        "unk_single": (None, meta, template, meta, sp_bpe()),
        "unk_fused": (None, metaspace("never"), template, metaspace("never"), sp_bpe(fuse_unk=True)),
        "some_bytes": (None, meta, None, fallback, bpe(LETTERS, WORDS, extra=["<unk>"] + BYTES[:200], mark="\u2581", unk_token="<unk>", byte_fallback=True, fuse_unk=True)),
        "clip": (normalizers({"type": "NFC"}, replace(r"\s+", " "), {"type": "Lowercase"}), pre(split(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", "Removed", True), byte_level()), byte_level(),
                 bl, bpe(byte_symbols() + [s + "</w>" for s in byte_symbols()], to_bytes(WORDS), extra=["<unk>"], end_of_word_suffix="</w>", unk_token="<unk>")),
        "gpt1": (bert(), {"type": "BertPreTokenizer"}, None, {"type": "BPEDecoder", "suffix": "</w>"}, bpe(LETTERS, [w.lower() for w in WORDS], extra=["<unk>"], end_of_word_suffix="</w>", unk_token="<unk>")),
        "bpe_prefix": (None, {"type": "Whitespace"}, None, wp, bpe(LETTERS, WORDS, extra=["<unk>"], continuing_subword_prefix="##", unk_token="<unk>")),
        "t5": (charsmap(rules), pre({"type": "WhitespaceSplit"}, meta), template, meta, unigram()),
        "xlmr": (normalizers({"type": "Nmt"}, {"type": "NFKC"}, replace(" {2,}", " "), {"type": "Strip", "strip_left": False, "strip_right": True}), meta, template, meta, unigram()),
        "albert": (normalizers(replace("``", '"', "String"), {"type": "NFKD"}, {"type": "StripAccents"}, {"type": "Lowercase"}, charsmap(rules)), {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True}, template, meta, unigram()),
        "unigram_bytes": (normalizers({"type": "Strip", "strip_left": True, "strip_right": True}), metaspace("first"), template, fallback, unigram(True)),
        "unigram_never": (None, {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": False, "prepend_scheme": "never"}, None, metaspace("never"), unigram()),
        "bert_uncased": (bert(), {"type": "BertPreTokenizer"}, lambda ids: {"type": "BertProcessing", "sep": ["</s>", ids["</s>"]], "cls": ["<s>", ids["<s>"]]}, wp, word_piece()),
        "bert_cased": (bert(lowercase=False), {"type": "BertPreTokenizer"}, template, wp, word_piece()),
        "bert_accents": (bert(strip_accents=False, clean_text=False), {"type": "Whitespace"}, template, {**wp, "cleanup": False}, word_piece(longest=8)),
        "bert_strip_only": (bert(strip_accents=True, lowercase=False, handle_chinese_chars=False), {"type": "WhitespaceSplit"}, None, None, word_piece("@@")),
        "word_level": ({"type": "NFD"}, pre({"type": "Whitespace"}, {"type": "Punctuation", "behavior": "Contiguous"}), template, None, word_level()),
        "ctc": (None, {"type": "CharDelimiterSplit", "delimiter": "|"}, None, {"type": "CTC", "pad_token": "<unk>", "word_delimiter_token": "|", "cleanup": True}, bpe(LETTERS + "|", [], extra=["<unk>"], unk_token="<unk>")),
        "fixed": (None, {"type": "FixedLength", "length": 3}, None, {"type": "Fuse"}, bpe(LETTERS, WORDS, extra=["<unk>"], unk_token="<unk>")),
        "thousands": (None, pre(split(r"(?=(\d{3})+(?!\d))"), byte_level(regex=False)), byte_level(), bl, byte_bpe()),
        "replace_empty": (normalizers(replace("x*", "-"), replace("^", "\u2581"), replace("$", ".")), None, None, None, bpe(LETTERS + "-", [], extra=["<unk>"], unk_token="<unk>")),
        "boundaries": (None, pre(split(r"\b"), split(r"(?<=[a-z])(?=[A-Z])"), byte_level(regex=False)), byte_level(), bl, byte_bpe()),
        "words_and_not": (replace(r"[^\w\s'-]+", "#"), pre(split(r"\w+"), split(r"[\w']+", "MergedWithNext"), split(r"\S", "Contiguous"), byte_level(regex=False)), byte_level(), bl, byte_bpe()),
    }
    for behavior in ("Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"):
        for invert in (False, True):
            out["split_%s_%d" % (behavior, invert)] = (None, pre(split(r"[aeiou ]|\d+", behavior, invert), byte_level(regex=False)), byte_level(), bl, byte_bpe())
        out["punctuation_" + behavior] = (None, pre({"type": "Punctuation", "behavior": behavior}, {"type": "Digits", "individual_digits": False}), None, {"type": "Fuse"}, bpe(LETTERS, WORDS, extra=["<unk>"], unk_token="<unk>"))
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        out[form] = ({"type": form}, None, None, {"type": "Fuse"}, bpe([chr(c) for c in range(32, 0x500)] + list("\u3042\uac00\uac01"), [], extra=["<unk>"], unk_token="<unk>"))
    return out


def build(parts):
    normalizer, pre_tokenizer, post, decoder, model = parts
    vocab = [p for p, _ in model["vocab"]] if isinstance(model["vocab"], list) else model["vocab"]
    ids, added = {t: i for i, t in enumerate(vocab)} if isinstance(model["vocab"], list) else dict(vocab), []
    for content, flags in ADDED:
        ids.setdefault(content, len(ids))
        added.append({"id": ids[content], "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": False, **flags})
    added.sort(key=lambda t: t["id"])
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": normalizer, "pre_tokenizer": pre_tokenizer,
            "post_processor": post(ids) if callable(post) else post, "decoder": decoder, "model": model}


def random_text(rng):
    def part():
        kind = rng.random()
        if kind < 0.4:
            return rng.choice(WORDS)
        if kind < 0.75:
            return rng.choice(TRICKY)
        if kind < 0.85:
            return rng.choice([" ", "  ", "\n", ""])
        code = rng.choice([rng.randrange(0x80), rng.randrange(0x80, 0x3000), rng.randrange(0x3000, 0xD800), rng.randrange(0xE000, 0x20000), rng.randrange(0x20000, 0x110000)])
        return chr(code)
    return "".join(part() + (" " if rng.random() < 0.3 else "") for _ in range(rng.choice([0, 1, 1, 2, 3, 5, 8, 13])))


def ask(cli, file, requests, *flags):
    lines = "".join(json.dumps(r) + "\n" for r in requests)
    answer = subprocess.run([cli, "tokens", "--tokenizer", str(file), *flags], input=lines, capture_output=True, text=True)
    if not answer.stdout:
        return answer.stderr.strip()[:300]
    return [json.loads(line) for line in answer.stdout.split("\n") if line]


def compare(cli, name, file, texts, rng, show):
    try:
        reference = Tokenizer.from_file(str(file))
    except Exception as error:
        print(f"{name}: the reference refuses it: {error}")
        return 0, []
    cases = []
    for text in texts:
        for special in (True, False):
            try:
                got = reference.encode(text, add_special_tokens=special)
                cases.append({"text": text, "add_special": special, "ids": got.ids, "tokens": got.tokens, "offsets": [list(o) for o in got.offsets], "decoded": reference.decode(got.ids)})
            except BaseException as error:  # it panics on some texts; those prove nothing
                if isinstance(error, KeyboardInterrupt):
                    raise
    ours = ask(cli, file, [{"text": c["text"], "add_special": c["add_special"]} for c in cases], "--offsets", "chars")
    if isinstance(ours, str):
        print(f"{name}: {ours}")
        return 1, []
    decoded = ask(cli, file, [{"ids": c["ids"], "skip_special": True} for c in cases], "--decode", "--stream")
    differences, good = 0, []
    for case, mine, back in zip(cases, ours, decoded):
        wrong = [k for k in ("ids", "tokens", "offsets") if mine.get(k) != case[k]]
        if back.get("text") != case["decoded"]:
            wrong.append("decoded")
        if "".join(back.get("pieces", ["?"])) != back.get("text"):
            wrong.append("pieces")
        if not wrong:
            good.append(case)
            continue
        differences += 1
        if differences <= show:
            print(f"{name}: {wrong} text {ascii(case['text'])}")
            for k in wrong:
                theirs, own = (case["decoded"], back) if k in ("decoded", "pieces") else (case[k], mine.get(k, mine))
                print(f"   {k}: reference {ascii(theirs)[:400]}\n   {' ' * len(k)}  lapidary  {ascii(own)[:400]}")
    known = sorted(reference.get_vocab().values())
    rows = [{"ids": [rng.choice(known) for _ in range(rng.randrange(1, 12))], "skip_special": rng.random() < 0.5} for _ in range(len(texts))]
    for row, back in zip(rows, ask(cli, file, rows, "--decode", "--stream")):
        theirs = reference.decode(row["ids"], skip_special_tokens=row["skip_special"])
        pieces = back.get("pieces", ["?"])
        if back.get("text") == theirs and "".join(pieces) == theirs:
            continue
        differences += 1
        if differences <= show:
            print(f"{name}: {row}\n   reference {ascii(theirs)}\n   lapidary  {ascii(back)}")
    print(f"{name}: {len(cases)} cases, {len(rows)} decoded, {differences} differ")
    return differences, good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--show", type=int, default=2)
    parser.add_argument("--only")
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        files = [(pathlib.Path(f).parent.name + "/" + pathlib.Path(f).name, pathlib.Path(f)) for f in options.files]
        if not files:
            for name, parts in configurations().items():
                if options.only and options.only not in name:
                    continue
                file = pathlib.Path(folder) / (name + ".json")
                file.write_text(json.dumps(build(parts), ensure_ascii=False))
                files.append((name, file))
        for name, file in files:
            rng = random.Random(f"{options.seed} {name}")
            texts = [random_text(rng) for _ in range(options.texts)]
            differences, good = compare(options.cli, name, file, texts, rng, options.show)
            total += differences
            if options.write and good:
                target = options.write / name
                target.mkdir(parents=True, exist_ok=True)
                (target / "tokenizer.json").write_text(json.dumps(json.loads(file.read_text()), ensure_ascii=False, separators=(",", ":")) + "\n")
                (target / "expected.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in good))
    print("all equal" if total == 0 else f"{total} cases differ")
    return total > 0


if __name__ == "__main__":
    sys.exit(main())
