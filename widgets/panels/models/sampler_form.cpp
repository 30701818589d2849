// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/sampler_form.h"
#include "core/base/processor.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/playground_view_model.h"
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSpinBox>

namespace lapidary {

SamplerForm::SamplerForm(PlaygroundViewModel &chat, QWidget *parent) : QWidget(parent), chat_(chat) {
    makeFields();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * kGrid);
    grid->setVerticalSpacing(kGrid);
    int at = 0;
    for (auto [name, field] : {std::pair<QString, QWidget *>(tr("Temperature"), temperature_),
                               {tr("Top-p"), topP_},
                               {tr("Seed"), seed_},
                               {tr("Most tokens"), maxTokens_},
                               {tr("Weights held as"), numbers_}}) {
        if (auto *spin = qobject_cast<QAbstractSpinBox *>(field))
            spin->setButtonSymbols(QAbstractSpinBox::NoButtons); // keys and the wheel change it
        field->setAccessibleName(name);
        field->setMinimumWidth(16 * kGrid);
        auto *label = plainLabel(name, Type::Caption, true, this);
        label->setBuddy(field);
        if (field == numbers_) { // one line, so that small windows have room for it
            grid->addWidget(label, 4, 0);
            grid->addWidget(field, 4, 1);
        } else {
            grid->addWidget(label, at / 2 * 2, at % 2);
            grid->addWidget(field, at / 2 * 2 + 1, at % 2);
        }
        ++at;
    }
    connect(temperature_, &QDoubleSpinBox::valueChanged, this, &SamplerForm::tell);
    connect(topP_, &QDoubleSpinBox::valueChanged, this, &SamplerForm::tell);
    connect(seed_, &QSpinBox::valueChanged, this, &SamplerForm::tell);
    connect(maxTokens_, &QSpinBox::valueChanged, this, &SamplerForm::tell);
    connect(numbers_, &QComboBox::currentIndexChanged, this, &SamplerForm::tell);
    connect(&chat_, &PlaygroundViewModel::stateChanged, this, [this] { numbers_->setEnabled(!chat_.isRemote()); });
    tell();
}

void SamplerForm::makeFields() {
    temperature_ = new QDoubleSpinBox(this);
    temperature_->setObjectName(QStringLiteral("playTemperature"));
    temperature_->setRange(0, 5);
    temperature_->setSingleStep(0.1);
    temperature_->setSpecialValueText(tr("0, greedy"));
    topP_ = new QDoubleSpinBox(this);
    topP_->setObjectName(QStringLiteral("playTopP"));
    topP_->setRange(0.01, 1);
    topP_->setSingleStep(0.05);
    topP_->setValue(1);
    seed_ = new QSpinBox(this);
    seed_->setObjectName(QStringLiteral("playSeed"));
    seed_->setRange(0, 1 << 30);
    seed_->setValue(1);
    maxTokens_ = new QSpinBox(this);
    maxTokens_->setObjectName(QStringLiteral("playMaxTokens"));
    maxTokens_->setRange(1, 1 << 17);
    maxTokens_->setValue(chat_.sampler().maxNewTokens);
    numbers_ = new Choice(QStringLiteral("playNumbers"), {}, this);
    for (const auto &[name, meaning] :
         {std::pair(QStringLiteral("bf16"), tr("16 bits a weight: half the memory, and up to twice as fast. What is "
                                               "stored with more is rounded.")),
          {QStringLiteral("int8"), tr("8 bits a weight: the least memory, and the coarsest.")},
          {QStringLiteral("f32"), tr("32 bits a weight: nothing is rounded.")}}) {
        numbers_->addItem(name);
        numbers_->setItemData(numbers_->count() - 1, meaning, Qt::ToolTipRole);
    }
    numbers_->setCurrentText(runsOwnKernels() ? QStringLiteral("bf16") : QStringLiteral("f32"));
}

void SamplerForm::tell() {
    numbers_->setToolTip(numbers_->currentData(Qt::ToolTipRole).toString());
    chat_.setSampler({.temperature = temperature_->value(),
                      .topP = topP_->value(),
                      .seed = quint64(seed_->value()),
                      .maxNewTokens = maxTokens_->value(),
                      .numbers = numbers_->currentText()});
}

} // namespace lapidary
