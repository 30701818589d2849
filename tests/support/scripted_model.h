// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/language_model.h"

namespace lapidary {

/// A model that writes by script: what sample number `sample` of a request is, as long as it will. It keeps the limits
/// of the request and can be stopped, as every model.
class ScriptedModel final : public LanguageModel {
public:
    using Script = std::function<Completion(const CompletionRequest &request, std::int64_t sample)>;
    explicit ScriptedModel(Script script, bool knowsTokens = true)
        : script_(std::move(script)), knowsTokens_(knowsTokens) {}

    bool knowsTokens() const override { return knowsTokens_; }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override {
        calls.emplace_back(requests.begin(), requests.end());
        std::int64_t total = 0, done = 0;
        for (const auto &request : requests) total += request.n;
        std::vector<GeneratedPrompt> out(requests.size());
        for (std::size_t r = 0; r < requests.size(); ++r)
            for (std::int64_t s = 0; s < requests[r].n; ++s) {
                out[r].completions.push_back(write(requests[r], s, watch));
                if (watch.progress) watch.progress(++done, total);
            }
        return out;
    }

    mutable std::vector<std::vector<CompletionRequest>> calls{};

private:
    Completion write(const CompletionRequest &request, std::int64_t sample, const Watch &watch) const {
        if (watch.stop.stop_requested())
            return {.ids = {}, .text = {}, .finishReason = "cancelled", .logprobs = {}, .entropies = {}};
        Completion out = script_(request, request.firstSample + sample);
        if (const auto most = static_cast<std::size_t>(request.until.tokens); out.ids.size() > most) {
            out.ids.resize(most);
            out.logprobs.resize(most);
            out.finishReason = "length";
        }
        return out;
    }

    Script script_;
    bool knowsTokens_;
};

} // namespace lapidary
