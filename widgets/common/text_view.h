// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include <QPair>
#include <QPlainTextEdit>
#include <QVector>

namespace lapidary {

/// Read-only text from data or models, always plain, with marked spans: tinted and underlined, so that the marks are
/// seen without colours too. Lines may carry a verdict, which stands as a tick or a cross in the margin.
class TextView : public QPlainTextEdit {
    Q_OBJECT
public:
    struct LineMark {
        int position = 0; ///< of any character of the line
        bool right = false;
    };
    explicit TextView(const QString &name, QWidget *parent = nullptr);
    void setMarkedText(const QString &text, const QVector<QPair<int, int>> &spans, const QVector<LineMark> &lines = {});
    /// Tokens that lie one behind the other from the beginning, each shaded by how unlikely it was; empty takes them
    /// away.
    void setShades(const std::vector<TextToken> &tokens);
    int shadeCount() const;
    int markCount() const { return int(spans_.size()); }
    const QVector<LineMark> &lineMarks() const { return lines_; }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void mark();
    void paintMargin();
    QVector<QPair<int, int>> spans_;
    QVector<LineMark> lines_;
    std::vector<TextToken> shaded_;
    QWidget *margin_;
};

} // namespace lapidary
