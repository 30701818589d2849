// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include "widgets/models/prompt_values.h"
#include <QStringList>

namespace lapidary {

struct ChatSampler {
    double temperature = 0, topP = 1;
    quint64 seed = 1;
    int maxNewTokens = 512;
    QString numbers = QStringLiteral("f32"); ///< what the weights are held in: "f32", "bf16" or "int8"
    bool operator==(const ChatSampler &) const = default;
};

/// Where an answer comes from, beside what the answer itself keeps: enough to have it made again.
struct ChatProvenance {
    QString modelId{}, model{}, reference{}, tokenizer{}, weights{}; ///< weights: a hash; empty where it is not known
    QStringList adapters{};
    ChatSampler sampler{};
    bool chat = false;   ///< written with the model's template
    bool byHand = false; ///< no model wrote it
};

struct ChatTurn {
    enum Role { System, User, Assistant };
    /// What came of having the answer made again.
    struct Check {
        enum State { None, Running, Identical, Differs, Failed } state = None;
        int token = 0; ///< the first that differs
        QString was{}, now{}, why{};
    };
    int id = 0, parent = -1;
    Role role = User;
    QString text{}, problem{};
    bool chat = true; ///< false: a piece of a text that is continued
    Answer answer{};
    ChatProvenance from{};
    Check check{};
};

/// A tree of turns and the path through it that is shown. Turns never go away: which of them are there, which are shown
/// and which are marked is its shape, and that alone is what people undo.
class ChatConversation {
public:
    struct Shape {
        QVector<bool> there{}, marked{};
        QVector<int> shown{}; ///< beneath each turn, and first at the root; -1: nothing
        bool operator==(const Shape &) const = default;
    };

    int add(int parent, ChatTurn::Role role, const QString &text); ///< and shows it
    qsizetype size() const { return turns_.size(); }
    const ChatTurn &at(int turn) const { return turns_[turn]; }
    ChatTurn &at(int turn) { return turns_[turn]; }
    bool isThere(int turn) const { return turn >= 0 && turn < turns_.size() && shape_.there[turn]; }
    bool isMarked(int turn) const { return isThere(turn) && shape_.marked[turn]; }

    QVector<int> path() const;             ///< what is shown, from the root on
    QVector<int> lineOf(int turn) const;   ///< from the root to the turn
    QVector<int> siblings(int turn) const; ///< with itself, in the order of their making
    int end() const;                       ///< the last turn shown; -1: none
    int childShown(int turn) const;        ///< -1: none; of -1: at the root

    void show(int turn);   ///< with what was shown beneath it
    void remove(int turn); ///< with all beneath it; a neighbour is shown instead
    void mark(int turn, bool on);
    void clear(); ///< nothing is there any more

    QVector<ChatMessage> messages(int last) const; ///< the line to a turn, as a template wants it
    QString text(int last) const;                  ///< the line to a turn, one text behind the other

    const Shape &shape() const { return shape_; }
    void setShape(const Shape &shape); ///< of this conversation, also an older one

private:
    QVector<ChatTurn> turns_{};
    Shape shape_{.there = {}, .marked = {}, .shown = {-1}};
};

QString roleName(ChatTurn::Role role); ///< as templates know it

} // namespace lapidary
