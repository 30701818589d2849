// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTextEdit>
#include <QVector>

class QTextDocument;

namespace lapidary {

/// Marks for tokens that lie one behind the other from the beginning of a document: each is shaded by how unlikely it
/// was, and the unlikely ones are underlined, so that they are seen without colours too. `logProbs`: natural
/// logarithms.
QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const QVector<int> &ends,
                                             const QVector<float> &logProbs, const QPalette &palette);

} // namespace lapidary
