// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/sampler_form.h"
#include "widgets/common/labels.h"
#include "widgets/models/playground_view_model.h"
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSpinBox>

namespace lapidary {

SamplerForm::SamplerForm(PlaygroundViewModel &chat, QWidget *parent) : QWidget(parent), chat_(chat) {
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
    maxTokens_->setValue(128);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * kGrid);
    grid->setVerticalSpacing(kGrid);
    int at = 0;
    for (auto [name, field] : {std::pair<QString, QAbstractSpinBox *>(tr("Temperature"), temperature_),
                               {tr("Top-p"), topP_},
                               {tr("Seed"), seed_},
                               {tr("Most tokens"), maxTokens_}}) {
        field->setButtonSymbols(QAbstractSpinBox::NoButtons); // keys and the wheel change it
        field->setAccessibleName(name);
        field->setMinimumWidth(16 * kGrid);
        auto *label = plainLabel(name, Type::Caption, true, this);
        label->setBuddy(field);
        grid->addWidget(label, at / 2 * 2, at % 2);
        grid->addWidget(field, at / 2 * 2 + 1, at % 2);
        ++at;
    }
    const auto tell = [this] {
        chat_.setSampler({.temperature = temperature_->value(),
                          .topP = topP_->value(),
                          .seed = quint64(seed_->value()),
                          .maxNewTokens = maxTokens_->value()});
    };
    connect(temperature_, &QDoubleSpinBox::valueChanged, this, tell);
    connect(topP_, &QDoubleSpinBox::valueChanged, this, tell);
    connect(seed_, &QSpinBox::valueChanged, this, tell);
    connect(maxTokens_, &QSpinBox::valueChanged, this, tell);
    tell();
}

} // namespace lapidary
