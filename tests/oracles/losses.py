#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what each loss gives by the formula of its paper in tests/golden/losses/by_method.json.

Nothing of the product is read: each loss is written here once more, in numpy and f64, as its paper has it. A gradient
is the central difference of the same formula; what a method holds (a weight, a value, an old ratio) is an argument of
its own there, which is not moved. Usage: losses.py OUT.json
"""
import json
import sys

import numpy as np

CASES = []


def numbers(array):
    return [numbers(each) for each in array] if np.ndim(array) else round(float(array), 10)


def slope(loss, x, h=1e-5):
    """Of a scalar function: central differences of fourth order."""
    out = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        def at(step):
            moved = x.copy()
            moved[place] += step
            return loss(moved)
        out[place] = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
    return out


def case(algorithm, source, tensors, config, loss, grad=None, **expected):
    """`grad`: {tensor: loss as a function of it}. `expected`: tensors of the answer."""
    request = {name: numbers(np.asarray(value, float)) for name, value in tensors.items()}
    request["config"] = config
    out = {"loss": numbers(loss), "tensors": {name: numbers(value) for name, value in expected.items()}}
    if grad:
        request["grad"] = list(grad)
        out["grad"] = {name: numbers(slope(f, np.asarray(tensors[name], float))) for name, f in grad.items()}
    CASES.append({"algorithm": algorithm, "source": source, "request": request, "expected": out})


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def log_sigmoid(x):
    return -np.log1p(np.exp(-x))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# -- likelihood ---------------------------------------------------------------------------------------------------

LOGITS = np.array([[1, 2, .5, -1], [0, .3, -.2, .1], [3, -2, 1, .5]])
LABELS = np.array([1, -100, 0])


def nll(logits):
    kept = LABELS >= 0
    return -log_softmax(logits)[kept, LABELS[kept]].mean()


def dft(logits, held):
    """Each token's likelihood times its probability, which is held."""
    kept = LABELS >= 0
    logp = log_softmax(logits)[kept, LABELS[kept]]
    return -(np.exp(log_softmax(held)[kept, LABELS[kept]]) * logp).mean()


for name in ("sft", "pretrain"):
    case(name, "negative log-likelihood, a mean over the labels that count", {"logits": LOGITS, "labels": LABELS}, {},
         nll(LOGITS), {"logits": nll})
case("sft", "Wu et al. 2025, arXiv 2508.05629", {"logits": LOGITS, "labels": LABELS}, {"loss_type": "dft"},
     dft(LOGITS, LOGITS), {"logits": lambda x: dft(x, LOGITS)})

# -- preferences --------------------------------------------------------------------------------------------------

CHOSEN, REJECTED = np.array([-10., -8., -6.5]), np.array([-12., -7.5, -6.])
REF_CHOSEN, REF_REJECTED = np.array([-11., -8.2, -6.1]), np.array([-11.5, -7.9, -6.4])
SUMS = {"chosen_logps": CHOSEN, "rejected_logps": REJECTED}
WITH_REFERENCE = dict(SUMS, ref_chosen_logps=REF_CHOSEN, ref_rejected_logps=REF_REJECTED)


def dpo(beta, form, smoothing=0.):
    """Rafailov et al. 2023, eq. 7; Mitchell 2023 (cdpo); Zhao et al. 2023 (hinge); Chowdhury et al. 2024 (robust)."""
    def losses(chosen):
        lead = beta * ((chosen - REF_CHOSEN) - (REJECTED - REF_REJECTED))
        if form == "hinge":
            return np.maximum(0, 1 - lead)
        if form == "robust":
            return (-(1 - smoothing) * log_sigmoid(lead) + smoothing * log_sigmoid(-lead)) / (1 - 2 * smoothing)
        return -(1 - smoothing) * log_sigmoid(lead) - smoothing * log_sigmoid(-lead)
    return losses


for form, smoothing in (("sigmoid", 0.), ("cdpo", .1), ("hinge", 0.), ("robust", .1)):
    f = dpo(.3, form, smoothing)
    case("dpo", dpo.__doc__, WITH_REFERENCE, {"beta": .3, "loss_type": form, "label_smoothing": smoothing},
         f(CHOSEN).mean(), {"chosen_logps": lambda x, f=f: f(x).mean()}, losses=f(CHOSEN))


