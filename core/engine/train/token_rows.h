// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/chat_pair.h"
#include "core/engine/train/algorithm.h"
#include "core/text/text_findings.h"

namespace lapidary {

/// A row as the model sees it. labels[i] is the token itself where it is learnt, else -100.
struct TokenRow {
    std::vector<std::int64_t> ids{}, labels{};
    std::vector<std::int64_t> lengths{}; ///< of the sequences that it is packed of; empty: it is one
    std::vector<std::int64_t> lines{};   ///< of the data file; of a packed row several, of one that was added none
};

/// What of a row is learnt.
struct LearntParts {
    bool completionOnly = true; ///< of a prompt and its completion only the latter; without it, all of every row
    bool assistantOnly = true;  ///< and of a conversation only what the assistant says
    bool promptsWillDo = false; ///< no setting: rows that are no more than a prompt are taken, without a label
    static const Described<LearntParts> &described();
};

/// Rows of a JSONL file. `rows` format: texts, demonstrations and conversations in any layout of core/data/layouts.
/// Prompt and prompt + completion are tokenised, the completion begins where the two part, and an end token is appended
/// unless the row says "terminated": false; of answers that are good or bad the good ones are taken. Conversations are
/// written by the model's chat template; a notice says where it does not mark the assistant's words, or writes them
/// otherwise once the conversation goes on. `tokens` format: {"input_ids", "labels"? | "completion_mask"?,
/// "attention_mask"?}; what the attention mask leaves out is padding and is dropped. Rows without a single label are
/// counted in a notice and left out. Only one row is held at a time, beside the tokens of all.
/// `port` is the one whose rows these are; `maxLength` 0 cuts none.
Result<std::vector<TokenRow>> readTokenRows(TrainContext &context, const LearntParts &learnt, std::int64_t maxLength,
                                            const std::string &port = "train");

/// One row of the `tokens` format; `prefix` goes before each of its keys ("chosen_").
Result<TokenRow> tokenRow(const Json &row, const std::string &prefix, std::int64_t vocabulary);

/// Ids of a text, with the model's beginning token if its tokenizer adds one and `special` asks for it.
Result<std::vector<std::int64_t>> tokenIds(const TrainContext &context, const std::string &text, bool special = true);
/// tokenisePair() of core/text with the model's tokenizer; model.no_tokenizer where it has none.
Result<PromptCompletion> tokenisePair(const TrainContext &context, const std::string &prompt,
                                      const std::string &completion, bool terminated = true);
/// The same of messages, which the model's chat template writes.
Result<PromptCompletion> tokeniseChat(const TrainContext &context, ChatPrompt &chat, const Messages &prompt,
                                      const Messages &completion);
/// A prompt of messages alone, as the template asks for its answer.
Result<ChatText> tokeniseQuestion(const TrainContext &context, ChatPrompt &chat, const Messages &prompt);
/// What a row says of how a text of it ended: `key` is "terminated", "chosen_terminated" … Without it, a text is whole.
Result<bool> terminatedOf(const Json &row, const std::string &key);

/// Where the tokenizer and the chat template of the run's model are.
fs::path chatFolderOf(const TrainContext &context);
/// The file that [data] key names.
fs::path dataFile(const TrainContext &context, const std::string &key);
struct NumberedRow {
    Json value;
    std::int64_t line; ///< of the file, from 1
};
/// The rows of the run's data file, one after the other; [data] key names it. An error of `see` ends it and gets file
/// and line.
Status forEachDataRow(const TrainContext &context, const std::string &key,
                      const std::function<Status(NumberedRow)> &see);
/// All of them, for who needs them together.
Result<std::vector<NumberedRow>> readNumberedRows(const TrainContext &context, const std::string &key);
Result<std::vector<Json>> readDataRows(TrainContext &context, const std::string &key); ///< the same without their lines
/// Puts file and line to the error of a row, where it does not name them itself.
Error inRow(const TrainContext &context, Error error, std::int64_t line);
/// A notice for each kind of thing that the tokenizer reads otherwise than it is written.
void tell(const TrainContext &context, const TextFindings &findings);
bool rowsAreTokens(const TrainContext &context);
Result<std::vector<std::int64_t>> idList(const Json &row, const std::string &key, std::int64_t vocabulary);

} // namespace lapidary
