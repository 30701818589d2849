// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include <QTextEdit>
#include <QVector>

class QTextDocument;

namespace lapidary {

/// Where each token ends in the characters of the text that they are together.
QVector<int> tokenEnds(const std::vector<TextToken> &tokens);

/// How a token is drawn: how strongly, of 0 to 1, and to which side of the usual; what stands out is underlined, so
/// that it is seen without colours too.
struct TokenShade {
    float strength = 0;
    bool below = false; ///< less than usual: another tone, and a dashed underline
    bool marked = false;
};
/// The darker, the less likely the token was; marked below a tenth.
TokenShade surpriseShade(double logprob);
/// The darker, the less sure the model was of the next token; marked above 1.5 nats.
TokenShade entropyShade(double nats);
/// The darker, the further the policy has gone from the reference; marked beyond a ratio of 1.2 or below 0.8.
TokenShade ratioShade(double logRatio);

/// Marks for tokens that lie one behind the other from the beginning of a document, one shade each.
QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const QVector<int> &ends,
                                             const QVector<TokenShade> &shades, const QPalette &palette);
/// The same for how unlikely each token was.
QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const std::vector<TextToken> &tokens,
                                             const QPalette &palette);

} // namespace lapidary
