// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/token_rows.h"
#include "core/data/conversation_tokens.h"
#include "core/data/formats/jsonl.h"
#include "core/data/layouts/registry.h"
#include "core/data/layouts/token_ids.h"
#include "core/engine/model/model_files.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_lengths.h"
#include <algorithm>

namespace lapidary {
namespace {

Result<const Tokenizer *> tokenizerOf(const TrainContext &context) {
    if (context.tokenizer) return context.tokenizer;
    return fail(
        {.code = "model.no_tokenizer",
         .message = "the model's folder has no tokenizer.json or tokenizer.model, so that text cannot be read",
         .remedy = "Copy the tokenizer's files into the folder, or give token ids (data.format = \"tokens\")."});
}

/// A tokenizer may know more tokens than the model has rows for; a GPU would find that out by losing the device.
template <class Ids> Status mustHaveRows(const TrainContext &context, const Ids &ids) {
    const std::int64_t rows = context.policy.config().vocabSize;
    const auto beyond = std::find_if(ids.begin(), ids.end(), [rows](auto id) { return id >= rows; });
    if (beyond == ids.end()) return {};
    return fail(
        {.code = "data.token_out_of_range",
         .message = "the tokenizer gives a token that the model has no row for: they do not belong together",
         .found = std::to_string(*beyond) +
                  (context.tokenizer
                       ? " (" + context.tokenizer->tokenOf(static_cast<std::int32_t>(*beyond)).value_or("?") + ")"
                       : ""),
         .expected = {"0 to {0}", rows - 1},
         .remedy = "Put the tokenizer of this model into its folder."});
}

Status mustBeBelow(const std::vector<std::int64_t> &ids, const std::string &key, std::int64_t vocabulary) {
    const auto beyond = std::find_if(ids.begin(), ids.end(), [&](auto id) { return id >= vocabulary; });
    if (beyond == ids.end()) return {};
    return fail({.code = "data.bad_row",
                 .message = "a token id that the model does not have",
                 .field = key,
                 .found = std::to_string(*beyond),
                 .expected = {"0 to {0}", vocabulary - 1}});
}

/// Rows of texts as tokens, whatever their layout. Conversations go through the chat template of the model's folder.
class TextReader {
public:
    TextReader(TrainContext &context, const LearntParts &learnt)
        : context_(context), learnt_(learnt), chat_(chatFolderOf(context)) {}

    Result<TokenRow> read(const NumberedRow &row) {
        static constexpr std::string_view kinds[] = {"unpaired_preference", "prompt_completion", "conversation", "text",
                                                     "prompt_only"};
        Json read = row.value;
        for (const char *name : {"id", "reference", kOtherColumns, kOriginalCells})
            read.erase(name); // whatever stands there, a training reads neither
        const auto record = readRecord(read, std::span(kinds).first(learnt_.promptsWillDo ? 5 : 4));
        if (!record) return unexpected(record.error());
        if (const auto *asked = std::get_if<PromptOnly>(&record->what)) return question(*asked);
        if (const auto *text = std::get_if<Text>(&record->what))
            return pair("", text->text, text->terminated, row.line);
        if (const auto *talk = std::get_if<Conversation>(&record->what)) return conversation(*talk, row.line);
        if (const auto *judged = std::get_if<Unpaired>(&record->what)) {
            bad_ += !judged->good;
            if (!judged->good) return TokenRow{};
            return shown({judged->prompt, judged->completion, judged->terminated}, row.line);
        }
        return shown(std::get<Demonstration>(record->what), row.line);
    }
    std::int64_t bad() const { return bad_; } ///< answers that are marked as bad: nobody is to learn them
    void tellFindings() const {
        tell(context_, findings_);
        const std::string file = dataFile(context_, "train").filename().string();
        for (const auto &sentence : chats_.sentences())
            context_.job.sink().emit("notice", noticeOf("warning", {"{0}: {1}", file, sentence}));
    }

private:
    Result<TokenRow> pair(const std::string &prompt, const std::string &completion, bool terminated,
                          std::int64_t line) {
        auto pair = tokenisePair(context_, prompt, completion, terminated);
        if (!pair) return unexpected(pair.error());
        findings_.add(prompt, completion, *pair, line);
        TokenRow out{.ids = {pair->ids.begin(), pair->ids.end()}};
        out.labels = out.ids;
        if (learnt_.completionOnly) std::fill_n(out.labels.begin(), pair->promptLength, kIgnore);
        return out;
    }

