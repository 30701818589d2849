// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/token_rows.h"
#include "core/engine/train/ops/token_losses.h"
#include <algorithm>
#include <fstream>
#include <numeric>

namespace lapidary {
namespace {

/// A list of whole numbers as long as the ids; empty where the row has none of that name.
Result<std::vector<std::int64_t>> besideIds(const Json &row, const std::string &key, std::size_t size) {
    std::vector<std::int64_t> values;
    const auto it = row.find(key);
    if (it == row.end() || it->is_null()) return values;
    if (!it->is_array() || it->size() != size)
        return fail({.code = "data.bad_row",
                     .message = "not as long as the ids",
                     .field = key,
                     .expected = std::to_string(size) + " numbers"});
    for (const auto &value : *it) {
        if (!value.is_number_integer() && !value.is_boolean())
            return fail({.code = "data.bad_row", .message = "not a whole number", .field = key, .found = value.dump()});
        values.push_back(value.is_boolean() ? value.get<bool>() : value.get<std::int64_t>());
    }
    return values;
}

Result<TokenRow> fromText(TrainContext &context, const NumberedRow &numbered, bool completionOnly,
                          TextFindings &findings) {
    const Json &row = numbered.value;
    const bool plain = row.contains("text");
    const auto text = getString(row, plain ? "text" : "completion");
    if (!text) return unexpected(text.error());
    const std::string prompt = plain ? std::string() : row.value("prompt", std::string());
    const auto terminated = terminatedOf(row, "terminated");
    if (!terminated) return unexpected(terminated.error());
    auto pair = tokenisePair(context, prompt, *text, *terminated);
    if (!pair) return unexpected(pair.error());
    findings.add(prompt, *text, *pair, numbered.line);
    TokenRow out{.ids = {pair->ids.begin(), pair->ids.end()}};
    out.labels = out.ids;
    if (completionOnly) std::fill_n(out.labels.begin(), pair->promptLength, kIgnore);
    return out;
}

} // namespace

fs::path dataFile(const TrainContext &context, const std::string &key) {
    const Json data = context.run.value("data", Json::object());
    return (context.folder / data.value(key, "")).lexically_normal();
}

Result<TokenRow> tokenRow(const Json &row, const std::string &prefix, std::int64_t vocabulary) {
    const auto ids = idList(row, prefix + "input_ids", vocabulary);
    if (!ids) return unexpected(ids.error());
    const auto labels = besideIds(row, prefix + "labels", ids->size()),
               learnt = besideIds(row, prefix + "completion_mask", ids->size()),
               real = besideIds(row, prefix + "attention_mask", ids->size());
    for (const auto *list : {&labels, &learnt, &real})
        if (!*list) return unexpected(list->error());
    TokenRow out;
    for (std::size_t i = 0; i < ids->size(); ++i) {
        if (!real->empty() && (*real)[i] == 0) continue;
        const std::int64_t label = labels->empty() ? (*ids)[i] : (*labels)[i];
        if (label != kIgnore && label != (*ids)[i])
            return fail({.code = "data.bad_row",
                         .message = "a label is another token than the one in its place",
                         .field = prefix + "labels",
                         .found = std::to_string(label),
                         .expected = std::to_string((*ids)[i]) + " or -100"});
        out.ids.push_back((*ids)[i]);
        out.labels.push_back(learnt->empty() || (*learnt)[i] != 0 ? label : kIgnore);
    }
    return out;
}

bool rowsAreTokens(const TrainContext &context) {
    return context.run.value("data", Json::object()).value("format", "rows") == "tokens";
}

Result<std::vector<NumberedRow>> readNumberedRows(const TrainContext &context, const std::string &key) {
    const fs::path path = dataFile(context, key);
    std::ifstream in(path);
    if (!in)
        return fail({.code = "file.not_found",
                     .message = "cannot read the data file",
                     .file = path.string(),
                     .field = "data." + key});
    std::vector<NumberedRow> rows;
    std::string line;
    for (std::int64_t number = 1; std::getline(in, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty()) continue;
        auto row = parseJson(line, {.depth = 128}, path.string());
        if (!row) { // a run's data is a frozen snapshot that was checked at import: a bad row here is damage
            row.error().line = number;
            return unexpected(row.error());
        }
        rows.push_back({std::move(*row), number});
    }
    if (rows.empty())
        return fail({.code = "data.empty", .message = "the data file has no rows", .file = path.string()});
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
        context.job.sink().emit("notice", {{"level", "warning"}, {"text", file + ": " + sentence}});
}

Result<std::vector<std::int64_t>> idList(const Json &row, const std::string &key, std::int64_t vocabulary) {
    const auto it = row.find(key);
    if (it == row.end() || !it->is_array())
        return fail({.code = "data.bad_row", .message = "a list of token ids is missing", .field = key});
    std::vector<std::int64_t> ids;
    for (const auto &value : *it) {
        if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() >= vocabulary)
            return fail({.code = "data.bad_row",
                         .message = "a token id that the model does not have",
                         .field = key,
                         .found = value.dump(),
                         .expected = "0 to " + std::to_string(vocabulary - 1)});
        ids.push_back(value.get<std::int64_t>());
    }
    return ids;
}

