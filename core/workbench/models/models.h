// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/base/memory.h"
#include "core/config/method.h"
#include "core/store/store.h"
#include <set>

namespace lapidary {

/// Names a model by what its files hold: one hash over names and hashes of its *.safetensors, *.json, *.jinja and
/// *.model files, so that another chat template is another model; of a GGUF model its shards. Large files are hashed
/// again only when their size or time has changed. Errors: model.no_folder, model.no_config.
Result<std::string> hashOfModel(const fs::path &folder, Store &store);

/// What a model needs, from its config.json alone; exact for every architecture that can be loaded.
struct ModelSize {
    std::int64_t parameters = 0, layers = 0, hidden = 0, vocabulary = 0,
                 keyValues = 0; ///< keyValues: numbers a token and layer
};
Result<ModelSize> sizeOfModel(const fs::path &folder);

/// A job as far as its memory goes.
struct JobShape {
    const MethodInfo *method = nullptr; ///< one with a port that is trained trains
    Json config{};
    ModelSize size{};                ///< of the policy
    std::vector<ModelSize> others{}; ///< of the models that further ports were given
    std::set<std::string> given{};   ///< the ports of all of them
    std::int64_t longestText = 0;    ///< bytes of a row; at most one token each
};
/// Bytes: weights, gradients, AdamW's two moments, a frozen reference where the method has one, models of other ports,
/// activations of one forward pass, or the cache and logits of a decode. An estimate to refuse what cannot fit, not a
/// promise.
std::int64_t estimateMemory(const JobShape &job);

/// Bytes that a process needs to answer `request`, {"model", "n"?, "max_new_tokens"?}: LibTorch, the weights of a model
/// of this machine as its folder tells them, and the cache and logits of a decode. A folder that tells nothing counts
/// as no weights: whoever loads it says what is wrong.
std::int64_t estimateAnswering(const Json &request);

} // namespace lapidary
