// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_texts.h"
#include "core/data/layouts/registry.h"

namespace lapidary {
namespace {

class Collector {
public:
    RowTexts take() { return std::move(out_); }

    void operator()(const Text &text) { out_.answers.push_back(text.text); }
    void operator()(const Demonstration &row) { both(row.prompt, row.completion); }
    void operator()(const PromptOnly &row) { asked(row.prompt); }
    void operator()(const Preference &row) { both(row.prompt, row.chosen); }
    void operator()(const Unpaired &row) { both(row.prompt, row.completion); }
    void operator()(const TokenIds &) {}
    void operator()(const TokenPreference &) {}
    void operator()(const Conversation &row) {
        for (const Message &turn : row.turns)
            if (turn.role == "assistant")
                answer(turn);
            else
                out_.asked.push_back(turn.content);
    }
    void operator()(const Stepwise &row) {
        asked(row.prompt);
        std::string steps;
        for (const auto &step : row.steps) steps += (steps.empty() ? "" : "\n") + step;
        out_.answers.push_back(std::move(steps));
    }

private:
    void both(const Messages &prompt, const Messages &completion) {
        asked(prompt);
        for (const Message &turn : completion) answer(turn);
        if (completion.empty()) out_.answers.emplace_back();
    }
    void asked(const Messages &messages) {
        for (const Message &turn : messages) out_.asked.push_back(turn.content);
    }
    void answer(const Message &turn) {
        out_.acts = out_.acts || (turn.extra.is_object() && turn.extra.contains("tool_calls"));
        out_.answers.push_back(turn.content);
    }
    RowTexts out_{};
};

void addTexts(const Json &value, std::vector<std::string> &out) {
    if (value.is_string()) out.push_back(value.get<std::string>());
    if (value.is_structured())
        for (const Json &each : value) addTexts(each, out);
}

} // namespace

std::string RowTexts::all() const {
    std::string out;
    for (const auto *list : {&asked, &answers})
        for (const auto &text : *list) out += (out.empty() ? "" : "\n") + text;
    return out;
}

RowTexts textsOf(const Json &row) {
    const auto record = readRecord(row);
    Collector collector;
    if (record) {
        std::visit(collector, record->what);
        return collector.take();
    }
    RowTexts out;
    if (row.is_object())
        for (const auto &[name, value] : row.items())
            if (name != "id" && name != kOtherColumns && name != kOriginalCells) addTexts(value, out.answers);
    return out;
}

} // namespace lapidary
