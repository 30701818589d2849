// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/compare/budget.h"
#include <QWidget>

class QFormLayout;
class QLabel;
class QSlider;
class QSpinBox;

namespace lapidary {

class CheckBox;
class Choice;

/// The dials of another rule: how a sample is chosen, how much its score weighs, what ends the drawing, and the noise
/// of a verifier. What has no effect is not there.
class WhatIfForm : public QWidget {
    Q_OBJECT
public:
    explicit WhatIfForm(QWidget *parent = nullptr);
    WhatIf asked() const;
    bool verifier() const;
    /// Whether the arm keeps scores of its own; without them they cannot be chosen.
    void setScored(bool scored);

Q_SIGNALS:
    void changed();

private:
    void addChoices(QFormLayout &form);
    void addDials(QFormLayout &form);
    QSlider *dial(QFormLayout &form, const char *name, const QString &label, int from, int to, int value);
    void refresh();
    QFormLayout *form_;
    Choice *choose_, *score_, *stop_;
    QSlider *weight_, *threshold_, *truePositive_, *falsePositive_;
    QSpinBox *window_;
    CheckBox *verifier_;
};

/// "majority vote", "vote weighed by the log-prob a token, until one leads".
QString whatIfText(const WhatIf &asked);

} // namespace lapidary
