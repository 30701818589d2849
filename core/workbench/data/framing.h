// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/text/chat_prompt.h"
#include <optional>
#include <vector>

namespace lapidary {

/// How the problems of a data set are put to a model.
struct Framing {
    std::string chat{};        ///< an entry of [models], whose chat template writes the prompts; empty: plain text
    std::string system{};      ///< what the system says first
    std::string instruction{}; ///< a line behind every problem
    std::string examples{};    ///< a data set whose first rows stand before every problem, solved
    std::int64_t shots = 0;    ///< how many of them
    bool any() const { return !chat.empty() || !system.empty() || !instruction.empty() || shots > 0; }
};

/// Writes the prompts of rows anew: "prompt" becomes what the model reads, and "question" keeps the problem alone, by
/// which it is graded, compared and known again.
class Framer {
public:
    /// `model`: the folder of the chat template. `examples`: rows with a prompt and a completion.
    Framer(Framing framing, const fs::path &model, std::vector<Json> examples);
    /// Errors: framing.no_question where the row asks nothing, or with messages and nobody says whose template writes
    /// them; framing.no_solution of an example; template.*, tokenizer.*.
    Result<Json> frame(Json row);

private:
    Result<std::string> asChat(Json request); ///< as a chat template takes it
    std::string asText(const std::string &asked) const;
    std::string askedOf(const Json &row) const;
    std::string instructed(const std::string &problem) const;
    Framing framing_;
    std::optional<ChatPrompt> chat_{};
    std::vector<Json> examples_;
};

} // namespace lapidary
