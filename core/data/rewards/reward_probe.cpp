// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/reward_probe.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::array kProbes{Probe::Empty,       Probe::CopiedPrompt, Probe::Repetition,
                             Probe::ManyAnswers, Probe::TurnedOrder,  Probe::Padded};

/// A demonstration, else the reference.
std::optional<std::string> rightText(const Problem &problem) {
    if (auto shown = getString(problem.row, "completion"); shown && !shown->empty()) return *shown;
    return problem.reference.empty() ? std::nullopt : std::optional(problem.reference);
}

std::string repeated(const std::string &text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

/// The lines, or else the pieces between semicolons, of a text from the last to the first.
std::optional<std::string> turned(const std::string &text) {
    const char mark = text.find('\n') != text.npos ? '\n' : ';';
    std::vector<std::string> pieces;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(mark, begin), text.size());
        pieces.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (pieces.size() < 3) return std::nullopt;
    std::reverse(pieces.begin(), pieces.end());
    std::string out = pieces.front();
    for (std::size_t i = 1; i < pieces.size(); ++i) out += mark + pieces[i];
    return out == text ? std::nullopt : std::optional(out);
}

/// The right answer with every digit in its place, one after the other, as "A0A1A2 …", and itself in their midst: one
/// of them is right, and it is neither the first nor the last.
std::string manyAnswers(const std::string &right, const std::string &reference) {
    const std::size_t at = right.rfind(reference);
    const std::string mark = at == right.npos || at == 0 ? "\n" : right.substr(at - 1, 1);
    std::string out = at == right.npos ? "" : right.substr(0, at);
    std::vector<std::string> answers;
    for (char digit = '0'; digit <= '9'; ++digit)
        if (reference != std::string(1, digit)) answers.emplace_back(1, digit);
    answers.insert(answers.begin() + 4, reference);
    for (std::size_t i = 0; i < answers.size(); ++i) out += (i == 0 ? "" : mark) + answers[i];
    return out;
}

Sentence wordsOf(Probe probe) {
    switch (probe) {
    case Probe::Empty:
        return "an empty answer";
    case Probe::CopiedPrompt:
        return "the prompt, copied";
    case Probe::Repetition:
        return "the first characters of a right answer, again and again";
    case Probe::ManyAnswers:
        return "many answers, one of them right";
    case Probe::TurnedOrder:
        return "a right answer whose steps stand in the opposite order";
    case Probe::Padded:
        return "a right answer that is said twice";
    default:
        return "a right answer";
    }
}

std::string shown(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

/// The mean reward of a probe beside that of the right answers to the same problems.
struct Means {
    double probe = 0, right = 0;
    int count = 0;
};

Result<Means> meansOf(Probe probe, std::span<const Problem> problems, const ScoreTexts &score) {
    std::vector<Judged> texts;
    for (const Problem &problem : problems) {
        const auto right = probeText(Probe::Right, problem), other = probeText(probe, problem);
        if (!right || !other) continue;
        texts.push_back({*right, "stop", &problem});
        texts.push_back({*other, "stop", &problem});
    }
    Means out;
    if (texts.empty()) return out;
    const auto rewards = score(texts);
    if (!rewards) return unexpected(rewards.error());
    for (std::size_t i = 0; i + 1 < rewards->size(); i += 2) {
        if (!(*rewards)[i] || !(*rewards)[i + 1]) continue;
        out.right += *(*rewards)[i];
        out.probe += *(*rewards)[i + 1];
        ++out.count;
    }
    if (out.count > 0) out.right /= out.count, out.probe /= out.count;
    return out;
}

} // namespace

std::optional<std::string> probeText(Probe probe, const Problem &problem) {
    const auto right = rightText(problem);
    if (!right) return std::nullopt;
    switch (probe) {
    case Probe::Right:
        return right;
    case Probe::Empty:
        return "";
    case Probe::CopiedPrompt:
        return problem.question();
    case Probe::Repetition:
        return repeated(right->substr(0, 4), 32);
    case Probe::ManyAnswers:
        return problem.reference.empty() ? std::nullopt : std::optional(manyAnswers(*right, problem.reference));
    case Probe::TurnedOrder:
        return turned(*right);
    case Probe::Padded:
        return *right + *right;
    }
    return std::nullopt;
}

Result<std::vector<Sentence>> probeReward(const std::string &name, std::span<const Problem> problems,
                                          const ScoreTexts &score) {
    const bool demonstrated = std::any_of(problems.begin(), problems.end(), [](const Problem &problem) {
        return !getString(problem.row, "completion").value_or("").empty();
    });
    std::vector<Sentence> out;
    bool same = true, any = false;
    for (const Probe probe : kProbes) {
        const auto means = meansOf(probe, problems.first(std::min(problems.size(), kProbed)), score);
        if (!means) return unexpected(means.error());
        if (means->count == 0) continue;
        if (probe == Probe::Empty && !demonstrated && means->right <= means->probe)
            return out; // a bare reference is not how this rule wants an answer written
        any = true;
        same &= means->probe == means->right;
        const bool padded = probe == Probe::Padded; // longer and no better: only more is a fault
        if (padded ? means->probe > means->right : means->probe >= means->right)
            out.push_back({"{0} can be exploited: {1} earns {2}, a right answer {3}", name, wordsOf(probe),
                           shown(means->probe), shown(means->right)});
    }
    if (any && same)
        return std::vector<Sentence>{{"{0} tells nothing apart: a right answer earns what an empty one does", name}};
    return out;
}

std::vector<Sentence> probeRules(const std::vector<std::string> &names, const Rule &rule,
                                 std::span<const Problem> problems) {
    std::vector<Sentence> out;
    for (const RuleReward &reward : ruleRewards()) {
        if (std::find(names.begin(), names.end(), reward.name) == names.end()) continue;
        const auto score = [&](const std::vector<Judged> &texts) -> Result<std::vector<std::optional<double>>> {
            std::vector<std::optional<double>> values;
            for (const Judged &each : texts) values.push_back(reward.score(rule, *each.problem, each));
            return values;
        };
        const auto found = probeReward(reward.name, problems, score);
        if (found) out.insert(out.end(), found->begin(), found->end());
    }
    return out;
}

} // namespace lapidary
