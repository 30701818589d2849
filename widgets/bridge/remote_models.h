// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/remote_view_model.h"
#include <QObject>
#include <atomic>
#include <stop_token>

namespace lapidary {

/// Sets up remote models and asks servers which models they have, on a thread of its own: keyrings and networks are
/// slow.
class RemoteModels : public QObject {
    Q_OBJECT
public:
    explicit RemoteModels(QObject *parent = nullptr) : QObject(parent) {}
    void save(const RemoteModelRequest &request);
    void look(const RemoteModelRequest &request);
    void leave() { stop_.request_stop(); } ///< from any thread

Q_SIGNALS:
    void saved(const QString &name, const QString &why); ///< why: empty where all went well
    void looked(qint64 ticket, const QStringList &models, const QString &why);

private:
    std::stop_source stop_{};
};

} // namespace lapidary
