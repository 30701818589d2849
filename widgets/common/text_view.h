// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPair>
#include <QPlainTextEdit>
#include <QVector>

namespace lapidary {

/// Read-only text from data or models, always plain, with marked spans: tinted and underlined, so that the marks are
/// seen without colours too.
class TextView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TextView(const QString &name, QWidget *parent = nullptr);
    void setMarkedText(const QString &text, const QVector<QPair<int, int>> &spans);
    int markCount() const { return int(spans_.size()); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void mark();
    QVector<QPair<int, int>> spans_;
};

} // namespace lapidary
