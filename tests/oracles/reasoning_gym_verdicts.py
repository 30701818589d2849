# SPDX-License-Identifier: Apache-2.0
"""Records problems of reasoning-gym 0.1.25 (Apache-2.0) with what its checkers say of answers in many spellings.

    python reasoning_gym_verdicts.py > ../golden/reasoning_gym/verdicts.jsonl
"""
import json

import reasoning_gym


def spellings(answer):
    """Kinds of answers, right and wrong; the test knows by the kind where we judge otherwise, and why."""
    value = float(answer)
    whole = int(value) if value == int(value) else None
    out = {"plain": answer, "blanks": f"  {answer}\n", "point": f"{answer}.0" if whole is not None else answer,
           "one_more": str(value + 1 if whole is None else whole + 1),
           "negated": answer[1:] if answer.startswith("-") else "-" + answer,
           "digit_behind": answer + "7", "empty": "", "word": "unknown", "unit": f"{answer} apples",
           "sentence": f"The answer is {answer}.", "later": f"I count it twice. The answer is {answer}.",
           "other_first": f"1{answer} is wrong. The answer is {answer}.",
           "two": f"{answer} or {answer}1", "tag": f"<answer>{answer}</answer>"}
    if whole is not None:
        out["grouped"] = f"{whole:,}"
        out["zeros"] = ("-" if whole < 0 else "") + f"00{abs(whole)}"
        out["plus"] = ("" if whole < 0 else "+") + str(whole)
        out["half_more"] = f"{whole}.5"
    return out


for name, settings in (("chain_sum", {"min_terms": 2, "max_terms": 5, "min_digits": 1, "max_digits": 4, "size": 30}),
                       ("gsm_symbolic", {"size": 30})):
    data = reasoning_gym.create_dataset(name, seed=20261129, **settings)
    for number, entry in enumerate(data):
        verdicts = [{"kind": kind, "text": text, "score": float(data.score_answer(text, entry))}
                    for kind, text in spellings(entry["answer"]).items()]
        print(json.dumps({"id": f"{name}-{number}", "prompt": entry["question"], "reference": entry["answer"],
                          "verdicts": verdicts}, ensure_ascii=False))
