// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/checks.h"

namespace lapidary {

Status checkTokenIds(const std::vector<std::int64_t> &ids, const DecoderConfig &model, const std::string &where) {
    for (auto id : ids)
        if (id < 0 || id >= model.vocabSize)
            return fail({.code = "generate.token_out_of_range",
                         .message = "A token id is not in the model's vocabulary.",
                         .field = where,
                         .found = std::to_string(id),
                         .expected = {"0 to {0}", model.vocabSize - 1},
                         .remedy = "Use the tokenizer that belongs to the model."});
    return {};
}

Error emptyPrompt(const std::string &where) {
    return {.code = "generate.empty_prompt",
            .message = "A prompt has no token to start from.",
            .field = where,
            .remedy = "Give a text, or use a tokenizer that adds a start token."};
}

Error tooLong(std::int64_t tokens, std::int64_t positions, const std::string &where) {
    return {.code = "generate.too_long",
            .message = "A sequence does not fit the model's positions.",
            .field = where,
            .found = {"{0} tokens", tokens},
            .expected = {"at most {0}", positions},
            .remedy = "Shorten it or use a model with more positions."};
}

} // namespace lapidary
