// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/remote_desk.h"
#include "core/remote/client.h"
#include "core/remote/keyring.h"
#include "widgets/bridge/conversions.h"

namespace lapidary {

namespace {

/// Consent and key as the person gave them. The endpoint sends a key once one was given.
Status settle(const RemoteWish &wish, const RemoteBook &book, Endpoint &endpoint) {
    const auto origin = originOf(endpoint.url);
    if (!origin) return unexpected(origin.error());
    if (auto ok = wish.allow ? book.allow(*origin) : book.disallow(origin->text()); !ok) return ok;
    if (wish.key.isEmpty()) return {};
    endpoint.key = true;
    return keepKey(*origin, fromQt(wish.key));
}

} // namespace

void RemoteDesk::save(const RemoteWish &wish) {
    const RemoteBook book;
    Endpoint endpoint = wish.endpoint;
    const auto done = settle(wish, book, endpoint).and_then([&] { return book.put(fromQt(wish.name), endpoint); });
    Q_EMIT saved(wish.name, done ? QString() : toQt(done.error()));
}

void RemoteDesk::look(const RemoteWish &wish) {
    const RemoteBook book;
    Endpoint endpoint = wish.endpoint;
    const auto models =
        settle(wish, book, endpoint).and_then([&] { return remoteModels(endpoint, book, stop_.get_token()); });
    QStringList names;
    for (const auto &name : models.value_or(std::vector<std::string>{})) names.append(toQt(name));
    Q_EMIT looked(wish.ticket, names, models ? QString() : toQt(models.error()));
}

} // namespace lapidary
