// SPDX-License-Identifier: Apache-2.0
#include "core/remote/keyring.h"
#include <algorithm>
#include <libsecret/secret.h>
#include <memory>

namespace lapidary {

namespace {

const SecretSchema &schema() {
    static const SecretSchema kept = [] {
        SecretSchema out{};
        out.name = "org.lapidary.RemoteKey";
        out.flags = SECRET_SCHEMA_NONE;
        out.attributes[0] = {"origin", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return out;
    }();
    return kept;
}

Error noKeyring(GError *error) {
    const std::unique_ptr<GError, decltype(&g_error_free)> owned(error, g_error_free);
    return {.code = "remote.no_keyring",
            .message = "the system's keyring cannot be used",
            .found = error->message,
            .remedy = "Start and unlock a keyring (gnome-keyring, KWallet, KeePassXC). Keys are kept nowhere else; "
                      "servers without a key work without one."};
}

} // namespace

Result<std::optional<std::string>> keyFor(const Origin &origin) {
    GError *error = nullptr;
    const std::unique_ptr<gchar, decltype(&secret_password_free)> key(
        secret_password_lookup_sync(&schema(), nullptr, &error, "origin", origin.text().c_str(), nullptr),
        secret_password_free);
    if (error) return fail(noKeyring(error));
    if (!key) return std::optional<std::string>();
    return std::optional<std::string>(key.get());
}

Status keepKey(const Origin &origin, const std::string &key) {
    const auto tidy = tidyKey(key);
    if (!tidy) return unexpected(tidy.error());
    GError *error = nullptr;
    secret_password_store_sync(&schema(), SECRET_COLLECTION_DEFAULT, ("Lapidary: " + origin.text()).c_str(),
                               tidy->c_str(), nullptr, &error, "origin", origin.text().c_str(), nullptr);
    if (error) return fail(noKeyring(error));
    return {};
}

Status forgetKey(const Origin &origin) {
    GError *error = nullptr;
    secret_password_clear_sync(&schema(), nullptr, &error, "origin", origin.text().c_str(), nullptr);
    if (error) return fail(noKeyring(error));
    return {};
}

Status forgetRemote(const RemoteBook &book, const std::string &name) {
    const auto endpoint = book.endpoint(name);
    if (!endpoint) return unexpected(endpoint.error());
    if (auto done = book.forget(name); !done) return done;
    const auto left = book.endpoints();
    if (!left) return unexpected(left.error());
    const auto origin = originOf(endpoint->url);
    const bool shared = std::any_of(left->begin(), left->end(), [&](const auto &each) {
        const auto other = originOf(each.second.url);
        return each.second.key && other && origin && other->text() == origin->text();
    });
    if (!endpoint->key || !origin || shared) return {};
    return forgetKey(*origin);
}

Result<std::string> tidyKey(const std::string &key) {
    static constexpr std::string_view space = " \t\r\n";
    const auto begin = key.find_first_not_of(space);
    std::string tidy = begin == key.npos ? "" : key.substr(begin, key.find_last_not_of(space) - begin + 1);
    const bool odd = std::any_of(tidy.begin(), tidy.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7F; });
    if (tidy.empty() || odd)
        return fail({.code = "remote.key",
                     .message = tidy.empty() ? "the key is empty" : "the key holds space or characters that no key has",
                     .field = "key",
                     .expected = "the key as the server's owner gave it, on one line"});
    return tidy;
}

std::string withoutKey(std::string text, const std::string &key) {
    if (key.empty()) return text;
    for (auto at = text.find(key); at != text.npos; at = text.find(key, at + 5)) text.replace(at, key.size(), "[key]");
    return text;
}

} // namespace lapidary
