#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what bitsandbytes makes of small matrices in NF4, with and without double quantisation.

Needs torch, bitsandbytes and safetensors; the product and its tests need none of them. Usage: nf4.py OUT.safetensors
"""
import sys

import bitsandbytes.functional as bnb
import torch
from safetensors.torch import save_file

torch.set_num_threads(1)
generator = torch.Generator().manual_seed(5)
CASES = {
    "square": torch.randn(64, 64, generator=generator) * 0.05,
    "wide": torch.randn(48, 344, generator=generator),  # 258 blocks: two groups of scales
    "ragged": torch.randn(7, 13, generator=generator) * 3,  # no whole number of blocks, an odd number of weights
    "zeros": torch.cat([torch.zeros(2, 64), torch.randn(2, 64, generator=generator)]),
}
tensors = {}
for name, weight in CASES.items():
    tensors[f"{name}.weight"] = weight
    for double in (False, True):
        packed, state = bnb.quantize_4bit(weight, blocksize=64, compress_statistics=double, quant_type="nf4")
        key = f"{name}.double" if double else f"{name}.single"
        tensors[f"{key}.packed"] = packed.reshape(-1).contiguous()
        tensors[f"{key}.weight"] = bnb.dequantize_4bit(packed, state).float().reshape(weight.shape).contiguous()
save_file(tensors, sys.argv[1])
