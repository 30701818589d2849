// SPDX-License-Identifier: Apache-2.0
#include "core/data/given_choices.h"
#include "core/data/layouts/lettered_choices.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr std::size_t kFewest = 2, kMost = 26;

bool hasWords(const std::string &text) {
    return text.find_first_not_of(" \t\r\n") != text.npos;
}

/// Those that stand in the question.
std::vector<std::string> shownIn(const std::string &question) {
    const auto begin = question.rfind("\nA. ");
    if (begin == question.npos) return {};
    auto parts = letteredParts(question.substr(begin));
    if (!parts) return {};
    auto &last = parts->choices.back();
    last.resize(std::min(last.find('\n'), last.size()));
    return std::move(parts->choices);
}

unexpected<Error> wrong(const Problem &problem, const Json &choices) {
    return fail({.code = "choices.wrong_type",
                 .message = {"The choices of problem {0} are none that an answer could be chosen from.", problem.id},
                 .field = "choices",
                 .found = dumpJson(choices).substr(0, 80),
                 .expected = {"a list of {0} to {1} texts, none of them empty", kFewest, kMost}});
}

} // namespace

Result<GivenChoices> givenChoicesOf(const Problem &problem) {
    GivenChoices out{.texts = shownIn(problem.question())};
    out.lettered = out.texts.size() >= kFewest;
    if (problem.row.is_object() && problem.row.contains("choices")) {
        const Json &choices = problem.row["choices"];
        const bool texts = choices.is_array() && choices.size() >= kFewest && choices.size() <= kMost &&
                           std::all_of(choices.begin(), choices.end(), [](const Json &each) {
                               return each.is_string() && hasWords(each.get<std::string>());
                           });
        if (!texts) return wrong(problem, choices);
        out.lettered &= out.texts.size() == choices.size();
        out.texts = choices.get<std::vector<std::string>>();
        return out;
    }
    if (out.lettered && std::all_of(out.texts.begin(), out.texts.end(), hasWords)) return out;
    return fail({.code = "choices.none",
                 .message = {"Problem {0} offers no choices, and this strategy chooses among those that are given.",
                             problem.id},
                 .field = "choices",
                 .found = problem.question().substr(0, 80),
                 .expected = "a question with lines \"A. …\", \"B. …\" at its end, or a list \"choices\" in its row",
                 .remedy = "Import the data with a layout of multiple choice, or use a strategy that lets the model "
                           "write its answer."});
}

} // namespace lapidary
