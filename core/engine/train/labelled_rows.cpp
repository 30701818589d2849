// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/labelled_rows.h"
#include "core/engine/train/ops/token_losses.h"
#include <algorithm>

namespace lapidary {
namespace {

Result<bool> labelOf(const Json &row) {
    const auto label = row.find("label");
    if (label != row.end() && label->is_boolean()) return label->get<bool>();
    if (label != row.end() && label->is_number() && (*label == 0 || *label == 1)) return *label == 1;
    return fail({.code = "data.bad_row",
                 .message = "a completion without a label",
                 .field = "label",
                 .found = label == row.end() ? "nothing" : dumpJson(*label).substr(0, 80),
                 .expected = "true for a good one, false for a bad one"});
}

/// A whole sequence with a mask of its completion, or prompt and completion apart.
Result<LabelledRow> fromTokens(const Json &row, std::int64_t vocabulary) {
    LabelledRow out;
    if (row.contains("input_ids")) {
        const auto read = tokenRow(row, "", vocabulary);
        if (!read) return unexpected(read.error());
        const auto learnt = [](auto label) { return label != kIgnore; };
        const auto &labels = read->labels;
        const auto begin = std::find_if(labels.begin(), labels.end(), learnt) - labels.begin();
        const auto end = labels.rend() - std::find_if(labels.rbegin(), labels.rend(), learnt);
        out.prompt.assign(read->ids.begin(), read->ids.begin() + begin);
        if (begin < end) out.completion.assign(read->ids.begin() + begin, read->ids.begin() + end);
    } else {
        auto prompt = idList(row, "prompt_ids", vocabulary), completion = idList(row, "completion_ids", vocabulary);
        if (!prompt) return unexpected(prompt.error());
        if (!completion) return unexpected(completion.error());
        out.prompt = std::move(*prompt);
        out.completion = std::move(*completion);
    }
    const auto good = labelOf(row);
    if (!good) return unexpected(good.error());
    out.good = *good;
    return out;
}

struct Source {
    TrainContext &context;
    TextFindings findings{};
};

Result<LabelledRow> fromText(Source &source, const NumberedRow &row, const char *side, const std::string &ended) {
    const auto prompt = getString(row.value, "prompt"), completion = getString(row.value, side);
    if (!prompt) return unexpected(prompt.error());
    if (!completion) return unexpected(completion.error());
    const auto terminated = terminatedOf(row.value, ended);
    if (!terminated) return unexpected(terminated.error());
    const auto both = tokenisePair(source.context, *prompt, *completion, *terminated);
    if (!both) return unexpected(both.error());
    source.findings.add(*prompt, *completion, *both, row.line);
    const auto split = both->ids.begin() + static_cast<std::ptrdiff_t>(both->promptLength);
    return LabelledRow{.prompt = {both->ids.begin(), split}, .completion = {split, both->ids.end()}};
}

Status addTexts(Source &source, const NumberedRow &row, std::vector<LabelledRow> &rows) {
    const bool pair = row.value.contains("chosen");
    std::optional<bool> label;
    if (!pair) {
        const auto good = labelOf(row.value);
        if (!good) return unexpected(good.error());
        label = *good;
    }
    for (const bool good : {true, false}) {
        if (label && *label != good) continue;
        const char *side = !pair ? "completion" : good ? "chosen" : "rejected";
        auto read = fromText(source, row, side, pair ? std::string(side) + "_terminated" : "terminated");
        if (!read) return unexpected(read.error());
        read->good = good;
        rows.push_back(std::move(*read));
    }
    return {};
}

} // namespace

TokenRow LabelledRow::row(std::int64_t maxLength) const {
    TokenRow out{.ids = prompt, .labels = std::vector<std::int64_t>(prompt.size(), kIgnore)};
    out.ids.insert(out.ids.end(), completion.begin(), completion.end());
    out.labels.insert(out.labels.end(), completion.begin(), completion.end());
    const std::size_t length = std::min(out.ids.size(), static_cast<std::size_t>(maxLength));
    out.ids.resize(length);
    out.labels.resize(length);
    return out;
}

Result<std::vector<LabelledRow>> readLabelledRows(TrainContext &context, std::int64_t maxLength) {
    const auto rows = readNumberedRows(context, "train");
    if (!rows) return unexpected(rows.error());
    Source source{context};
    std::vector<LabelledRow> out;
    std::size_t dropped = 0;
    for (const NumberedRow &row : *rows) {
        std::vector<LabelledRow> read;
        Status ok;
        if (rowsAreTokens(context)) {
            auto one = fromTokens(row.value, context.policy.config().vocabSize);
            if (one)
                read.push_back(std::move(*one));
            else
                ok = unexpected(one.error());
        } else {
            ok = addTexts(source, row, read);
        }
        if (!ok) return fail(inRow(context, ok.error(), row.line));
        for (LabelledRow &each : read)
            if (each.completion.empty() || static_cast<std::int64_t>(each.prompt.size()) >= maxLength)
                ++dropped;
            else
                out.push_back(std::move(each));
    }
    tell(context, source.findings);
    if (dropped > 0)
        context.job.sink().emit("notice",
                                noticeOf("warning", {"{0} rows left out: no completion within max_length", dropped}));
    if (out.empty()) return fail({.code = "data.empty", .message = "no row to learn from", .field = "data.train"});
    return out;
}

} // namespace lapidary