def simpo(beta, gamma, smoothing):
    def losses(chosen):
        lead = beta * (chosen - MEAN_REJECTED) - gamma
        return -(1 - smoothing) * log_sigmoid(lead) - smoothing * log_sigmoid(-lead)
    return losses


MEAN_CHOSEN, MEAN_REJECTED, NLL = np.array([-2., -2., -.4]), np.array([-2., -2.5, -.9]), 1.7
MEANS = {"chosen_logps": MEAN_CHOSEN, "rejected_logps": MEAN_REJECTED}
for smoothing, alpha in ((0., 0.), (.2, .5)):
    f = simpo(2., 1.2, smoothing)
    case("simpo", "Meng et al. 2024, arXiv 2405.14734, eq. 6; cpo_alpha adds the likelihood",
         dict(MEANS, nll_loss=NLL), {"beta": 2., "simpo_gamma": 1.2, "label_smoothing": smoothing, "cpo_alpha": alpha},
         f(MEAN_CHOSEN).mean() + alpha * NLL, {"chosen_logps": lambda x, f=f: f(x).mean()}, losses=f(MEAN_CHOSEN))


def cpo(chosen):
    """Xu et al. 2024, arXiv 2401.08417: the preference without a reference, and the likelihood."""
    return -log_sigmoid(.3 * (chosen - REJECTED))


case("cpo", cpo.__doc__, dict(SUMS, nll_loss=NLL), {"beta": .3, "loss_type": "sigmoid", "cpo_alpha": .5},
     cpo(CHOSEN).mean() + .5 * NLL, {"chosen_logps": lambda x: cpo(x).mean()}, losses=cpo(CHOSEN))


def alpha_po(chosen):
    """Gupta et al. 2025, arXiv 2501.03884: (1 - p^-alpha) / alpha stands in the place of log p."""
    def bent(logp):
        return (1 - np.exp(-.2 * logp)) / .2
    return -log_sigmoid(2. * (bent(chosen) - bent(MEAN_REJECTED)) - .8)


case("cpo", alpha_po.__doc__, MEANS,
     {"beta": 2., "loss_type": "simpo", "simpo_gamma": .8, "cpo_alpha": 0., "alpha": .2},
     alpha_po(MEAN_CHOSEN).mean(), {"chosen_logps": lambda x: alpha_po(x).mean()}, losses=alpha_po(MEAN_CHOSEN))


def orpo(chosen):
    """Hong et al. 2024, arXiv 2403.07691, eqs. 6 and 7; of the probability of a token, its geometric mean."""
    def odds(logp):
        return logp - np.log1p(-np.exp(logp))
    return -.25 * log_sigmoid(odds(chosen) - odds(MEAN_REJECTED))


case("orpo", orpo.__doc__, dict(MEANS, nll_loss=NLL), {"beta": .25}, orpo(MEAN_CHOSEN).mean() + NLL,
     {"chosen_logps": lambda x: orpo(x).mean()}, losses=orpo(MEAN_CHOSEN))

GOOD = np.array([1, 0, 1, 0])
KTO_POLICY, KTO_REFERENCE = np.array([-10, -7.5, -3, -9.]), np.array([-11, -7.9, -2.5, -8.])
KL_POLICY, KL_REFERENCE = np.array([-20, -18, -15, -16.]), np.array([-20.5, -18.2, -14.9, -16.4])


def kto(policy):
    """Ethayarajh et al. 2024, arXiv 2402.01306; the reference point z0 is held."""
    z0 = max(0., (KL_POLICY - KL_REFERENCE).mean())
    value = .4 * (policy - KTO_REFERENCE - z0)
    return np.where(GOOD == 1, 1.5 * (1 - sigmoid(value)), .8 * (1 - sigmoid(-value)))


case("kto", kto.__doc__, {"per_token_logps": KTO_POLICY, "ref_per_token_logps": KTO_REFERENCE, "label": GOOD,
                          "KL_logps": KL_POLICY, "ref_KL_logps": KL_REFERENCE},
     {"beta": .4, "loss_type": "kto", "desirable_weight": 1.5, "undesirable_weight": .8}, kto(KTO_POLICY).mean(),
     {"per_token_logps": lambda x: kto(x).mean()}, losses=kto(KTO_POLICY))

