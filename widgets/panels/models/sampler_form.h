// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QDoubleSpinBox;
class QSpinBox;

namespace lapidary {

class Choice;
class PlaygroundViewModel;

/// How the next answer is drawn.
class SamplerForm : public QWidget {
    Q_OBJECT
public:
    explicit SamplerForm(PlaygroundViewModel &chat, QWidget *parent = nullptr);

private:
    void makeFields();
    void tell();
    PlaygroundViewModel &chat_;
    QDoubleSpinBox *temperature_, *topP_;
    QSpinBox *seed_, *maxTokens_;
    Choice *numbers_; ///< what the weights are held in
};

} // namespace lapidary
