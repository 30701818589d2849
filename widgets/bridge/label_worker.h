// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_generate.h"
#include "widgets/models/label_values.h"
#include <QObject>
#include <QThread>
#include <atomic>
#include <memory>
#include <optional>

class QTimer;

namespace lapidary {

/// Asks a warm worker for what labelling needs of a model, on a thread of its own: fresh answers, and how likely
/// those that there are.
class LabelWorker : public QObject {
    Q_OBJECT
public:
    explicit LabelWorker(QObject *parent = nullptr);
    ~LabelWorker() override; ///< gives up what is under way

    void ask(const QString &queue, const FreshRequest &request);
    void ask(const LabelItem &item, const std::vector<TokensRequest> &answers);
    void ask(const QString &queue, const LabelItem &item, const std::shared_ptr<StepAsker> &model);
    void ask(const QString &queue, const LabelItem &item, const StepRollouts &rollouts);

Q_SIGNALS:
    void made(const QString &queue, const lapidary::LabelItem &item);
    void failed(const QString &queue, const QString &text);
    void scored(const lapidary::LabelTokens &tokens);
    void stepsScored(const lapidary::StepScoresValues &values);

private:
    class Answerer;
    QThread thread_;
    Answerer *answerer_;
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
