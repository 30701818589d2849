// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/owned_sets.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

class ToneLabel;

/// Gives a data set another name, or deletes it: who names it or needs it is told first.
class OwnedSetDialog : public QDialog {
    Q_OBJECT
public:
    enum class Task { Rename, Delete };
    /// `shown`: what the list calls it.
    OwnedSetDialog(OwnedSets &sets, const SetName &set, const QString &shown, Task task, QWidget *parent);

private:
    void makeName(QVBoxLayout &column);
    void makeButtons(QVBoxLayout &column);
    void showUses(const SetUses &uses);
    void refresh();
    void apply();
    QString usesText() const;
    OwnedSets &sets_;
    SetName set_;
    Task task_;
    QLineEdit *name_ = nullptr;
    QLabel *uses_;
    ToneLabel *problem_;
    QPushButton *apply_;
    std::optional<SetUses> known_{};
    bool asked_ = false;
};

} // namespace lapidary
