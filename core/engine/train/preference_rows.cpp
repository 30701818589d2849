// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/preference_rows.h"
#include "core/data/layouts/registry.h"
#include "core/data/needed_columns.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_lengths.h"
#include "core/engine/train/row_losses.h"
#include "core/engine/train/row_numbers.h"
#include <algorithm>

namespace lapidary {
namespace {

TokenRow completionRow(const PromptCompletion &side, std::int64_t maxLength) {
    TokenRow row{.ids = {side.ids.begin(), side.ids.end()}};
    if (static_cast<std::int64_t>(row.ids.size()) > maxLength) row.ids.resize(static_cast<std::size_t>(maxLength));
    row.labels = row.ids;
    std::fill_n(row.labels.begin(), std::min(side.promptLength, row.labels.size()), kIgnore);
    return row;
}

Result<Pair> readTokenPair(const Json &row, std::int64_t vocabulary) {
    Pair pair;
    const char *promptKey = row.contains("prompt_input_ids") ? "prompt_input_ids" : "prompt_ids";
    const bool whole = !row.contains(promptKey) && row.contains("chosen_input_ids");
    const auto prompt = whole ? Result<std::vector<std::int64_t>>{} : idList(row, promptKey, vocabulary);
    if (!prompt) return unexpected(prompt.error());
    for (auto [name, side] :
         {std::pair{std::string("chosen_"), &pair.chosen}, {std::string("rejected_"), &pair.rejected}}) {
        if (whole) {
            auto read = tokenRow(row, name, vocabulary);
            if (!read) return unexpected(read.error());
            *side = std::move(*read);
            continue;
        }
        const auto completion = idList(row, row.contains(name + "ids") ? name + "ids" : name + "input_ids", vocabulary);
        if (!completion) return unexpected(completion.error());
        side->ids = *prompt;
        side->ids.insert(side->ids.end(), completion->begin(), completion->end());
        side->labels = side->ids;
        std::fill_n(side->labels.begin(), prompt->size(), kIgnore);
    }
    return pair;
}

bool hasLabel(const TokenRow &row) {
    return std::any_of(row.labels.begin(), row.labels.end(), [](auto label) { return label != kIgnore; });
}

bool sameSides(const Pair &pair) {
    return pair.chosen.ids == pair.rejected.ids && pair.chosen.labels == pair.rejected.labels;
}

/// Pairs of texts, and pairs of messages, which the model's chat template writes.
class PairReader {
public:
    PairReader(TrainContext &context, std::int64_t maxLength)
        : context_(context), maxLength_(maxLength), chat_(chatFolderOf(context)),
          lengths_(rowsAreTokens(context) ? 0 : maxLength, context.policy.config()) {} // pairs of tokens are not cut

    Result<Pair> readTokens(const NumberedRow &row) {
        auto pair = readTokenPair(row.value, context_.policy.config().vocabSize);
        if (pair)
            if (auto fits = note(pair->chosen.ids.size(), pair->rejected.ids.size(), row.line); !fits)
                return unexpected(fits.error());
        return pair;
    }

    Result<Pair> read(const NumberedRow &row) {
        static constexpr std::string_view kinds[] = {"preference"};
        Json read = row.value;
        for (const char *name : {"id", "reference", kOtherColumns, kOriginalCells})
            read.erase(name); // whatever stands there, a training reads none of it
        const auto record = readRecord(read, kinds);
        if (!record) return unexpected(record.error());
        const auto &it = std::get<Preference>(record->what);
        const auto prompt = plainText(it.prompt), chosen = plainText(it.chosen), rejected = plainText(it.rejected);
        if (!prompt || !chosen || !rejected) return ofMessages(it, row.line);
        // An end is learnt only of a completion that ended.
        auto better = tokenisePair(context_, *prompt, *chosen, it.chosenTerminated);
        if (!better) return unexpected(better.error());
        auto worse = tokenisePair(context_, *prompt, *rejected, it.rejectedTerminated);
        if (!worse) return unexpected(worse.error());
        beginTogether(*better, *worse);
        findings_.add(*prompt, *chosen, *better, row.line);
        findings_.add(*prompt, *rejected, *worse, row.line, prompt->size());
        return cut(*better, *worse, row.line);
    }
    const TextFindings &findings() const { return findings_; }
    const RowLengths &lengths() const { return lengths_; }

private:
    Status note(std::size_t chosen, std::size_t rejected, std::int64_t line) {
        return lengths_.add(static_cast<std::int64_t>(std::max(chosen, rejected)), line);
    }

    Result<Pair> cut(const PromptCompletion &chosen, const PromptCompletion &rejected, std::int64_t line) {
        if (auto fits = note(chosen.ids.size(), rejected.ids.size(), line); !fits) return unexpected(fits.error());
        return Pair{completionRow(chosen, maxLength_), completionRow(rejected, maxLength_)};
    }

