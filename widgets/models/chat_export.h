// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/conversation.h"

/// A conversation as others read it.
namespace lapidary {

QString chatMarkdown(const ChatConversation &talk);
/// {"messages": […]} of the path that is shown, on a line.
QByteArray chatRow(const ChatConversation &talk);
/// {"prompt", "chosen", "rejected"} of two answers to one question, on a line: lists of messages, or plain texts where
/// the text was continued.
QByteArray preferenceRow(const ChatConversation &talk, int chosen, int rejected);

} // namespace lapidary
