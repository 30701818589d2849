// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/remote_view_model.h"
#include "core/remote/book.h"
#include "core/remote/keyring.h"
#include "widgets/common/core_text.h"

namespace lapidary {

void RemoteViewModel::begin() {
    start({}, true);
}

void RemoteViewModel::change(const QString &name, const QString &settings, bool allowed) {
    const auto json = parseJson(settings.toStdString());
    const auto endpoint = json ? describedEndpoint().read(*json) : describedEndpoint().read(Json::object());
    start({.name = name, .endpoint = endpoint ? *endpoint : Endpoint{}, .allow = allowed}, false);
}

void RemoteViewModel::start(RemoteModelRequest request, bool isNew) {
    request.ticket = request_.ticket + 1; // what a server still answers is not for this one
    request_ = std::move(request);
    isNew_ = isNew;
    offered_.clear();
    said_.clear();
    busy_ = false;
    refresh();
    Q_EMIT begun();
}

void RemoteViewModel::setName(const QString &name) {
    request_.name = name.trimmed();
    refresh();
}

/// Consent was for another place.
void RemoteViewModel::setUrl(const QString &url) {
    const auto before = origin_;
    request_.endpoint.url = url.trimmed().toStdString();
    const auto now = originOf(request_.endpoint.url);
    if (!before || !now || *before != *now) request_.allow = false;
    refresh();
}

void RemoteViewModel::setModel(const QString &model) {
    request_.endpoint.model = model.trimmed().toStdString();
    refresh();
}

void RemoteViewModel::setApi(const QString &api) {
    request_.endpoint.api = api.toStdString();
    refresh();
}

void RemoteViewModel::setKey(const QString &key) {
    request_.key = key;
    refresh();
}

void RemoteViewModel::setPlainHttp(const QString &word) {
    request_.endpoint.plainHttp = word.toStdString();
    refresh();
}

void RemoteViewModel::setAllowed(bool allowed) {
    request_.allow = allowed;
    refresh();
}

ConfigSpec RemoteViewModel::otherSettings() {
    ConfigSpec out;
    for (const auto &field : describedEndpoint().spec())
        if (const auto &name = field.name;
            name != "url" && name != "model" && name != "api" && name != "key" && name != "plain_http")
            out.push_back(field);
    return out;
}

void RemoteViewModel::setOthers(const Json &settings) {
    Json all = describedEndpoint().write(request_.endpoint);
    for (const auto &field : otherSettings()) all[field.name] = settings.value(field.name, field.defaultValue);
    if (const auto read = describedEndpoint().read(all)) request_.endpoint = *read;
    refresh();
}

void RemoteViewModel::refresh() {
    problems_.clear();
    origin_.reset();
    if (request_.name.isEmpty()) problems_.append(tr("It needs a name."));
    const auto origin = originOf(request_.endpoint.url);
    if (origin) origin_ = *origin;
    const auto checked = checkEndpoint(request_.endpoint);
    if (request_.endpoint.url.empty())
        problems_.append(tr("It needs an address, like https://host/v1."));
    else if (!checked && checked.error().code == "remote.model")
        problems_.append(tr("Which model of the server? Look which there are, or write its name."));
    else if (!checked && checked.error().code == "remote.plain_http")
        problems_.append(tr("Without https anyone on the way can read along. If the network is yours, say so below."));
    else if (!checked)
        problems_.append(coreText(checked.error().message));
    if (!request_.key.isEmpty())
        if (const auto key = tidyKey(request_.key.toStdString()); !key) problems_.append(coreText(key.error().message));
    Q_EMIT changed();
}

bool RemoteViewModel::canLook() const {
    return origin_ && !busy_ && (!leavesMachine() || request_.allow) &&
           (!inTheClear() || request_.endpoint.plainHttp != "refuse");
}

void RemoteViewModel::save() {
    if (!canSave()) return;
    busy_ = true;
    said_.clear();
    Q_EMIT changed();
    Q_EMIT saveRequested(request_);
}

void RemoteViewModel::look() {
    if (!canLook()) return;
    busy_ = true;
    said_ = tr("Asking the server …");
    request_.ticket += 1;
    Q_EMIT changed();
    Q_EMIT lookRequested(request_);
}

void RemoteViewModel::setSaved(const QString &name, const QString &why) {
    busy_ = false;
    said_ = why;
    Q_EMIT changed();
    if (why.isEmpty()) Q_EMIT saved(name);
}

void RemoteViewModel::setLooked(qint64 ticket, const QStringList &models, const QString &why) {
    if (ticket != request_.ticket) return;
    busy_ = false;
    offered_ = models;
    said_ = !why.isEmpty() ? why : tr("The server answers. Its models: %1").arg(models.size());
    if (!models.isEmpty() && request_.endpoint.model.empty()) request_.endpoint.model = models.first().toStdString();
    refresh();
}

} // namespace lapidary
