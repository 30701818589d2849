// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPushButton>

namespace lapidary {

/// A button that shows its key as a key cap behind its words. A click leaves the focus where it is: the next key is for
/// the item, not for the button. Tab reaches it all the same.
class KeyButton : public QPushButton {
    Q_OBJECT
public:
    KeyButton(const QString &text, const QString &key, QWidget *parent = nullptr);
    void setWords(const QString &text);
    void setKey(const QString &key); ///< empty: none, and no cap
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int capWidth() const;
    int wordsWidth() const;
    QString words_, key_;
};

} // namespace lapidary
