// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/network_model.h"

namespace lapidary {

/// Writes every sample of every request alone, and keeps nothing: what a network says without any sharing.
class AloneModel final : public LanguageModel {
public:
    AloneModel(const Decoder &model, DecodeText decode) : model_(model), decode_(std::move(decode)) {}
    bool knowsTokens() const override { return true; }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override {
        std::vector<GeneratedPrompt> out(requests.size());
        for (std::size_t r = 0; r < requests.size(); ++r)
            for (std::int64_t s = 0; s < requests[r].n; ++s) {
                CompletionRequest one = requests[r];
                one.n = 1;
                one.firstSample += s;
                one.known = nullptr;
                auto written = NetworkModel(model_, decode_, 1, 0)
                                   .complete({&one, 1}, {.stop = watch.stop, .scores = watch.scores});
                if (!written) return unexpected(written.error());
                out[r].completions.push_back(std::move(written->front().completions.front()));
            }
        return out;
    }
    Result<std::vector<GeneratedPrompt>> read(std::span<const GivenTexts> given, const Watch &watch) const override {
        std::vector<GeneratedPrompt> out(given.size());
        for (std::size_t g = 0; g < given.size(); ++g)
            for (const auto &text : given[g].texts) {
                const GivenTexts one{given[g].ids, {text}};
                auto read = NetworkModel(model_, decode_, 1, 0).read({&one, 1}, watch);
                if (!read) return unexpected(read.error());
                out[g].completions.push_back(std::move(read->front().completions.front()));
            }
        return out;
    }

private:
    const Decoder &model_;
    DecodeText decode_;
};

} // namespace lapidary
