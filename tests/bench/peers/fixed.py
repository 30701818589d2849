# SPDX-License-Identifier: Apache-2.0
"""What every side reads and writes; the same rules as in ../fixed_ids.h."""

PROMPT, NEW, SAMPLES, PREFILL, SIDE_BY_SIDE, RAGGED = 48, 96, 32, 512, 32, 64


def ids(row, count):
    return [3 + (row * 17 + i * 37) % 61 for i in range(count)]


def ragged_prompt(row):
    return 24 + row * 29 % 48


def ragged_answer(row):
    place = row * 37 % 64
    return 16 + place * place * 240 // (63 * 63)
