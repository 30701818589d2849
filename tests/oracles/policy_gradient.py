#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what PPO, REINFORCE++, ReMax and the vanilla policy gradient do on stored completions, by plain autograd.

TRL 1.16 has none of them. This is written from the formulas alone and shares no code with the product: every completion
is read by itself, without padding, and each loss is a sum over lists. Needs torch and transformers; the tests need
neither. Usage: policy_gradient.py MODELS_DIR OUT_DIR [NAME…]
"""

import json
import math
import pathlib
import random
import sys

import torch
import transformers

torch.set_num_threads(1)
COMMON = {
    "learning_rate": 2e-3,
    "lr_scheduler_type": "constant",
    "weight_decay": 0.01,
    "max_grad_norm": 1.0,
    "per_device_train_batch_size": 8,
    "gradient_accumulation_steps": 1,
    "reward_funcs": ["even_share"],
}
CASES = {
    "ppo_value_network": {
        "trainer": "ppo",
        "seed": 51,
        "network": True,
        "steps": 20,
        "config": {
            "per_device_train_batch_size": 4,
            "num_mini_batches": 2,
            "num_ppo_epochs": 2,
            "kl_coef": 0.05,
            "whiten_rewards": True,
            "gamma": 0.98,
            "lam": 0.9,
            "temperature": 0.7,
            "cliprange": 0.1,
            "cliprange_value": 0.1,
            "vf_coef": 0.3,
            "learning_rate": 3e-4,
            "value_learning_rate": 1e-3,
        },
    },
    "ppo_value_head": {
        "trainer": "ppo",
        "seed": 52,
        "steps": 20,
        "cut": 0.25,
        "config": {
            "num_ppo_epochs": 4,
            "kl_coef": 0.1,
            "kl_estimator": "k3",
            "adap_kl_ctrl": True,
            "target": 0.05,
            "horizon": 50.0,
            "missing_eos_penalty": 0.5,
            "dual_clip": 1.1,
            "cliprange": 0.05,
            "cliprange_value": 0.03,
            "temperature": 1.0,
            "learning_rate": 4e-4,
        },
    },
    "reinforce_plus_plus": {
        "trainer": "reinforce_plus_plus",
        "seed": 53,
        "steps": 10,
        "config": {
            "per_device_train_batch_size": 4,
            "gradient_accumulation_steps": 2,
            "beta": 0.05,
            "epsilon": 0.05,
            "num_iterations": 2,
            "gamma": 0.97,
            "temperature": 0.8,
            "learning_rate": 1e-3,
        },
    },
    "reinforce_plus_plus_group": {
        "trainer": "reinforce_plus_plus",
        "seed": 54,
        "steps": 10,
        "group": 4,
        "config": {"num_generations": 4, "baseline": "group", "beta": 0.1, "kl_estimator": "k2", "num_iterations": 2},
    },
    "remax": {
        "trainer": "remax",
        "seed": 55,
        "steps": 10,
        "baseline": True,
        "config": {"beta": 0.03, "num_iterations": 2},
    },
    "vpg": {"trainer": "vpg", "seed": 56, "steps": 10, "config": {"beta": 0.02, "gamma": 0.9}},
    "vpg_values": {
        "trainer": "vpg",
        "seed": 57,
        "steps": 10,
        "network": True,
        "config": {"vf_coef": 0.5, "lam": 0.9, "gamma": 0.99},
    },
}


def completions(rng, vocab, case, count):
    """Random prompts and completions; those of a group share their prompt. The reward is the share of even tokens."""
    words = lambda low, high: [rng.randrange(3, vocab) for _ in range(rng.randint(low, high))]
    out, prompt = [], None
    for i in range(count):
        if i % case.get("group", 1) == 0:
            prompt = words(2, 6)
        ended = rng.random() >= case.get("cut", 0)
        row = {"prompt_ids": prompt, "completion_ids": words(2, 9) + ([2] if ended else []), "terminated": ended}
        row["rewards"] = {"even_share": sum(t % 2 == 0 for t in row["completion_ids"]) / len(row["completion_ids"])}
        if case.get("baseline"):
            row["baseline_reward"] = rng.randrange(5) / 4
        out.append(row)
    return out


def read(model, row, temperature):
    """Log-prob and entropy of each completion token, and what it was predicted from."""
    ids = torch.tensor([row["prompt_ids"] + row["completion_ids"]])
    said = model(input_ids=ids, output_hidden_states=True)
    first = len(row["prompt_ids"])
    logp = torch.log_softmax(said.logits[0, first - 1 : -1].float() / temperature, -1)
    return (
        logp.gather(1, torch.tensor(row["completion_ids"])[:, None])[:, 0],
        -(logp.exp() * logp).sum(-1).detach(),
        said.hidden_states[-1][0, first - 1 : -1],
    )


class Critic:
    """A head on the policy, which begins at 0, or a network of its own."""

    def __init__(self, path, config, own, seed):
        self.network = None
        if own:
            self.network = transformers.AutoModelForSequenceClassification.from_pretrained(
                path, num_labels=1, dtype=torch.float32, attn_implementation="eager"
            ).eval()
            generator = torch.Generator().manual_seed(seed)
            with torch.no_grad():
                self.network.score.weight.copy_(0.3 * torch.randn(self.network.score.weight.shape, generator=generator))
        self.head = torch.zeros(1, config.hidden_size, requires_grad=True)

    def start(self):
        return None if self.network is None else {"score.weight": self.network.score.weight.tolist()}

    def values(self, row, hidden):
        if self.network is None:
            return (hidden @ self.head.T)[:, 0]
        ids, first = torch.tensor([row["prompt_ids"] + row["completion_ids"]]), len(row["prompt_ids"])
        return (self.network.model(input_ids=ids).last_hidden_state[0, first - 1 : -1] @ self.network.score.weight.T)[
            :, 0
        ]


def kl_of(name, logp, ref):
    d = (logp - ref).double()
    return {"k1": d, "k2": d * d / 2, "k3": torch.exp(-d) + d - 1}[name]


def gae(rewards, values, gamma, lam):
    out, advantage, value = [], 0.0, 0.0
    for r, v in zip(reversed(rewards.tolist()), reversed(values.tolist())):
        advantage = r + gamma * value - v + gamma * lam * advantage
        value = v
        out.insert(0, advantage)
    return torch.tensor(out, dtype=torch.double)


def apply_to_all(rows, change):
    """One change of the tokens of all rows together."""
    flat = change(torch.cat(rows))
    return list(torch.split(flat, [len(r) for r in rows]))


def whitened(x, keep_mean=False):
    white = (x - x.mean()) * torch.rsqrt(x.var() + 1e-8)
    return white + x.mean() if keep_mean else white


def optimiser(named, rate, config):
    decayed = [p for n, p in named if p.dim() > 1]
    others = [p for n, p in named if p.dim() < 2]
    return torch.optim.AdamW(
        [{"params": decayed, "weight_decay": config["weight_decay"]}, {"params": others, "weight_decay": 0.0}], lr=rate
    )


class Run:
    def __init__(self, models, name, case):
        self.case, self.config = case, {**COMMON, **case["config"]}
        path = models / "llama2_mha"
        load = lambda: transformers.AutoModelForCausalLM.from_pretrained(
            path, dtype=torch.float32, attn_implementation="eager"
        ).eval()
        self.policy, self.reference = load(), load()
        self.kind = case["trainer"]
        self.valued = self.kind == "ppo" or self.config.get("vf_coef", 0) > 0
        self.critic = Critic(path, self.policy.config, case.get("network"), case["seed"])
        self.critic_start = self.critic.start()
        own = list(self.policy.named_parameters())
        if self.valued and self.critic.network is None:
            own.append(("value/score.weight", self.critic.head))
        rate = self.config["learning_rate"]
        self.trained = {"": (own, optimiser(own, rate, self.config))}
        if self.critic.network is not None:
            other = list(self.critic.network.named_parameters())
            self.trained["value/"] = (
                other,
                optimiser(other, self.config.get("value_learning_rate", rate), self.config),
            )
        self.beta = self.config.get("kl_coef", self.config.get("beta", 0))
        self.temperature = self.config.get("temperature", 1.0)
        self.rng = random.Random(case["seed"])

    def roll(self, rows):
        """What the rows earn, and the metrics of that."""
        config, told = self.config, {}
        with torch.no_grad():
            said = [read(self.policy, row, self.temperature) for row in rows]
            refs = [read(self.reference, row, self.temperature)[0] for row in rows]
            self.values = [
                self.critic.values(row, s[2]).double() if self.valued else torch.zeros(len(s[0])).double()
                for row, s in zip(rows, said)
            ]
        self.old = [s[0] for s in said]
        kl = [kl_of(config.get("kl_estimator", "k1"), o, r) for o, r in zip(self.old, refs)]
        scores = [
            row["rewards"]["even_share"] - (0 if row["terminated"] else config.get("missing_eos_penalty", 0))
            for row in rows
        ]
        told["reward"] = sum(row["rewards"]["even_share"] for row in rows) / len(rows)
        if self.kind == "reinforce_plus_plus" and config.get("baseline") == "group":
            size = self.case["group"]
            scores = [s - sum(scores[i // size * size : i // size * size + size]) / size for i, s in enumerate(scores)]
        rewards = [-self.beta * k for k in kl]
        for r, s in zip(rewards, scores):
            r[-1] += s
        if config.get("whiten_rewards"):
            rewards = apply_to_all(rewards, lambda x: whitened(x, True))
        lam = config.get("lam", 0.95 if self.kind == "ppo" else 1.0)
        self.advantages = [gae(r, v, config.get("gamma", 1.0), lam) for r, v in zip(rewards, self.values)]
        self.returns = [a + v for a, v in zip(self.advantages, self.values)]
        if self.kind == "ppo":
            mean_kl = sum(k.sum().item() for k in kl) / len(rows)
            told.update(
                {
                    "objective/kl": mean_kl,
                    "objective/scores": sum(scores) / len(rows),
                    "objective/kl_coef": self.beta,
                    "objective/non_score_reward": -self.beta * mean_kl,
                    "objective/rlhf_reward": sum(scores) / len(rows) - self.beta * mean_kl,
                    "objective/entropy": sum(-o.sum().item() for o in self.old) / len(rows),
                    "val/explained_variance": 1
                    - (torch.cat(self.advantages).var() / torch.cat(self.returns).var()).item(),
                }
            )
            self.advantages = apply_to_all(self.advantages, whitened)
            if config.get("adap_kl_ctrl"):
                error = min(0.2, max(-0.2, mean_kl / config["target"] - 1))
                self.beta *= 1 + error * len(rows) / config["horizon"]
        elif self.beta > 0:
            told["kl"] = torch.cat(kl).mean().item()
        if self.kind == "reinforce_plus_plus":
            self.advantages = apply_to_all(
                self.advantages, lambda x: (x - x.mean()) * torch.rsqrt(((x - x.mean()) ** 2).mean().clamp(min=1e-8))
            )
        if self.kind == "remax":
            self.advantages = [a - row["baseline_reward"] for a, row in zip(self.advantages, rows)]
            told["baseline_reward"] = sum(row["baseline_reward"] for row in rows) / len(rows)
        return told

    def learn(self, rows, picked):
        """One optimiser step on some of the rows."""
        config, tokens = self.config, sum(len(rows[i]["completion_ids"]) for i in picked)
        clip = config.get("cliprange", config.get("epsilon", 0.2))
        policy_loss, value_loss, seen = (
            0.0,
            0.0,
            {k: [] for k in ("ratio", "clipped", "kl", "entropy", "value_clipped", "low", "high")},
        )
        for i in picked:
            logp, entropy, hidden = read(self.policy, rows[i], self.temperature)
            a, moved = self.advantages[i].float(), logp - self.old[i]
            ratio = torch.exp(moved)
            plain, held = -a * ratio, -a * torch.clamp(ratio, 1 - clip, 1 + clip)
            loss = torch.maximum(plain, held)
            if config.get("dual_clip"):
                loss = torch.where(a < 0, torch.minimum(loss, -a * config["dual_clip"]), loss)
            if self.kind == "vpg":
                loss = -a * logp
            policy_loss = policy_loss + loss.sum() / tokens
            for key, x in (
                ("ratio", ratio),
                ("clipped", (held > plain).float()),
                ("kl", moved**2 / 2),
                ("entropy", entropy),
                ("low", ((ratio < 1 - clip) & (a < 0)).float()),
                ("high", ((ratio > 1 + clip) & (a > 0)).float()),
            ):
                seen[key].append(x.detach())
            if not self.valued:
                continue
            v, old, target = self.critic.values(rows[i], hidden), self.values[i].float(), self.returns[i].float()
            off = (v - target) ** 2
            if self.kind == "ppo":
                near = old + torch.clamp(v - old, -config["cliprange_value"], config["cliprange_value"])
                seen["value_clipped"].append(((near - target) ** 2 > off).float().detach())
                off = torch.maximum(off, (near - target) ** 2)
            value_loss = value_loss + off.sum() / 2 / tokens
        total = policy_loss + config.get("vf_coef", 0.1 if self.kind == "ppo" else 0) * value_loss
        told = {"loss": total.item()}
        mean = lambda key: torch.cat(seen[key]).mean().item()
        if self.kind == "ppo":
            told.update(
                {
                    "loss/policy_avg": policy_loss.item(),
                    "loss/value_avg": value_loss.item(),
                    "policy/approxkl_avg": mean("kl"),
                    "policy/clipfrac_avg": mean("clipped"),
                    "policy/entropy_avg": mean("entropy"),
                    "val/ratio": mean("ratio"),
                    "val/clipfrac_avg": mean("value_clipped"),
                }
            )
        elif config["gradient_accumulation_steps"] == 1:
            told["entropy"] = mean("entropy")
            if self.kind != "vpg":
                told["clip_ratio/region_mean"] = mean("low") + mean("high")
            elif self.valued:
                told["loss/value"] = value_loss.item()
        for named, optimizer in self.trained.values():
            optimizer.zero_grad()
        total.backward()
        for prefix, (named, optimizer) in self.trained.items():
            told[prefix + "grad_norm"] = torch.nn.utils.clip_grad_norm_(
                [p for _, p in named], config["max_grad_norm"]
            ).item()
            optimizer.step()
        return told

    def go(self):
        config, steps = self.config, []
        size = config["per_device_train_batch_size"] * config["gradient_accumulation_steps"]
        parts = config.get("num_mini_batches", 1)
        rounds = parts * config.get("num_ppo_epochs", 4 if self.kind == "ppo" else config.get("num_iterations", 1))
        for step in range(self.case["steps"]):
            fresh = step % rounds == 0
            if fresh:
                rows = completions(self.rng, self.policy.config.vocab_size, self.case, size * parts)
                told = self.roll(rows)
            part = step % parts
            metrics = {**told, **self.learn(rows, range(part * size, (part + 1) * size))}
            steps.append({"step": step + 1, "rollouts": rows if fresh else [], "metrics": metrics})
        return steps


def fingerprint(named):
    return {
        n: {"norm": p.norm().item(), "head": p.flatten()[:6].tolist()} for n, p in named if not n.startswith("value/")
    }


def main():
    transformers.logging.set_verbosity_error()
    models, out = map(pathlib.Path, sys.argv[1:3])
    for name, case in CASES.items():
        if len(sys.argv) > 3 and name not in sys.argv[3:]:
            continue
        run = Run(models, name, case)
        steps = run.go()
        config = {**run.config, "max_steps": case["steps"]}
        result = {
            "trainer": case["trainer"],
            "start": "llama2_mha",
            "by": "tests/oracles/policy_gradient.py",
            "torch": torch.__version__.split("+")[0],
            "config": config,
            "lora": None,
            "start_weights": {},
            "value_start": run.critic_start,
            "steps": steps,
            "final": fingerprint(run.trained[""][0]),
        }
        if "value/" in run.trained:
            result["final_value"] = fingerprint(run.trained["value/"][0])
        (out / f"{name}.json").write_text(json.dumps(result) + "\n")
        first, last = steps[0]["metrics"], steps[-1]["metrics"]
        assert all(math.isfinite(v) for step in steps for v in step["metrics"].values())
        print(
            f"{name}: loss {first['loss']:.5f} to {last['loss']:.5f}, "
            f"{(out / f'{name}.json').stat().st_size // 1024} KiB"
        )
        print({k: round(v, 4) for k, v in last.items()})


if __name__ == "__main__":
    main()
