// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_order.h"
#include "core/workbench/labels/label_score.h"
#include "widgets/models/label_values.h"
#include <QObject>
#include <QThread>
#include <atomic>

namespace lapidary {

/// Looks which items of a queue tell most, on a thread of its own, while a person labels. Answers come by and by; what
/// was asked before is given up by the next question.
class LabelOrderer : public QObject {
    Q_OBJECT
public:
    explicit LabelOrderer(QObject *parent = nullptr);
    ~LabelOrderer() override; ///< gives up what is under way

    /// `models`: those that score, or those of the runs that gave the answers, by run; see LabelOrder::asks.
    void begin(const LabelOrderRequest &asked, const LabelOrder &order, const std::map<std::string, Json> &models,
               const LabelState &state);
    void learn(const std::vector<LabelEvent> &events); ///< of the person whose state it was

Q_SIGNALS:
    void ordered(const lapidary::LabelOrderValues &values);

private:
    class Looker;
    QThread thread_;
    Looker *looker_;
    std::atomic<int> wanted_ = 0; ///< the newest question
    std::atomic<int> told_ = 0;   ///< the newest thing that was said
};

} // namespace lapidary
