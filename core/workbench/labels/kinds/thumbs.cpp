// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/kinds/thumbs.h"
#include "core/workbench/labels/kinds/pieces.h"

namespace lapidary {
namespace {

std::vector<LabelAction> actions(const LabelTask &) {
    return {{.name = "good", .words = worded("Good"), .keys = {"1", "+", "="}},
            {.name = "bad", .words = worded("Bad"), .keys = {"2", "-"}}};
}

LabelSoundness check(const LabelTask &, const std::string &verdict) {
    return verdict == "good" || verdict == "bad" ? LabelSoundness::Whole : LabelSoundness::Wrong;
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &, const std::string &action, bool) {
    if (check(task, action) == LabelSoundness::Wrong) return std::nullopt;
    return LabelMade{.verdict = action, .given = true};
}

std::string brief(const LabelTask &, const LabelMark &mark) {
    return mark.verdict == "good" ? "\u2713" : mark.verdict == "bad" ? "\u2715" : "";
}

std::vector<std::optional<double>> values(const LabelTask &, const LabelMark &mark) {
    if (mark.verdict.empty()) return {std::nullopt};
    return {mark.verdict == "good" ? 1 : 0};
}

/// An ideal answer beside it is a good one.
std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    const LabelItem &item = task.item;
    std::vector<Record> out;
    out.push_back({.id = item.id,
                   .what = Unpaired{promptOf(item), answerOf(item, item.answers[0].text), mark.verdict == "good",
                                    item.answers[0].terminated}});
    if (!mark.ideal.empty() && mark.ideal != item.answers[0].text)
        out.push_back({.id = item.id + "/ideal", .what = Unpaired{promptOf(item), answerOf(item, mark.ideal), true}});
    return out;
}

std::string_view makes(std::size_t) {
    return kindOf({.what = Unpaired{}});
}

} // namespace

const LabelKind &thumbsKind() {
    static const LabelKind kind{.name = "thumbs",
                                .title = worded("Good or bad"),
                                .about = worded("One answer at a time, good or bad. Teaches single answers (KTO)."),
                                .one = worded("Answer {0} of {1}"),
                                .actions = actions,
                                .act = act,
                                .check = check,
                                .cells = noCells,
                                .brief = brief,
                                .values = values,
                                .preferences = noPreferences,
                                .rows = rows,
                                .makes = makes};
    return kind;
}

} // namespace lapidary
