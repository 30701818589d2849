// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QVBoxLayout;

namespace lapidary {

/// What one does in a project that is empty: my model, my data, the first training.
class FirstSteps : public Panel {
    Q_OBJECT
public:
    explicit FirstSteps(QWidget *parent = nullptr);

private:
    void addStep(QVBoxLayout &column, int number, const QString &title, const QString &text, const QString &action,
                 const Intent &intent);
};

} // namespace lapidary
