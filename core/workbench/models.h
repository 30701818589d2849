// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/base/memory.h"
#include "core/store/store.h"

namespace lapidary {

/// Names a model by what its files hold: one hash over names and hashes of its *.safetensors, *.json, *.jinja and
/// *.model files, so that another chat template is another model. Large files are hashed again only when their size or
/// time has changed. Errors: model.no_folder, model.no_config.
Result<std::string> hashOfModel(const fs::path &folder, Store &store);

/// What a model needs, from its config.json alone; exact for every architecture that can be loaded.
struct ModelSize {
    std::int64_t parameters = 0, layers = 0, hidden = 0, vocabulary = 0,
                 keyValues = 0; ///< keyValues: numbers a token and layer
};
Result<ModelSize> sizeOfModel(const fs::path &folder);

/// Bytes of a job: weights, gradients, AdamW's two moments, a frozen reference where the method has one, activations of
/// one forward pass, or the cache and logits of a decode. An estimate to refuse what cannot fit, not a promise.
struct JobShape {
    std::string kind{}, method{};
    Json config{};
    std::int64_t longestText = 0; ///< bytes of a row; at most one token each
};
std::int64_t estimateMemory(const ModelSize &size, const JobShape &job);

} // namespace lapidary
