// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QPlainTextEdit;
class QPushButton;

namespace lapidary {

class ChatColumn;
class Choice;
class Composer;
class MicroscopeView;
class PlaygroundViewModel;

/// A chat with the chosen model, its turns in branches, and beside it the token microscope and the sampler.
class PlaygroundView : public QWidget {
    Q_OBJECT
public:
    explicit PlaygroundView(PlaygroundViewModel &chat, QWidget *parent = nullptr);
    static QVector<KeyHelp> keyHelp();
    void beginWriting(); ///< the keys go to the message

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeSystem();
    QWidget *makeSide();
    void makeShortcuts();
    void refresh();
    void toggleSystem();
    void closeSystem(bool use);
    void regenerate();
    void copyMarkdown();
    void saveRow();
    void savePair(int chosen, int rejected);
    void append(const QString &title, const QByteArray &row);
    PlaygroundViewModel &chat_;
    Choice *mode_;
    QPushButton *system_, *new_, *export_;
    QWidget *systemPart_, *side_;
    QPlainTextEdit *systemEdit_;
    ChatColumn *column_;
    Composer *composer_;
    MicroscopeView *microscope_;
};

} // namespace lapidary
