// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/feedback/constitution.h"

namespace lapidary {

/// A constitution that a setting names, as it stands in its file now.
struct NamedConstitution {
    std::string setting{}, name{}, hash{};
    Json principles = Json::array();
};

/// Puts it into run.toml: the run keeps what it says, as the file may be edited.
void keep(const NamedConstitution &constitution, Json &run);
/// All constitutions that the settings of this name give, from `base` on. Errors: those of readConstitution(), with the
/// file's lines.
Result<std::vector<NamedConstitution>> namedConstitutions(const Json &config, const ConfigSpec &spec,
                                                          const fs::path &base);

} // namespace lapidary
