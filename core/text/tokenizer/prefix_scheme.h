// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/parts.h"

namespace lapidary {

/// Which words of a Metaspace get a mark put before them.
enum class PrefixScheme { Always, First, Never };

/// "prepend_scheme", or its older spelling "add_prefix_space".
inline Result<PrefixScheme> prefixSchemeOf(const Json &spec, const char *what, const std::string &file) {
    const Json scheme = spec.value("prepend_scheme", Json());
    if (scheme.is_null()) return spec.value("add_prefix_space", true) ? PrefixScheme::Always : PrefixScheme::Never;
    if (scheme == "always") return PrefixScheme::Always;
    if (scheme == "first") return PrefixScheme::First;
    if (scheme == "never") return PrefixScheme::Never;
    return fail(parts::badOption(what, "prepend_scheme", scheme, "always, first or never", file));
}

} // namespace lapidary