BETTER, WORSE, MARGIN = np.array([1.2, .3, -.4]), np.array([.7, .9, -1.]), np.array([0., .5, .2])


def reward(better, centring=.05):
    """Ouyang et al. 2022, eq. 1; Touvron et al. 2023 (the margin); Eisenstein et al. 2023 (the centring)."""
    return -log_sigmoid(better - WORSE - MARGIN) + centring * (better + WORSE) ** 2


case("reward", reward.__doc__, {"rewards_chosen": BETTER, "rewards_rejected": WORSE, "margin": MARGIN},
     {"center_rewards_coefficient": .05}, reward(BETTER).mean(), {"rewards_chosen": lambda x: reward(x).mean()},
     losses=reward(BETTER))

SCORES, RIGHT, STRENGTH = np.array([1.2, -.3, .4, -2]), np.array([1, 1, 0, 0]), np.array([1, 2, 1, .5])


def orm(scores, weights):
    """Cobbe et al. 2021, arXiv 2110.14168: the cross-entropy of a mark at the last token, here times a weight."""
    return -weights * (RIGHT * log_sigmoid(scores) + (1 - RIGHT) * log_sigmoid(-scores))


case("orm", orm.__doc__, {"rewards": SCORES, "label": RIGHT}, {}, orm(SCORES, 1).mean(),
     {"rewards": lambda x: orm(x, 1).mean()}, losses=orm(SCORES, 1))
case("orm", orm.__doc__, {"rewards": SCORES, "label": RIGHT, "strength": STRENGTH},
     {"label_strength": "weight", "label_strength_scale": 2.}, orm(SCORES, STRENGTH ** 2).mean(),
     {"rewards": lambda x: orm(x, STRENGTH ** 2).mean()}, losses=orm(SCORES, STRENGTH ** 2))

HELD, START, IMPORTANCE = np.array([1.1, -.3]), np.array([1., 0.]), np.array([2., .5])


def ewc(weights, matter=IMPORTANCE):
    """Kirkpatrick et al. 2017, eq. 3; Li et al. 2018, eq. 2, where every weight matters as much."""
    return 5 * (matter * (weights - START) ** 2).sum()


case("ewc", ewc.__doc__, {"weights": HELD, "start": START, "importance": IMPORTANCE}, {"ewc_lambda": 10.}, ewc(HELD),
     {"weights": ewc})
case("l2_sp", ewc.__doc__, {"weights": HELD, "start": START}, {"l2_sp_alpha": 10.}, ewc(HELD, 1.),
     {"weights": lambda x: ewc(x, 1.)})

STEP_LOGITS, STEP_LABELS = np.array([[0, 0], [-1, 1], [2, 0], [.3, -.7]]), np.array([1, .25, 0, 1])


def prm(logits):
    """Lightman et al. 2023; Wang et al. 2024, arXiv 2312.08935 (labels that are shares)."""
    logp = log_softmax(logits)
    return -(STEP_LABELS * logp[:, 1] + (1 - STEP_LABELS) * logp[:, 0])


case("prm", prm.__doc__, {"logits": STEP_LOGITS, "labels": STEP_LABELS}, {}, prm(STEP_LOGITS).mean(),
     {"logits": lambda x: prm(x).mean()}, losses=prm(STEP_LOGITS))

# -- online preferences: completions 2i and 2i+1 are a pair ---------------------------------------------------------

ONLINE, ONLINE_REF = np.array([-4, -5, -3, -2.5, -6, -7.]), np.array([-5, -4.5, -3.5, -2.5, -6.5, -6.2])
SCORES, ENDED = np.array([1, 0, .2, .9, .5, .5]), np.array([0, 1, 1, 1, 1, 1])


