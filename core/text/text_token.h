// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lapidary {

/// What else might have stood in the place of a token.
struct TokenAlternative {
    std::string text{};
    std::int32_t id = -1; ///< -1: of no vocabulary here, as with the tokens of a server
    double logprob = 0;   ///< nats
    bool operator==(const TokenAlternative &) const = default;
};

/// A token of a text with what is known about it. Whoever fills it fills what he knows.
struct TextToken {
    std::string text{};                        ///< the bytes that it adds; alone they may be a part of a character
    std::int32_t id = -1;                      ///< -1: of no vocabulary here
    std::optional<float> logprob{}, entropy{}; ///< nats
    bool trained = true;                       ///< a training takes a loss on it
    bool forced = false;                       ///< stood there before the model went on
    std::vector<TokenAlternative> alternatives{};
    bool operator==(const TextToken &) const = default;
};

/// Whether all of them have their log-probabilities.
bool areScored(const std::vector<TextToken> &tokens);

/// What each token adds to the text in whole characters: one that lies in several tokens comes with the last of them.
std::vector<std::string> piecesOf(const std::vector<TextToken> &tokens);

} // namespace lapidary
