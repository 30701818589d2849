// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_findings.h"
#include "core/data/layouts/registry.h"

namespace lapidary {
namespace {

/// Notes a prompt and what may stand behind it; the prompt is the same text with each, and is told once.
class Noter {
public:
    Noter(TextFindings &findings, const Tokenizer &tokenizer, std::int64_t line)
        : findings_(findings), tokenizer_(tokenizer), line_(line) {}

    Status operator()(const Text &it) { return pair("", it.text); }
    Status operator()(const Demonstration &it) { return behind(it.prompt, {&it.completion}); }
    Status operator()(const Unpaired &it) { return behind(it.prompt, {&it.completion}); }
    Status operator()(const Preference &it) { return behind(it.prompt, {&it.chosen, &it.rejected}); }
    Status operator()(const PromptOnly &it) {
        const auto prompt = plainText(it.prompt);
        return prompt && prompt->empty() ? Status{} : each(it.prompt);
    }
    Status operator()(const Conversation &it) { return each(it.turns); }
    Status operator()(const Stepwise &it) {
        std::string all;
        for (const auto &step : it.steps) all += step;
        return pair(plainText(it.prompt).value_or(""), all);
    }
    Status operator()(const TokenIds &) { return {}; }
    Status operator()(const TokenPreference &) { return {}; }

private:
    Status behind(const Messages &prompt, std::initializer_list<const Messages *> completions) {
        const auto before = plainText(prompt);
        if (!before) // a template stands between its messages and the answers
            if (auto noted = each(prompt); !noted) return noted;
        for (const auto *completion : completions) {
            const auto text = before ? plainText(*completion) : std::nullopt;
            if (auto noted = text ? pair(*before, *text) : each(*completion); !noted) return noted;
        }
        return {};
    }

    Status each(const Messages &messages) {
        for (const auto &message : messages)
            if (auto noted = alone(message.content); !noted) return noted;
        return {};
    }

    Status pair(const std::string &prompt, const std::string &completion) {
        const auto read = tokenisePair(tokenizer_, prompt, completion);
        if (!read) return unexpected(read.error());
        findings_.add(prompt, completion, *read, line_, told_);
        told_ = prompt.size();
        return {};
    }

    Status alone(const std::string &text) {
        const auto read = tokenizer_.encode(text, true);
        if (!read) return unexpected(read.error());
        findings_.add(text, read->lost, line_);
        return {};
    }

    TextFindings &findings_;
    const Tokenizer &tokenizer_;
    std::int64_t line_;
    std::size_t told_ = 0; ///< bytes of the prompt
};

} // namespace

Status noteRow(TextFindings &findings, const Tokenizer &tokenizer, const Json &row, std::int64_t line) {
    const auto record = readRecord(row);
    if (!record) return {}; // what it lacks is told where it is needed
    return std::visit(Noter(findings, tokenizer, line), record->what);
}

} // namespace lapidary
