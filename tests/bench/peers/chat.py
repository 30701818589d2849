# SPDX-License-Identifier: Apache-2.0
"""A chat in the window beside llama.cpp: the first token after a prompt, and the speed behind it.

    chat.py --model FOLDER --gguf FILES --bin FOLDER [--dtypes bf16,int8] [--threads N] [--rounds 3]

FOLDER is a model with a chat template; FILES-bf16.gguf and FILES-q8_0.gguf hold the same weights (`lapidary-cli export
gguf` writes them). bench_chat asks twice, by the way that the window goes. llama.cpp reads the same tokens, keeps what
it has read from the first question for the second, and chooses greedily itself: only its own work is measured.
"""
import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import time

SUFFIX = {"f32": "f32", "bf16": "bf16", "int8": "q8_0"}


def ours(options, dtype):
    command = [f"{options.bin}/bench_chat", options.model, "--dtype", dtype, "--threads", str(options.threads),
               "--prompt", str(options.prompt), "--tokens", str(options.tokens)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Peer:
    def __init__(self, path, threads, cells):
        import llama_cpp as C
        self.C = C
        C.llama_backend_init()
        self.silent = C.llama_log_callback(lambda *_: None)
        C.llama_log_set(self.silent, ctypes.c_void_p(0))
        self.model = C.llama_model_load_from_file(path.encode(), C.llama_model_default_params())
        assert self.model, path
        self.vocabulary = C.llama_vocab_n_tokens(C.llama_model_get_vocab(self.model))
        self.contexts = []
        for flash in (0, 1):
            wanted = C.llama_context_default_params()
            wanted.n_ctx, wanted.n_batch, wanted.n_ubatch = cells, 2048, 512
            wanted.n_threads = wanted.n_threads_batch = threads
            wanted.flash_attn_type = flash
            self.contexts.append(C.llama_init_from_model(self.model, wanted))
        self.batch = C.llama_batch_init(2048, 0, 1)

    def read(self, context, ids, place):
        """The most likely token behind them."""
        batch = self.batch
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.seq_id[i][0] = token, place + i, 1, 0
            batch.logits[i] = i + 1 == len(ids)
        assert self.C.llama_decode(context, batch) == 0
        logits = self.C.llama_get_logits(context)
        import numpy
        return int(numpy.ctypeslib.as_array(logits, (self.vocabulary,)).argmax())

    def turn(self, context, known, ids, tokens):
        """Seconds to the first token, tokens a second behind it, and what the context holds then."""
        begin = time.perf_counter()
        same = next((i for i, pair in enumerate(zip(known, ids)) if pair[0] != pair[1]), min(len(known), len(ids)))
        same = min(same, len(ids) - 1)
        self.C.llama_memory_seq_rm(self.C.llama_get_memory(context), 0, same, -1)
        token = self.read(context, ids[same:], same)
        first = time.perf_counter()
        held = list(ids)
        for _ in range(tokens - 1):
            held.append(token)
            token = self.read(context, [token], len(held) - 1)
        last = time.perf_counter()
        return first - begin, (tokens - 1) / (last - first), held

    def talk(self, turns):
        """Of both kinds of attention the one that answers sooner."""
        best = None
        for context in self.contexts:
            self.C.llama_memory_clear(self.C.llama_get_memory(context), True)
            self.read(context, turns[0]["prompt_ids"][:8], 0)  # warm
            self.C.llama_memory_clear(self.C.llama_get_memory(context), True)
            known, found = [], []
            for turn in turns:
                first, speed, known = self.turn(context, known, turn["prompt_ids"], turn["tokens"])
                found.append((first, speed))
            if best is None or found[0][1] > best[0][1]:
                best = found
        return best


def measure(options, dtype):
    peer, rows = None, {}
    for number in range(options.rounds):
        turns = ours(options, dtype)
        if peer is None:
            cells = max(len(turn["prompt_ids"]) + turn["tokens"] for turn in turns) + 64
            peer = Peer(f"{options.gguf}-{SUFFIX[dtype]}.gguf", options.threads, cells)
        for turn, other in zip(turns, peer.talk(turns)):
            told = (turn["first_seconds"], other[0], turn["tokens_per_second"], other[1])
            rows.setdefault(turn["turn"], []).append(told)
            print(json.dumps({"round": number, "dtype": dtype, "turn": turn["turn"], "prompt": len(turn["prompt_ids"]),
                              "tokens": turn["tokens"], "first": [turn["first_seconds"], other[0]],
                              "speed": [turn["tokens_per_second"], other[1]], "load": os.getloadavg()[0]}), flush=True)
    for number, of_turn in rows.items():
        first, first_other, speed, speed_other = (statistics.median(column) for column in zip(*of_turn))
        ratios = sorted(row[2] / row[3] for row in of_turn)
        print(f"{dtype}, question {number}: first token after {first:.3f} s (llama.cpp {first_other:.3f}), then "
              f"{speed:.1f} tokens/s (llama.cpp {speed_other:.1f}); ratio {statistics.median(ratios):.2f} "
              f"({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--gguf", required=True)
    parser.add_argument("--bin", default="build/release/bin")
    parser.add_argument("--dtypes", default="bf16,int8")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--prompt", type=int, default=200)
    parser.add_argument("--tokens", type=int, default=128)
    options = parser.parse_args()
    for dtype in options.dtypes.split(","):
        measure(options, dtype)


if __name__ == "__main__":
    main()
