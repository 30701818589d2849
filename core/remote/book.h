// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/remote/endpoint.h"
#include <map>

namespace lapidary {

/// The remote models that this person has set up on this machine, and where they let texts be sent to. A project can
/// only name them, so that a stranger's project sends nothing anywhere. Two files: remotes.toml ([remote.NAME] tables,
/// see describedEndpoint()) and remote_consent.toml (a list of origins).
class RemoteBook {
public:
    /// $XDG_CONFIG_HOME/lapidary, or ~/.config/lapidary.
    static fs::path standardFolder();
    explicit RemoteBook(fs::path folder = standardFolder()) : folder_(std::move(folder)) {}

    /// Errors: those of the file with line and field; remote.unknown names the known ones.
    Result<std::map<std::string, Endpoint>> endpoints() const;
    Result<Endpoint> endpoint(const std::string &name) const;
    /// Errors: remote.name (letters, digits, '.', '_', '-' only), checkEndpoint(), and those of writing.
    Status put(const std::string &name, const Endpoint &endpoint) const;
    Status forget(const std::string &name) const;

    /// Nothing leaves the machine towards itself, so loopback needs no consent.
    Result<bool> allowed(const Origin &origin) const;
    Result<std::vector<std::string>> allowedOrigins() const;
    Status allow(const Origin &origin) const;
    Status disallow(const std::string &origin) const;

private:
    Status write(const std::map<std::string, Endpoint> &endpoints) const;
    Status writeConsent(const std::vector<std::string> &origins) const;
    fs::path folder_;
};

/// "remote:NAME" names an endpoint of the book wherever a model is named. Nothing for other names.
std::optional<std::string> remoteNameOf(const std::string &model);

} // namespace lapidary
