// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPlainTextEdit>

class QTimer;

namespace lapidary {

/// A text that a person writes about an item. It saves itself: shortly after a key, and whenever it is left (Esc,
/// Ctrl+Enter, a click elsewhere). Text that was only offered and not touched is not saved.
class NoteEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    static constexpr int kPauseMs = 400;
    NoteEdit(const QString &objectName, const QString &purpose, QWidget *parent = nullptr);
    /// What is stored, or what is offered as a beginning; neither counts as touched.
    void showText(const QString &text);
    void flush();

Q_SIGNALS:
    void written(const QString &text);
    void left();
    void submitted(); ///< by Ctrl+Enter, behind left()

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTimer *pause_;
    bool touched_ = false;
};

} // namespace lapidary
