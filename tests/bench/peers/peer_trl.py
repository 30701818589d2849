# SPDX-License-Identifier: Apache-2.0
"""Steps of TRL on the CPU: peer_trl.py MODEL_FOLDER ROWS_FOLDER float32|bfloat16, then requests as serving.py says.

Rows are taken in the order of the files, as bench takes them, so that losses can be compared. bfloat16 is what TRL's
bf16 = true means: autocast over f32 weights. A request may ask for "padding_free": true, where TRL can.
"""
import json
import os
import sys
import time

os.environ.update(HF_HUB_OFFLINE="1", WANDB_DISABLED="true", TOKENIZERS_PARALLELISM="false",
                  TRL_EXPERIMENTAL_SILENCE="1")
import datasets
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback

import serving

datasets.disable_progress_bars()
WARM = 2


class Meter(TrainerCallback):
    def __init__(self):
        self.seconds, self.cpu, self.tokens, self.losses = [], [], [], []

    def on_step_begin(self, *_, **__):
        self.wall, self.used = time.perf_counter(), time.process_time()

    def on_step_end(self, *_, **__):
        self.seconds.append(time.perf_counter() - self.wall)
        self.cpu.append(time.process_time() - self.used)

    def on_log(self, *_, logs=None, **__):
        if logs and "loss" in logs:
            self.losses.append(float(logs["loss"]))
        if logs and "num_tokens" in logs:
            self.tokens.append(float(logs["num_tokens"]))


def read(folder, name, *columns):
    with open(f"{folder}/{name}.jsonl") as file:
        rows = [json.loads(line) for line in file]
    return datasets.Dataset.from_list([{column: row[column] for column in columns} for row in rows])


def correct(completions, reference, **_):
    return [1.0 if text.endswith("A" + truth) else 0.0 for text, truth in zip(completions, reference)]


def trainer(case, model, tokenizer, rows, common, batch):
    """With the settings of tests/bench/training.cpp under the same names."""
    if case.startswith("sft"):
        from trl import SFTConfig, SFTTrainer
        lora, packed = None, case.endswith("packed")
        if case == "sft_lora":
            from peft import LoraConfig
            lora = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
        data = read(rows, "ragged" if "ragged" in case else "problems", "prompt", "completion")
        longest = 512 if packed else None if common.get("padding_free") else 1024  # no row is longer
        args = SFTConfig(per_device_train_batch_size=batch or 32, max_length=longest, packing=packed,
                         completion_only_loss=True, **common)
        return SFTTrainer(model=model, args=args, train_dataset=data, processing_class=tokenizer, peft_config=lora)
    if case == "dpo":
        from trl import DPOConfig, DPOTrainer
        data = read(rows, "pairs", "prompt", "chosen", "rejected")
        args = DPOConfig(per_device_train_batch_size=batch or 16, max_length=1024, **common)
        return DPOTrainer(model=model, args=args, train_dataset=data, processing_class=tokenizer)
    from trl import GRPOConfig, GRPOTrainer
    data = read(rows, "problems", "prompt", "reference")
    args = GRPOConfig(per_device_train_batch_size=batch or 128, num_generations=8, max_completion_length=144, beta=0.0,
                      temperature=1.0, shuffle_dataset=False, **common)
    return GRPOTrainer(model=model, reward_funcs=correct, args=args, train_dataset=data, processing_class=tokenizer)


def main():
    folder, rows, dtype = sys.argv[1:4]
    tokenizer = AutoTokenizer.from_pretrained(folder)

    def answer(request):
        torch.set_num_threads(request["threads"])
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        common = dict(output_dir="/tmp/lapidary-peer-trl", max_steps=WARM + request["repetitions"], learning_rate=1e-5,
                      logging_steps=1, report_to=[], use_cpu=True, bf16=dtype == "bfloat16", fp16=False, seed=1,
                      gradient_checkpointing=False, save_strategy="no", disable_tqdm=True,
                      train_sampling_strategy="sequential")
        if request.get("padding_free"):
            common["padding_free"] = True
        meter = Meter()
        built = trainer(request["case"], model, tokenizer, rows, common, request.get("rows"))
        built.add_callback(meter)
        serving.reset_peak()
        built.train()
        tokens = [after - before for before, after in zip([0.0] + meter.tokens, meter.tokens)][WARM:]
        return {"tokens": sum(tokens) / len(tokens) if tokens else None, "seconds": meter.seconds[WARM:],
                "cpu_seconds": meter.cpu[WARM:], "losses": meter.losses[WARM:]}

    serving.serve(answer)


if __name__ == "__main__":
    main()
