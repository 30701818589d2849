// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/labelled_rows.h"
#include "core/data/layouts/registry.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_lengths.h"
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

/// Answers that are good or bad, and pairs, as texts or as messages, which the model's chat template writes.
class LabelReader {
public:
    explicit LabelReader(TrainContext &context) : context_(context), chat_(chatFolderOf(context)) {}

    Status add(const NumberedRow &row, std::vector<LabelledRow> &rows) {
        static constexpr std::string_view kinds[] = {"preference", "unpaired_preference"};
        Json read = row.value;
        for (const char *name : {"id", "reference", kOtherColumns, kOriginalCells}) read.erase(name);
        const auto record = readRecord(read, kinds);
        if (!record) return unexpected(record.error());
        if (const auto *pair = std::get_if<Preference>(&record->what)) {
            if (auto ok = add(row, pair->prompt, pair->chosen, pair->chosenTerminated, true, rows); !ok) return ok;
            return add(row, pair->prompt, pair->rejected, pair->rejectedTerminated, false, rows);
        }
        const auto &one = std::get<Unpaired>(record->what);
        const auto terminated = terminatedOf(row.value, "terminated");
        if (!terminated) return unexpected(terminated.error());
        return add(row, one.prompt, one.completion, *terminated, one.good, rows);
    }
    const TextFindings &findings() const { return findings_; }

private:
    Status add(const NumberedRow &row, const Messages &asked, const Messages &said, bool terminated, bool good,
               std::vector<LabelledRow> &rows) {
        const auto prompt = plainText(asked), completion = plainText(said);
        const bool texts = prompt && completion;
        auto both = texts ? tokenisePair(context_, *prompt, *completion, terminated)
                          : tokeniseChat(context_, chat_, asked, said);
        if (!both) return unexpected(both.error());
        if (texts) findings_.add(*prompt, *completion, *both, row.line);
        const auto split = both->ids.begin() + static_cast<std::ptrdiff_t>(both->promptLength);
        rows.push_back({.prompt = {both->ids.begin(), split}, .completion = {split, both->ids.end()}, .good = good});
        return {};
    }

    TrainContext &context_;
    ChatPrompt chat_;
    TextFindings findings_{};
};

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

namespace {

Status readRow(TrainContext &context, const NumberedRow &row, LabelReader &texts, std::vector<LabelledRow> &rows) {
    if (!rowsAreTokens(context)) return texts.add(row, rows);
    auto one = fromTokens(row.value, context.policy.config().vocabSize);
    if (!one) return unexpected(one.error());
    rows.push_back(std::move(*one));
    return {};
}

void leftOut(TrainContext &context, std::size_t count, const Sentence &why) {
    if (count > 0) context.job.sink().emit("notice", noticeOf("warning", {"{0} rows left out: {1}", count, why}));
}

} // namespace

Result<std::vector<LabelledRow>> readLabelledRows(TrainContext &context, std::int64_t maxLength,
                                                  const LabelStrength &how) {
    const auto rows = readNumberedRows(context, "train");
    if (!rows) return unexpected(rows.error());
    LabelReader texts(context);
    std::vector<LabelledRow> out;
    std::vector<double> strengths;
    std::size_t dropped = 0, weightless = 0;
    RowLengths lengths(maxLength, context.policy.config());
    for (const NumberedRow &row : *rows) {
        std::vector<LabelledRow> read;
        if (auto ok = readRow(context, row, texts, read); !ok) return fail(inRow(context, ok.error(), row.line));
        const auto strength = how.counts() ? strengthOf(row.value) : Result<double>(1);
        if (!strength) return fail(inRow(context, strength.error(), row.line));
        for (LabelledRow &each : read) {
            each.strength = *strength;
            each.line = row.line;
            const std::size_t tokens = each.prompt.size() + each.completion.size();
            if (auto fits = lengths.add(static_cast<std::int64_t>(tokens), row.line); !fits)
                return fail(inRow(context, fits.error(), row.line));
            if (each.completion.empty() || static_cast<std::int64_t>(each.prompt.size()) >= maxLength)
                ++dropped;
            else if (how.weighs() && each.strength == 0)
                ++weightless;
            else
                out.push_back(std::move(each));
        }
    }
    for (const LabelledRow &row : out) strengths.push_back(row.strength);
    tell(context, texts.findings());
    tell(context, lengths);
    leftOut(context, dropped, "no completion within max_length");
    leftOut(context, weightless, "their label has a strength of 0, which weighs nothing");
    sayIfEqual(context, how, strengths);
    if (out.empty()) return fail({.code = "data.empty", .message = "no row to learn from", .field = "data.train"});
    return out;
}

} // namespace lapidary
