// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/experiment_template.h"
#include <QCoreApplication>

namespace lapidary {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ExperimentTemplate)
};
} // namespace

QVector<ExperimentTemplate> experimentTemplates() {
    return {{.name = QStringLiteral("sft-dpo"),
             .title = Words::tr("Fine-tuning, then DPO"),
             .summary = Words::tr("Learn from examples, then from pairs of a better and a worse answer.")},
            {.name = QStringLiteral("rlhf"),
             .title = Words::tr("RLHF in three stages"),
             .summary = Words::tr("Fine-tuning, a reward model made of preferences, and PPO that is paid by it.")},
            {.name = QStringLiteral("grpo-search"),
             .title = Words::tr("GRPO beside search"),
             .summary = Words::tr("Reinforcement learning on answers that can be checked, against thinking longer.")},
            {.name = QStringLiteral("rlaif"),
             .title = Words::tr("RLAIF"),
             .summary = Words::tr("A judge prefers answers in the place of people; DPO learns from that.")},
            {.name = QStringLiteral("constitutional"),
             .title = Words::tr("Constitutional AI"),
             .summary = Words::tr("The model revises its answers by written principles and learns from that.")}};
}

} // namespace lapidary
