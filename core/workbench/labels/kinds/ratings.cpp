// SPDX-License-Identifier: Apache-2.0
// A verdict has a character for each answer and criterion, answers in the item's order with / between them ("45/3-"):
// 1 to 5, or - for what is not rated yet. It is whole when nothing is missing.
#include "core/workbench/labels/kinds/ratings.h"
#include "core/workbench/labels/kinds/pieces.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr double kMiddle = 3; ///< of the scale: an answer above it is good, one below it is bad

/// Where the cell stands in the verdict; cells go over the screen, answer by answer.
std::size_t placeInVerdict(const LabelTask &task, std::size_t cell) {
    const std::size_t n = task.criteria.size();
    return answerAt(task, cell / n) * (n + 1) + cell % n;
}

std::string none(const LabelTask &task) {
    std::string out;
    for (std::size_t i = 0; i < task.item.answers.size(); ++i)
        out += (i ? "/" : "") + std::string(task.criteria.size(), '-');
    return out;
}

std::size_t cells(const LabelTask &task) {
    return task.item.answers.size() * task.criteria.size();
}

std::vector<LabelAction> actions(const LabelTask &) {
    std::vector<LabelAction> out;
    const Sentence words[] = {worded("Poor"), worded("Weak"), worded("Fair"), worded("Good"), worded("Very good")};
    for (std::size_t i = 1; i <= 5; ++i)
        out.push_back({.name = "rate" + std::to_string(i), .words = words[i - 1], .keys = {std::to_string(i)}});
    out.push_back(submitAction());
    return out;
}

LabelSoundness check(const LabelTask &task, const std::string &verdict) {
    const std::string shape = none(task);
    if (verdict.empty()) return LabelSoundness::Part;
    if (verdict.size() != shape.size()) return LabelSoundness::Wrong;
    bool whole = true;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == '/' ? verdict[i] != '/' : verdict[i] != '-' && (verdict[i] < '1' || verdict[i] > '5'))
            return LabelSoundness::Wrong;
        whole &= verdict[i] != '-';
    }
    return whole ? LabelSoundness::Whole : LabelSoundness::Part;
}

/// The next cell that is missing, else the one behind.
std::size_t next(const LabelTask &task, const std::string &verdict, std::size_t at) {
    const std::size_t n = cells(task);
    for (std::size_t step = 1; step <= n; ++step)
        if (verdict[placeInVerdict(task, (at + step) % n)] == '-') return (at + step) % n;
    return std::min(at + 1, n - 1);
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &now, const std::string &action, bool) {
    if (action == "submit")
        return check(task, now.verdict) == LabelSoundness::Whole
                   ? std::optional(LabelMade{.verdict = now.verdict, .given = true})
                   : std::nullopt;
    const std::size_t points = numberOf(action, "rate");
    if (points == 0 || points > 5 || now.at >= cells(task)) return std::nullopt;
    LabelMade made{.verdict = now.verdict.empty() ? none(task) : now.verdict};
    const bool missing = check(task, made.verdict) != LabelSoundness::Whole;
    made.verdict[placeInVerdict(task, now.at)] = static_cast<char>('0' + points);
    made.at = next(task, made.verdict, now.at);
    made.given = missing && check(task, made.verdict) == LabelSoundness::Whole;
    return made;
}

std::string brief(const LabelTask &task, const LabelMark &mark) {
    std::string out;
    if (mark.now().empty()) return out;
    const std::size_t n = task.criteria.size();
    for (std::size_t place = 0; place < task.item.answers.size(); ++place)
        out += (place ? " " : "") + mark.now().substr(answerAt(task, place) * (n + 1), n);
    return out;
}

std::vector<std::optional<double>> values(const LabelTask &task, const LabelMark &mark) {
    std::vector<std::optional<double>> out;
    for (const char c : mark.verdict.empty() ? none(task) : mark.verdict)
        if (c != '/') out.push_back(c == '-' ? std::nullopt : std::optional<double>(c - '0'));
    return out;
}

/// The mean of each answer's ratings; none without a verdict.
std::vector<double> means(const LabelTask &task, const LabelMark &mark) {
    std::vector<double> out;
    if (mark.verdict.empty()) return out;
    const std::size_t n = task.criteria.size();
    for (std::size_t answer = 0; answer < task.item.answers.size(); ++answer) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += mark.verdict[answer * (n + 1) + i] - '0';
        out.push_back(sum / static_cast<double>(n));
    }
    return out;
}

std::vector<LabelPreference> preferences(const LabelTask &task, const LabelMark &mark) {
    const auto all = means(task, mark);
    std::vector<LabelPreference> out;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < all.size(); ++j)
            if (all[i] > all[j]) out.push_back({i, j});
    return out;
}

/// Answers beside one another teach preferences, a single one whether it is good.
std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    if (task.item.answers.size() > 1) return preferenceRows(task, mark, preferences(task, mark));
    std::vector<Record> out;
    const double mean = means(task, mark).front();
    if (mean != kMiddle)
        out.push_back({.id = task.item.id,
                       .what = Unpaired{promptOf(task.item), answerOf(task.item, task.item.answers[0].text),
                                        mean > kMiddle, task.item.answers[0].terminated}});
    if (!mark.ideal.empty())
        out.push_back({.id = task.item.id + "/ideal",
                       .what = Unpaired{promptOf(task.item), answerOf(task.item, mark.ideal), true}});
    return out;
}

std::string_view makes(std::size_t answers) {
    return answers > 1 ? makesPreferences(answers) : kindOf({.what = Unpaired{}});
}

} // namespace

const LabelKind &ratingsKind() {
    static const LabelKind kind{
        .name = "ratings",
        .title = worded("Ratings"),
        .about =
            worded("Each answer gets 1 to 5 for each criterion. Several answers teach preferences (DPO), a single one "
                   "whether it is good (KTO): above 3 on average, or below."),
        .one = worded("Item {0} of {1}"),
        .fewest = 1,
        .most = 9,
        .usual = 2,
        .rated = true,
        .scale = stats::Scale::Interval,
        .actions = actions,
        .act = act,
        .check = check,
        .cells = cells,
        .brief = brief,
        .values = values,
        .preferences = preferences,
        .rows = rows,
        .makes = makes};
    return kind;
}

} // namespace lapidary
