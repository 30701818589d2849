// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

/// What can be opened: recent projects, ready-made ones, a new one, a folder.
class StartPage : public Panel {
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);
    void setRecent(const QStringList &folders);
    void setReady(const QVector<ReadyProjectValues> &projects);

private:
    void makeRecent(QWidget *inner);
    void makeGrid(QWidget *inner, QWidget *lead, QLayout *buttons);
    void showInMiddle(QWidget *inner);
    QWidget *makeReadyCard(const ReadyProjectValues &project);
    QListWidget *recent_;
    QVBoxLayout *ready_;
    QWidget *noRecent_;
};

} // namespace lapidary
