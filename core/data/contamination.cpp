// SPDX-License-Identifier: Apache-2.0
#include "core/data/contamination.h"
#include "core/base/hash.h"
#include "core/data/near_duplicates.h"
#include "core/data/tasks/task.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Runs of so many words, each once.
std::unordered_set<std::uint64_t> runsOf(const std::vector<std::uint64_t> &words, std::size_t length) {
    std::unordered_set<std::uint64_t> out;
    for (std::size_t at = 0; at + length <= words.size(); ++at)
        out.insert(hash64({reinterpret_cast<const char *>(&words[at]), length * sizeof words[at]}, length));
    return out;
}

} // namespace

std::uint64_t EvaluationQuestions::formOf(const Json &row) const {
    return hash64(canonicalForm(config_.rule, questionOf(row)));
}

void EvaluationQuestions::add(const Json &row) {
    const auto number = static_cast<std::uint32_t>(runs_.size());
    const auto words = wordHashes(questionOf(row));
    const std::size_t length = std::min(words.size(), static_cast<std::size_t>(config_.words));
    runs_.push_back(0);
    byForm_.try_emplace(formOf(row), number);
    if (length < std::min(kFewestWords, static_cast<std::size_t>(config_.words))) return;
    lengths_.insert(length);
    for (const auto run : runsOf(words, length)) {
        byRun_[run].push_back(number);
        ++runs_.back();
    }
}

std::optional<Contamination> EvaluationQuestions::seenIn(const Json &row, std::string_view text) const {
    std::unordered_map<std::uint32_t, std::uint32_t> hits;
    const auto words = wordHashes(text);
    for (const std::size_t length : lengths_)
        for (const auto run : runsOf(words, length))
            if (const auto known = byRun_.find(run); known != byRun_.end())
                for (const auto question : known->second) ++hits[question];
    std::optional<Contamination> out;
    for (const auto &[question, count] : hits) {
        const double share = static_cast<double>(count) / static_cast<double>(runs_[question]);
        if (share < config_.share) continue;
        if (!out || share > out->share || (share == out->share && question < out->question))
            out = Contamination{question, share, false};
    }
    if (const auto same = byForm_.find(formOf(row)); same != byForm_.end()) {
        if (!out) out = Contamination{.question = same->second};
        out->sameProblem = true;
    }
    return out;
}

} // namespace lapidary
