// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_trial.h"
#include "widgets/models/label_values.h"
#include <QObject>
#include <QThread>
#include <atomic>

namespace lapidary {

/// Tries labels on a thread of its own, one trial after the other.
class LabelTrier : public QObject {
    Q_OBJECT
public:
    explicit LabelTrier(QObject *parent = nullptr);
    ~LabelTrier() override; ///< ends the trial under way
    void begin(const QString &queue, const LabelTrial &trial);
    void stop() { stop_ = true; }

Q_SIGNALS:
    void moved(const lapidary::LabelTrialValues &values);

private:
    void run(const QString &queue, const LabelTrial &trial);
    QThread thread_;
    QObject *there_; ///< lives on the thread
    std::atomic<bool> stop_ = false;
};

} // namespace lapidary
