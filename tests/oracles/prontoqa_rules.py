#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/golden/logic/prontoqa.json: ProntoQA's English as facts and rules, with the answer that its authors give.

    tests/oracles/prontoqa_rules.py prontoqa_345hop.json > tests/golden/logic/prontoqa.json

The input is examples/CoT/prontoqa/data/345hop_random_true.json of maitrix-org/llm-reasoners (Apache-2.0), or its first
records.
"""
import json
import re
import sys


def one(noun):
    """The singular, lower case, as a name."""
    word = noun.lower().replace("-", "_")
    for end, instead in (("ies", "y"), ("uses", "us"), ("xes", "x"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(end):
            return word[: -len(end)] + instead
    return word if word.endswith(("us", "ss")) or not word.endswith("s") else word[:-1]


def joined(kind):
    return one(kind.replace(" ", "_"))


def atom(predicate, thing):
    """"a cat", "not small", "cats" → a fact or condition about this thing."""
    plain = predicate.removeprefix("not ")
    name = plain.removeprefix("an ").removeprefix("a ")
    return ("not " if plain != predicate else "") + f"{joined(name)}({thing})"


def parts(sentence):
    """Of whom it speaks, and what it says."""
    subject, predicate = re.fullmatch(r"(.+?) (?:is|are) (.+?)\.", sentence).groups()
    return subject, predicate


def converted(example):
    facts, rules = [], []
    for sentence in re.findall(r"\S[^.]*\.", example["question"]):
        subject, predicate = parts(sentence)
        kind = subject.removeprefix("Every ").removeprefix("Each ")
        if kind != subject or " are " in sentence:
            rules.append(f"{joined(kind)}(?x) -> {atom(predicate, '?x')}")
        else:
            facts.append(atom(predicate, subject.lower()))
    subject, predicate = parts(example["query"].removeprefix("True or false: ").strip())
    return {"facts": facts, "rules": rules, "goal": atom(predicate, subject.lower()), "answer": example["answer"] == "True"}


data = json.load(open(sys.argv[1]))
print(json.dumps([converted(record["test_example"]) for record in data.values()], indent=1))
