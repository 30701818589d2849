// SPDX-License-Identifier: Apache-2.0
#include "core/remote/book.h"
#include <algorithm>
#include <cstdlib>

namespace lapidary {

namespace {

constexpr std::string_view kPrefix = "remote:";

/// The document, or an empty one where there is no file yet.
Result<Document> readIfThere(const fs::path &file) {
    std::error_code wrong;
    if (!fs::exists(file, wrong)) return Document{};
    return readDocument(file.string());
}

bool isName(const std::string &name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '.' || c == '_' || c == '-';
    });
}

Error unknownRemote(const std::string &name, const std::map<std::string, Endpoint> &known) {
    std::string names;
    for (const auto &[each, endpoint] : known) names += (names.empty() ? "" : ", ") + each;
    return {.code = "remote.unknown",
            .message = "no remote model of this name is set up on this machine",
            .found = name,
            .expected = names.empty() ? Sentence("(none is set up)") : Sentence(names),
            .remedy = "Set it up with lapidary-cli remote add, or in the window under Models."};
}

} // namespace

fs::path RemoteBook::standardFolder() {
    if (const char *config = std::getenv("XDG_CONFIG_HOME"); config && *config) return fs::path(config) / "lapidary";
    const char *home = std::getenv("HOME");
    return fs::path(home && *home ? home : "/") / ".config" / "lapidary";
}

Result<std::map<std::string, Endpoint>> RemoteBook::endpoints() const {
    const auto document = readIfThere(folder_ / "remotes.toml");
    if (!document) return unexpected(document.error());
    std::map<std::string, Endpoint> out;
    const auto remotes = document->values.find("remote");
    if (remotes == document->values.end()) return out;
    if (!remotes->is_object())
        return fail({.code = "remote.file",
                     .message = "remote is no table",
                     .file = document->file,
                     .line = document->lineOf("remote"),
                     .field = "remote"});
    for (const auto &[name, values] : remotes->items()) {
        const auto settings = resolve(describedEndpoint().spec(), values, *document, "remote." + name);
        if (!settings) return fail(joined(settings.error()));
        out[name] = *describedEndpoint().read(*settings);
    }
    return out;
}

Result<Endpoint> RemoteBook::endpoint(const std::string &name) const {
    const auto all = endpoints();
    if (!all) return unexpected(all.error());
    const auto it = all->find(name);
    if (it == all->end()) return fail(unknownRemote(name, *all));
    return it->second;
}

Status RemoteBook::put(const std::string &name, const Endpoint &endpoint) const {
    if (!isName(name))
        return fail({.code = "remote.name",
                     .message = "this cannot be the name of a remote model",
                     .found = name,
                     .expected = "up to 64 letters, digits, '.', '_' and '-'"});
    if (const auto origin = checkEndpoint(endpoint); !origin) return unexpected(origin.error());
    auto all = endpoints();
    if (!all) return unexpected(all.error());
    (*all)[name] = endpoint;
    return write(*all);
}

Status RemoteBook::forget(const std::string &name) const {
    auto all = endpoints();
    if (!all) return unexpected(all.error());
    if (all->erase(name) == 0) return fail(unknownRemote(name, *all));
    return write(*all);
}

Status RemoteBook::write(const std::map<std::string, Endpoint> &endpoints) const {
    Json remotes = Json::object();
    for (const auto &[name, endpoint] : endpoints) remotes[name] = describedEndpoint().write(endpoint);
    if (auto ok = makeFolders(folder_); !ok) return ok;
    return writeFileAtomic(folder_ / "remotes.toml", writeToml({{"version", 1}, {"remote", std::move(remotes)}}));
}

Result<std::vector<std::string>> RemoteBook::allowedOrigins() const {
    const auto document = readIfThere(folder_ / "remote_consent.toml");
    if (!document) return unexpected(document.error());
    std::vector<std::string> out;
    const auto origins = document->values.find("origins");
    if (origins == document->values.end()) return out;
    if (!origins->is_array())
        return fail({.code = "remote.file",
                     .message = "origins is no list",
                     .file = document->file,
                     .line = document->lineOf("origins"),
                     .field = "origins"});
    for (const auto &origin : *origins)
        if (origin.is_string()) out.push_back(origin.get<std::string>());
    return out;
}

Result<bool> RemoteBook::allowed(const Origin &origin) const {
    if (origin.loopback()) return true;
    const auto origins = allowedOrigins();
    if (!origins) return unexpected(origins.error());
    return std::find(origins->begin(), origins->end(), origin.text()) != origins->end();
}

Status RemoteBook::allow(const Origin &origin) const {
    auto origins = allowedOrigins();
    if (!origins) return unexpected(origins.error());
    if (std::find(origins->begin(), origins->end(), origin.text()) != origins->end()) return {};
    origins->push_back(origin.text());
    return writeConsent(*origins);
}

Status RemoteBook::disallow(const std::string &origin) const {
    auto origins = allowedOrigins();
    if (!origins) return unexpected(origins.error());
    std::erase(*origins, origin);
    return writeConsent(*origins);
}

Status RemoteBook::writeConsent(const std::vector<std::string> &origins) const {
    if (auto ok = makeFolders(folder_); !ok) return ok;
    return writeFileAtomic(folder_ / "remote_consent.toml", writeToml({{"version", 1}, {"origins", origins}}));
}

std::optional<std::string> remoteNameOf(const std::string &model) {
    if (!model.starts_with(kPrefix)) return std::nullopt;
    return model.substr(kPrefix.size());
}

} // namespace lapidary
