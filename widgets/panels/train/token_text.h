// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/drawn_sample.h"
#include <QPlainTextEdit>

namespace lapidary {

/// A sampled completion, always plain text. With token colours each token is shaded by how unlikely it was, and the
/// unlikely ones are underlined, so that they are seen without colours too; the token under the cursor tells its
/// figures.
class TokenText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TokenText(QWidget *parent = nullptr);
    void showSample(const DrawnSample *sample);
    void setColoured(bool coloured);
    bool isColoured() const { return coloured_; }
    int shadedCount() const { return int(extraSelections().size()); }
    /// "“ 7”: p = 73 %, log-prob -0.31" of the token at a place of the text; empty where none stands.
    QString tokenAt(int position) const;

Q_SIGNALS:
    void tokenChanged(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void shade();
    DrawnSample sample_;
    QString shown_{};
    QVector<int> ends_{}; ///< of its tokens, in characters
    bool coloured_ = true;
};

} // namespace lapidary
