// SPDX-License-Identifier: Apache-2.0
// A verdict has a character a turn, as that of steps. It teaches a process reward model by the words of the whole
// trace, and single answers by each turn alone, behind all that was said before it.
#include "core/workbench/labels/kinds/turns.h"
#include "core/workbench/labels/kinds/pieces.h"
#include "core/workbench/labels/kinds/steps.h"
#include <utility>

namespace lapidary {
namespace {

std::vector<LabelAction> actions(const LabelTask &) {
    return {{.name = "right_step", .words = worded("Good"), .keys = {"+", "=", "1"}},
            {.name = "neutral_step", .words = worded("Neutral"), .keys = {"0", "2"}},
            {.name = "wrong_step", .words = worded("Bad"), .keys = {"-", "3"}},
            {.name = "first_error", .words = worded("First bad turn here"), .keys = {"X"}},
            {.name = "all_right", .words = worded("All good"), .keys = {"A"}},
            submitAction()};
}

/// A turn that is neither says nothing, and nobody judged what has no mark.
std::vector<Record> judged(const LabelTask &task, const LabelMark &mark) {
    const LabelItem &item = task.item;
    const auto turns = assistantTurns(item.talk);
    std::vector<Record> out;
    for (std::size_t i = 0; i < turns.size() && i < mark.verdict.size(); ++i) {
        const char said = mark.verdict[i];
        if (said != '+' && said != '-') continue;
        const auto turn = item.talk.begin() + static_cast<std::ptrdiff_t>(turns[i]);
        out.push_back({.id = item.id + "/" + std::to_string(i + 1),
                       .what = Unpaired{{item.talk.begin(), turn}, {*turn}, said == '+'}});
    }
    return out;
}

/// "→ search({"q": "rain"})", a call a line.
std::string callsOf(const Message &message) {
    std::string out;
    for (const Json &call : message.extra.value("tool_calls", Json::array())) {
        const Json function = call.is_object() ? call.value("function", call) : Json();
        if (!function.is_object()) continue;
        const Json arguments = function.value("arguments", Json::object());
        out += (out.empty() ? "" : "\n") + std::string("\u2192 ") + getString(function, "name").value_or("?") + "(" +
               (arguments.is_string() ? arguments.get<std::string>() : dumpJson(arguments)) + ")";
    }
    return out;
}

std::string wordsOf(const Message &message) {
    const std::string calls = callsOf(message);
    return message.content + (message.content.empty() || calls.empty() ? "" : "\n") + calls;
}

} // namespace

std::vector<std::size_t> assistantTurns(const Messages &talk) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < talk.size(); ++i)
        if (talk[i].role == "assistant") out.push_back(i);
    return out;
}

Messages askedOf(const Messages &talk) {
    const auto turns = assistantTurns(talk);
    return turns.empty() ? talk : Messages(talk.begin(), talk.begin() + static_cast<std::ptrdiff_t>(turns[0]));
}

std::vector<std::string> turnSteps(const Messages &talk) {
    std::vector<std::string> out;
    std::string before;
    for (std::size_t i = askedOf(talk).size(); i < talk.size(); ++i)
        if (talk[i].role == "assistant")
            out.push_back(std::exchange(before, {}) + wordsOf(talk[i]));
        else
            before += talk[i].role + ": " + wordsOf(talk[i]) + "\n";
    return out;
}

const LabelKind &turnsKind() {
    static const LabelKind kind = [] {
        LabelKind made = stepsKind();
        made.name = "turns";
        made.title = worded("Turns of an agent");
        made.about = worded("Each turn of a conversation with tools: good, neutral or bad. Teaches a process reward "
                            "model (PRM), or single answers (KTO).");
        made.one = worded("Trace {0} of {1}");
        made.ofTurns = true;
        made.actions = actions;
        made.judged = judged;
        return made;
    }();
    return kind;
}

} // namespace lapidary