def online_dpo(policy, form, beta, skip):
    """Guo et al. 2024, arXiv 2402.04792, algorithm 1 (the better of two samples); Azar et al. 2024, eq. 17 (ipo)."""
    scores = (SCORES - .7 * (ENDED == 0)).reshape(-1, 2)
    gains = (policy - ONLINE_REF).reshape(-1, 2)
    losses = []
    for (first, second), gain in zip(scores, gains):
        if skip and first == second:
            continue
        lead = gain[1] - gain[0] if second > first else gain[0] - gain[1]
        losses.append((lead - 1 / (2 * beta)) ** 2 if form == "ipo" else -log_sigmoid(beta * lead))
    return np.mean(losses)


for form, skip in (("sigmoid", False), ("sigmoid", True), ("ipo", False)):
    def f(x, form=form, skip=skip):
        return online_dpo(x, form, .3, skip)
    case("online_dpo", online_dpo.__doc__,
         {"per_token_logps": ONLINE, "ref_per_token_logps": ONLINE_REF, "rewards": SCORES, "terminated": ENDED},
         {"beta": .3, "loss_type": form, "missing_eos_penalty": .7, "tied_pairs": "skip" if skip else "first"},
         f(ONLINE), {"per_token_logps": f}, chosen=[0, 1, 0])

# -- policy gradients -----------------------------------------------------------------------------------------------

NEW = np.array([[-.7, -2.3, -.5], [-1.2, -.4, -3], [-.9, -1, -2.]])
OLD = np.array([[-1, -2, -.5], [-1.5, -.55, -3], [-.95, -1.5, -1.7]])
REF = np.array([[-1.1, -1.9, -.6], [-1.6, -.5, -3], [-1., -1.2, -2.2]])
MASK = np.array([[1, 1, 1], [1, 1, 0], [1, 1, 1]], float)
POLICY = {"per_token_logps": NEW, "old_per_token_logps": OLD, "completion_mask": MASK}
PAID = np.array([1., -.5, .25])


def clipped(new, advantages, low=.2, high=.2):
    """Schulman et al. 2017, arXiv 1707.06347, eq. 7, of each token."""
    ratio = np.exp(new - OLD)
    return -np.minimum(ratio * advantages, np.clip(ratio, 1 - low, 1 + high) * advantages)


def over_tokens(losses):
    return (losses * MASK).sum() / MASK.sum()


def by_completion(losses):
    return ((losses * MASK).sum(1) / MASK.sum(1)).mean()


case("grpo", "Shao et al. 2024, arXiv 2402.03300, eq. 3 (means over completions, then over their number)",
     dict(POLICY, advantages=PAID), {"loss_type": "grpo", "beta": 0., "epsilon": .2},
     by_completion(clipped(NEW, PAID[:, None])),
     {"per_token_logps": lambda x: by_completion(clipped(x, PAID[:, None]))})
case("grpo", "Yu et al. 2025, arXiv 2503.14476, eq. 8 (DAPO: a mean over all tokens, clipped higher above)",
     dict(POLICY, advantages=PAID), {"loss_type": "dapo", "beta": 0., "epsilon": .2, "epsilon_high": .28},
     over_tokens(clipped(NEW, PAID[:, None], high=.28)),
     {"per_token_logps": lambda x: over_tokens(clipped(x, PAID[:, None], high=.28))})

GROUPS = np.array([[1, 0, 0, 1], [.2, .4, .4, .9]])


def rloo_advantages(groups):
    """Ahmadian et al. 2024, arXiv 2402.14740: each less the mean of the others of its prompt."""
    return (groups - (groups.sum(1, keepdims=True) - groups) / (groups.shape[1] - 1)).reshape(-1)


RLOO_NEW = np.array([-3.5, -4, -2, -5, -1, -6, -3, -2.])
RLOO_OLD = np.array([-3.6, -4.1, -1.9, -5.5, -1, -6.3, -2.95, -2.])


def rloo(new):
    ratio, paid = np.exp(new - RLOO_OLD), rloo_advantages(GROUPS)
    return -np.minimum(ratio * paid, np.clip(ratio, .8, 1.2) * paid)


case("rloo", rloo_advantages.__doc__,
     {"rewards": GROUPS, "per_token_logps": RLOO_NEW, "old_per_token_logps": RLOO_OLD},
     {"epsilon": .2, "normalize_advantages": False}, rloo(RLOO_NEW).mean(),
     {"per_token_logps": lambda x: rloo(x).mean()}, advantages=rloo_advantages(GROUPS), losses=rloo(RLOO_NEW))


