// SPDX-License-Identifier: Apache-2.0
#include "app/cli/label_words.h"
#include "core/base/json.h"
#include "core/workbench/labels/kinds/spans.h"
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

constexpr std::string_view kShifted = ")!@#$%^&*("; // of the digits, where they are typed with Shift

/// Control characters of data and models are not for the terminal.
std::string printable(const std::string &text) {
    std::string out;
    for (const char c : text)
        out += (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? '?' : c;
    return out;
}

LabelTask taskOf(const LabelDesk &desk) {
    return {*desk.item(), desk.order(), desk.state().setup().criteria};
}

/// The key of an action at a terminal; 0 where it has none there.
char keyOf(const LabelAction &action) {
    if (action.name == "submit") return 'd';
    for (const auto &key : action.keys)
        if (key.size() == 1) return static_cast<char>(std::tolower(static_cast<unsigned char>(key[0])));
    return 0;
}

std::string sideOf(const LabelDesk &desk, std::size_t place) {
    const std::size_t n = desk.item()->answers.size();
    if (n == 1) return "ANSWER";
    const std::string number = "[" + std::to_string(place + 1) + "]";
    return n == 2 ? number + (place == 0 ? " LEFT" : " RIGHT") : number;
}

void printAnswers(const LabelDesk &desk) {
    const LabelItem &item = *desk.item();
    for (std::size_t place = 0; place < desk.order().size(); ++place) {
        const LabelCandidate &answer = item.answers[static_cast<std::size_t>(desk.order()[place] - 'a')];
        const bool named = desk.showsNames();
        std::printf("\n%s%s%s%s\n", sideOf(desk, place).c_str(), named ? "  " : "",
                    named ? printable(answer.name).c_str() : "", answer.terminated ? "" : "  (cut before its end)");
        if (item.steps.empty()) std::printf("%s\n", printable(answer.text).c_str());
    }
}

/// What is marked, and the words that the next key is about.
void printSpans(const LabelDesk &desk) {
    const std::string &text = desk.item()->answers[0].text;
    const auto &criteria = desk.state().setup().criteria;
    for (const LabelSpan &each : labelSpans(desk.mark()->now()))
        std::printf("%s: %s\n", printable(criteria[each.criterion]).c_str(),
                    printable(text.substr(each.begin, each.end - each.begin)).c_str());
    const auto words = markableWords(text);
    if (words.empty()) return;
    const std::size_t first = desk.at() % words.size(),
                      last = std::min(first + desk.at() / words.size(), words.size() - 1);
    std::printf("\nnext: %s\n",
                printable(text.substr(words[first].first, words[last].second - words[first].first)).c_str());
}

void printCells(const LabelDesk &desk) {
    const LabelItem &item = *desk.item();
    const std::string &now = desk.mark()->now();
    for (std::size_t i = 0; i < item.steps.size(); ++i)
        std::printf("%s %zu [%c] %s\n", i == desk.at() ? ">" : " ", i + 1, i < now.size() ? now[i] : '?',
                    printable(item.steps[i]).c_str());
    const auto &criteria = desk.state().setup().criteria;
    if (desk.state().kind().ofSpans)
        printSpans(desk);
    else if (!criteria.empty())
        std::printf("\nnext: answer %zu, %s\n", desk.at() / criteria.size() + 1,
                    printable(criteria[desk.at() % criteria.size()]).c_str());
}

Json asJson(const std::optional<LabelEstimate> &estimate) {
    if (!estimate) return nullptr;
    return {{"value", estimate->interval.value},
            {"low", estimate->interval.low},
            {"high", estimate->interval.high},
            {"n", estimate->of}};
}

std::string told(const std::optional<LabelEstimate> &estimate) {
    if (!estimate) return "-";
    char text[64];
    std::snprintf(text, sizeof text, "%.2f (%.2f to %.2f, n %zu)", estimate->interval.value, estimate->interval.low,
                  estimate->interval.high, estimate->of);
    return text;
}

void printQualityAsJson(const LabelQuality &quality) {
    Json out = {{"scale", scaleWord(quality.scale)}, {"disputed", quality.disputed}, {"alpha", asJson(quality.alpha)},
                {"people", Json::array()},           {"pairs", Json::array()},       {"judges", Json::array()}};
    for (const auto &each : quality.people)
        out["people"].push_back(
            {{"name", each.name},
             {"done", each.figures.done},
             {"skipped", each.figures.skipped},
             {"flagged", each.figures.flagged},
             {"not_blind", each.named},
             {"median_seconds", each.figures.medianSeconds ? Json(*each.figures.medianSeconds) : Json()},
             {"first_preferred", asJson(each.first)},
             {"longer_preferred", asJson(each.longer)},
             {"same_when_asked_twice", asJson(each.steady)}});
    for (const auto &each : quality.judges)
        out["judges"].push_back({{"judge", each.judge},
                                 {"principle", each.principle},
                                 {"same", asJson(each.same)},
                                 {"same_unseen", asJson(each.unaided)},
                                 {"same_in_both_orders", asJson(each.consistent)}});
    for (const auto &each : quality.agreements)
        out["pairs"].push_back(
            {{"a", each.a}, {"b", each.b}, {"same", asJson(each.same)}, {"kappa", asJson(each.kappa)}});
    std::printf("%s\n", dumpJson(out).c_str());
}

} // namespace

