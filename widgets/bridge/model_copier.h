// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/model_values.h"
#include <QObject>
#include <atomic>
#include <nlohmann/json.hpp>

namespace lapidary {

/// Copies folders of models and adapters into the project, on a thread of its own.
class ModelCopier : public QObject {
    Q_OBJECT
public:
    explicit ModelCopier(QObject *parent = nullptr) : QObject(parent) {}
    void copy(const ModelImportRequest &request);
    void cancel() { ++cancelled_; } ///< from any thread
    void leave() { cancel(); }

Q_SIGNALS:
    void progressed(double share);
    void copied(const QString &name, const QString &folder, const lapidary::Json &tables);
    void failed(const QString &name, const QString &why); ///< why: empty where somebody cancelled

private:
    std::atomic<int> cancelled_ = 0;
};

} // namespace lapidary
