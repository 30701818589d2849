// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace lapidary {

class CheckBox;
class Choice;
class MixerViewModel;
class TextView;

/// The adapters of one base as faders, and beside them what the base and the mix answer while they move.
class MixerView : public QWidget {
    Q_OBJECT
public:
    explicit MixerView(MixerViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void writeWanted(bool merged); ///< the mix as one adapter, or merged into a whole model

private:
    QWidget *makeFaders();
    void makeSampling(QWidget *part);
    QWidget *makeAsk();
    QWidget *makeAnswers();
    void fillFaders();
    void refresh();
    void showAnswers();
    MixerViewModel &model_;
    QWidget *main_, *faders_ = nullptr;
    QVBoxLayout *faderPlace_;
    QLabel *empty_, *title_, *meaning_, *plainFacts_, *mixFacts_, *problem_;
    Choice *combination_, *mode_;
    CheckBox *live_;
    QPlainTextEdit *prompt_;
    QDoubleSpinBox *temperature_;
    QSpinBox *seed_, *maxTokens_;
    QPushButton *ask_, *saveAdapter_, *saveMerged_;
    TextView *plain_, *mixed_;
};

} // namespace lapidary
