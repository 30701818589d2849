// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/remote_models.h"
#include "core/remote/client.h"
#include "core/remote/keyring.h"
#include "widgets/bridge/conversions.h"

namespace lapidary {

namespace {

/// Consent and key as the person gave them. The endpoint sends a key once one was given.
Status settle(const RemoteModelRequest &request, const RemoteBook &book, Endpoint &endpoint) {
    const auto origin = originOf(endpoint.url);
    if (!origin) return unexpected(origin.error());
    if (auto ok = request.allow ? book.allow(*origin) : book.disallow(origin->text()); !ok) return ok;
    if (request.key.isEmpty()) return {};
    endpoint.key = true;
    return keepKey(*origin, fromQt(request.key));
}

} // namespace

void RemoteModels::save(const RemoteModelRequest &request) {
    const RemoteBook book;
    Endpoint endpoint = request.endpoint;
    const auto done =
        settle(request, book, endpoint).and_then([&] { return book.put(fromQt(request.name), endpoint); });
    Q_EMIT saved(request.name, done ? QString() : toQt(done.error()));
}

void RemoteModels::look(const RemoteModelRequest &request) {
    const RemoteBook book;
    Endpoint endpoint = request.endpoint;
    const auto models =
        settle(request, book, endpoint).and_then([&] { return remoteModels(endpoint, book, stop_.get_token()); });
    QStringList names;
    for (const auto &name : models.value_or(std::vector<std::string>{})) names.append(toQt(name));
    Q_EMIT looked(request.ticket, names, models ? QString() : toQt(models.error()));
}

} // namespace lapidary