namespace {
Result<const Tokenizer *> tokenizerOf(const TrainContext &context) {
    if (context.tokenizer) return context.tokenizer;
    return fail(
        {.code = "model.no_tokenizer",
         .message = "the model's folder has no tokenizer.json or tokenizer.model, so that text cannot be read",
         .remedy = "Copy the tokenizer's files into the folder, or give token ids (data.format = \"tokens\")."});
}

/// A tokenizer may know more tokens than the model has rows for; a GPU would find that out by losing the device.
Status mustHaveRows(const TrainContext &context, const std::vector<std::int64_t> &ids) {
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
         .expected = "0 to " + std::to_string(rows - 1),
         .remedy = "Put the tokenizer of this model into its folder."});
}
} // namespace

Result<std::vector<std::int64_t>> tokenIds(const TrainContext &context, const std::string &text) {
    const auto tokenizer = tokenizerOf(context);
    if (!tokenizer) return unexpected(tokenizer.error());
    const auto encoding = (*tokenizer)->encode(text, true);
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
        if (auto ok = mustHaveRows(context, {pair->ids.begin(), pair->ids.end()}); !ok) return unexpected(ok.error());
    return pair;
}

Result<std::vector<TokenRow>> readTokenRows(TrainContext &context, bool completionOnly, std::int64_t maxLength) {
    const auto rows = readNumberedRows(context, "train");
    if (!rows) return unexpected(rows.error());
    std::vector<TokenRow> out;
    TextFindings findings;
    std::size_t dropped = 0;
    for (const auto &numbered : *rows) {
        auto row = rowsAreTokens(context) ? tokenRow(numbered.value, "", context.policy.config().vocabSize)
                                          : fromText(context, numbered, completionOnly, findings);
        if (!row) return fail(inRow(context, row.error(), numbered.line));
        if (static_cast<std::int64_t>(row->ids.size()) > maxLength) {
            row->ids.resize(static_cast<std::size_t>(maxLength));
            row->labels.resize(static_cast<std::size_t>(maxLength));
        }
        const bool learns = row->labels.size() > 1 && std::any_of(row->labels.begin() + 1, row->labels.end(),
                                                                  [](auto label) { return label != kIgnore; });
        if (learns)
            out.push_back(std::move(*row));
        else
            ++dropped;
    }
    tell(context, findings);
    if (dropped > 0)
        context.job.sink().emit(
            "notice", {{"level", "warning"},
                       {"text", std::to_string(dropped) + " rows left out: nothing to learn within max_length"}});
    if (out.empty())
        return fail({.code = "data.empty", .message = "no row has a token to learn", .field = "data.train"});
    return out;
}

std::vector<std::vector<std::size_t>> packBestFit(const std::vector<std::size_t> &lengths, std::size_t capacity) {
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return lengths[a] > lengths[b]; });
    std::vector<std::vector<std::size_t>> bins;
    std::vector<std::size_t> room;
    for (const auto row : order) {
        std::size_t best = bins.size();
        for (std::size_t i = 0; i < bins.size(); ++i)
            if (room[i] >= lengths[row] && (best == bins.size() || room[i] < room[best])) best = i;
        if (best == bins.size()) {
            bins.emplace_back();
            room.push_back(std::max(capacity, lengths[row]));
        }
        bins[best].push_back(row);
        room[best] -= lengths[row];
    }
    return bins;
}

} // namespace lapidary
