// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QVector>
#include <string>

namespace lapidary {

/// Something that is said in a row, to be read: by whom, the words, and what is folded away beside them.
struct RowTurn {
    enum Who { System, User, Assistant, Tool, Other } who = Other;
    QString name{}; ///< of a speaker whom no template knows, as the row says it; of a tool its name
    QString part{}; ///< "chosen", "rejected", "good", "bad"; empty: neither
    QString text{};
    QString reasoning{}; ///< what the assistant thought first
    QString calls{};     ///< of tools, a line each: name(arguments)
    bool operator==(const RowTurn &) const = default;
};

struct RowConversation {
    QVector<RowTurn> turns{};
    QString tools{};     ///< that the assistant may call, as the row describes them; empty: none
    QString reference{}; ///< the answer that a grader compares with
    bool operator==(const RowConversation &) const = default;
};

/// A row (JSON) of any layout with words; no turns where it is of none, or holds token ids alone.
RowConversation conversationOf(const std::string &row);

} // namespace lapidary
