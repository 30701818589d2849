// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_template.h"
#include <optional>

namespace lapidary {

/// A token that ends a turn, and every place that says so.
struct TurnEnd {
    std::int64_t id = 0;
    std::vector<std::string> from{}; ///< "generation_config.json", "config.json", "tokenizer", "chat template"
};

/// "eos_token_id" of a config.json or a generation_config.json: a number or a list; what is no token is passed over.
std::vector<std::int64_t> namedEnds(const Json &config);

/// The token that a template writes behind what an assistant said: a special one, or one that looks like "<|im_end|>",
/// with nothing but white space before it. Nothing where other text stands there, or the template refuses a short chat.
std::optional<std::int32_t> endOfTurn(const ChatTemplate &chat, const std::string &name, const Tokenizer &tokenizer);

/// All that it writes there, in a chat that ends with the answer and in one that goes on; some templates close the last
/// answer otherwise than the others.
std::vector<std::int32_t> endsOfTurn(const ChatTemplate &chat, const std::string &name, const Tokenizer &tokenizer);

/// Where a turn ends: the one rule for training, generation, searches and chats, with a template or without. A token
/// that any of these names ends it: generation_config.json, config.json, the tokenizer's eos_token, a chat template.
/// They disagree in many models, and what one of them was trained with must be obeyed whoever asks. In the order of
/// these places, each token once. A file that is missing or cannot be read names none; whoever needs it says what is
/// wrong with it. `tokenizer`: the folder's, where it has one. A remote model ends its turns itself.
std::vector<TurnEnd> turnEnds(const fs::path &folder, const Tokenizer *tokenizer);
/// Adds to a list those that it lacks; the folder's tokenizer is read.
void addTurnEnds(const fs::path &folder, std::vector<std::int64_t> &to);

} // namespace lapidary
