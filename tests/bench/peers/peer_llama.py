# SPDX-License-Identifier: Apache-2.0
"""llama.cpp through the C interface of its Python package: peer_llama.py MODEL.gguf, then requests as serving.py says.

Tokens are forced, no sampler runs and nothing is turned into text: only its own work is measured. The sequences of
`samples` share the prompt's cells. Whether its flash attention is on is decided by what is faster at a first try.
"""
import ctypes
import sys
import time

import llama_cpp as C

import fixed
import serving


class Context:
    """One shape of work: how many sequences, how many tokens in all, with how many threads."""

    def __init__(self, model, cells, sequences, threads, flash):
        wanted = C.llama_context_default_params()
        wanted.n_ctx, wanted.n_batch, wanted.n_ubatch, wanted.n_seq_max = cells, 2048, 512, sequences
        wanted.n_threads = wanted.n_threads_batch = threads
        wanted.kv_unified, wanted.flash_attn_type = True, flash
        self.handle = C.llama_init_from_model(model, wanted)
        assert self.handle, "no context"
        self.memory = C.llama_get_memory(self.handle)
        self.batch = C.llama_batch_init(2048, 0, sequences)

    def clear(self):
        C.llama_memory_clear(self.memory, True)

    def decode(self, rows):
        """Rows of (token, position, sequences, whether logits are wanted)."""
        batch = self.batch
        batch.n_tokens = len(rows)
        for i, (token, place, sequences, logits) in enumerate(rows):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = token, place, len(sequences), logits
            for s, sequence in enumerate(sequences):
                batch.seq_id[i][s] = sequence
        assert C.llama_decode(self.handle, batch) == 0, "llama_decode failed"
        if any(row[3] for row in rows):
            C.llama_get_logits(self.handle)

    def free(self):
        C.llama_batch_free(self.batch)
        C.llama_free(self.handle)


def prompt_rows(ids, sequences, every=False):
    return [(token, i, sequences, every or i == len(ids) - 1) for i, token in enumerate(ids)]


def samples(context, count):
    context.clear()
    context.decode(prompt_rows(fixed.ids(0, fixed.PROMPT), range(count)))
    for t in range(fixed.NEW - 1):  # the first new token comes with the prompt
        context.decode([(3 + (t + s) % 61, fixed.PROMPT + t, [s], True) for s in range(count)])


def ragged(context):
    """A prompt enters as soon as a sequence has ended."""
    context.clear()
    waiting, slots = list(range(fixed.RAGGED))[::-1], {}
    while waiting or slots:
        rows = []
        for slot in range(fixed.SIDE_BY_SIDE):
            if slot not in slots and waiting:
                row = waiting.pop()
                prompt = fixed.ids(row, fixed.ragged_prompt(row))
                rows += prompt_rows(prompt, [slot])
                slots[slot] = [len(prompt), len(prompt) + fixed.ragged_answer(row) - 1]
            elif slot in slots:
                place, end = slots[slot]
                if place == end:
                    C.llama_memory_seq_rm(context.memory, slot, -1, -1)
                    del slots[slot]
                    continue
                rows.append((3 + place % 61, place, [slot], True))
                slots[slot][0] += 1
        if rows:
            context.decode(rows)


def prefill(context):
    context.clear()
    context.decode(prompt_rows(fixed.ids(0, fixed.PREFILL), [0]))


def score(context):
    for begin in range(0, fixed.SAMPLES, 8):  # 8 x 144 tokens are one batch
        context.clear()
        rows = []
        for row in range(begin, begin + 8):
            ids = fixed.ids(row, fixed.PROMPT + fixed.NEW)
            rows += [(token, i, [row - begin], fixed.PROMPT - 1 <= i < len(ids) - 1) for i, token in enumerate(ids)]
        context.decode(rows)


WORK = {  # cells, sequences, tokens that count, the work
    "decode": (fixed.PROMPT + fixed.NEW + 16, 1, fixed.NEW, lambda c: samples(c, 1)),
    "contention": (fixed.PROMPT + fixed.NEW + 16, 1, fixed.NEW, lambda c: samples(c, 1)),
    "samples": (fixed.PROMPT + fixed.NEW * fixed.SAMPLES + 64, fixed.SAMPLES, fixed.NEW * fixed.SAMPLES,
                lambda c: samples(c, fixed.SAMPLES)),
    "ragged": (fixed.SIDE_BY_SIDE * 352, fixed.SIDE_BY_SIDE, sum(map(fixed.ragged_answer, range(fixed.RAGGED))),
               ragged),
    "prefill": (fixed.PREFILL + 16, 1, fixed.PREFILL, prefill),
    "score": (8 * 144 + 64, 8, fixed.SAMPLES * (fixed.PROMPT + fixed.NEW), score),
}


def main():
    C.llama_backend_init()
    silent = C.llama_log_callback(lambda *_: None)
    C.llama_log_set(silent, ctypes.c_void_p(0))
    path = sys.argv[1].encode()
    model = C.llama_model_load_from_file(path, C.llama_model_default_params())
    assert model, "no model"
    contexts = {}

    def faster(case, threads):
        """The context with and without flash attention, whichever did a first piece of work sooner."""
        cells, sequences, _, work = WORK[case]
        tried = []
        for flash in (0, 1):
            context = Context(model, cells, sequences, threads, flash)
            work(context)
            start = time.perf_counter()
            work(context)
            tried.append((time.perf_counter() - start, flash, context))
        tried.sort(key=lambda one: one[0])
        tried[1][2].free()
        return tried[0][2]

    def answer(request):
        case, threads = request["case"], request["threads"]
        if case == "answers":
            return answers(model)
        if (case, threads) not in contexts:
            contexts[case, threads] = faster(case, threads)
        return serving.repeat(request, WORK[case][2], lambda: WORK[case][3](contexts[case, threads]))

    serving.serve(answer)


def answers(model):
    """The logits behind the prompt and greedy ids, for the check that all read the same weights."""
    size = C.llama_vocab_n_tokens(C.llama_model_get_vocab(model))
    context, prompt, out = Context(model, 160, 1, 1, 0), fixed.ids(0, fixed.PROMPT), []
    context.decode(prompt_rows(prompt, [0]))
    first = C.llama_get_logits_ith(context.handle, -1)[:size]
    logits = first
    for place in range(fixed.PROMPT, fixed.PROMPT + 64):
        out.append(max(range(size), key=logits.__getitem__))
        context.decode([(out[-1], place, [0], True)])
        logits = C.llama_get_logits_ith(context.handle, -1)[:size]
    context.free()
    return {"ids": out, "logits": first}


if __name__ == "__main__":
    main()
