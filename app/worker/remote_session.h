// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/language_model.h"
#include "core/remote/client.h"
#include <memory>

namespace lapidary {

/// {"remote": {…}} with the settings of an endpoint, or its name in this machine's book.
Result<RemoteModel> openRemote(const Json &reference);

/// What of it a cut answer is worth: a person sees it and its end, a job's file of answers must not hold it.
enum class CutAnswers { Keep, Refuse };

/// A remote model as one that writes: up to `max_concurrent` requests side by side. The server keeps its own tokens, so
/// that ids are empty and counts are the server's. Errors: remote.* (with Refuse also those of a cut answer, after
/// `retries` more tries), remote.ids, remote.prefix, remote.sampler, remote.steps.
class RemoteWriter final : public LanguageModel {
public:
    RemoteWriter(std::shared_ptr<const RemoteModel> model, CutAnswers cut) : model_(std::move(model)), cut_(cut) {}
    bool knowsTokens() const override { return false; }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override;

private:
    std::shared_ptr<const RemoteModel> model_;
    CutAnswers cut_;
};

} // namespace lapidary
