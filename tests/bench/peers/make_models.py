# SPDX-License-Identifier: Apache-2.0
"""Random checkpoints in the shapes of the benches, the same bytes on every machine: make_models.py FOLDER [SHAPE...]

FOLDER/SHAPE is a Hugging Face folder with the shipped starter's tokenizer beside it, FOLDER/SHAPE-{f32,bf16,q8_0}.gguf
hold the same weights for llama.cpp. Needs numpy, safetensors and gguf.
"""
import json
import pathlib
import shutil
import sys

import gguf
import numpy as np
from safetensors.numpy import save_file

ROOT = pathlib.Path(__file__).resolve().parents[3]

# The initial weights are wider than a training would begin with: a model whose layers hardly move what they read
# writes one token over and over, and a mistake in them would not show.
SHAPES = {
    "starter5m": dict(vocab_size=4096, hidden_size=256, num_hidden_layers=6, num_attention_heads=4,
                      num_key_value_heads=2, intermediate_size=704, initializer_range=0.08),
    "smol135": dict(vocab_size=49152, hidden_size=576, num_hidden_layers=30, num_attention_heads=9,
                    num_key_value_heads=3, intermediate_size=1536, initializer_range=0.05),
}
COMMON = dict(architectures=["LlamaForCausalLM"], model_type="llama", hidden_act="silu", max_position_embeddings=2048,
              rms_norm_eps=1e-5, rope_theta=10000.0, attention_bias=False, mlp_bias=False, tie_word_embeddings=True,
              bos_token_id=1, eos_token_id=2, pad_token_id=0, dtype="float32")

# Names in a GGUF file of what stands in a layer.
BLOCK = {"input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
         "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output", "post_attention_layernorm": "ffn_norm",
         "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}


def shapes_of(config):
    """Every weight's name and shape, in a fixed order."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    head = width // config["num_attention_heads"]
    keys = head * config["num_key_value_heads"]
    yield "model.embed_tokens.weight", (config["vocab_size"], width)
    for layer in range(config["num_hidden_layers"]):
        for name, shape in (("input_layernorm", (width,)), ("self_attn.q_proj", (width, width)),
                            ("self_attn.k_proj", (keys, width)), ("self_attn.v_proj", (keys, width)),
                            ("self_attn.o_proj", (width, width)), ("post_attention_layernorm", (width,)),
                            ("mlp.gate_proj", (inner, width)), ("mlp.up_proj", (inner, width)),
                            ("mlp.down_proj", (width, inner))):
            yield f"model.layers.{layer}.{name}.weight", shape
    yield "model.norm.weight", (width,)


def weights_of(config):
    """Norms are 1, all else is normal; each tensor has a stream of its own, so that no order matters."""
    out = {}
    for number, (name, shape) in enumerate(shapes_of(config)):
        if len(shape) == 1:
            out[name] = np.ones(shape, np.float32)
        else:
            stream = np.random.Generator(np.random.PCG64([14, number]))
            out[name] = stream.standard_normal(shape, np.float32) * np.float32(config["initializer_range"])
    return out


def by_neighbours(rows, heads):
    """Rotary pairs are the halves of a head in Hugging Face's order, and neighbours in GGUF's."""
    return rows.reshape(heads, 2, rows.shape[0] // heads // 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def in_gguf(name, values, config):
    if name == "model.embed_tokens.weight":
        return "token_embd.weight", values
    if name == "model.norm.weight":
        return "output_norm.weight", values
    _, _, layer, rest = name.split(".", 3)
    part = rest.rsplit(".", 1)[0]
    if part.endswith("q_proj"):
        values = by_neighbours(values, config["num_attention_heads"])
    if part.endswith("k_proj"):
        values = by_neighbours(values, config["num_key_value_heads"])
    return f"blk.{layer}.{BLOCK[part]}.weight", np.ascontiguousarray(values)


def write_gguf(path, config, weights, kind):
    file_type = {"f32": gguf.LlamaFileType.ALL_F32, "bf16": gguf.LlamaFileType.MOSTLY_BF16,
                 "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}[kind]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_rope_dimension_count(config["hidden_size"] // config["num_attention_heads"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_tokenizer_model("none")
    writer.add_file_type(file_type)
    for name, values in weights.items():
        name, values = in_gguf(name, values, config)
        if kind == "f32" or values.ndim == 1:
            writer.add_tensor(name, values)
        else:
            quantization = gguf.GGMLQuantizationType[kind.upper()]
            writer.add_tensor(name, gguf.quants.quantize(values, quantization), raw_dtype=quantization)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def make(folder, name):
    config = {**COMMON, **SHAPES[name]}
    weights = weights_of(config)
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "config.json").write_text(json.dumps(config, indent=2))
    (place / "generation_config.json").write_text(json.dumps({key: config[key] for key in
                                                              ("bos_token_id", "eos_token_id", "pad_token_id")}))
    for file in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(ROOT / "resources/starter" / file, place / file)
    save_file(weights, place / "model.safetensors", metadata={"format": "pt"})
    for kind in ("f32", "bf16", "q8_0"):
        write_gguf(folder / f"{name}-{kind}.gguf", config, weights, kind)
    print(place)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for shape in sys.argv[2:] or SHAPES:
        make(pathlib.Path(sys.argv[1]), shape)
