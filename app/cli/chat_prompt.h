// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_template.h"
#include <optional>

namespace lapidary {

/// Makes token ids of {"messages"} requests with the template and the tokenizer of one model folder, both read when the
/// first conversation comes.
class ChatPrompt {
public:
    explicit ChatPrompt(fs::path folder) : folder_(std::move(folder)) {}
    /// {"messages", "tools"?, "documents"?, "add_generation_prompt"?, "variables"?, "template"?} → text, ids, assistant mask.
    Result<ChatText> of(const Json &request);
    /// Puts "ids" in the place of "messages" and what goes with them. Leaves other requests alone.
    Status fill(Json &request, bool generationPrompt);

    static constexpr const char *kFields[] = {"messages", "tools", "documents", "add_generation_prompt", "variables", "template"};

private:
    fs::path folder_;
    std::optional<ChatTemplate> template_{};
    std::optional<Tokenizer> tokenizer_{};
};

} // namespace lapidary
