// SPDX-License-Identifier: Apache-2.0
// Names of huggingface/peft 0.21: utils/save_and_load.py, get_peft_model_state_dict and set_peft_model_state_dict.
#include "core/data/formats/adapter_names.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

constexpr std::string_view kPrefix = "base_model.model.";

struct Parsed {
    std::string module{}, adapter{}, end{}; ///< end: from the dot on that the module's path ends before
};

std::vector<std::string> partsOf(std::string_view name) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t dot = std::min(name.find('.', begin), name.size());
        parts.emplace_back(name.substr(begin, dot - begin));
        begin = dot + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string> &parts, std::size_t begin, std::size_t end,
                   const char *between = ".") {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) (out += i > begin ? between : "") += parts[i];
    return out;
}

bool isEnd(const std::string &part) {
    return part == "weight" || part == "bias";
}

/// What follows a module's path in the names of its low-rank terms, with the adapter's name taken out.
Parsed parse(const std::string &name) {
    std::vector<std::string> parts = partsOf(name);
    const std::size_t count = parts.size();
    for (std::size_t at = 0; at < count; ++at) {
        const std::string &part = parts[at];
        const std::size_t behind = count - at - 1;
        if (part == "lora_A" || part == "lora_B") { // lora_A.weight, lora_A.default.weight
            if (behind == 1 && isEnd(parts[at + 1]))
                return {joined(parts, 0, at), "", "." + part + "." + parts[at + 1]};
            if (behind == 2 && isEnd(parts[at + 2]))
                return {joined(parts, 0, at), parts[at + 1], "." + part + "." + parts[at + 2]};
        }
        if (part == "lora_embedding_A" || part == "lora_embedding_B") // lora_embedding_A, lora_embedding_A.default
            if (behind <= 1) return {joined(parts, 0, at), behind == 1 ? parts[at + 1] : "", "." + part};
        if (part == "lora_magnitude_vector") { // also .weight, .default and .default.weight
            if (behind == 0 || (behind == 1 && isEnd(parts[at + 1]))) return {joined(parts, 0, at), "", "." + part};
            if (behind == 1 || (behind == 2 && isEnd(parts[at + 2])))
                return {joined(parts, 0, at), parts[at + 1], "." + part};
        }
        if (part == "modules_to_save" && behind >= 1) { // modules_to_save.default.weight
            const bool named = behind >= 2;
            return {joined(parts, 0, at) + (behind >= 3 ? "." + joined(parts, at + 2, count - 1) : ""),
                    named ? parts[at + 1] : "", "." + parts.back()};
        }
    }
    const bool ends = count > 1 && isEnd(parts.back());
    const std::size_t path = !ends ? count : count > 2 && parts[count - 2] == "base_layer" ? count - 2 : count - 1;
    return {joined(parts, 0, path), "", path < count ? "." + joined(parts, path, count) : ""};
}

/// The one module that a path can mean: itself, one whose path ends so, or one that this path ends with.
std::string moduleOf(const std::string &path, const std::vector<std::string> &modules) {
    const auto within = [](std::string_view whole, std::string_view end) {
        return whole.size() > end.size() && whole.ends_with(end) && whole[whole.size() - end.size() - 1] == '.';
    };
    std::set<std::string> meant;
    for (const auto &module : modules) {
        if (module == path) return path;
        if (within(module, path) || within(path, module)) meant.insert(module);
    }
    return meant.size() == 1 ? *meant.begin() : path;
}

Error ambiguous(const std::string &file, Sentence message, Sentence found) {
    return {.code = "adapter.ambiguous_names",
            .message = std::move(message),
            .file = file,
            .found = std::move(found),
            .expected = "one adapter, each of its tensors once",
            .remedy = "Save the adapter that is meant by itself: save_pretrained() of the PEFT model."};
}

} // namespace

Result<NameChanges> peftNames(const std::vector<std::string> &held, const std::vector<std::string> &modules,
                              const std::string &file) {
    NameChanges out;
    std::map<std::string, std::string> heldBy;
    std::set<std::string> adapters;
    for (const auto &name : held) {
        std::string meant = name;
        const Parsed parsed = parse(withoutWrappers(name));
        if (!parsed.adapter.empty()) adapters.insert(parsed.adapter);
        if (parsed.module.starts_with("prompt_encoder.") && parsed.module.ends_with(".embedding"))
            meant = "prompt_embeddings";
        else if (!parsed.end.empty())
            meant = std::string(kPrefix) + moduleOf(parsed.module, modules) + parsed.end;
        if (const auto [at, fresh] = heldBy.try_emplace(meant, name); !fresh)
            return fail(ambiguous(file, "the adapter holds a tensor twice",
                                  {"{0} and {1}", shownName(at->second), shownName(name)}));
        if (meant != name) out.meant[name] = std::move(meant);
    }
    if (adapters.size() < 2) return out;
    return fail(ambiguous(file, "the file holds several adapters",
                          shownName(joined({adapters.begin(), adapters.end()}, 0, adapters.size(), ", "))));
}

} // namespace lapidary
