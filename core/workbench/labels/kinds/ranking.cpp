// SPDX-License-Identifier: Apache-2.0
// A verdict is the letters of the answers from the best on, with > or = between them ("b>a=c"). Answers that it does
// not name come behind all others, and nothing is said about them among themselves: who ranks ten need not rank the
// worst.
#include "core/workbench/labels/kinds/ranking.h"
#include "core/workbench/labels/kinds/pieces.h"
#include <utility>

namespace lapidary {
namespace {

/// Each answer's rank, 1 for the best; those behind all others have nothing.
std::vector<std::optional<double>> ranks(const LabelTask &task, const std::string &verdict) {
    std::vector<std::optional<double>> out(task.item.answers.size());
    double rank = 1;
    for (std::size_t i = 0; i < verdict.size(); i += 2) {
        if (i > 0 && verdict[i - 1] == '>') rank = static_cast<double>(i / 2 + 1);
        out[static_cast<std::size_t>(verdict[i] - 'a')] = rank;
    }
    return out;
}

std::vector<LabelAction> actions(const LabelTask &task) {
    std::vector<LabelAction> out;
    for (std::size_t i = 1; i <= task.item.answers.size(); ++i) {
        const std::string number = std::to_string(i);
        out.push_back({.name = "place" + number,
                       .words = {worded("Answer {0}"), number},
                       .keys = {number},
                       .emphatic = "Shift+" + number});
    }
    out.push_back(submitAction());
    out.push_back({.name = "raise", .words = worded("Up a place"), .keys = {"Alt+Up"}});
    out.push_back({.name = "lower", .words = worded("Down a place"), .keys = {"Alt+Down"}});
    return out;
}

LabelSoundness check(const LabelTask &task, const std::string &verdict) {
    const std::size_t n = task.item.answers.size();
    if (verdict.empty()) return LabelSoundness::Part;
    if (verdict.size() % 2 == 0 || verdict.size() > 2 * n) return LabelSoundness::Wrong;
    for (std::size_t i = 0; i < verdict.size(); ++i) {
        const char c = verdict[i];
        if (i % 2 ? c != '>' && c != '=' : c < 'a' || c >= static_cast<char>('a' + n) || verdict.find(c) != i)
            return LabelSoundness::Wrong;
    }
    return LabelSoundness::Whole;
}

std::string without(const std::string &verdict, char answer) {
    const std::size_t at = verdict.find(answer);
    std::string out = verdict;
    if (at == 0)
        out.erase(0, 2);
    else // what followed as good as it is as good as the one before it only if it was so itself
        out.erase(verdict[at - 1] == '>' && at + 1 < verdict.size() ? at : at - 1, 2);
    return out;
}

/// The order with one answer a place further up or down. Who is not ranked yet stands behind the others.
std::optional<LabelMade> moved(const LabelTask &task, const LabelMade &now, bool up) {
    if (now.at >= task.order.size()) return std::nullopt;
    const char answer = task.order[now.at];
    LabelMade made{.verdict = now.verdict, .at = now.at};
    const auto rank = [&](char letter) {
        if (made.verdict.find(letter) == std::string::npos)
            made.verdict += (made.verdict.empty() ? "" : ">") + std::string(1, letter);
    };
    if (!up && (made.verdict.empty() || made.verdict.back() == answer))
        for (const char other : task.order)
            if (other != answer && made.verdict.find(other) == std::string::npos) {
                if (made.verdict.empty()) rank(answer);
                rank(other);
                break;
            }
    rank(answer);
    const std::size_t at = made.verdict.find(answer);
    if (up ? at == 0 : at + 2 >= made.verdict.size())
        return made.verdict == now.verdict ? std::nullopt : std::optional(made);
    std::swap(made.verdict[at], made.verdict[up ? at - 2 : at + 2]);
    return made;
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &now, const std::string &action, bool emphatic) {
    if (action == "raise" || action == "lower") return moved(task, now, action == "raise");
    if (action == "submit")
        return now.verdict.empty() ? std::nullopt : std::optional(LabelMade{.verdict = now.verdict, .given = true});
    const std::size_t place = numberOf(action, "place"), n = task.item.answers.size();
    if (place == 0 || place > n) return std::nullopt;
    const char answer = task.order[place - 1];
    if (now.verdict.find(answer) != std::string::npos) // the same key takes it out again
        return LabelMade{.verdict = without(now.verdict, answer), .at = place - 1};
    LabelMade made{.verdict = now.verdict, .at = place - 1};
    if (!made.verdict.empty()) made.verdict += emphatic ? '=' : '>';
    made.verdict += answer;
    made.given = made.verdict.size() == 2 * n - 1;
    return made;
}

std::size_t cells(const LabelTask &task) {
    return task.item.answers.size();
}

std::string brief(const LabelTask &task, const LabelMark &mark) {
    std::string out;
    for (const char c : mark.now())
        out += c == '=' || c == '>' ? std::string(1, c)
                                    : std::to_string(placeOf(task, static_cast<std::size_t>(c - 'a')) + 1);
    return out;
}

/// Ranks of all: those behind the others share the next one.
std::vector<std::optional<double>> values(const LabelTask &task, const LabelMark &mark) {
    auto out = ranks(task, mark.verdict);
    const double behind = static_cast<double>((mark.verdict.size() + 1) / 2 + 1);
    for (auto &each : out)
        if (!each && !mark.verdict.empty()) each = behind;
    return out;
}

std::vector<LabelPreference> preferences(const LabelTask &task, const LabelMark &mark) {
    const auto all = values(task, mark);
    std::vector<LabelPreference> out;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < all.size(); ++j)
            if (all[i] && all[j] && *all[i] < *all[j]) out.push_back({i, j});
    return out;
}

std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    return preferenceRows(task, mark, preferences(task, mark));
}

} // namespace

const LabelKind &rankingKind() {
    static const LabelKind kind{
        .name = "ranking",
        .title = worded("Rankings"),
        .about =
            worded("Several answers in the order of their quality. Teaches a preference for each two of them (DPO)."),
        .one = worded("Ranking {0} of {1}"),
        .fewest = 2,
        .most = 9,
        .usual = 4,
        .scale = stats::Scale::Ordinal,
        .actions = actions,
        .act = act,
        .check = check,
        .cells = cells,
        .brief = brief,
        .values = values,
        .preferences = preferences,
        .rows = rows,
        .makes = makesPreferences};
    return kind;
}

} // namespace lapidary
