// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/adapter_names.h"
#include "tests/fuzz/targets.h"
#include <algorithm>
#include <set>

namespace lapidary::fuzz {

namespace {

/// What every reader of names keeps: no two tensors become one, and what is renamed was there.
void keeps(const NameChanges &changes, const std::vector<std::string> &held) {
    std::set<std::string> meant;
    for (const auto &name : held) {
        const auto it = changes.meant.find(name);
        promise(meant.insert(it == changes.meant.end() ? name : it->second).second);
    }
    for (const auto &[name, plain] : changes.meant)
        promise(name != plain && std::find(held.begin(), held.end(), name) != held.end());
    promise(changes.notice().empty() == changes.meant.empty());
}

} // namespace

/// A name a line.
void tensor_names(std::string_view bytes) {
    std::set<std::string> unique;
    for (std::size_t begin = 0; begin <= bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        unique.emplace(bytes.substr(begin, end - begin));
        begin = end + 1;
    }
    const std::vector<std::string> held(unique.begin(), unique.end()),
        modules{"model.embed_tokens", "model.layers.0.self_attn.q_proj", "model.layers.1.self_attn.q_proj", "lm_head",
                ""};
    keeps(plainNames(held), held);
    for (const auto &known : {modules, std::vector<std::string>{}}) {
        const auto changes = peftNames(held, known, "x");
        if (changes)
            keeps(*changes, held);
        else
            promise(changes.error().code == "adapter.ambiguous_names" && describe(changes.error()).starts_with("x"));
    }
    std::vector<NamedShape> tensors;
    for (const auto &name : held) tensors.push_back({name, {2, 3}});
    promise(!besideSought(tensors, {{"model.layers.0.self_attn.q_proj.weight", {2, 3}}, {"lm_head.weight", {9, 9}}})
                 .found.empty());
}

} // namespace lapidary::fuzz
