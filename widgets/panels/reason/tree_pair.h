// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/reason_view_model.h"
#include <QDialog>

class QHBoxLayout;

namespace lapidary {

class Choice;

/// Two searches side by side, each with what it chose, its votes and its cost. What is done here changes no tree.
class TreePair : public QDialog {
    Q_OBJECT
public:
    explicit TreePair(ReasonViewModel &trees, QWidget *parent = nullptr);

private:
    struct Side {
        ReasonViewModel *shown = nullptr; ///< a copy of the tree
        Choice *tree = nullptr;
    };
    Side makeSide(const QString &name, QHBoxLayout &line);
    void show(const Side &side);
    ReasonViewModel &trees_;
    Side left_{}, right_{};
};

} // namespace lapidary