def shaped(scores, kl_weight):
    """What each token earns: the score at the end of its completion, less its k1 of the policy that drew."""
    rewards = -kl_weight * (OLD - REF) * MASK
    for row, score in enumerate(scores):
        rewards[row, int(MASK[row].sum()) - 1] += score
    return rewards


def to_go(rewards, gamma):
    out, later = np.zeros_like(rewards), np.zeros(len(rewards))
    for column in reversed(range(rewards.shape[1])):
        later = np.where(MASK[:, column] > 0, rewards[:, column] + gamma * later, later)
        out[:, column] = later
    return out * MASK


def scaled(advantages):
    kept = advantages[MASK > 0]
    return (advantages - kept.mean()) / kept.std() * MASK


def plus_plus(scores):
    return scaled(to_go(shaped(scores, .1), .9))


TOKEN = {"beta": .1, "gamma": .9, "kl_estimator": "k1"}
WITH_REF = dict(POLICY, ref_per_token_logps=REF)
ONE_GROUP = PAID.reshape(1, 3)
case("reinforce_plus_plus", "Hu et al. 2025, arXiv 2501.03262: what is still to be earned, scaled over all tokens",
     dict(WITH_REF, rewards=PAID), dict(TOKEN, epsilon=.2), over_tokens(clipped(NEW, plus_plus(PAID))),
     {"per_token_logps": lambda x: over_tokens(clipped(x, plus_plus(PAID)))}, advantages=plus_plus(PAID))


def trust_region(new, advantages):
    """Schulman et al. 2015, arXiv 1502.05477, eq. 14: the ratio times the advantage, not clipped."""
    return -np.exp(new - OLD) * advantages


LESS_MEAN = plus_plus(PAID - PAID.mean())
case("trpo", trust_region.__doc__, dict(WITH_REF, rewards=PAID.reshape(3, 1)),
     dict(TOKEN, baseline="none"), over_tokens(trust_region(NEW, plus_plus(PAID))),
     {"per_token_logps": lambda x: over_tokens(trust_region(x, plus_plus(PAID)))}, advantages=plus_plus(PAID))
case("trpo", trust_region.__doc__ + " Of one group, less its mean.", dict(WITH_REF, rewards=PAID),
     dict(TOKEN, baseline="group", num_generations=3), over_tokens(trust_region(NEW, LESS_MEAN)),
     {"per_token_logps": lambda x: over_tokens(trust_region(x, LESS_MEAN))}, advantages=LESS_MEAN)

LIKELIEST = np.array([.5, 0., .1])
REMAX = to_go(shaped(PAID, .1), .9) - LIKELIEST[:, None] * MASK
case("remax", "Li et al. 2024, arXiv 2310.10505: less what the likeliest completion earns",
     dict(WITH_REF, rewards=PAID, baseline_reward=LIKELIEST), dict(TOKEN, epsilon=.2), over_tokens(clipped(NEW, REMAX)),
     {"per_token_logps": lambda x: over_tokens(clipped(x, REMAX))}, advantages=REMAX)

VPG = to_go(shaped(PAID, .1), .9)
case("vpg", "Sutton et al. 2000: -log p of a token times what it and those behind it earn",
     dict(WITH_REF, rewards=PAID), TOKEN, over_tokens(-VPG * NEW),
     {"per_token_logps": lambda x: over_tokens(-VPG * x)}, advantages=VPG)

VALUES = np.array([[.2, .5, .7], [.1, -.3, 0], [.4, 0, -.2]])
NEW_VALUES = np.array([[.5, .4, 1.15], [.05, .1, 0], [.3, .6, -.1]])
PPO_PAID = np.array([[1, .5, -.4], [-.7, .3, 0], [.2, -.2, .9]])
RETURNS = np.array([[1, .9, 1], [-.3, .2, 0], [.1, 1, 0.]])


def ppo(new, values):
    """Schulman et al. 2017, eqs. 7 and 9; the values are clipped to .2 about what they were (Ouyang et al. 2022)."""
    near = VALUES + np.clip(values - VALUES, -.2, .2)
    off = np.maximum((values - RETURNS) ** 2, (near - RETURNS) ** 2) / 2
    return over_tokens(clipped(new, PPO_PAID)) + .3 * over_tokens(off)


