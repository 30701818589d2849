# SPDX-License-Identifier: Apache-2.0
"""Hugging Face transformers on the CPU: peer_hf.py MODEL_FOLDER float32|bfloat16, then requests as serving.py says."""
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import AutoModelForCausalLM

import fixed
import serving

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def open_model(folder, dtype):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=DTYPES[dtype]).eval()


def padded(rows):
    """Prompts on the right of a rectangle, as generate() wants them."""
    width = max(map(len, rows))
    ids = torch.tensor([[0] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return ids, mask


def generate(model, rows, new, **how):
    ids, mask = padded(rows)
    return model.generate(ids, attention_mask=mask, max_new_tokens=new, min_new_tokens=new, pad_token_id=0,
                          do_sample=how.pop("do_sample", False), **how)


def sampled(model, count):
    """Drawn from the whole distribution, as ours are; transformers' own default would sort for the first 50."""
    generate(model, [fixed.ids(0, fixed.PROMPT)] * count, fixed.NEW, do_sample=True, top_k=0, top_p=1.0)


def ragged(model):
    """Batches go on until their longest answer has ended."""
    for begin in range(0, fixed.RAGGED, fixed.SIDE_BY_SIDE):
        rows = range(begin, begin + fixed.SIDE_BY_SIDE)
        generate(model, [fixed.ids(row, fixed.ragged_prompt(row)) for row in rows],
                 max(fixed.ragged_answer(row) for row in rows))


def score(model):
    ids = torch.tensor([fixed.ids(row, fixed.PROMPT + fixed.NEW) for row in range(fixed.SAMPLES)])
    logits = model(ids, use_cache=False, logits_to_keep=fixed.NEW + 1).logits[:, :-1]
    return torch.log_softmax(logits.float(), -1).gather(-1, ids[:, fixed.PROMPT:, None])


def adamw(folder):
    model = open_model(folder, "float32").requires_grad_(True)
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, 1e-3)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5, weight_decay=0.0, fused=True)
    return sum(parameter.numel() for parameter in model.parameters()), optimizer.step


def answers(model):
    ids = torch.tensor([fixed.ids(0, fixed.PROMPT)])
    written = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=64, min_new_tokens=64,
                             pad_token_id=0, do_sample=False)
    logits = model(written).logits[0].float()
    logps = torch.log_softmax(logits[fixed.PROMPT - 1:-1], -1)
    return {"ids": written[0, fixed.PROMPT:].tolist(),
            "logprobs": logps.gather(-1, written[0, fixed.PROMPT:, None])[:, 0].tolist(),
            "logits": logits[fixed.PROMPT - 1].tolist()}


def main():
    folder, dtype = sys.argv[1], sys.argv[2]
    model = open_model(folder, dtype)
    work = {
        "decode": (fixed.NEW, lambda: generate(model, [fixed.ids(0, fixed.PROMPT)], fixed.NEW)),
        "samples": (fixed.SAMPLES * fixed.NEW, lambda: sampled(model, fixed.SAMPLES)),
        "ragged": (sum(map(fixed.ragged_answer, range(fixed.RAGGED))), lambda: ragged(model)),
        "prefill": (fixed.PREFILL, lambda: generate(model, [fixed.ids(0, fixed.PREFILL)], 1)),
        "score": (fixed.SAMPLES * (fixed.PROMPT + fixed.NEW), lambda: score(model)),
        "load": (os.path.getsize(folder + "/model.safetensors"), lambda: open_model(folder, dtype)),
    }
    work["contention"] = work["decode"]

    @torch.inference_mode()
    def answer(request):
        torch.set_num_threads(request["threads"])
        if request["case"] == "answers":
            return answers(model)
        if request["case"] == "adamw":
            with torch.inference_mode(False), torch.no_grad():
                return serving.repeat(request, *adamw(folder))
        return serving.repeat(request, *work[request["case"]])

    serving.serve(answer)


if __name__ == "__main__":
    main()
