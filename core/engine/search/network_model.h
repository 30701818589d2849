// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/language_model.h"

namespace lapidary {

/// A network in this process, whose weights do not change. Without `decode` it writes ids alone, and no text can end
/// it. Of what it has read it gives back what can be continued, up to `keptBytes` of memory in all: what does not fit
/// is read again when it is asked for.
class NetworkModel final : public LanguageModel {
public:
    static constexpr std::int64_t kKeptBytes = std::int64_t(256) << 20;
    explicit NetworkModel(const Decoder &model, DecodeText decode = {}, std::int64_t maxRows = 0,
                          std::int64_t keptBytes = kKeptBytes)
        : model_(model), decode_(std::move(decode)), maxRows_(maxRows),
          kept_(std::make_shared<KeptTexts>(model.makePool(), keptBytes)) {}

    bool knowsTokens() const override { return true; }
    /// Requests that are drawn in the same way share their batches. Errors: those of generate(), and search.no_text.
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override;
    const KeptTexts &kept() const { return *kept_; }

private:
    Status completeGroup(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &group,
                         const Watch &watch, std::vector<GeneratedPrompt> &out) const;
    bool hasNoRoom(const CompletionRequest &request) const;
    void markEnd(Completion &completion, const CompletionRequest &request) const;

    const Decoder &model_;
    DecodeText decode_;
    std::int64_t maxRows_;
    std::shared_ptr<KeptTexts> kept_;
};

} // namespace lapidary