    Result<TokenRow> shown(const Demonstration &it, std::int64_t line) {
        const auto prompt = plainText(it.prompt), completion = plainText(it.completion);
        if (prompt && completion) return pair(*prompt, *completion, it.terminated, line);
        const auto tokens = tokeniseChat(context_, chat_, it.prompt, it.completion);
        if (!tokens) return unexpected(tokens.error());
        TokenRow out{.ids = {tokens->ids.begin(), tokens->ids.end()}};
        out.labels = out.ids;
        if (learnt_.completionOnly) std::fill_n(out.labels.begin(), tokens->promptLength, kIgnore);
        return out;
    }

    Result<TokenRow> question(const PromptOnly &asked) {
        TokenRow out;
        if (const auto text = plainText(asked.prompt)) {
            auto ids = tokenIds(context_, *text);
            if (!ids) return unexpected(ids.error());
            out.ids = std::move(*ids);
        } else {
            const auto written = tokeniseQuestion(context_, chat_, asked.prompt);
            if (!written) return unexpected(written.error());
            out.ids.assign(written->ids.begin(), written->ids.end());
        }
        out.labels.assign(out.ids.size(), kIgnore);
        return out;
    }

    Result<TokenRow> conversation(const Conversation &talk, std::int64_t line) {
        auto tokens = conversationTokens(chat_, talk, learnt_.completionOnly && learnt_.assistantOnly, &chats_, line);
        if (!tokens) return unexpected(tokens.error());
        if (auto ok = mustHaveRows(context_, tokens->ids); !ok) return unexpected(ok.error());
        return TokenRow{std::move(tokens->ids), std::move(tokens->labels)};
    }

    TrainContext &context_;
    LearntParts learnt_;
    ChatPrompt chat_;
    TextFindings findings_{};
    ChatFindings chats_{};
    std::int64_t bad_ = 0;
};

/// Whether a token is learnt; nothing precedes the first.
bool learns(const TokenRow &row) {
    return row.labels.size() > 1 &&
           std::any_of(row.labels.begin() + 1, row.labels.end(), [](auto label) { return label != kIgnore; });
}

/// Rows that nothing is learnt of.
struct DullRows {
    std::int64_t rows = 0, line = 0;
    bool cut = false; ///< the first one had something before max_length cut it
    void add(std::int64_t at, bool taught) {
        if (++rows > 1) return;
        line = at;
        cut = taught;
    }

