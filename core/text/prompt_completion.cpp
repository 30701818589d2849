// SPDX-License-Identifier: Apache-2.0
#include "core/text/prompt_completion.h"
#include <algorithm>

namespace lapidary {

Result<PromptCompletion> tokenisePair(const Tokenizer &tokenizer, const std::string &prompt, const std::string &completion, bool terminated) {
    const auto head = tokenizer.encode(prompt, true);
    if (!head) return unexpected(head.error());
    const std::string text = prompt + completion;
    auto whole = tokenizer.encode(text, true);
    if (!whole) return unexpected(whole.error());
    if (head->ids.size() > whole->ids.size() || !std::equal(head->ids.begin(), head->ids.end(), whole->ids.begin()))
        return fail({.code = "data.boundary",
                     .message = "the tokens of the prompt are not the beginning of the tokens of prompt + completion",
                     .field = "prompt",
                     .found = prompt.substr(prompt.size() > 40 ? prompt.size() - 40 : 0) + " | " + completion.substr(0, 40),
                     .remedy = "End the prompt at a place where the tokenizer does not merge across, such as a line break."});
    PromptCompletion out{std::move(whole->ids), std::move(whole->tokens), std::move(whole->offsets), head->ids.size()};
    const auto end = tokenizer.eosId();
    if (terminated && end && (out.ids.empty() || out.ids.back() != *end)) {
        out.ids.push_back(*end);
        out.tokens.push_back(tokenizer.tokenOf(*end).value_or(""));
        out.offsets.emplace_back(text.size(), text.size());
    }
    return out;
}

} // namespace lapidary
