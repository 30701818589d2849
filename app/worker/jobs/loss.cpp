// SPDX-License-Identifier: Apache-2.0
// The loss of a model on rows that it does not learn from: whether a training forgot what it was not about.
#include "app/worker/jobs/loss.h"
#include "app/worker/jobs/problem_job.h"
#include "core/config/described.h"
#include "core/data/conversation_tokens.h"
#include "core/data/layouts/registry.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/text/prompt_completion.h"
#include <algorithm>
#include <cmath>
#include <span>

namespace lapidary {
namespace {

struct LossConfig {
    std::int64_t maxLength = 1024;
    bool completionOnlyLoss = true;
    static const Described<LossConfig> &described() {
        static const auto d =
            Described<LossConfig>()
                .add("max_length", &LossConfig::maxLength, atLeast(2), "tokens", "longer rows lose their end")
                .add("completion_only_loss", &LossConfig::completionOnlyLoss, "",
                     "counts the completion only, not the prompt");
        return d;
    }
};

constexpr std::size_t kRowsPerPass = 16;

/// Rows of text as the tokens that a fine-tuning would learn.
class RowReader {
public:
    RowReader(const ModelSession &session, const LossConfig &config)
        : session_(session), config_(config), chat_(session.reference.value("path", "")) {}

    Result<TokenIds> read(Json row) {
        static constexpr std::string_view kinds[] = {"prompt_completion", "conversation", "text"};
        for (const char *name : {"id", "reference"}) row.erase(name);
        const auto record = readRecord(row, kinds);
        if (!record) return unexpected(record.error());
        auto tokens = tokensOf(*record);
        if (!tokens) return tokens;
        const auto most = std::min(tokens->ids.size(), static_cast<std::size_t>(config_.maxLength));
        tokens->ids.resize(most);
        tokens->labels.resize(most);
        const std::int64_t rows = session_.model->config().vocabSize;
        for (const auto id : tokens->ids)
            if (id >= rows)
                return fail({.code = "data.token_out_of_range",
                             .message = "the tokenizer gives a token that the model has no row for",
                             .found = std::to_string(id),
                             .expected = {"0 to {0}", rows - 1}});
        return tokens;
    }

private:
    Result<TokenIds> tokensOf(const Record &record) {
        if (const auto *text = std::get_if<Text>(&record.what)) return pair("", text->text, text->terminated);
        if (const auto *talk = std::get_if<Conversation>(&record.what))
            return conversationTokens(chat_, *talk, config_.completionOnlyLoss);
        const auto &shown = std::get<Demonstration>(record.what);
        const auto prompt = plainText(shown.prompt), completion = plainText(shown.completion);
        if (prompt && completion) return pair(*prompt, *completion, shown.terminated);
        return fail({.code = "data.bad_row",
                     .message = "prompt and completion are messages; only plain texts can be read here",
                     .expected = "plain texts, or one list of messages"});
    }

    Result<TokenIds> pair(const std::string &prompt, const std::string &completion, bool terminated) const {
        const auto tokens = tokenisePair(*session_.tokenizer, prompt, completion, terminated);
        if (!tokens) return unexpected(tokens.error());
        TokenIds out{.ids = {tokens->ids.begin(), tokens->ids.end()}};
        out.labels = out.ids;
        if (config_.completionOnlyLoss) std::fill_n(out.labels.begin(), tokens->promptLength, kIgnore);
        return out;
    }