    Error error(const TrainContext &context, std::int64_t bad) const {
        Error out{.code = "data.empty",
                  .message = "no row has a token to learn",
                  .file = dataFile(context, "train").string(),
                  .line = line,
                  .field = "data.train",
                  .found = {"{0} rows with nothing to learn, {1} whose answers are marked as bad", rows, bad},
                  .expected = "a completion, or something that the assistant says"};
        if (rows == 0) return out;
        if (cut)
            out.remedy = "In this row what would be learnt begins behind max_length: set a larger one.";
        else
            out.remedy = "Look at this row: its completion is empty, or none of its tokens has a label.";
        return out;
    }
};

} // namespace

const Described<LearntParts> &LearntParts::described() {
    using C = LearntParts;
    static const auto d =
        Described<C>()
            .add("completion_only_loss", &C::completionOnly, "", "learns the completion only, not the prompt")
            .add("assistant_only_loss", &C::assistantOnly, "",
                 "of conversations, learns only what the assistant says in each of its turns; off, or with "
                 "completion_only_loss off, all of them");
    return d;
}

fs::path chatFolderOf(const TrainContext &context) {
    const Json model = context.run.value("model", Json::object());
    return tokenizerFolderOf(context.policy, (context.folder / model.value("path", "")).lexically_normal());
}

fs::path dataFile(const TrainContext &context, const std::string &key) {
    const Json data = context.run.value("data", Json::object());
    return (context.folder / data.value(key, "")).lexically_normal();
}

Result<TokenRow> tokenRow(const Json &row, const std::string &prefix, std::int64_t vocabulary) {
    auto tokens = tokensIn(row, prefix);
    if (!tokens) return unexpected(tokens.error());
    if (auto ok = mustBeBelow(tokens->ids, prefix + "input_ids", vocabulary); !ok) return unexpected(ok.error());
    return TokenRow{std::move(tokens->ids), std::move(tokens->labels)};
}

bool rowsAreTokens(const TrainContext &context) {
    return context.run.value("data", Json::object()).value("format", "rows") == "tokens";
}

Status forEachDataRow(const TrainContext &context, const std::string &key,
                      const std::function<Status(NumberedRow)> &see) {
    const fs::path path = dataFile(context, key);
    auto reader = openJsonlRows(path);
    if (!reader) {
        reader.error().field = "data." + key;
        return fail(reader.error());
    }
    for (std::int64_t rows = 0;; ++rows) {
        auto row = (*reader)->next();
        if (!row) return fail(row.error());
        if (!*row && rows > 0) return {};
        if (!*row) return fail({.code = "data.empty", .message = "the data file has no rows", .file = path.string()});
        // A run's data is a frozen snapshot that was checked at import: a bad row here is damage.
        if (!(*row)->value) return fail((*row)->value.error());
        if (auto seen = see({std::move(*(*row)->value), (*row)->line}); !seen) {
            if (seen.error().file.empty()) seen.error().file = path.string();
            if (seen.error().line == 0) seen.error().line = (*row)->line;
            return seen;
        }
    }
}

Result<std::vector<NumberedRow>> readNumberedRows(const TrainContext &context, const std::string &key) {
    std::vector<NumberedRow> rows;
    auto read = forEachDataRow(context, key, [&](NumberedRow row) {
        rows.push_back(std::move(row));
        return Status{};
    });
    if (!read) return unexpected(read.error());
    return rows;
}

Result<std::vector<Json>> readDataRows(TrainContext &context, const std::string &key) {
    auto numbered = readNumberedRows(context, key);
    if (!numbered) return unexpected(numbered.error());
    std::vector<Json> rows;
    for (auto &row : *numbered) rows.push_back(std::move(row.value));
    return rows;
}

Error inRow(const TrainContext &context, Error error, std::int64_t line) {
    if (error.file.empty()) error.file = dataFile(context, "train").string();
    if (error.line == 0) error.line = line;
    return error;
}

void tell(const TrainContext &context, const TextFindings &findings) {
    const std::string file = dataFile(context, "train").filename().string();
    for (const auto &sentence : findings.sentences())
        context.job.sink().emit("notice", noticeOf("warning", {"{0}: {1}", file, sentence}));
}

Result<std::vector<std::int64_t>> idList(const Json &row, const std::string &key, std::int64_t vocabulary) {
    auto ids = idsIn(row, key);
    if (!ids) return ids;
    if (auto ok = mustBeBelow(*ids, key, vocabulary); !ok) return unexpected(ok.error());
    return ids;
}

Result<std::vector<std::int64_t>> tokenIds(const TrainContext &context, const std::string &text, bool special) {
    const auto tokenizer = tokenizerOf(context);
    if (!tokenizer) return unexpected(tokenizer.error());
    const auto encoding = (*tokenizer)->encode(text, special);
    if (!encoding) return unexpected(encoding.error());
    std::vector<std::int64_t> ids(encoding->ids.begin(), encoding->ids.end());
    if (auto ok = mustHaveRows(context, ids); !ok) return unexpected(ok.error());
    return ids;
}

Result<bool> terminatedOf(const Json &row, const std::string &key) {
    const auto it = row.find(key);
    if (it == row.end() || it->is_null()) return true;
    if (it->is_boolean()) return it->get<bool>();
    return fail({.code = "data.bad_row",
                 .message = "whether a text ended is true or false",
                 .field = key,
                 .found = dumpJson(*it),
                 .expected = "true or false"});
}

Result<PromptCompletion> tokenisePair(const TrainContext &context, const std::string &prompt,
                                      const std::string &completion, bool terminated) {
    const auto tokenizer = tokenizerOf(context);
    if (!tokenizer) return unexpected(tokenizer.error());
    auto pair = tokenisePair(**tokenizer, prompt, completion, terminated);
    if (pair)
        if (auto ok = mustHaveRows(context, pair->ids); !ok) return unexpected(ok.error());
    return pair;
}

Result<PromptCompletion> tokeniseChat(const TrainContext &context, ChatPrompt &chat, const Messages &prompt,
                                      const Messages &completion) {
    auto pair = chatPair(chat, prompt, completion);
    if (pair)
        if (auto ok = mustHaveRows(context, pair->ids); !ok) return unexpected(ok.error());
    return pair;
}

Result<ChatText> tokeniseQuestion(const TrainContext &context, ChatPrompt &chat, const Messages &prompt) {
    auto asked = chatQuestion(chat, prompt);
    if (asked)
        if (auto ok = mustHaveRows(context, asked->ids); !ok) return unexpected(ok.error());
    return asked;
}

Result<std::vector<TokenRow>> readTokenRows(TrainContext &context, const LearntParts &learnt, std::int64_t maxLength,
                                            const std::string &port) {
    if (port != "train") {
        TrainContext other = context;
        other.run["data"]["train"] = context.run["data"].value(port, "");
        auto rows = readTokenRows(other, learnt, maxLength);
        if (!rows && rows.error().field == "data.train") rows.error().field = "data." + port;
        return rows;
    }
    std::vector<TokenRow> out;
    TextReader texts(context, learnt);
    RowLengths lengths(maxLength, context.policy.config());
    DullRows dull;
    const auto read = forEachDataRow(context, "train", [&](NumberedRow numbered) -> Status {
        const std::int64_t bad = texts.bad();
        auto row = rowsAreTokens(context) ? tokenRow(numbered.value, "", context.policy.config().vocabSize)
                                          : texts.read(numbered);
        if (!row) return unexpected(row.error());
        if (texts.bad() > bad) return {};
        if (maxLength > 0) // else whoever packs them knows how long they become
            if (auto fits = lengths.add(std::ssize(row->ids), numbered.line); !fits) return fits;
        const bool taught = learns(*row);
        if (maxLength > 0 && static_cast<std::int64_t>(row->ids.size()) > maxLength) {
            row->ids.resize(static_cast<std::size_t>(maxLength));
            row->labels.resize(static_cast<std::size_t>(maxLength));
        }
        row->lines = {numbered.line};
        if (learns(*row) || (learnt.promptsWillDo && !row->ids.empty()))
            out.push_back(std::move(*row));
        else
            dull.add(numbered.line, taught);
        return {};
    });
    if (!read) return unexpected(read.error());
    texts.tellFindings();
    tell(context, lengths);
    if (out.empty()) return fail(dull.error(context, texts.bad()));
    if (texts.bad() > 0)
        context.job.sink().emit(
            "notice", noticeOf("warning", {"{0} rows left out: their answers are marked as bad", texts.bad()}));
    if (dull.rows > 0)
        context.job.sink().emit(
            "notice", noticeOf("warning", {"{0} rows left out: nothing to learn within max_length, first in line {1}",
                                           dull.rows, dull.line}));
    return out;
}

} // namespace lapidary
