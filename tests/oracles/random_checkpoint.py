#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A random bf16 checkpoint of the shape of Qwen2.5-0.5B in shards, to measure how fast and how lean a model opens.

Usage: random_checkpoint.py FOLDER
"""
import json, pathlib, sys
import torch
from safetensors.torch import save_file

SHAPE = {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "vocab_size": 151936, "hidden_size": 896, "intermediate_size": 4864,
         "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2, "max_position_embeddings": 32768, "rope_theta": 1000000.0,
         "rms_norm_eps": 1e-6, "tie_word_embeddings": True, "torch_dtype": "bfloat16", "hidden_act": "silu", "use_sliding_window": False}
SHARDS = 3


def tensors():
    hidden, inner, kv = SHAPE["hidden_size"], SHAPE["intermediate_size"], 128
    generator = torch.Generator().manual_seed(1)
    draw = lambda *shape: (torch.randn(shape, generator=generator) * 0.02).bfloat16()
    yield "model.embed_tokens.weight", draw(SHAPE["vocab_size"], hidden)
    for i in range(SHAPE["num_hidden_layers"]):
        base = f"model.layers.{i}."
        for name, out, into in [("q", hidden, hidden), ("k", kv, hidden), ("v", kv, hidden), ("o", hidden, hidden)]:
            yield f"{base}self_attn.{name}_proj.weight", draw(out, into)
            if name != "o":
                yield f"{base}self_attn.{name}_proj.bias", draw(out)
        for name, out, into in [("gate", inner, hidden), ("up", inner, hidden), ("down", hidden, inner)]:
            yield f"{base}mlp.{name}_proj.weight", draw(out, into)
        for name in ["input_layernorm", "post_attention_layernorm"]:
            yield f"{base}{name}.weight", torch.ones(hidden).bfloat16()
    yield "model.norm.weight", torch.ones(hidden).bfloat16()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(SHAPE, indent=2) + "\n")
    everything = list(tensors())
    where, total = {}, 0
    for shard in range(SHARDS):
        file = f"model-{shard + 1:05}-of-{SHARDS:05}.safetensors"
        part = dict(everything[shard::SHARDS])
        save_file(part, folder / file, metadata={"format": "pt"})
        where |= {name: file for name in part}
        total += sum(tensor.nbytes for tensor in part.values())
    index = {"metadata": {"total_size": total}, "weight_map": where}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")
