// SPDX-License-Identifier: Apache-2.0
// A verdict is "written", for the ideal answer beside it, or the letter of an answer that is ideal as it stands.
#include "core/workbench/labels/kinds/ideal.h"
#include "core/workbench/labels/kinds/pieces.h"

namespace lapidary {
namespace {

constexpr const char *kWritten = "written";

std::vector<LabelAction> actions(const LabelTask &task) {
    std::vector<LabelAction> out;
    for (std::size_t i = 1; i <= task.item.answers.size(); ++i)
        out.push_back({.name = "take" + std::to_string(i),
                       .words = task.item.answers.size() == 1 ? Sentence(worded("It is ideal as it is"))
                                                              : Sentence(worded("Answer {0} is ideal"), i),
                       .keys = {std::to_string(i)}});
    out.push_back(submitAction());
    return out;
}

LabelSoundness check(const LabelTask &task, const std::string &verdict) {
    const bool letter = verdict.size() == 1 && task.order.find(verdict[0]) != std::string::npos;
    return letter || verdict == kWritten ? LabelSoundness::Whole : LabelSoundness::Wrong;
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &now, const std::string &action, bool) {
    if (action == "submit")
        return now.written ? std::optional(LabelMade{.verdict = kWritten, .given = true}) : std::nullopt;
    const std::size_t place = numberOf(action, "take");
    if (place == 0 || place > task.item.answers.size()) return std::nullopt;
    return LabelMade{.verdict = std::string(1, task.order[place - 1]), .given = true};
}

std::string brief(const LabelTask &, const LabelMark &mark) {
    return mark.verdict.empty() ? "" : mark.verdict == kWritten ? "\u270e" : "\u2713";
}

std::vector<std::optional<double>> noValues(const LabelTask &, const LabelMark &) {
    return {};
}

std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    const bool written = mark.verdict == kWritten;
    if (written && mark.ideal.empty()) return {};
    const LabelCandidate chosen = written ? LabelCandidate{.text = mark.ideal}
                                          : task.item.answers[static_cast<std::size_t>(mark.verdict[0] - 'a')];
    return {{.id = task.item.id,
             .what = Demonstration{promptOf(task.item), answerOf(task.item, chosen.text), chosen.terminated}}};
}

std::string_view makes(std::size_t) {
    return kindOf({.what = Demonstration{}});
}

} // namespace

const LabelKind &idealKind() {
    static const LabelKind kind{
        .name = "ideal",
        .title = worded("Ideal answers"),
        .about = worded("The answer as it should be, written by hand or taken as it is. Teaches demonstrations (SFT)."),
        .one = worded("Prompt {0} of {1}"),
        .fewest = 0,
        .most = 9,
        .actions = actions,
        .act = act,
        .check = check,
        .cells = noCells,
        .brief = brief,
        .values = noValues,
        .preferences = noPreferences,
        .rows = rows,
        .makes = makes};
    return kind;
}

} // namespace lapidary
