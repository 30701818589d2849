// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/same_vocabulary.h"

namespace lapidary {
namespace {

Status other(const std::string &port, Sentence found, Sentence expected) {
    return fail({.code = "model.other_vocabulary",
                 .message = {"the {0} has another vocabulary than the model that learns, so that their distributions "
                             "over the next token cannot be compared",
                             port},
                 .field = port,
                 .found = std::move(found),
                 .expected = std::move(expected),
                 .remedy =
                     "Name a model of the same family, with the same tokenizer; what one of another family writes "
                     "can be learnt as text: sample from it, and train on the samples."});
}

Sentence read(const std::optional<std::string> &token) {
    return token ? Sentence("“{0}”", *token) : Sentence("no token");
}

} // namespace

Status mustShareVocabulary(const Tokenizer &own, const Tokenizer &others, const std::string &port) {
    const auto size = static_cast<std::int32_t>(std::max(own.vocabSize(), others.vocabSize()));
    for (std::int32_t id = 0; id < size; ++id) {
        const auto mine = own.tokenOf(id), theirs = others.tokenOf(id);
        if (mine != theirs)
            return other(port, {"token {0} is {1}", std::to_string(id), read(theirs)}, {"{0}", read(mine)});
    }
    return {};
}

Status mustShareVocabulary(std::int64_t own, std::int64_t others, const std::string &port) {
    if (own == others) return {};
    return other(port, {"{0} tokens", others}, {"{0} tokens", own});
}

} // namespace lapidary
