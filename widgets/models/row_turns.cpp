// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/row_turns.h"
#include "core/data/layouts/registry.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include <QCoreApplication>

namespace lapidary {

namespace {

struct RowTurns {
    Q_DECLARE_TR_FUNCTIONS(RowTurns)
};

const QString kThinks = QStringLiteral("<think>"), kThought = QStringLiteral("</think>");

QString shown(const std::string &text) {
    return shownText(toQt(text));
}

RowTurn::Who whoIs(const std::string &role) {
    if (role == "system" || role == "developer") return RowTurn::System;
    if (role == "user" || role == "human") return RowTurn::User;
    if (role == "assistant" || role == "gpt") return RowTurn::Assistant;
    return role == "tool" || role == "function" || role == "observation" ? RowTurn::Tool : RowTurn::Other;
}

QString jsonText(const Json &value) {
    return value.is_string() ? shown(value.get<std::string>()) : shown(dumpJson(value));
}

/// name({"a":1}), whether the arguments are an object or its text.
QString callsIn(const Json &calls) {
    QStringList out;
    for (const Json &each : calls.is_array() ? calls : Json::array()) {
        const Json function = each.is_object() ? each.value("function", each) : Json();
        const std::string name = getString(function, "name").value_or("?");
        const Json arguments = function.is_object() ? function.value("arguments", Json::object()) : Json();
        out.append(QStringLiteral("%1(%2)").arg(shown(name), jsonText(arguments)));
    }
    return out.join(QLatin1Char('\n'));
}

/// Reasoning that templates keep apart, or that stands between its marks before the answer.
void takeReasoning(RowTurn &turn, const Json &extra) {
    for (const char *key : {"reasoning_content", "thinking", "reasoning"})
        if (const auto thought = getString(extra, key); thought && turn.reasoning.isEmpty())
            turn.reasoning = shown(*thought).trimmed();
    const QString text = turn.text.trimmed();
    const qsizetype end = text.indexOf(kThought);
    if (!turn.reasoning.isEmpty() || !text.startsWith(kThinks) || end < 0) return;
    turn.reasoning = text.mid(kThinks.size(), end - kThinks.size()).trimmed();
    turn.text = text.mid(end + kThought.size()).trimmed();
}

class Reader {
public:
    explicit Reader(RowConversation &out) : out_(out) {}
    void operator()(const Text &row) { words(row.text, RowTurn::Other, {}); }
    void operator()(const Demonstration &row) { both(row.prompt, row.completion, {}); }
    void operator()(const PromptOnly &row) { say(row.prompt, RowTurn::User, {}); }
    void operator()(const Conversation &row) {
        say(row.turns, RowTurn::Other, {});
        if (!row.tools.is_null()) out_.tools = shown(dumpJson(row.tools, 2));
    }
    void operator()(const Preference &row) {
        both(row.prompt, row.chosen, RowTurns::tr("chosen"));
        say(row.rejected, RowTurn::Assistant, RowTurns::tr("rejected"));
    }
    void operator()(const Unpaired &row) {
        both(row.prompt, row.completion, row.good ? RowTurns::tr("good") : RowTurns::tr("bad"));
    }
    void operator()(const Stepwise &row) {
        say(row.prompt, RowTurn::User, {});
        for (std::size_t i = 0; i < row.steps.size(); ++i) {
            const double label = i < row.labels.size() ? row.labels[i].value_or(-1) : -1; // -1: nobody judged it
            QString part = RowTurns::tr("step %1").arg(i + 1);
            if (label >= 0) part += label > 0.5 ? QStringLiteral("  ✓") : QStringLiteral("  ✕");
            words(row.steps[i], RowTurn::Assistant, part);
        }
    }
    void operator()(const TokenIds &) {}
    void operator()(const TokenPreference &) {}

private:
    void both(const Messages &prompt, const Messages &completion, const QString &part) {
        say(prompt, RowTurn::User, {});
        say(completion, RowTurn::Assistant, part);
    }
    void words(const std::string &text, RowTurn::Who who, const QString &part) {
        RowTurn turn{.who = who, .part = part, .text = shown(text)};
        if (who == RowTurn::Assistant) takeReasoning(turn, Json::object());
        out_.turns.append(turn);
    }
    /// `plain`: who says words without a role.
    void say(const Messages &messages, RowTurn::Who plain, const QString &part) {
        for (const Message &message : messages) {
            if (message.role.empty()) {
                words(message.content, plain, part);
                continue;
            }
            const RowTurn::Who who = whoIs(message.role);
            RowTurn turn{.who = who,
                         .name = who == RowTurn::Other ? shown(message.role)
                                                       : shown(getString(message.extra, "name").value_or("")),
                         .part = part,
                         .text = shown(message.content)};
            if (who == RowTurn::Assistant) takeReasoning(turn, message.extra);
            if (message.extra.is_object() && message.extra.contains("tool_calls"))
                turn.calls = callsIn(message.extra["tool_calls"]);
            out_.turns.append(turn);
        }
    }
    RowConversation &out_;
};

} // namespace

RowConversation conversationOf(const std::string &row) {
    RowConversation out;
    const auto body = parseJson(row, {.depth = 128});
    const auto record = body ? readRecord(*body) : Result<Record>(unexpected(body.error()));
    if (!record) return out;
    std::visit(Reader(out), record->what);
    if (record->reference && !out.turns.isEmpty()) out.reference = shown(*record->reference);
    return out;
}

} // namespace lapidary
