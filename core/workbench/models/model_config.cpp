// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/model_config.h"
#include "core/config/spec.h"
#include "core/gguf/place.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kFiles[] = {"config.json", "generation_config.json", "adapter_config.json"};

void flatten(const Json &value, const std::string &section, const std::string &name, std::vector<ConfigLine> &out) {
    if (value.is_object() && !value.empty())
        for (const auto &[key, inner] : value.items())
            flatten(inner, section, name.empty() ? key : name + "." + key, out);
    else
        out.push_back({section, name, value.is_string() ? value.get<std::string>() : dumpJson(value)});
}

} // namespace

std::vector<ConfigLine> configOf(const ModelEntry &entry, Project &project) {
    std::vector<ConfigLine> out;
    for (const char *name : kFiles) {
        if (!hasModelFile(entry.folder, name)) continue;
        const auto text = readModelFile(entry.folder, name);
        const auto value = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
        if (value && value->is_object()) flatten(*value, name, {}, out);
    }
    if (entry.run.empty()) return out;
    const auto run = readDocument((project.runFolder(entry.run) / "run.toml").string());
    if (!run) return out;
    for (const char *name : {"method", "seed", "model", "data", "config"})
        if (const auto it = run->values.find(name); it != run->values.end()) flatten(*it, "run.toml", name, out);
    return out;
}

std::vector<ConfigPair> pairUp(const std::vector<ConfigLine> &a, const std::vector<ConfigLine> &b) {
    std::vector<ConfigPair> out;
    out.reserve(a.size() + b.size());
    for (const auto &line : a) out.push_back({line.section, line.field, line.value, {}});
    for (const auto &line : b) {
        const auto same = std::find_if(out.begin(), out.end(), [&](const ConfigPair &pair) {
            return pair.section == line.section && pair.field == line.field;
        });
        if (same != out.end()) {
            same->b = line.value;
            continue;
        }
        const auto last = std::find_if(out.rbegin(), out.rend(),
                                       [&](const ConfigPair &pair) { return pair.section == line.section; });
        out.insert(last.base() == out.begin() ? out.end() : last.base(), {line.section, line.field, {}, line.value});
    }
    return out;
}

} // namespace lapidary