    const ModelSession &session_;
    LossConfig config_;
    ChatPrompt chat_;
};

Result<std::vector<TokenIds>> readRows(const fs::path &file, RowReader &reader) {
    const auto text = readFile(file, 1ull << 30);
    if (!text) return unexpected(text.error());
    std::vector<TokenIds> rows;
    std::size_t begin = 0;
    for (std::int64_t line = 1; begin < text->size(); ++line) {
        const std::size_t end = std::min(text->find('\n', begin), text->size());
        const auto row = std::string_view(*text).substr(begin, end - begin);
        begin = end + 1;
        if (row.find_first_not_of(" \t\r") == row.npos) continue;
        auto tokens =
            parseJson(row, {.depth = 128}).and_then([&](Json value) { return reader.read(std::move(value)); });
        if (!tokens) {
            auto error = tokens.error();
            error.file = file.string();
            error.line = line;
            return fail(std::move(error));
        }
        rows.push_back(std::move(*tokens));
    }
    return rows;
}

/// Negative log-probabilities of what counts, summed over the row, and how many tokens these are.
struct RowLoss {
    double sum = 0;
    std::int64_t tokens = 0;
};

Result<std::vector<RowLoss>> lossesOf(const Decoder &model, std::span<const TokenIds> rows) {
    std::vector<PromptAndCompletion> texts;
    for (const TokenIds &row : rows) texts.push_back({{row.ids.front()}, {row.ids.begin() + 1, row.ids.end()}});
    const auto scores = teacherForcedLogprobs(model, texts);
    if (!scores) return unexpected(scores.error());
    std::vector<RowLoss> out(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t t = 1; t < rows[r].ids.size(); ++t)
            if (rows[r].labels[t] != kIgnore) {
                out[r].sum -= static_cast<double>((*scores)[r].logprobs[t - 1]);
                ++out[r].tokens;
            }
    return out;
}

/// Rows of one token or without a label say nothing; they are counted.
Result<Json> measure(const Decoder &model, std::vector<TokenIds> rows, JobContext &context) {
    const auto all = rows.size();
    std::erase_if(rows, [](const TokenIds &row) {
        return row.ids.size() < 2 ||
               std::all_of(row.labels.begin() + 1, row.labels.end(), [](auto l) { return l == kIgnore; });
    });
    if (rows.empty())
        return fail({.code = "data.empty",
                     .message = "no row has a token whose loss counts",
                     .field = "data.rows",
                     .found = {"{0} rows", all}});
    if (rows.size() < all)
        context.sink().emit("notice", noticeOf("warning", {"{0} of {1} rows left out: no token of theirs counts",
                                                           all - rows.size(), all}));
    ProgressReporter progress(context.sink(), "loss", static_cast<std::int64_t>(rows.size()));
    RowLoss total;
    for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerPass) {
        context.waitWhilePaused();
        if (context.stopToken().stop_requested()) return fail(kCancelled, "The job was stopped.");
        const auto count = std::min(kRowsPerPass, rows.size() - begin);
        const auto losses = lossesOf(model, std::span(rows).subspan(begin, count));
        if (!losses) return unexpected(losses.error());
        for (const RowLoss &each : *losses) total.sum += each.sum, total.tokens += each.tokens;
        progress.update(static_cast<std::int64_t>(begin + count));
    }
    const double loss = total.sum / static_cast<double>(total.tokens);
    return Json{{"loss", loss},
                {"perplexity", std::exp(loss)},
                {"tokens", total.tokens},
                {"rows", rows.size()},
                {"left_out", all - rows.size()}};
}

} // namespace

const MethodInfo &lossInfo() {
    static const MethodInfo method{
        .name = "loss",
        .summary = "Measures the loss of a model on rows that it does not learn from",
        .role = "stage",
        .spec = LossConfig::described().spec(),
        .inputs = {
            {.name = "policy", .effect = "the model that is measured"},
            {.name = "rows", .what = Artifact::Rows, .effect = "texts whose loss tells what the model still knows"}}};
    return method;
}

Result<Json> runLoss(const Json &run, JobContext &context) {
    const fs::path folder = context.runFolder();
    const auto config = LossConfig::described().read(run.value("config", Json::object()));
    if (!config) return fail(joined(config.error()));
    const auto file = getString(run.value("data", Json::object()), "rows");
    if (!file) return unexpected(file.error());
    const auto session = modelReferenceOf(run, folder).and_then([](const Json &model) { return openModel(model); });
    if (!session) return unexpected(session.error());
    if (!session->tokenizer)
        return fail({.code = "model.no_tokenizer",
                     .message = "the model's folder has no tokenizer, so that text cannot be read",
                     .remedy = "Copy the tokenizer's files into the folder."});
    for (const auto &notice : session->notices) context.sink().emit("notice", noticeOf("warning", notice));
    RowReader reader(*session, *config);
    auto rows = readRows(folder / *file, reader);
    if (!rows) return unexpected(rows.error());
    return measure(*session->model, std::move(*rows), context);
}

} // namespace lapidary
