// SPDX-License-Identifier: Apache-2.0
#include "app/worker/reward_session.h"
#include "core/engine/model/heads.h"

namespace lapidary {

namespace {

/// The files of a folder's tokens, one of which it has; empty where there is none.
std::string tokensOf(const ModelSession &session) {
    const fs::path folder = tokenizerFolderOf(*session.model, session.reference.value("path", ""));
    for (const char *name : {"tokenizer.json", "tokenizer.model"})
        if (const auto text = readFile(folder / name, 1ull << 28)) return *text;
    return {};
}

/// A model beside the one that answers, which reads the same tokens.
Result<ModelSession> openBeside(const Json &reference, const ModelSession &writer, const char *field,
                                const Sentence &message, const Sentence &remedy) {
    auto session = openModel(reference);
    if (!session) return session;
    const bool here = session->model != nullptr && writer.model != nullptr;
    if (here && tokensOf(*session) == tokensOf(writer)) return session;
    return fail({.code = "model.other_vocabulary",
                 .message = message,
                 .file = reference.value("path", reference.value("remote", "")),
                 .field = field,
                 .found = here ? "another tokenizer" : "a remote model",
                 .expected = "a model here whose tokenizer files are the same",
                 .remedy = remedy});
}

} // namespace

Result<std::shared_ptr<ScoringNetwork>> openReward(const Json &reference, const ModelSession &writer) {
    const auto session =
        openBeside(reference, writer, "reward",
                   "The reward model reads the tokens of the model that answers, and they have not the same.",
                   "Train the reward model from the model that answers, or from its base.");
    if (!session) return unexpected(session.error());
    return ScoringNetwork::of(session->model);
}

Result<std::shared_ptr<const LanguageModel>> openExpert(const Json &reference, const ModelSession &writer) {
    struct Expert {
        ModelSession session;
        NetworkModel model;
    };
    auto session = openBeside(reference, writer, "expert",
                              "An expert's words are tokens of the model that answers, and they have not the same.",
                              "Take a model of the same family, or name a server in experts.");
    if (!session) return unexpected(session.error());
    if (auto ok = mustSpeak(session->model->config()); !ok) return unexpected(ok.error());
    NetworkModel model(*session->model, decoderOf(session->tokenizer));
    const auto expert = std::make_shared<const Expert>(Expert{std::move(*session), std::move(model)});
    return std::shared_ptr<const LanguageModel>(expert, &expert->model);
}

Result<std::shared_ptr<const Decoder>> openDraft(const Json &reference, const ModelSession &writer) {
    const auto session = openBeside(reference, writer, "draft",
                                    "The draft model guesses tokens of the model that answers, and they have not the "
                                    "same.",
                                    "Take a smaller model of the same family, or leave the input out.");
    if (!session) return unexpected(session.error());
    if (auto ok = mustSpeak(session->model->config()); !ok) return unexpected(ok.error());
    return std::shared_ptr<const Decoder>(session->model);
}

} // namespace lapidary
