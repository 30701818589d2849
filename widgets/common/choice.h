// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QElapsedTimer>

namespace lapidary {

/// A combo box whose arrow follows the theme (a style sheet can only take a picture). Entries are plain text.
class Choice : public QComboBox {
    Q_OBJECT
public:
    Choice(const QString &objectName, const QString &purpose, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    /// Letters choose the entry that begins with them; one letter again and again goes round those that do, however
    /// fast it is typed.
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool goOn(QChar letter);
    QString typed_{}; ///< of late
    QElapsedTimer sinceTyped_{};
};

} // namespace lapidary
