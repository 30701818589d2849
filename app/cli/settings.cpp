// SPDX-License-Identifier: Apache-2.0
#include "app/cli/settings.h"

namespace lapidary {

Result<Json> parseSettings(const std::vector<std::string> &flags) {
    Json out = Json::object();
    for (const auto &flag : flags) {
        const auto equals = flag.find('=');
        if (equals == flag.npos || equals == 0)
            return fail(usageError("A setting has no value", "--set", flag, "key=value"));
        const std::string text = flag.substr(equals + 1);
        auto value = parseJson(text);
        out[flag.substr(0, equals)] = value ? std::move(*value) : Json(text);
    }
    return out;
}

} // namespace lapidary
