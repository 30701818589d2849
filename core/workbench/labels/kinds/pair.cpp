// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/kinds/pair.h"
#include "core/workbench/labels/kinds/pieces.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

/// As the person sees the sides.
constexpr std::array<std::string_view, 4> kVerdicts{"left", "right", "tie", "both_bad"};

std::vector<LabelAction> actions(const LabelTask &) {
    return {{.name = "left", .words = worded("Left is better"), .keys = {"1"}, .emphatic = "Shift+1"},
            {.name = "right", .words = worded("Right is better"), .keys = {"2"}, .emphatic = "Shift+2"},
            {.name = "tie", .words = worded("Tie"), .keys = {"3", "Shift+3"}},
            {.name = "both_bad", .words = worded("Both bad"), .keys = {"4", "Shift+4"}}};
}

LabelSoundness check(const LabelTask &, const std::string &verdict) {
    return std::find(kVerdicts.begin(), kVerdicts.end(), verdict) == kVerdicts.end() ? LabelSoundness::Wrong
                                                                                     : LabelSoundness::Whole;
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &, const std::string &action, bool emphatic) {
    if (check(task, action) == LabelSoundness::Wrong) return std::nullopt;
    return LabelMade{.verdict = action, .strong = emphatic && (action == "left" || action == "right"), .given = true};
}

std::string brief(const LabelTask &, const LabelMark &mark) {
    const std::string strong = mark.strong ? "!" : "";
    if (mark.verdict == "left") return "\u2190" + strong;
    if (mark.verdict == "right") return "\u2192" + strong;
    return mark.verdict == "tie" ? "=" : mark.verdict == "both_bad" ? "\u2715" : "";
}

std::vector<std::optional<double>> values(const LabelTask &, const LabelMark &mark) {
    if (const char better = mark.preferred()) return {better - 'a'};
    if (mark.verdict == "tie") return {2};
    if (mark.verdict == "both_bad") return {3};
    return {std::nullopt};
}

std::vector<LabelPreference> preferences(const LabelTask &, const LabelMark &mark) {
    const char better = mark.preferred();
    if (!better) return {};
    const auto first = static_cast<std::size_t>(better - 'a');
    return {{first, 1 - first, mark.strong}};
}

std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    return preferenceRows(task, mark, preferences(task, mark));
}

/// The better answer is a good one, the worse one bad; where both are bad each is, and a tie says neither. An ideal
/// answer is a good one.
std::vector<Record> judged(const LabelTask &task, const LabelMark &mark) {
    const LabelItem &item = task.item;
    std::vector<Record> out;
    const auto add = [&](const std::string &which, const LabelCandidate &answer, bool good) {
        out.push_back({.id = item.id + "/" + which,
                       .what = Unpaired{promptOf(item), answerOf(item, answer.text), good, answer.terminated}});
    };
    const char better = mark.preferred();
    const bool bothBad = mark.verdict == "both_bad", same = item.answers[0].text == item.answers[1].text;
    for (std::size_t i = 0; i < item.answers.size(); ++i) {
        const char letter = static_cast<char>('a' + i);
        if (bothBad && same && i > 0) continue; // one text is bad once
        if (bothBad || (better && !same)) add(std::string(1, letter), item.answers[i], letter == better);
    }
    const bool isNew = std::none_of(item.answers.begin(), item.answers.end(),
                                    [&](const LabelCandidate &each) { return each.text == mark.ideal; });
    if (!mark.ideal.empty() && isNew) add("ideal", {.text = mark.ideal}, true);
    return out;
}

} // namespace

const LabelKind &pairKind() {
    static const LabelKind kind{.name = "pair",
                                .title = worded("Pairs"),
                                .about =
                                    worded("Two answers side by side: which is better? Teaches preferences (DPO)."),
                                .one = worded("Pair {0} of {1}"),
                                .fewest = 2,
                                .most = 2,
                                .usual = 2,
                                .actions = actions,
                                .act = act,
                                .check = check,
                                .cells = noCells,
                                .brief = brief,
                                .values = values,
                                .preferences = preferences,
                                .rows = rows,
                                .makes = makesPreferences,
                                .judged = judged};
    return kind;
}

} // namespace lapidary
