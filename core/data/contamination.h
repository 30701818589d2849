// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lapidary {

struct ContaminationConfig {
    int words = 13;     ///< that stand behind one another in both (Brown et al. 2020, arXiv:2005.14165, appendix C)
    double share = 0;   ///< of a question's runs of words that a row must have; 0: one is enough
    std::string rule{}; ///< the grader of the questions: whatever it calls the same problem is the same
};

/// What a row to learn from has of a question to be asked.
struct Contamination {
    std::size_t question = 0; ///< by its place; of several the one with the largest share
    double share = 0;         ///< of its runs of words that stand in the row
    bool sameProblem = false; ///< by the canonical form of the task, whatever the names and the order
};

/// Questions of evaluations, and which rows have seen them. A question of fewer words than a run is looked for as a
/// whole, from kFewestWords on. Holds eight bytes a word of the questions, and no text.
class EvaluationQuestions {
public:
    static constexpr std::size_t kFewestWords = 5;

    explicit EvaluationQuestions(const ContaminationConfig &config) : config_(config) {}
    void add(const Json &row);
    std::size_t size() const { return runs_.size(); }
    /// `text`: all words of the row; `row`: itself, for its problem.
    std::optional<Contamination> seenIn(const Json &row, std::string_view text) const;

private:
    std::uint64_t formOf(const Json &row) const;
    ContaminationConfig config_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> byRun_{};
    std::unordered_set<std::size_t> lengths_{}; ///< of the runs, in words
    std::unordered_map<std::uint64_t, std::uint32_t> byForm_{};
    std::vector<std::uint32_t> runs_{}; ///< how many different ones each question has
};

} // namespace lapidary
