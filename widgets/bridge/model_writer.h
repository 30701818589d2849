// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/mixer_values.h"
#include <QObject>
#include <atomic>
#include <nlohmann/json.hpp>

namespace lapidary {

/// Copies models out, and lets a worker merge and mix them, on a thread of its own.
class ModelWriter : public QObject {
    Q_OBJECT
public:
    explicit ModelWriter(QObject *parent = nullptr) : QObject(parent) {}
    void write(const ModelWriting &request);
    void cancel() { ++cancelled_; } ///< from any thread
    void leave() { cancel(); }

Q_SIGNALS:
    void progressed(double share);
    void modelMade(const QString &name, const QString &folder,
                   const lapidary::Json &tables); ///< to be told to the experiment
    void written(const QString &place);           ///< name of an adapter in the project, or a folder outside
    void failed(const QString &why);              ///< why: empty where somebody cancelled

private:
    Status writeByWorker(const ModelWriting &request, const std::function<bool()> &cancelled);
    std::atomic<int> cancelled_ = 0;
};

} // namespace lapidary
