// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/remote/endpoint.h"
#include <optional>

namespace lapidary {

/// Keys live in the system's keyring only (the Secret Service, by libsecret), one for each origin: a key that was given for
/// one server is never found for another. Errors: remote.no_keyring (none runs, or it is locked).
Result<std::optional<std::string>> keyFor(const Origin &origin);
/// Space around the key is taken away, as it comes along when one is pasted. Errors also: remote.key (empty, or with
/// space or control characters inside).
Status keepKey(const Origin &origin, const std::string &key);
Status forgetKey(const Origin &origin);

Result<std::string> tidyKey(const std::string &key);

/// The text with every occurrence of the key blotted out: servers repeat what they were sent.
std::string withoutKey(std::string text, const std::string &key);

} // namespace lapidary
