// SPDX-License-Identifier: Apache-2.0
#include "app/worker/reward_session.h"

namespace lapidary {

namespace {

/// The files of a folder's tokens, one of which it has; empty where there is none.
std::string tokensOf(const ModelSession &session) {
    const fs::path folder = tokenizerFolderOf(*session.model, session.reference.value("path", ""));
    for (const char *name : {"tokenizer.json", "tokenizer.model"})
        if (const auto text = readFile(folder / name, 1ull << 28)) return *text;
    return {};
}

} // namespace

Result<std::shared_ptr<ScoringNetwork>> openReward(const Json &reference, const ModelSession &writer) {
    auto session = openModel(reference);
    if (!session) return unexpected(session.error());
    const bool here = session->model != nullptr && writer.model != nullptr;
    if (!here || tokensOf(*session) != tokensOf(writer))
        return fail(
            {.code = "model.other_vocabulary",
             .message = "The reward model reads the tokens of the model that answers, and they have not the same.",
             .file = reference.value("path", reference.value("remote", "")),
             .field = "reward",
             .found = here ? "another tokenizer" : "a remote model",
             .expected = "a model here whose tokenizer files are the same",
             .remedy = "Train the reward model from the model that answers, or from its base."});
    return ScoringNetwork::of(session->model);
}

} // namespace lapidary
