// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/language_model.h"
#include <deque>

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

    /// One that remembers what it read and wrote last from call to call: who asks again behind it waits for what is new
    /// alone. Where the numbers of a token would depend on that, it remembers nothing.
    static std::shared_ptr<const NetworkModel> remembering(const Decoder &model, DecodeText decode);

    /// The logits behind a text, read as complete() reads it. [V]
    at::Tensor logitsBehind(const std::vector<std::int64_t> &ids) const;
    /// How sure it is of each token of a completion, to the bit as if it had written it.
    std::vector<TokenScore> scoresOf(const std::vector<std::int64_t> &prompt,
                                     const std::vector<std::int64_t> &completion) const;

    bool knowsTokens() const override { return true; }
    /// Requests that are drawn in the same way share their batches. Errors: those of generate(), and search.no_text.
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override;
    /// What stands before the texts of one of `given` is read once. Errors: generate.empty_prompt, generate.too_long,
    /// generate.token_out_of_range.
    Result<std::vector<GeneratedPrompt>> read(std::span<const GivenTexts> given, const Watch &watch) const override;
    const KeptTexts &kept() const { return *kept_; }
    const DraftCount &drafts() const { return drafts_; } ///< of all calls

private:
    Status completeGroup(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &group,
                         const Watch &watch, std::vector<GeneratedPrompt> &out) const;
    Result<std::vector<GeneratedPrompt>> write(const std::vector<GenerationPrompt> &prompts, const Drafting &drafting,
                                               GenerateOptions options) const;
    bool hasNoRoom(const CompletionRequest &request) const;
    void markEnd(Completion &completion, const CompletionRequest &request) const;
    GenerationPrompt promptOf(const CompletionRequest &request) const;
    std::shared_ptr<const KeptText> remembered(const std::vector<std::int64_t> &ids) const;
    void remember(const GeneratedPrompt &made) const;

    static constexpr std::size_t kRemembered = 8;
    const Decoder &model_;
    DecodeText decode_;
    std::int64_t maxRows_;
    std::shared_ptr<KeptTexts> kept_;
    bool remembers_ = false;
    mutable DraftCount drafts_{};
    mutable std::deque<std::shared_ptr<const KeptText>> last_{}; ///< the last one first
};

} // namespace lapidary