    Result<Pair> ofMessages(const Preference &it, std::int64_t line) {
        auto chosen = tokeniseChat(context_, chat_, it.prompt, it.chosen);
        if (!chosen) return unexpected(chosen.error());
        auto rejected = tokeniseChat(context_, chat_, it.prompt, it.rejected);
        if (!rejected) return unexpected(rejected.error());
        beginTogether(*chosen, *rejected);
        return cut(*chosen, *rejected, line);
    }

    TrainContext &context_;
    std::int64_t maxLength_;
    ChatPrompt chat_;
    TextFindings findings_{};
    RowLengths lengths_;
};

Status readMargin(const Json &row, Pair &pair) {
    const Json cell = columnOf(row, "margin");
    if (cell.is_null()) return {};
    const auto margin = getFloat({{"margin", cell}}, "margin");
    if (!margin) return unexpected(margin.error());
    pair.margin = *margin;
    return {};
}

/// Of a label beside its texts.
Status readLabel(const Json &row, const LabelStrength &how, Pair &pair) {
    if (auto ok = readMargin(row, pair); !ok || !how.counts()) return ok;
    const auto strength = strengthOf(row);
    if (!strength) return unexpected(strength.error());
    pair.strength = *strength;
    return {};
}

void leftOut(TrainContext &context, std::size_t count, const Sentence &why) {
    if (count > 0) context.job.sink().emit("notice", noticeOf("warning", {"{0} pairs left out: {1}", count, why}));
}

} // namespace

Result<std::vector<Pair>> readPairs(TrainContext &context, std::int64_t maxLength, const LabelStrength &strength) {
    const auto rows = readNumberedRows(context, "train");
    if (!rows) return unexpected(rows.error());
    std::vector<Pair> pairs;
    std::size_t dropped = 0, equal = 0, weightless = 0;
    std::vector<double> strengths;
    PairReader texts(context, maxLength);
    for (const NumberedRow &row : *rows) {
        Result<Pair> pair = rowsAreTokens(context) ? texts.readTokens(row) : texts.read(row);
        if (!pair) return fail(inRow(context, pair.error(), row.line));
        if (auto ok = readLabel(row.value, strength, *pair); !ok) return fail(inRow(context, ok.error(), row.line));
        pair->line = row.line;
        if (!hasLabel(pair->chosen) || !hasLabel(pair->rejected))
            ++dropped; // the prompt alone fills max_length: there is nothing to compare
        else if (sameSides(*pair))
            ++equal;
        else if (strength.weighs() && pair->strength == 0)
            ++weightless;
        else
            pairs.push_back(std::move(*pair));
    }
    tell(context, texts.findings());
    tell(context, texts.lengths());
    leftOut(context, dropped, "no completion within max_length");
    leftOut(context, equal, "their two sides are the same within max_length, so that they teach nothing");
    leftOut(context, weightless, "their label has a strength of 0, which weighs nothing");
    for (const Pair &pair : pairs) strengths.push_back(pair.strength);
    sayIfEqual(context, strength, strengths);
    if (pairs.empty()) return fail({.code = "data.empty", .message = "no pair to learn from", .field = "data.train"});
    return pairs;
}

MicroBatch collatePairs(const std::vector<Pair> &pairs, const std::vector<std::size_t> &picked, std::int64_t padding,
                        c10::Device device) {
    MicroBatch batch;
    std::vector<std::vector<std::int64_t>> ids, labels;
    std::vector<std::int64_t> lengths;
    std::vector<float> margins, strengths;
    std::vector<RowLine> lines;
    for (const auto row : picked) {
        lines.push_back({.place = static_cast<std::int64_t>(lines.size()), .line = pairs[row].line});
        margins.push_back(static_cast<float>(pairs[row].margin));
        strengths.push_back(static_cast<float>(pairs[row].strength));
    }
    for (const auto side : {&Pair::chosen, &Pair::rejected})
        for (const auto row : picked) {
            ids.push_back((pairs[row].*side).ids);
            lengths.push_back(static_cast<std::int64_t>(ids.back().size()));
            labels.push_back((pairs[row].*side).labels);
            batch.tokens += lengths.back();
        }
    batch.tensors["input_ids"] = padRows(ids, padding, device);
    batch.tensors["labels"] = padRows(labels, kIgnore, device);
    batch.tensors["lengths"] = at::tensor(lengths).to(device);
    batch.tensors[kLines] = linesTensor(lines);
    batch.tensors["margin"] = at::tensor(margins).to(device);
    batch.tensors["strength"] = at::tensor(strengths).to(device);
    return batch;
}

} // namespace lapidary
