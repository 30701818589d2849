// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/held_out_scores.h"
#include "core/workbench/data/row_text.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace lapidary {
namespace {

using Kind = HeldOutScores::Kind;

std::optional<Kind> kindOf(const Json &body) {
    const std::string kind = getString(body, "kind").value_or("");
    if (kind == "pair") return Kind::Pairs;
    if (kind == "answer") return Kind::Answers;
    if (kind == "step") return Kind::Steps;
    return {};
}

/// The numbers of a list; nothing where it holds anything else but null, which is no number.
std::optional<std::vector<double>> numbers(const Json &row, const char *key) {
    const Json list = row.value(key, Json());
    if (!list.is_array()) return {};
    std::vector<double> out;
    for (const Json &each : list) {
        if (!each.is_number() && !each.is_null()) return {};
        out.push_back(each.is_null() ? std::nan("") : each.get<double>());
    }
    return out;
}

std::int64_t lineOf(const Json &row) {
    const auto lines = numbers(row, "lines");
    constexpr double kMost = 1e15;
    return lines && !lines->empty() && lines->front() >= 1 && lines->front() < kMost
               ? static_cast<std::int64_t>(lines->front())
               : 0;
}

std::int32_t countOf(double number) {
    constexpr double kMost = 2e9;
    return number >= 0 && number < kMost ? static_cast<std::int32_t>(number) : 0;
}

void addRow(const Json &row, HeldOutScores &out) {
    const auto scores = numbers(row, "scores"), labels = numbers(row, "labels"), tokens = numbers(row, "tokens");
    if (!scores || !labels || !tokens || scores->empty() || labels->size() != scores->size() ||
        tokens->size() != scores->size() || (out.kind == Kind::Pairs && scores->size() != 2))
        return;
    const auto at = static_cast<std::int32_t>(out.rows++);
    const auto finite = [](double each) { return std::isfinite(each); };
    if (!std::all_of(scores->begin(), scores->end(), finite) || !std::all_of(labels->begin(), labels->end(), finite)) {
        ++out.notFinite;
        return;
    }
    for (std::size_t i = 0; i < scores->size(); ++i)
        out.scores.push_back({.line = lineOf(row),
                              .row = at,
                              .place = static_cast<std::int32_t>(i),
                              .score = static_cast<float>((*scores)[i]),
                              .label = static_cast<float>((*labels)[i]),
                              .tokens = countOf((*tokens)[i])});
}

} // namespace

bool tellsScores(const Json &body) {
    return body.is_object() && getString(body, "why").value_or("") == "eval" && kindOf(body);
}

HeldOutScores heldOutScores(const Json &body) {
    HeldOutScores out;
    if (!tellsScores(body)) return out;
    out.step = getNumber(body, "step").value_or(0);
    out.kind = *kindOf(body);
    const Json rows = body.value("rows", Json());
    if (rows.is_array())
        for (const Json &row : rows)
            if (row.is_object()) addRow(row, out);
    out.total = std::max(out.rows, static_cast<std::int64_t>(std::min(getNumber(body, "of").value_or(0), 1e15)));
    return out;
}

std::string heldOutText(const fs::path &runFolder, std::int64_t line) {
    const auto texts = rowTexts(rowFileOf(runFolder, "eval"), {line});
    const auto text = texts.find(line);
    return text == texts.end() ? std::string() : text->second;
}

} // namespace lapidary
