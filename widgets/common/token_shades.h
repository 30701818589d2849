// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include <QTextEdit>
#include <QVector>

class QTextDocument;

namespace lapidary {

/// Where each token ends in the characters of the text that they are together.
QVector<int> tokenEnds(const std::vector<TextToken> &tokens);

/// Marks for tokens that lie one behind the other from the beginning of a document: each is shaded by how unlikely it
/// was, and the unlikely ones are underlined, so that they are seen without colours too.
QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const std::vector<TextToken> &tokens,
                                             const QPalette &palette);

} // namespace lapidary
