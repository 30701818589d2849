// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/named_constitution.h"
#include "core/base/hash.h"

namespace lapidary {
namespace {
constexpr const char *kSetting = "constitution"; ///< a setting of this name is a file, wherever it stands
}

void keep(const NamedConstitution &constitution, Json &run) {
    run["config"][constitution.setting] = constitution.name;
    run["principle"] = constitution.principles;
}

Result<std::vector<NamedConstitution>> namedConstitutions(const Json &config, const ConfigSpec &spec,
                                                          const fs::path &base) {
    std::vector<NamedConstitution> out;
    for (const FieldSpec &field : spec) {
        const std::string given = field.name == kSetting ? getString(config, field.name).value_or("") : "";
        if (given.empty()) continue;
        const auto read = readConstitution((base / given).lexically_normal());
        if (!read) return read.error().size() == 1 ? fail(read.error().front()) : fail(joined(read.error()));
        NamedConstitution named{.setting = field.name, .name = given};
        for (const Principle &each : *read) named.principles.push_back(toJson(each));
        named.hash = contentHash(dumpJson(named.principles));
        out.push_back(std::move(named));
    }
    return out;
}

} // namespace lapidary
