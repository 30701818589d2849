#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records in tests/golden/gguf what other programs make of GGUF files.

Usage: gguf_cases.py [PART...]: blocks, models, tiny, smollm2 (with SMOLLM2 the path of that file); all but the
last without an argument. Needs gguf, torch, transformers, safetensors.

- blocks.json: random blocks of every type and the numbers that the package gguf unpacks them to, in hexadecimal.
- <case>.gguf: models of tests/golden/models, whose logits are recorded there, written by the package gguf under the names
  of its own table, with the changes that llama.cpp's converter makes to each family.
- tiny.gguf: a Llama with a tensor of every type, a byte-level tokenizer and a chat template; tiny.json: what transformers
  makes of it.
- smollm2.json: ids and log-probabilities of the real model, by transformers' own unpacking.
"""
import json, os, pathlib, sys
import numpy as np
import gguf
from gguf import GGMLQuantizationType as Q, GGUFWriter

HERE = pathlib.Path(__file__).resolve().parent.parent / "golden"
OUT = HERE / "gguf"
TYPES = ["F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K"]
# Where the halves are that scale a block.
SCALES = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "Q2_K": [80, 82], "Q3_K": [108],
          "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
SPECIAL = [0x0000, 0x8000, 0x0001, 0x83FF, 0x7BFF, 0x3C00, 0xBC00, 0x0400]  # ±0, subnormals, the largest, ±1


def random_blocks(rng, name, count, scale=None):
    """Bytes of `count` blocks whose scales are finite; `scale`: about how large the scales are."""
    numbers, size = gguf.GGML_QUANT_SIZES[Q[name]]
    blocks = rng.integers(0, 256, (count, size), dtype=np.uint8)
    for at in SCALES.get(name, []):
        if scale is None:
            halves = rng.integers(0, 0x7C00, count).astype(np.uint16) | (rng.integers(0, 2, count).astype(np.uint16) << 15)
            halves[: len(SPECIAL)] = SPECIAL[:count]
        else:
            halves = (rng.uniform(0.5, 1.0, count) * scale).astype(np.float16).view(np.uint16)
        blocks[:, at : at + 2] = halves.astype("<u2").view(np.uint8).reshape(count, 2)
    return blocks


def blocks():
    rng, out = np.random.default_rng(7), {}
    for name in TYPES:
        numbers, size = gguf.GGML_QUANT_SIZES[Q[name]]
        count = 4 if numbers == 256 else 16 if numbers == 32 else 256
        raw = random_blocks(rng, name, count)
        if name == "F32":
            raw = rng.standard_normal(count).astype("<f4").view(np.uint8).reshape(count, 4)
        if name == "F16":  # every half that is a number would be 126 kB; these and the corners
            halves = rng.integers(0, 0x7C00, count).astype("<u2")
            halves[: len(SPECIAL)] = SPECIAL
            raw = halves.view(np.uint8).reshape(count, 2)
        if name == "BF16":
            raw = (rng.integers(0, 0x7F80, count) | rng.integers(0, 2, count) << 15).astype("<u2").view(np.uint8).reshape(count, 2)
        values = raw.reshape(-1).view("<f4") if name == "F32" else gguf.dequantize(raw.reshape(-1), Q[name])
        out[name] = {"bytes": raw.tobytes().hex(), "numbers": values.astype("<f4").tobytes().hex()}
    packed = {}
    for name in ["Q8_0", "BF16", "F16"]:  # the other way round
        values = (rng.standard_normal(256) * np.exp(rng.standard_normal(256) * 3)).astype(np.float32)
        values[:2] = [0, -0.0]
        values[32:64] = 0
        packed[name] = {"numbers": values.tobytes().hex(), "bytes": gguf.quantize(values, Q[name]).tobytes().hex()}
    (OUT / "blocks.json").write_text(json.dumps({"unpacked": out, "packed": packed}, indent=1) + "\n")


CASES = ["llama3_rope", "llama_biases", "llama_rope_linear", "llama_rope_yarn", "llama_bf16", "mistral_window", "qwen2", "qwen3", "gemma",
         "gemma2", "gemma3_text", "phi3_longrope", "gpt2", "gpt_neox_serial"]
ARCH = {"mistral": "llama", "gemma3_text": "gemma3", "gpt_neox": "gptneox"}


def halves_to_pairs(w, heads):
    """llama.cpp rotates neighbours, transformers the two halves of a head."""
    return w.reshape(heads, 2, w.shape[0] // heads // 2, *w.shape[1:]).swapaxes(1, 2).reshape(w.shape)


def heads_apart(w, heads):
    """GPT-NeoX gives q, k, v head by head, llama.cpp wants all q first."""
    return w.reshape(heads, 3, w.shape[0] // heads // 3, *w.shape[1:]).swapaxes(0, 1).reshape(w.shape)


def rope_of(c):
    rope = c.get("rope_scaling") or c.get("rope_parameters") or {}
    return rope.get("full_attention", rope)


def metadata(w, c, arch):
    heads = c.get("num_attention_heads", c.get("n_head"))
    hidden = c.get("hidden_size", c.get("n_embd"))
    dim = c.get("head_dim", hidden // heads)
    rope = rope_of(c)
    w.add_block_count(c.get("num_hidden_layers", c.get("n_layer")))
    w.add_context_length(c.get("max_position_embeddings", c.get("n_positions")))
    w.add_embedding_length(hidden)
    w.add_feed_forward_length(c.get("intermediate_size", c.get("n_inner")))
    w.add_head_count(heads)
    w.add_vocab_size(c["vocab_size"])
    if arch in ("gpt2", "gptneox"):
        w.add_layer_norm_eps(c.get("layer_norm_epsilon", c.get("layer_norm_eps")))
    else:
        w.add_head_count_kv(c["num_key_value_heads"])
        w.add_layer_norm_rms_eps(c["rms_norm_eps"])
        w.add_key_length(dim)
        w.add_value_length(dim)
        w.add_rope_freq_base(float(rope.get("rope_theta", c.get("rope_theta", 10000.0))))
        w.add_rope_dimension_count(dim)
    if arch == "gptneox":
        w.add_rope_dimension_count(int(dim * rope.get("partial_rotary_factor", c.get("rotary_pct", 0.25))))
        w.add_parallel_residual(c["use_parallel_residual"])
    if rope.get("rope_type") in ("linear", "yarn"):
        w.add_rope_scaling_type(gguf.RopeScalingType(rope["rope_type"]))
        w.add_rope_scaling_factor(rope["factor"])
        if "original_max_position_embeddings" in rope:
            w.add_rope_scaling_orig_ctx_len(rope["original_max_position_embeddings"])
    if rope.get("rope_type") == "longrope":
        w.add_rope_scaling_orig_ctx_len(rope["original_max_position_embeddings"])
    if c.get("sliding_window") and c["model_type"] != "qwen2":
        w.add_sliding_window(c["sliding_window"])
    if c.get("layer_types") and arch == "gemma3":
        w.add_sliding_window_pattern([kind == "sliding_attention" for kind in c["layer_types"]])
    if "query_pre_attn_scalar" in c:
        w.add_attention_scale(c["query_pre_attn_scalar"] ** -0.5)
    if arch == "gemma2":
        w.add_attn_logit_softcapping(c["attn_logit_softcapping"])
        w.add_final_logit_softcapping(c["final_logit_softcapping"])


def llama3_factors(c):
    rope, dim, theta = rope_of(c), c["head_dim"], c["rope_theta"]
    low, high = (rope["original_max_position_embeddings"] / rope[key] for key in ("low_freq_factor", "high_freq_factor"))
    out = []
    for frequency in 1.0 / (theta ** (np.arange(0, dim, 2, dtype=np.float64) / dim)):
        wave = 2 * np.pi / frequency
        smooth = (rope["original_max_position_embeddings"] / wave - rope["low_freq_factor"]) / (rope["high_freq_factor"] - rope["low_freq_factor"])
        out.append(1.0 if wave < high else rope["factor"] if wave > low else 1 / ((1 - smooth) / rope["factor"] + smooth))
    return np.array(out, dtype=np.float32)


def models():
    import torch
    from safetensors.torch import load_file
    for case in CASES:
        c = json.loads((HERE / "models" / case / "config.json").read_text())
        arch = ARCH.get(c["model_type"], c["model_type"])
        table = gguf.get_tensor_name_map(next(k for k, v in gguf.MODEL_ARCH_NAMES.items() if v == arch), 64)
        w = GGUFWriter(OUT / f"{case}.gguf", arch)
        metadata(w, c, arch)
        w.add_tokenizer_model("none")
        heads = c.get("num_attention_heads", c.get("n_head"))
        if rope_of(c).get("rope_type") == "llama3":
            w.add_tensor("rope_freqs.weight", llama3_factors(c))
        if rope_of(c).get("rope_type") == "longrope":
            for which in ("long", "short"):
                w.add_tensor(f"rope_factors_{which}.weight", np.array(rope_of(c)[f"{which}_factor"], dtype=np.float32))
        for name, tensor in load_file(HERE / "models" / case / "model.safetensors").items():
            stem, ending = name.rsplit(".", 1)
            here = table.get_name(stem)
            if here is None or (c.get("tie_word_embeddings") and here == "output"):
                continue
            here, bf16 = f"{here}.{ending}", tensor.dtype == torch.bfloat16
            v = tensor.float().numpy()
            if arch == "llama" and (".attn_q." in here or ".attn_k." in here):
                v = halves_to_pairs(v, heads if ".attn_q." in here else c["num_key_value_heads"])
            if arch == "gpt2" and v.ndim == 2 and here.startswith("blk."):
                v = v.T
            if arch == "gptneox" and ".attn_qkv." in here:
                v = heads_apart(v, heads)
            if arch.startswith("gemma") and here.endswith("norm.weight"):
                v = v + 1
            v = np.ascontiguousarray(v)
            if bf16 and v.ndim == 2:
                w.add_tensor(here, gguf.quantize(v, Q.BF16), raw_dtype=Q.BF16)
            else:
                w.add_tensor(here, v)
        w.write_header_to_file()
        w.write_kv_data_to_file()
        w.write_tensors_to_file()
        w.close()


TEXTS = ["", "the cat", " the  cat sat", "naïve 中文 12345 3.14", "<|im_start|>user\nhello<|im_end|>\n", "\t\nx = [1, 2]\r\n\r\n", "don't WE'LL", "🙂 <think>a</think>"]
CHAT = ("{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")


def byte_alphabet():
    plain = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    letters, extra = {b: chr(b) for b in plain}, 0
    for b in range(256):
        if b not in letters:
            letters[b] = chr(256 + extra)
            extra += 1
    return [letters[b] for b in range(256)]


def tiny_vocabulary():
    tokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] + byte_alphabet()
    merges = ["t h", "th e", "Ġ the", "c a", "ca t", "Ġ cat", "l l", "h e", "he ll", "hell o", "i n", "' t", "Ġ Ġ"]
    tokens += ["".join(m.split(" ")) for m in merges] + ["<think>"]
    kinds = [3] * 3 + [1] * (len(tokens) - 4) + [4]
    return tokens, kinds, merges


def tiny_tensors(rng):
    """name, type, shape; the names say which tensor of transformers it is."""
    hidden, inner, q, kv = 256, 256, 64, 32
    kinds = [dict(q="Q2_K", k="Q3_K", v="Q4_K", output="Q4_0", gate="Q5_K", up="Q6_K", down="Q4_1"),
             dict(q="Q5_0", k="F16", v="BF16", output="F32", gate="Q5_1", up="Q8_0", down="Q4_K")]
    tokens, _, _ = tiny_vocabulary()
    yield "token_embd.weight", "Q8_0", (len(tokens), hidden)
    for i, kind in enumerate(kinds):
        yield f"blk.{i}.attn_norm.weight", "F32", (hidden,)
        yield f"blk.{i}.ffn_norm.weight", "F32", (hidden,)
        yield f"blk.{i}.attn_q.weight", kind["q"], (q, hidden)
        yield f"blk.{i}.attn_k.weight", kind["k"], (kv, hidden)
        yield f"blk.{i}.attn_v.weight", kind["v"], (kv, hidden)
        yield f"blk.{i}.attn_output.weight", kind["output"], (hidden, q)
        yield f"blk.{i}.ffn_gate.weight", kind["gate"], (inner, hidden)
        yield f"blk.{i}.ffn_up.weight", kind["up"], (inner, hidden)
        yield f"blk.{i}.ffn_down.weight", kind["down"], (hidden, inner)
    yield "output_norm.weight", "F32", (hidden,)


def add_tiny(w):
    rng = np.random.default_rng(11)
    spread = {"Q2_K": 2e-3, "Q3_K": 1e-3, "Q4_K": 2e-4, "Q5_K": 1e-4, "Q6_K": 3e-5, "Q4_0": 0.01, "Q4_1": 0.01, "Q5_0": 0.005, "Q5_1": 0.005, "Q8_0": 6e-4}
    for name, kind, shape in tiny_tensors(rng):
        numbers, size = gguf.GGML_QUANT_SIZES[Q[kind]]
        if kind in spread:
            raw = random_blocks(rng, kind, int(np.prod(shape)) // numbers, spread[kind])
            if kind in ("Q4_1", "Q5_1"):  # the least value below zero, so that the numbers lie around it
                raw[:, 2:4] = (raw[:, 0:2].copy().view(np.float16).astype(np.float32) * (-7.5 if kind == "Q4_1" else -15.5)).astype(np.float16).view(np.uint8).reshape(-1, 2)
            raw = raw.reshape(*shape[:-1], shape[-1] // numbers * size)
        else:
            values = (rng.standard_normal(shape) * 0.05 + (1 if len(shape) == 1 else 0)).astype(np.float32)
            raw = gguf.quantize(values, Q[kind]) if kind == "BF16" else values.astype(np.float16) if kind == "F16" else values
        w.add_tensor(name, raw, raw_dtype=None if kind in ("F32", "F16") else Q[kind])


def tiny_head(w):
    tokens, kinds, merges = tiny_vocabulary()
    w.add_name("tiny")
    w.add_license("apache-2.0")
    w.add_block_count(2)
    w.add_context_length(128)
    w.add_embedding_length(256)
    w.add_feed_forward_length(256)
    w.add_head_count(2)
    w.add_head_count_kv(1)
    w.add_key_length(32)
    w.add_value_length(32)
    w.add_rope_dimension_count(32)
    w.add_rope_freq_base(10000.0)
    w.add_layer_norm_rms_eps(1e-5)
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("smollm")
    w.add_token_list(tokens)
    w.add_token_types(kinds)
    w.add_token_merges(merges)
    w.add_bos_token_id(1)
    w.add_eos_token_id(2)
    w.add_pad_token_id(0)
    w.add_add_bos_token(False)
    w.add_chat_template(CHAT)


def write(w):
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


def logits_of(model, ids):
    import torch
    with torch.no_grad():
        return model(torch.tensor([ids])).logits[0].float()


def tiny():
    import torch
    from transformers import AutoModelForCausalLM
    torch.set_num_threads(1)
    w = GGUFWriter(OUT / "tiny.gguf", "llama")
    tiny_head(w)
    add_tiny(w)
    write(w)
    model = AutoModelForCausalLM.from_pretrained(OUT, gguf_file="tiny.gguf", dtype=torch.float32).eval()
    tokenizer = reference_tokenizer()
    out = {"encodings": [{"text": text, "ids": tokenizer.encode(text).ids} for text in TEXTS], "prompts": []}
    for ids in ([5], [1, 100, 200, 3, 260, 261, 2], list(range(3, 60))):
        logits = logits_of(model, ids)
        log = torch.log_softmax(logits, -1)
        out["prompts"].append({"ids": ids, "logits": [float(f"{v:.7g}") for v in logits[-1].tolist()],
                               "logprobs": [float(f"{log[i, ids[i + 1]]:.7g}") for i in range(len(ids) - 1)]})
    (OUT / "tiny.json").write_text(json.dumps(out) + "\n")


def reference_tokenizer():
    """The tokenizers library itself, with what tokenizer.json of such a model says."""
    from tokenizers import Tokenizer, Regex, AddedToken, models as m, pre_tokenizers as p, decoders as d
    tokens, kinds, merges = tiny_vocabulary()
    out = Tokenizer(m.BPE({t: i for i, t in enumerate(tokens)}, [tuple(x.split(" ")) for x in merges]))
    out.pre_tokenizer = p.Sequence([p.Digits(individual_digits=True), p.ByteLevel(add_prefix_space=False, use_regex=True)])
    out.decoder = d.ByteLevel()
    out.add_special_tokens([AddedToken(t, special=True, normalized=False) for t, k in zip(tokens, kinds) if k == 3])
    out.add_tokens([AddedToken(t, normalized=False) for t, k in zip(tokens, kinds) if k == 4])
    return out


PROMPTS = ["What is 17 + 25?", "Name the capital of France.", "写一句话。", "Solve: 3 * (4 + 5) - 6 = ?\nThink step by step."]


def smollm2():
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    path = pathlib.Path(os.environ["SMOLLM2"])
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    out = []
    for prompt in PROMPTS:
        text = tokenizer.apply_chat_template([{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True)
        ids = tokenizer(text, add_special_tokens=False)["input_ids"]
        with torch.no_grad():
            made = model.generate(torch.tensor([ids]), max_new_tokens=24, do_sample=False, pad_token_id=2)[0].tolist()
        log = torch.log_softmax(logits_of(model, made), -1)
        out.append({"prompt": prompt, "text": text, "prompt_ids": ids, "completion_ids": made[len(ids):],
                    "logprobs": [float(f"{log[i, made[i + 1]]:.7g}") for i in range(len(ids) - 1, len(made) - 1)]})
    (OUT / "smollm2.json").write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for part in sys.argv[1:] or ["blocks", "models", "tiny"]:
        globals()[part]()
