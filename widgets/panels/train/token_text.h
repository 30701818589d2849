// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/drawn_sample.h"
#include "widgets/common/token_shades.h"
#include <QPlainTextEdit>

namespace lapidary {

/// What the tokens are shaded by.
enum class TokenLayer { LogProb, Entropy, Ratio, Sampling };

/// A sampled completion, always plain text. With token colours each token is shaded by how unlikely it was, how unsure
/// the policy was there, how far it has gone from the reference, or how far what trains is from what drew it, and what
/// stands out is underlined, so that it is seen without colours too; the token under the cursor tells its figures.
class TokenText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TokenText(QWidget *parent = nullptr);
    void showSample(const DrawnSample *sample);
    void setColoured(bool coloured);
    void setLayer(TokenLayer layer);
    /// Whether the sample on show tells it.
    bool has(TokenLayer layer) const;
    int shadedCount() const { return int(extraSelections().size()); }
    /// "“ 7”: p = 73 %, log-prob -0.31" of the token at a place of the text; empty where none stands.
    QString tokenAt(int position) const;

Q_SIGNALS:
    void tokenChanged(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void shade();
    QVector<TokenShade> shades() const;
    DrawnSample sample_;
    QString shown_{};
    QVector<int> ends_{};            ///< of its tokens, in characters
    std::vector<double> ratios_{};   ///< log (policy / reference)
    std::vector<double> sampling_{}; ///< log (trainer / sampler)
    bool coloured_ = true;
    TokenLayer layer_ = TokenLayer::LogProb;
};

} // namespace lapidary
