// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/chat_export.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lapidary {

namespace {

QJsonArray messagesOf(const QVector<ChatMessage> &messages) {
    QJsonArray out;
    for (const ChatMessage &message : messages)
        out.append(QJsonObject{{QStringLiteral("role"), message.role}, {QStringLiteral("content"), message.text}});
    return out;
}

QByteArray line(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QString chatMarkdown(const ChatConversation &talk) {
    QString out;
    for (const int turn : talk.path()) {
        const ChatTurn &each = talk.at(turn);
        const QString who = each.role == ChatTurn::System ? QCoreApplication::translate("ChatExport", "System")
                            : each.role == ChatTurn::User ? QCoreApplication::translate("ChatExport", "User")
                            : each.from.model.isEmpty()   ? QCoreApplication::translate("ChatExport", "Assistant")
                                                          : each.from.model;
        out += QStringLiteral("**%1**\n\n%2\n\n").arg(who, each.text.trimmed());
    }
    return out;
}

QByteArray chatRow(const ChatConversation &talk) {
    return line({{QStringLiteral("messages"), messagesOf(talk.messages(talk.end()))}});
}

QByteArray preferenceRow(const ChatConversation &talk, int chosen, int rejected) {
    const ChatTurn &better = talk.at(chosen), &worse = talk.at(rejected);
    const auto row = [](const QJsonValue &prompt, const QJsonValue &a, const QJsonValue &b) {
        return line(
            {{QStringLiteral("prompt"), prompt}, {QStringLiteral("chosen"), a}, {QStringLiteral("rejected"), b}});
    };
    if (!better.chat) return row(talk.text(better.parent), better.text, worse.text);
    const auto answer = [](const ChatTurn &turn) { return messagesOf({{roleName(turn.role), turn.text}}); };
    return row(messagesOf(talk.messages(better.parent)), answer(better), answer(worse));
}

} // namespace lapidary
