// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/language_model.h"

namespace lapidary {

/// A network in this process. Without `decode` it writes ids alone, and no text can end it.
class NetworkModel final : public LanguageModel {
public:
    explicit NetworkModel(const Decoder &model, DecodeText decode = {}, std::int64_t maxRows = 256)
        : model_(model), decode_(std::move(decode)), maxRows_(maxRows) {}

    bool knowsTokens() const override { return true; }
    /// Requests that are drawn in the same way share their batches. Errors: those of generate(), and search.no_text.
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override;

private:
    Status completeGroup(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &group,
                         const Watch &watch, std::vector<GeneratedPrompt> &out) const;
    bool hasNoRoom(const CompletionRequest &request) const;
    void markEnd(Completion &completion, const CompletionRequest &request) const;

    const Decoder &model_;
    DecodeText decode_;
    std::int64_t maxRows_;
};

} // namespace lapidary
