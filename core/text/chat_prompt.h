// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_prefixes.h"
#include <optional>

namespace lapidary {

/// Makes token ids of {"messages"} requests with the template and the tokenizer of one model folder, both read when the
/// first conversation comes.
class ChatPrompt {
public:
    /// The date that a template may ask for is that of the making of this object: it does not change between
    /// conversations.
    explicit ChatPrompt(fs::path folder) : folder_(std::move(folder)), now_(std::time(nullptr)) {}
    /// {"messages", "tools"?, "documents"?, "add_generation_prompt"?, "variables"?, "template"?} → text, ids, assistant
    /// mask.
    Result<ChatText> of(const Json &request);
    /// As one text, which this tokenizer reads as the tokens that the template means: whoever reads texts alone reads
    /// the chat then. Errors: template.not_as_text where there is none.
    Result<std::string> textOf(const Json &request);
    /// The same as training reads it: what the assistant says is found also where the template does not mark it
    /// (`derived`), and whether the conversation begins as its beginning is rendered is looked at (`broken`) in the
    /// first kMostChecked of them.
    Result<ChatText> forTraining(const Json &request);
    /// Puts "ids" in the place of "messages" and what goes with them. Leaves other requests alone.
    Status fill(Json &request, bool generationPrompt);

    /// Names the template that a chat without tools is written with: the content hash of its source.
    Result<std::string> templateHash();

    static constexpr std::int64_t kMostChecked = 1000;
    static constexpr const char *kFields[] = {"messages",  "tools",   "documents", "add_generation_prompt",
                                              "variables", "template"};

private:
    Status read();
    struct Written {
        Template::Rendered rendered;
        std::vector<std::pair<std::size_t, std::size_t>> literal;
    };
    Result<Written> write(const Json &request);
    const ChatMarks &marksOf(const std::string &templateName);
    fs::path folder_;
    std::time_t now_;
    std::optional<ChatTemplate> template_{};
    std::optional<Tokenizer> tokenizer_{};
    std::map<std::string, ChatMarks> marks_{}; ///< of each template
    std::int64_t checked_ = 0;
};

/// The tokens of an answer that begins with `begun`, behind a prompt whose tokens are `ids`. `addSpecial`: as the
/// prompt was encoded.
Result<std::vector<std::int32_t>> tokensBehind(const Tokenizer &tokenizer, const std::string &prompt,
                                               const std::vector<std::int32_t> &ids, const std::string &begun,
                                               bool addSpecial);

} // namespace lapidary