case("ppo", ppo.__doc__,
     dict(POLICY, advantages=PPO_PAID, returns=RETURNS, values=VALUES, new_values=NEW_VALUES),
     {"vf_coef": .3, "cliprange": .2, "cliprange_value": .2}, ppo(NEW, NEW_VALUES),
     {"per_token_logps": lambda x: ppo(x, NEW_VALUES), "new_values": lambda x: ppo(NEW, x)})


def oreo(new, values, held_new, held_values):
    """Wang et al. 2024, arXiv 2412.16145: the value of a beginning is the reward less what is to come.

    The policy is asked of each token alone, with what is behind it and the values held; the values with the policy
    held.
    """
    beta, score = .5, np.array([1., 0., 1.])[:, None]
    lead, held = (new - REF) * MASK, (held_new - REF) * MASK
    behind = np.array([[held[row, column + 1:].sum() for column in range(3)] for row in range(3)])
    of_policy = held_values - score + beta * (lead + behind)
    of_values = values - score + beta * (held + behind)
    return by_completion(of_policy ** 2) + .4 * by_completion(of_values ** 2)


case("oreo", oreo.__doc__, dict(per_token_logps=NEW, ref_per_token_logps=REF, values=VALUES, completion_mask=MASK,
                                rewards=[1, 0, 1]), {"beta": .5, "vf_coef": .4}, oreo(NEW, VALUES, NEW, VALUES),
     {"per_token_logps": lambda x: oreo(x, VALUES, NEW, VALUES), "values": lambda x: oreo(NEW, x, NEW, VALUES)})

# -- distillation ---------------------------------------------------------------------------------------------------

STUDENT, TEACHER = np.array([[1, 0, -1], [.2, .4, -.3]]), np.array([[.5, .5, -.5], [-1, 1.5, 0]])


def divergence(s, t, beta):
    """Agarwal et al. 2024, arXiv 2306.13649, eq. 1, of log-probabilities; 0 is the forward KL, 1 the reverse."""
    def kl(p, q):
        return (np.exp(p) * (p - q)).sum(-1)
    if beta in (0, 1):
        return kl(s, t) if beta else kl(t, s)
    mixture = np.log(beta * np.exp(t) + (1 - beta) * np.exp(s))
    return beta * kl(t, mixture) + (1 - beta) * kl(s, mixture)


for name, temperature, beta in (("gkd", 1., 0.), ("gkd", 1., .9), ("distillation", 2., .5), ("distillation", 1., 1.)):
    def f(x, temperature=temperature, beta=beta):
        return divergence(log_softmax(x / temperature), log_softmax(TEACHER / temperature), beta)
    case(name, divergence.__doc__, {"student_logits": STUDENT, "teacher_logits": TEACHER},
         {"beta": beta, "temperature": temperature}, f(STUDENT).mean(), {"student_logits": lambda x, f=f: f(x).mean()},
         divergence=f(STUDENT))

OWN = np.array([2, 0])
for name, temperature, sym, kd in (("distillation", 2., .3, 1.), ("gkd", 1., .5, .25), ("distillation", 2., None, .5)):
    def f(x, part="loss", temperature=temperature, sym=sym, kd=kd):
        """torchtune's SymmetricKLLoss and kd_ratio; the cross-entropy is that of the logits as they are."""
        s, t = log_softmax(x / temperature), log_softmax(TEACHER / temperature)
        apart = sym * divergence(s, t, 0) + (1 - sym) * divergence(s, t, 1) if sym else divergence(s, t, .2)
        own = -log_softmax(x)[np.arange(2), OWN]
        return apart if part == "divergence" else kd * apart + (1 - kd) * own
    config = {"temperature": temperature, "kd_ratio": kd}
    config.update({"divergence": "symmetric_kl", "sym_kd_ratio": sym} if sym else {"beta": .2})
    case(name, f.__doc__, {"student_logits": STUDENT, "teacher_logits": TEACHER, "labels": OWN}, config,
         f(STUDENT).mean(), {"student_logits": lambda x, f=f: f(x).mean()}, divergence=f(STUDENT, "divergence"))

