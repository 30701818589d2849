// SPDX-License-Identifier: Apache-2.0
#include "core/data/prompt_key.h"
#include "core/data/layouts/registry.h"
#include <algorithm>

namespace lapidary {
namespace {

Json keyOf(const Messages &messages) {
    Json key = Json::array();
    for (const Message &each : messages) key.push_back({each.role, each.content});
    return key;
}

Json keyOf(const TokenIds &tokens) {
    const auto learnt = std::find_if(tokens.labels.begin(), tokens.labels.end(), [](auto label) { return label >= 0; });
    const auto prompt = std::min(tokens.ids.size(), static_cast<std::size_t>(learnt - tokens.labels.begin()));
    const bool all = prompt == 0; // nothing stands before what is learnt
    return std::vector<std::int64_t>(tokens.ids.begin(), all ? tokens.ids.end() : tokens.ids.begin() + prompt);
}

struct Key {
    Json operator()(const Text &row) const { return row.text; }
    Json operator()(const Conversation &row) const {
        const auto answer = std::find_if(row.turns.begin(), row.turns.end(),
                                         [](const Message &each) { return each.role == "assistant"; });
        return keyOf(Messages(row.turns.begin(), answer));
    }
    Json operator()(const TokenIds &row) const { return keyOf(row); }
    Json operator()(const TokenPreference &row) const { return keyOf(row.chosen); }
    template <class Row> Json operator()(const Row &row) const { return keyOf(row.prompt); }
};

} // namespace

std::string promptKey(const Json &row) {
    const auto record = readRecord(row);
    return dumpJson(record ? std::visit(Key{}, record->what) : row);
}

} // namespace lapidary
