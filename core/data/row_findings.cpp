// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_findings.h"
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

const std::string *textOf(const Json &row, const char *key) {
    const auto it = row.find(key);
    return it != row.end() && it->is_string() ? &it->get_ref<const std::string &>() : nullptr;
}

} // namespace

Status noteRow(TextFindings &findings, const Tokenizer &tokenizer, const Json &row, std::int64_t line) {
    if (row.contains("input_ids")) return {};
    const std::string none;
    const std::string *prompt = textOf(row, "prompt");
    if (!prompt) prompt = &none;
    std::size_t told = 0; // the prompt is the same text with each side
    for (const char *key : {"text", "completion", "chosen", "rejected"}) {
        const std::string *completion = textOf(row, key);
        if (!completion) continue;
        const std::string &before = key == std::string_view("text") ? none : *prompt;
        const auto read = tokenisePair(tokenizer, before, *completion);
        if (!read) return unexpected(read.error());
        findings.add(before, *completion, *read, line, told);
        told = before.size();
    }
    if (told > 0 || prompt->empty() || textOf(row, "text")) return {};
    const auto read = tokenizer.encode(*prompt, true);
    if (!read) return unexpected(read.error());
    findings.add(*prompt, read->lost, line);
    return {};
}

} // namespace lapidary