SELF = np.random.default_rng(7).normal(size=(2, 3, 5)).round(3)
SHOWN = np.random.default_rng(8).normal(size=(2, 3, 5)).round(3)
IDS = np.array([[1, 4, 0], [2, 3, 3]])
SELF_MASK = np.array([[1, 1, 1], [1, 1, 0]], float)
DRAWN = (np.take_along_axis(log_softmax(SELF), IDS[..., None], -1)[..., 0]
         - np.log([[3, .5, 1.], [1.2, 2.5, 1]])).round(6)  # how much likelier each token has become: up to three times
TAUGHT = {"student_logits": SELF, "teacher_logits": SHOWN, "completion_ids": IDS, "completion_mask": SELF_MASK}


def of_tokens(logits):
    return np.take_along_axis(log_softmax(logits), IDS[..., None], -1)[..., 0]


def sampled(logits, held):
    """The reverse KL by its gradient: the sampled token's log-ratio to the teacher, held, times its log-probability."""
    return (of_tokens(held) - of_tokens(SHOWN)) * of_tokens(logits)


def top_two(logits, held, alpha, tail):
    """Of the two tokens that the student finds likeliest, with the share of all others as a third, or scaled to 1."""
    best = np.argsort(-held, -1)[..., :2]
    pair = [np.take_along_axis(log_softmax(x), best, -1) for x in (logits, SHOWN)]
    if tail:
        pair = [np.concatenate([x, np.log1p(-np.exp(x).sum(-1, keepdims=True))], -1) for x in pair]
    else:
        pair = [log_softmax(x) for x in pair]
    return divergence(*pair, alpha)


def per_completion(losses):
    return ((losses * SELF_MASK).sum(1) / SELF_MASK.sum(1)).mean()


def per_token(losses):
    return (losses * SELF_MASK).sum() / SELF_MASK.sum()


BOUNDED = np.minimum(np.exp(of_tokens(SELF) - DRAWN), 2)  # the importance of a token, at most 2, held
for name, source in (("sdft", "Shenfeld et al. 2026, arXiv 2601.19897"),
                     ("sdpo", "Huebotter et al. 2026, arXiv 2601.20802")):
    def f(x):
        return per_completion(sampled(x, SELF) * BOUNDED)
    case(name, source + ". " + sampled.__doc__, dict(TAUGHT, old_per_token_logps=DRAWN),
         {"distillation_mode": "sampled_token", "distillation_alpha": 1., "temperature": 1.}, f(SELF),
         {"student_logits": f})
    for tail in (True, False):
        def f(x, tail=tail):
            return per_completion(top_two(x, SELF, .5, tail))
        case(name, source + ". " + top_two.__doc__, TAUGHT,
             {"distillation_mode": "topk_logits", "distillation_topk": 2, "distillation_add_tail": tail,
              "distillation_alpha": .5, "temperature": 1.}, f(SELF), {"student_logits": f})


def opsd(x):
    """arXiv 2601.18734 (on-policy self-distillation): the divergence of whole distributions, a mean over all tokens."""
    return per_token(divergence(log_softmax(x / 1.5), log_softmax(SHOWN / 1.5), .3))


case("opsd", opsd.__doc__, TAUGHT, {"beta": .3, "temperature": 1.5}, opsd(SELF), {"student_logits": opsd})


def opsa(logps):
    """arXiv 2608.31046: a fixed penalty on the log-probability of one's own unlikely tokens; which they are is held."""
    unlikely = np.exp(np.array([-.1, -2.5, -4., -1.2])) < .1
    return (3. * unlikely * logps).mean()


OWN = np.array([-.1, -2.5, -4., -1.2])
case("opsa", opsa.__doc__, {"per_token_logps": OWN}, {"penalty": 3., "probability_threshold": .1}, opsa(OWN),
     {"per_token_logps": opsa}, penalised=[0, 1, 1, 0])

with open(sys.argv[1], "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(each) for each in CASES) + "\n]\n")
print(len(CASES), "cases of", len({each["algorithm"] for each in CASES}), "algorithms")
