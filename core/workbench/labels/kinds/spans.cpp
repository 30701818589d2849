// SPDX-License-Identifier: Apache-2.0
// A verdict names the marked parts in their order, "1:0-4 2:9-13": the number of the criterion, from 1, the first byte
// and the one behind the last; "none" where nothing is to be marked. Parts do not overlap: what is marked anew loses
// its old mark. After Wu et al. 2023 (arXiv:2306.01693), whose readers mark the wrong parts of an answer, each by its
// kind of error, so that a reward can be as fine as they are.
#include "core/workbench/labels/kinds/spans.h"
#include "core/base/utf8.h"
#include "core/workbench/labels/kinds/pieces.h"
#include "core/workbench/labels/label_items.h"
#include <algorithm>
#include <cstdio>

namespace lapidary {
namespace {

constexpr const char *kNone = "none";
constexpr std::size_t kMostCriteria = 9; // a key each

const std::string &textOf(const LabelTask &task) {
    static const std::string nothing;
    return task.item.answers.empty() ? nothing : task.item.answers[0].text;
}

std::string verdictOf(const std::vector<LabelSpan> &spans) {
    std::string out;
    for (const LabelSpan &each : spans)
        out += (out.empty() ? "" : " ") + std::to_string(each.criterion + 1) + ":" + std::to_string(each.begin) + "-" +
               std::to_string(each.end);
    return out.empty() ? kNone : out;
}

std::vector<LabelAction> actions(const LabelTask &task) {
    std::vector<LabelAction> out;
    for (std::size_t i = 0; i < std::min(task.criteria.size(), kMostCriteria); ++i)
        out.push_back({.name = "mark" + std::to_string(i + 1),
                       .words = Sentence(task.criteria[i]),
                       .keys = {std::to_string(i + 1)}});
    out.push_back({.name = "unmark", .words = worded("Take the mark off"), .keys = {"0"}});
    out.push_back(submitAction());
    return out;
}

std::size_t cells(const LabelTask &task) {
    const std::size_t n = markableWords(textOf(task)).size();
    return n * n;
}

LabelSoundness check(const LabelTask &task, const std::string &verdict) {
    if (verdict.empty()) return LabelSoundness::Part;
    if (verdict == kNone) return LabelSoundness::Whole;
    const auto spans = labelSpans(verdict);
    if (spans.empty() || verdictOf(spans) != verdict) return LabelSoundness::Wrong;
    std::size_t from = 0;
    for (const LabelSpan &each : spans) {
        if (each.criterion >= task.criteria.size() || each.begin < from || each.begin >= each.end ||
            each.end > textOf(task).size())
            return LabelSoundness::Wrong;
        from = each.end;
    }
    return LabelSoundness::Whole;
}

std::optional<LabelMade> act(const LabelTask &task, const LabelMade &now, const std::string &action, bool) {
    if (action == "submit") return LabelMade{.verdict = now.verdict.empty() ? kNone : now.verdict, .given = true};
    const std::size_t criterion = numberOf(action, "mark");
    const bool off = action == "unmark";
    if (!off && (criterion == 0 || criterion > task.criteria.size())) return std::nullopt;
    const auto words = markableWords(textOf(task));
    if (words.empty()) return std::nullopt;
    const std::size_t first = now.at % words.size(), last = first + now.at / words.size();
    if (last >= words.size()) return std::nullopt;
    auto spans = labelSpans(now.verdict);
    const LabelSpan marked{criterion - 1, words[first].first, words[last].second};
    const bool again = std::find(spans.begin(), spans.end(), marked) != spans.end();
    const auto gone =
        std::erase_if(spans, [&](const LabelSpan &each) { return each.begin < marked.end && marked.begin < each.end; });
    if (off && gone == 0) return std::nullopt;
    if (!off && !again) spans.push_back(marked); // the same key takes it off again
    std::sort(spans.begin(), spans.end(), [](const auto &x, const auto &y) { return x.begin < y.begin; });
    return LabelMade{.verdict = verdictOf(spans), .at = now.at};
}

std::string brief(const LabelTask &, const LabelMark &mark) {
    if (mark.now().empty()) return {};
    const auto n = labelSpans(mark.now()).size();
    return n == 0 ? "\u2205" : std::to_string(n) + "\u00d7";
}

/// Of each word, the number of its criterion, 0 where it is not marked.
std::vector<std::optional<double>> values(const LabelTask &task, const LabelMark &mark) {
    const auto words = markableWords(textOf(task));
    std::vector<std::optional<double>> out(words.size());
    if (mark.verdict.empty()) return out;
    const auto spans = labelSpans(mark.verdict);
    for (std::size_t i = 0; i < words.size(); ++i) {
        out[i] = 0;
        for (const LabelSpan &each : spans)
            if (each.begin < words[i].second && words[i].first < each.end)
                out[i] = static_cast<double>(each.criterion + 1);
    }
    return out;
}

/// The lines of the answer as steps: one with a mark in it is wrong, any other right.
std::vector<Record> rows(const LabelTask &task, const LabelMark &mark) {
    const auto spans = labelSpans(mark.verdict);
    Stepwise chain{promptOf(task.item), stepsOfAnswer(textOf(task)), {}};
    std::size_t begin = 0;
    for (const std::string &step : chain.steps) {
        const std::size_t end = begin + step.size();
        const bool marked = std::any_of(spans.begin(), spans.end(),
                                        [&](const LabelSpan &each) { return each.begin < end && begin < each.end; });
        chain.labels.push_back(marked ? 0.0 : 1.0);
        begin = end + 1;
    }
    if (chain.steps.empty()) return {};
    return {{.id = task.item.id, .what = std::move(chain)}};
}

std::string_view makes(std::size_t) {
    return kindOf({.what = Stepwise{}});
}

bool isSpace(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x3000;
}
/// Han, kana, Thai, Lao, Khmer and what stands between them: scripts that put no space between words.
bool standsAlone(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x2E80 && c <= 0xA4CF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

} // namespace

std::vector<std::pair<std::size_t, std::size_t>> markableWords(const std::string &text) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    bool joins = false; // to the word before
    for (std::size_t at = 0; at < text.size();) {
        const int whole = utf8::sequenceLength(text, at);
        const std::size_t length = whole > 0 ? static_cast<std::size_t>(whole) : 1;
        const char32_t c = whole > 0 ? utf8::decode(text, at) : U'?';
        if (isSpace(c)) {
            joins = false;
        } else if (joins && !standsAlone(c)) {
            out.back().second = at + length;
        } else {
            out.emplace_back(at, at + length);
            joins = !standsAlone(c);
        }
        at += length;
    }
    return out;
}

std::vector<LabelSpan> labelSpans(const std::string &verdict) {
    std::vector<LabelSpan> out;
    for (std::size_t from = 0; from < verdict.size();) {
        const std::size_t end = std::min(verdict.find(' ', from), verdict.size());
        unsigned long long criterion = 0, begin = 0, behind = 0;
        if (std::sscanf(verdict.substr(from, end - from).c_str(), "%llu:%llu-%llu", &criterion, &begin, &behind) != 3 ||
            criterion == 0)
            return {};
        out.push_back({static_cast<std::size_t>(criterion - 1), static_cast<std::size_t>(begin),
                       static_cast<std::size_t>(behind)});
        from = end + 1;
    }
    return out;
}

const LabelKind &spansKind() {
    static const LabelKind kind{
        .name = "spans",
        .title = worded("Spans"),
        .about = worded("Parts of one answer, marked by what is wrong with them. Teaches which lines are right (PRM)."),
        .one = worded("Answer {0} of {1}"),
        .ofSpans = true,
        .rated = true,
        .takesIdeal = false,
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
