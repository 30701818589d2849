// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/context_limit.h"
#include "core/base/json.h"
#include "core/gguf/place.h"
#include <nlohmann/json.hpp>

namespace lapidary {

std::int64_t contextLimit(const std::filesystem::path &folder) {
    constexpr std::int64_t kMost = std::int64_t{1} << 31; // some configs say "no end" by a huge number
    const auto text = readModelFile(folder, "config.json");
    const auto config = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
    if (!config || !config->is_object()) return 0;
    for (const char *name : {"max_position_embeddings", "n_positions"}) { // the second is GPT-2's
        const auto it = config->find(name);
        if (it == config->end() || !it->is_number_integer()) continue;
        const auto limit = it->get<std::int64_t>();
        return limit > 0 && limit < kMost ? limit : 0;
    }
    return 0;
}

} // namespace lapidary
