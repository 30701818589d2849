// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/architectures/registry.h"

namespace lapidary {

/// What config.json says the model is.
struct ChosenArchitecture {
    const Architecture *architecture = nullptr;
    HeadKind head = HeadKind::LanguageModel;
    std::string name{};
    Sentence notice{}; ///< where "architectures" did not say it
};

/// By "architectures" where it names a supported class. Where it says nothing or names a family's bare body
/// ("LlamaModel"), by "model_type", as transformers does. Errors: model.no_architecture, model.unknown_architecture.
Result<ChosenArchitecture> chosenArchitecture(const Json &config, const std::string &file);

} // namespace lapidary
