// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_quality.h"
#include <array>

namespace lapidary {

/// What a judge says of a pair. It is nobody's label: it stands beside the item until a person takes it over, says
/// something else, or rejects it.
struct LabelSuggestion {
    std::string judge{};                  ///< the run of the judge
    std::string name{};                   ///< what people call it
    std::string principle{};              ///< that the judge went by; empty: none
    double first = 0.5, second = 0.5;     ///< how likely answer a is the better one, asked with it first and second
    std::array<std::string, 2> reasons{}; ///< of each order; empty where the judge was not asked for them
    double soft() const { return 0.5 * (first + second); }
    /// Both orders say the same.
    bool consistent() const { return (first > 0.5) == (second > 0.5) && first != 0.5 && second != 0.5; }
    char preferred() const { return soft() > 0.5 ? 'a' : soft() < 0.5 ? 'b' : 0; }
    std::string verdict(const std::string &order) const; ///< of a pair that stands so on the screen
    bool operator==(const LabelSuggestion &) const = default;
};
/// Those of each item, the newest run's first.
using LabelSuggestions = std::map<std::string, std::vector<LabelSuggestion>>;

/// What finished runs of judges wrote of the very pairs of a queue, whatever the order of their answers was there; none
/// of kinds that are no pairs. Errors: those of reading.
Result<LabelSuggestions> suggestionsFor(Project &project, const LabelQueue &queue);

/// How often people prefer what a judge prefers, by the principle that it went by. Verdicts and suggestions that prefer
/// neither side are left out, and so are those that were taken over from any judge.
std::vector<JudgeAgreement> judgeAgreement(const LabelBook &book, const LabelSuggestions &suggestions);

} // namespace lapidary
