// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/remote/book.h"
#include <optional>

namespace lapidary {

/// Keys live in the system's keyring only (the Secret Service, by libsecret), one for each origin: a key that was given
/// for one server is never found for another. Errors: remote.no_keyring (none runs, or it is locked).
Result<std::optional<std::string>> keyFor(const Origin &origin);
/// Space around the key is taken away, as it comes along when one is pasted. Errors also: remote.key (empty, or with
/// space or control characters inside).
Status keepKey(const Origin &origin, const std::string &key);
Status forgetKey(const Origin &origin);
/// Takes a remote model out of the book, and its key out of the keyring where no other model of the book sends it.
/// Errors: remote.unknown; remote.no_keyring, the model being forgotten already.
Status forgetRemote(const RemoteBook &book, const std::string &name);

Result<std::string> tidyKey(const std::string &key);

/// The text with every occurrence of the key blotted out: servers repeat what they were sent.
std::string withoutKey(std::string text, const std::string &key);

} // namespace lapidary