const char *labelStatusWord(LabelStatus status) {
    switch (status) {
    case LabelStatus::Pending:
        return "pending";
    case LabelStatus::Draft:
        return "draft";
    case LabelStatus::Done:
        return "done";
    case LabelStatus::Skipped:
        return "skipped";
    }
    return "";
}

std::string labelHelp(const LabelDesk &desk) {
    std::string out;
    if (desk.item())
        for (const LabelAction &action : desk.state().kind().actions(taskOf(desk)))
            if (const char key = keyOf(action)) {
                out += std::string(1, key) + " " + action.words.str();
                if (!action.emphatic.empty()) out += " (" + std::string(1, key) + "! strongly, or as good as the last)";
                out += "  ";
            }
    return out + "\nSpace or s skip  u undo  r redo  j, k next and previous place in the item\n"
                 "e ideal answer  c comment  f flag  n next  p previous  w whose answers (for good)  h guidelines and "
                 "keys  q end\n";
}

LabelKeyMeaning labelMeaning(const LabelDesk &desk, char key) {
    if (!desk.item() || !key) return {};
    for (const LabelAction &action : desk.state().kind().actions(taskOf(desk))) {
        if (keyOf(action) == key) return {action.name, false};
        for (const auto &each : action.keys)
            if (each.size() == 1 && each[0] == key) return {action.name, false};
        const char digit = action.keys.front()[0];
        if (digit >= '0' && digit <= '9' && kShifted[static_cast<std::size_t>(digit - '0')] == key)
            return {action.name, !action.emphatic.empty()};
    }
    return {};
}

void printLabelItem(const LabelDesk &desk) {
    const LabelItem *item = desk.item();
    if (!item) return;
    const LabelMark &mark = *desk.mark();
    const std::string brief = desk.state().kind().brief(taskOf(desk), mark);
    std::printf("\n--- %zu of %zu, %s%s%s%s%s\n%s\n", *desk.index() + 1, desk.state().items().size(),
                labelStatusWord(mark.status()), brief.empty() ? "" : ": ", brief.c_str(),
                mark.flagged ? ", flagged" : "", mark.blind || mark.verdict.empty() ? "" : ", not blind",
                printable(item->prompt).c_str());
    printAnswers(desk);
    printCells(desk);
    if (!mark.ideal.empty()) std::printf("\nideal answer: %s\n", printable(mark.ideal).c_str());
    if (!mark.comment.empty()) std::printf("\ncomment: %s\n", printable(mark.comment).c_str());
    std::fflush(stdout);
}

void printLabelSummary(const LabelState &state) {
    const LabelFigures f = figuresOf(state);
    std::printf("\n%zu items: %zu done, %zu skipped, %zu pending, %zu drafts, %zu flagged\n", f.total, f.done,
                f.skipped, f.pending, f.draft, f.flagged);
    if (f.medianSeconds) std::printf("median time per item %.1f s", *f.medianSeconds);
    if (f.firstShare)
        std::printf(", first answer preferred %.0f %% (95 %% interval %.0f to %.0f)", 100 * f.firstShare->value,
                    100 * f.firstShare->low, 100 * f.firstShare->high);
    if (f.medianSeconds) std::printf("\n");
}

void printLabelQuality(const LabelQuality &quality, bool json) {
    if (json) return printQualityAsJson(quality);
    for (const auto &each : quality.people) {
        std::printf("%s: %zu done, %zu skipped, %zu after the names were seen\n", printable(each.name).c_str(),
                    each.figures.done, each.figures.skipped, each.named);
        std::printf("  same when asked twice     %s\n", told(each.steady).c_str());
        std::printf("  first answer preferred    %s\n", told(each.first).c_str());
        std::printf("  longer answer preferred   %s\n", told(each.longer).c_str());
        if (each.figures.medianSeconds) std::printf("  median seconds per item   %.1f\n", *each.figures.medianSeconds);
    }
    for (const auto &each : quality.judges)
        std::printf("judge %s, %s: same %s, of those unseen %s, in both orders %s\n", printable(each.judge).c_str(),
                    each.principle.empty() ? "the better answer" : printable(each.principle).c_str(),
                    told(each.same).c_str(), told(each.unaided).c_str(), told(each.consistent).c_str());
    for (const auto &each : quality.agreements)
        std::printf("%s and %s: same %s, Cohen's kappa %s\n", printable(each.a).c_str(), printable(each.b).c_str(),
                    told(each.same).c_str(), told(each.kappa).c_str());
    std::printf("Krippendorff's alpha (%s): %s\n%zu disputed items\n", scaleWord(quality.scale),
                told(quality.alpha).c_str(), quality.disputed);
}

} // namespace lapidary
