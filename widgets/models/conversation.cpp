// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/conversation.h"
#include <algorithm>

namespace lapidary {

QString roleName(ChatTurn::Role role) {
    switch (role) {
    case ChatTurn::System:
        return QStringLiteral("system");
    case ChatTurn::User:
        return QStringLiteral("user");
    case ChatTurn::Assistant:
        return QStringLiteral("assistant");
    }
    return {};
}

int ChatConversation::add(int parent, ChatTurn::Role role, const QString &text) {
    const int id = int(turns_.size());
    turns_.append({.id = id, .parent = parent, .role = role, .text = text});
    shape_.there.append(true);
    shape_.marked.append(false);
    shape_.shown.append(-1);
    shape_.shown[parent + 1] = id;
    return id;
}

int ChatConversation::childShown(int turn) const {
    return shape_.shown.value(turn + 1, -1);
}

QVector<int> ChatConversation::path() const {
    QVector<int> out;
    for (int turn = childShown(-1); turn >= 0; turn = childShown(turn)) out.append(turn);
    return out;
}

int ChatConversation::end() const {
    int last = -1;
    for (int turn = childShown(-1); turn >= 0; turn = childShown(turn)) last = turn;
    return last;
}

QVector<int> ChatConversation::lineOf(int turn) const {
    QVector<int> out;
    for (; turn >= 0; turn = turns_[turn].parent) out.prepend(turn);
    return out;
}

QVector<int> ChatConversation::siblings(int turn) const {
    QVector<int> out;
    for (const ChatTurn &each : turns_)
        if (shape_.there[each.id] && each.parent == turns_[turn].parent) out.append(each.id);
    return out;
}

void ChatConversation::show(int turn) {
    for (; turn >= 0; turn = turns_[turn].parent) shape_.shown[turns_[turn].parent + 1] = turn;
}

void ChatConversation::remove(int turn) {
    if (!isThere(turn)) return;
    const QVector<int> row = siblings(turn);
    const auto at = row.indexOf(turn);
    int &shown = shape_.shown[turns_[turn].parent + 1];
    if (shown == turn) shown = row.size() < 2 ? -1 : row[at > 0 ? at - 1 : 1];
    shape_.there[turn] = false;
    for (const ChatTurn &each : turns_) // a parent always comes before its children
        if (each.parent >= 0 && !shape_.there[each.parent]) shape_.there[each.id] = false;
}

void ChatConversation::mark(int turn, bool on) {
    shape_.marked[turn] = on;
}

void ChatConversation::clear() {
    shape_.there.fill(false);
    shape_.shown.fill(-1);
}

void ChatConversation::setShape(const Shape &shape) {
    shape_ = shape;
    shape_.there.resize(turns_.size()); // what was made later is not there
    shape_.marked.resize(turns_.size());
    while (shape_.shown.size() <= turns_.size()) shape_.shown.append(-1);
}

QVector<ChatMessage> ChatConversation::messages(int last) const {
    QVector<ChatMessage> out;
    for (const int turn : lineOf(last)) out.append({roleName(turns_[turn].role), turns_[turn].text});
    return out;
}

QString ChatConversation::text(int last) const {
    QString out;
    for (const int turn : lineOf(last)) out += turns_[turn].text;
    return out;
}

} // namespace lapidary
