// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/compare_details.h"
#include <QObject>
#include <atomic>

namespace lapidary {

/// Replays stored samples under other rules, on a thread of its own. Whoever drags a dial asks often: of the questions
/// that wait only the newest is answered.
class WhatIfReplayer : public QObject {
    Q_OBJECT
public:
    explicit WhatIfReplayer(QObject *parent = nullptr) : QObject(parent) {}
    void replay(const WhatIfQuestion &asked);
    void expect(qint64 ticket) { newest_ = ticket; } ///< from any thread, before the question is on its way
    void leave() { expect(-1); }

Q_SIGNALS:
    void replayed(const lapidary::WhatIfCurves &curves);

private:
    std::atomic<qint64> newest_ = 0;
};

} // namespace lapidary
