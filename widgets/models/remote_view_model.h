// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/remote/endpoint.h"
#include <QObject>
#include <QStringList>
#include <optional>

namespace lapidary {

/// What is to become of a remote model of this machine.
struct RemoteModelRequest {
    QString name{}, key{}; ///< key: empty leaves the keyring as it is
    Endpoint endpoint{};
    bool allow = false; ///< texts may leave this machine for its origin
    qint64 ticket = 0;
};

/// A remote model that is being set up or changed: address, key and consent, and what of them is wrong.
class RemoteViewModel : public QObject {
    Q_OBJECT
public:
    explicit RemoteViewModel(QObject *parent = nullptr) : QObject(parent) {}
    void begin(); ///< a new one
    /// One that is there; `settings` is the JSON of its endpoint.
    void change(const QString &name, const QString &settings, bool allowed);
    bool isNew() const { return isNew_; }

    const RemoteModelRequest &request() const { return request_; }
    void setName(const QString &name);
    void setUrl(const QString &url);
    void setModel(const QString &model);
    void setApi(const QString &api);
    void setKey(const QString &key);
    void setPlainHttp(const QString &word);
    void setAllowed(bool allowed);
    /// Those that have no field of their own, as far as they differ from the defaults.
    static ConfigSpec otherSettings();
    void setOthers(const Json &settings);

    std::optional<Origin> origin() const { return origin_; }
    bool leavesMachine() const { return origin_ && !origin_->loopback(); }
    bool inTheClear() const { return leavesMachine() && origin_->scheme == "http"; }
    QStringList problems() const { return problems_; }
    bool busy() const { return busy_; }
    bool canSave() const { return problems_.isEmpty() && !busy_; }
    bool canLook() const; ///< ask the server which models it has
    QStringList offered() const { return offered_; }
    QString said() const { return said_; } ///< what came of looking or saving

    void save();
    void look();
    void setSaved(const QString &name, const QString &why);
    void setLooked(qint64 ticket, const QStringList &models, const QString &why);

Q_SIGNALS:
    void begun();
    void changed();
    void saved(const QString &name);
    void saveRequested(const lapidary::RemoteModelRequest &request);
    void lookRequested(const lapidary::RemoteModelRequest &request);

private:
    void start(RemoteModelRequest request, bool isNew);
    void refresh();
    RemoteModelRequest request_{};
    std::optional<Origin> origin_{};
    QStringList problems_{}, offered_{};
    QString said_{};
    bool isNew_ = true, busy_ = false;
};

} // namespace lapidary
