// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/conversation.h"

/// What the playground says of a turn.
namespace lapidary {

QString finishWord(const QString &finish); ///< how an answer ended
QString speakerOf(const ChatTurn &turn);
QString chipText(const ChatTurn &turn);       ///< where it comes from, in a few signs
QString provenanceText(const ChatTurn &turn); ///< all of it, a line each
QString factsText(const ChatTurn &turn);
QString writingText(const ChatTurn &turn, double speed, bool loading);
QString checkText(const ChatTurn::Check &check);
QString differenceText(const ChatTurn::Check &check); ///< what stood there, and what stands there now

} // namespace lapidary
