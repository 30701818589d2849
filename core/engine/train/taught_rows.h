// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_rows.h"

namespace lapidary {

inline constexpr const char *kTeacherPrompt = "teacher_prompt_ids"; ///< column of rows of token ids

/// A prompt, what a teacher reads in its place, and a completion where the row has one.
struct TaughtRow {
    std::vector<std::int64_t> prompt{}, teacher{}, completion{};
};

/// What a teacher is shown that the student is not.
struct Privilege {
    std::string column{};   ///< of the row: a text, a number, or messages, whose words are taken
    std::string written{};  ///< the teacher's prompt: {prompt} and {privileged_context} stand for the two texts
    bool completes = false; ///< rows need a completion
    std::int64_t maxPromptLength = 512; ///< longer prompts, also the teacher's, lose their beginning
};

/// Every {name} of a text as its value; other braces stand as they are.
std::string filledIn(const std::string &text, const std::map<std::string, std::string> &values);
/// The words of a cell. Errors: data.bad_row.
Result<std::string> wordsOf(const Json &cell, const std::string &column);

/// Writes prompts as tokens: plain words, or messages with the chat template of the model's folder.
class PromptWriter {
public:
    PromptWriter(TrainContext &context, std::int64_t maxLength)
        : context_(context), maxLength_(maxLength), chat_(chatFolderOf(context)) {}
    Result<std::vector<std::int64_t>> write(const Messages &prompt);
    /// The same with other words in the place of the last message, which must be the user's. Errors: data.bad_row.
    Result<std::vector<std::int64_t>> write(const Messages &prompt, const std::string &words);
    static std::string wordsOf(const Messages &prompt); ///< that are replaced
    ChatPrompt &chat() { return chat_; }
    std::int64_t cut() const { return cut_; } ///< prompts that lost their beginning

private:
    TrainContext &context_;
    std::int64_t maxLength_;
    ChatPrompt chat_;
    std::int64_t cut_ = 0;
};

/// All rows of the run's data file: prompts with or without a completion as texts or messages, with the column; or
/// {"prompt_ids", "teacher_prompt_ids", "completion_ids"?}. Errors name file and line.
Result<std::vector<TaughtRow>> readTaughtRows(TrainContext &context, const Privilege &privilege);

} // namespace lapidary
