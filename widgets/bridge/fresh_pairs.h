// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/label_generate.h"
#include <QObject>
#include <QThread>
#include <atomic>
#include <optional>

class QTimer;

namespace lapidary {

/// Asks a warm worker for fresh pairs, on a thread of its own.
class FreshPairs : public QObject {
    Q_OBJECT
public:
    explicit FreshPairs(QObject *parent = nullptr);
    ~FreshPairs() override; ///< gives up what is under way

    void ask(const QString &queue, const PairRequest &request);

Q_SIGNALS:
    void made(const QString &queue, const lapidary::LabelItem &item);
    void failed(const QString &queue, const QString &text);

private:
    class Asker;
    QThread thread_;
    Asker *asker_;
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
