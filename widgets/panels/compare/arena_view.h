// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lapidary {

class ArenaColumn;
class ArenaViewModel;
class Choice;

/// One question of the person's own to two to four arms at once: the answers stream side by side and scroll together,
/// and where they differ from the first one is marked. With the focus outside of a text, 1 to 4 vote and 0 is a tie.
class ArenaView : public QWidget {
    Q_OBJECT
public:
    explicit ArenaView(ArenaViewModel &model, QWidget *parent = nullptr);
    void setQuestion(const QString &prompt);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void ask();
    void rebuild();
    void showColumn(int index);
    ArenaViewModel &model_;
    QPlainTextEdit *prompt_;
    QPushButton *ask_, *tie_;
    QCheckBox *blind_;
    Choice *count_;
    QLabel *hint_;
    QHBoxLayout *row_;
    QVector<ArenaColumn *> columns_;
};

} // namespace lapidary
