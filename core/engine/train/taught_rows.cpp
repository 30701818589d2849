// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/taught_rows.h"
#include "core/data/layouts/registry.h"
#include "core/data/needed_columns.h"

namespace lapidary {
namespace {

tl::unexpected<Error> badRow(const std::string &field, Sentence message, const Json &found, Sentence expected) {
    return fail({.code = "data.bad_row",
                 .message = std::move(message),
                 .field = field,
                 .found = dumpJson(found).substr(0, 80),
                 .expected = std::move(expected)});
}

Result<TaughtRow> ofTokens(const Json &row, std::int64_t vocabulary, bool completes) {
    TaughtRow out;
    const auto take = [&](const char *key, std::vector<std::int64_t> &into) -> Status {
        auto ids = idList(row, key, vocabulary);
        if (!ids) return unexpected(ids.error());
        into = std::move(*ids);
        return {};
    };
    if (auto ok = take("prompt_ids", out.prompt); !ok) return unexpected(ok.error());
    if (auto ok = take(kTeacherPrompt, out.teacher); !ok) return unexpected(ok.error());
    if (completes || row.contains("completion_ids"))
        if (auto ok = take("completion_ids", out.completion); !ok) return unexpected(ok.error());
    return out;
}

/// Rows of texts and of messages.
class Reader {
public:
    Reader(TrainContext &context, const Privilege &privilege)
        : context_(context), privilege_(privilege), writer_(context, privilege.maxPromptLength) {}

    Result<TaughtRow> read(const Json &row) {
        static constexpr std::string_view kinds[] = {"prompt_completion", "prompt_only"};
        const auto shown = wordsOf(columnOf(row, privilege_.column), privilege_.column);
        if (!shown) return unexpected(shown.error());
        Json asked = row;
        for (const char *name : {"id", "reference", kOtherColumns, kOriginalCells}) asked.erase(name);
        asked.erase(privilege_.column);
        const auto record = readRecord(asked, std::span(kinds).first(privilege_.completes ? 1 : 2));
        if (!record) return unexpected(record.error());
        const auto *whole = std::get_if<Demonstration>(&record->what);
        const Messages &prompt = whole ? whole->prompt : std::get<PromptOnly>(record->what).prompt;
        TaughtRow out;
        auto ids = writer_.write(prompt);
        if (!ids) return unexpected(ids.error());
        auto taught = writer_.write(prompt, filledIn(privilege_.written, {{"prompt", PromptWriter::wordsOf(prompt)},
                                                                          {"privileged_context", *shown}}));
        if (!taught) return unexpected(taught.error());
        out.prompt = std::move(*ids);
        out.teacher = std::move(*taught);
        if (privilege_.completes)
            if (auto ok = addCompletion(*whole, out); !ok) return unexpected(ok.error());
        return out;
    }
    std::int64_t cut() const { return writer_.cut(); }

private:
    Status addCompletion(const Demonstration &whole, TaughtRow &out) {
        const auto prompt = plainText(whole.prompt), completion = plainText(whole.completion);
        const auto both = prompt && completion ? tokenisePair(context_, *prompt, *completion, whole.terminated)
                                               : tokeniseChat(context_, writer_.chat(), whole.prompt, whole.completion);
        if (!both) return unexpected(both.error());
        out.completion.assign(both->ids.begin() + static_cast<std::ptrdiff_t>(both->promptLength), both->ids.end());
        return {};
    }

    TrainContext &context_;
    const Privilege &privilege_;
    PromptWriter writer_;
};

} // namespace

std::string filledIn(const std::string &text, const std::map<std::string, std::string> &values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text[at] == '{' ? text.find('}', at) : text.npos;
        const auto value = end == text.npos ? values.end() : values.find(text.substr(at + 1, end - at - 1));
        if (value == values.end()) {
            out += text[at++];
        } else {
            out += value->second;
            at = end + 1;
        }
    }
    return out;
}

Result<std::string> wordsOf(const Json &cell, const std::string &column) {
    if (cell.is_string()) return cell.get<std::string>();
    if (cell.is_number()) return dumpJson(cell);
    std::string out;
    for (const Json &message : cell.is_array() ? cell : Json::array()) {
        const Json content = message.is_object() ? message.value("content", Json()) : Json();
        if (!content.is_string())
            return badRow(column, "a message without words", message, std::string(R"({"role", "content"})"));
        if (!content.get_ref<const std::string &>().empty())
            out += (out.empty() ? "" : "\n") + content.get<std::string>();
    }
    if (!out.empty()) return out;
    return badRow(column, "what the teacher is shown holds no words", cell, "a text, a number or messages");
}

std::string PromptWriter::wordsOf(const Messages &prompt) {
    return prompt.empty() ? std::string() : prompt.back().content;
}

Result<std::vector<std::int64_t>> PromptWriter::write(const Messages &prompt) {
    std::vector<std::int64_t> ids;
    if (const auto text = plainText(prompt)) {
        auto read = tokenIds(context_, *text);
        if (!read) return read;
        ids = std::move(*read);
    } else {
        const auto written = tokeniseQuestion(context_, chat_, prompt);
        if (!written) return unexpected(written.error());
        ids.assign(written->ids.begin(), written->ids.end());
    }
    if (ids.empty()) return badRow("prompt", "a prompt without a token", wordsOf(prompt), "words");
    if (static_cast<std::int64_t>(ids.size()) > maxLength_) {
        ++cut_;
        ids.erase(ids.begin(), ids.end() - maxLength_);
    }
    return ids;
}

Result<std::vector<std::int64_t>> PromptWriter::write(const Messages &prompt, const std::string &words) {
    Messages other = prompt;
    if (!plainText(prompt) && prompt.back().role != "user")
        return badRow("prompt", "a teacher's prompt replaces what the user said last, and somebody else spoke last",
                      prompt.back().role, std::string("user"));
    other.back().content = words;
    return write(other);
}

Result<std::vector<TaughtRow>> readTaughtRows(TrainContext &context, const Privilege &privilege) {
    std::vector<TaughtRow> rows;
    Reader reader(context, privilege);
    std::int64_t dropped = 0;
    const auto read = forEachDataRow(context, "train", [&](NumberedRow numbered) -> Status {
        auto row = rowsAreTokens(context)
                       ? ofTokens(numbered.value, context.policy.config().vocabSize, privilege.completes)
                       : reader.read(numbered.value);
        if (!row) return unexpected(row.error());
        if (row->prompt.empty() || row->teacher.empty())
            return badRow(row->prompt.empty() ? "prompt_ids" : kTeacherPrompt, "a prompt without a token",
                          Json::array(), "token ids");
        if (privilege.completes && row->completion.empty())
            ++dropped;
        else
            rows.push_back(std::move(*row));
        return {};
    });
    if (!read) return unexpected(read.error());
    const auto say = [&](const Sentence &text) { context.job.sink().emit("notice", noticeOf("warning", text)); };
    if (dropped > 0) say({"{0} rows left out: {1}", dropped, Sentence("no completion within max_length")});
    if (reader.cut() > 0)
        say({"{0} prompts, those of the teacher counted, are longer than max_prompt_length and lose their beginning.",
             reader.cut()});
    if (rows.empty()) return fail({.code = "data.empty", .message = "no row to learn from", .field = "data.train"});
    return rows;
}

} // namespace lapidary
