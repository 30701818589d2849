// SPDX-License-Identifier: Apache-2.0
// A verdict has a character a step: + right, 0 neutral, - wrong, ? not judged. As in PRM800K (Lightman et al. 2023)
// nothing need be said of what stands behind the first wrong step: it is whole when all are judged, or all up to that.
#include "core/workbench/labels/kinds/steps.h"
#include "core/workbench/labels/kinds/pieces.h"
#include <algorithm>

namespace lapidary {
namespace {

std::vector<LabelAction> actions(const LabelTask &) {
    return {{.name = "right_step", .words = worded("Right"), .keys = {"+", "=", "1"}},
            {.name = "neutral_step", .words = worded("Neutral"), .keys = {"0", "2"}},
            {.name = "wrong_step", .words = worded("Wrong"), .keys = {"-", "3"}},
            {.name = "first_error", .words = worded("First error here"), .keys = {"X"}},
            {.name = "all_right", .words = worded("All right"), .keys = {"A"}},
            submitAction()};
}

std::size_t cells(const LabelTask &task) {
    return task.item.steps.size();
}

LabelSoundness check(const LabelTask &task, const std::string &verdict) {
    if (verdict.empty()) return LabelSoundness::Part;
    if (verdict.size() != cells(task) || verdict.find_first_not_of("+0-?") != std::string::npos)
        return LabelSoundness::Wrong;
    return verdict.find('?') < verdict.find('-') ? LabelSoundness::Part : LabelSoundness::Whole;
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &now, const std::string &action, bool) {
    const std::size_t n = cells(task);
    LabelMade made{.verdict = now.verdict.empty() ? std::string(n, '?') : now.verdict, .at = now.at};
    const bool missing = made.verdict.find('?') != std::string::npos;
    if (action == "submit") {
        made.given = true;
        return check(task, made.verdict) == LabelSoundness::Whole ? std::optional(made) : std::nullopt;
    }
    if (action == "all_right") return LabelMade{.verdict = std::string(n, '+'), .given = true};
    if (now.at >= n) return std::nullopt;
    if (action == "first_error")
        return LabelMade{.verdict = std::string(now.at, '+') + '-' + std::string(n - now.at - 1, '?'), .given = true};
    const char said = action == "right_step" ? '+' : action == "neutral_step" ? '0' : action == "wrong_step" ? '-' : 0;
    if (!said) return std::nullopt;
    made.verdict[now.at] = said;
    made.at = std::min(now.at + 1, n - 1);
    made.given = missing && made.verdict.find('?') == std::string::npos;
    return made;
}

std::string brief(const LabelTask &, const LabelMark &mark) {
    constexpr std::size_t kMost = 8;
    return mark.now().size() > kMost ? mark.now().substr(0, kMost - 1) + "\u2026" : mark.now();
}

std::vector<std::optional<double>> values(const LabelTask &task, const LabelMark &mark) {
    std::vector<std::optional<double>> out(cells(task));
    for (std::size_t i = 0; i < mark.verdict.size(); ++i)
        if (const char c = mark.verdict[i]; c != '?') out[i] = c == '+' ? 1 : c == '0' ? 0.5 : 0;
    return out;
}

std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    return {{.id = task.item.id, .what = Stepwise{promptOf(task.item), task.item.steps, values(task, mark)}}};
}

std::string_view makes(std::size_t) {
    return kindOf({.what = Stepwise{}});
}

} // namespace

const LabelKind &stepsKind() {
    static const LabelKind kind{
        .name = "steps",
        .title = worded("Steps of a chain"),
        .about = worded("Each step of an answer: right, neutral or wrong. Teaches a process reward model (PRM)."),
        .one = worded("Chain {0} of {1}"),
        .ofSteps = true,
        .takesIdeal = false,
        .scale = stats::Scale::Ordinal,
        .actions = actions,
        .act = act,
        .check = check,
        .cells = cells,
        .brief = brief,
        .values = values,
        .preferences = noPreferences,
        .rows = rows,
        .makes = makes};
    return kind;
}

} // namespace lapidary
