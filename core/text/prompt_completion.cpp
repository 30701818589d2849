// SPDX-License-Identifier: Apache-2.0
#include "core/text/prompt_completion.h"
#include <algorithm>

namespace lapidary {

Result<PromptCompletion> tokenisePair(const Tokenizer &tokenizer, const std::string &prompt,
                                      const std::string &completion, bool terminated) {
    const auto head = tokenizer.encode(prompt, true);
    if (!head) return unexpected(head.error());
    const std::string text = prompt + completion;
    auto whole = tokenizer.encode(text, true);
    if (!whole) return unexpected(whole.error());
    const auto parted = std::mismatch(head->ids.begin(), head->ids.end(), whole->ids.begin(), whole->ids.end()).first;
    PromptCompletion out{.ids = std::move(whole->ids),
                         .tokens = std::move(whole->tokens),
                         .offsets = std::move(whole->offsets),
                         .promptLength = static_cast<std::size_t>(parted - head->ids.begin()),
                         .lost = std::move(whole->lost)};
    // An end token that the tokenizer puts behind every text stands behind the completion now: that is no merge.
    out.merged = std::any_of(head->offsets.begin() + (parted - head->ids.begin()), head->offsets.end(),
                             [](const auto &place) { return place.first < place.second; });
    const auto end = tokenizer.eosId();
    if (terminated && end && (out.ids.empty() || out.ids.back() != *end)) {
        out.ids.push_back(*end);
        out.tokens.push_back(tokenizer.tokenOf(*end).value_or(""));
        out.offsets.emplace_back(text.size(), text.size());
    }
    return out;
}

void beginTogether(PromptCompletion &chosen, PromptCompletion &rejected) {
    chosen.promptLength = rejected.promptLength = std::min(chosen.promptLength, rejected.promptLength);
}

} // namespace lapidary
