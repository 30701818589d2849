// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/step_labels.h"
#include "core/data/layouts/registry.h"
#include "core/engine/train/ops/row_set.h"
#include "core/engine/train/row_lengths.h"
#include <algorithm>

namespace lapidary {
namespace {

tl::unexpected<Error> badLabels(std::string found, Sentence expected) {
    return fail({.code = "data.bad_row",
                 .message = "the labels of the steps cannot be read",
                 .field = "labels",
                 .found = std::move(found),
                 .expected = std::move(expected)});
}

Result<StepLabels> fromTokens(const Json &row, std::int64_t vocabulary) {
    auto ids = idList(row, "input_ids", vocabulary);
    if (!ids) return unexpected(ids.error());
    const Json labels = row.value("labels", Json()), mask = row.value("attention_mask", Json());
    if (!labels.is_array() || labels.size() != ids->size())
        return badLabels(dumpJson(labels).substr(0, 80), {"a list of {0} numbers: 0, 1 or -100", ids->size()});
    StepLabels out;
    for (std::size_t i = 0; i < ids->size(); ++i) {
        if (mask.is_array() && i < mask.size() && mask[i] == 0) continue; // padding
        const Json &label = labels[i];
        if (!label.is_number() || (label != kIgnore && (label < 0 || label > 1)))
            return badLabels(dumpJson(label), "0, 1, a number in between, or -100");
        out.ids.push_back((*ids)[i]);
        out.labels.push_back(label == kIgnore ? -1.0f : label.get<float>());
    }
    return out;
}

class TextReader {
public:
    TextReader(TrainContext &context, StepReading how) : context_(context), how_(std::move(how)) {}

    Result<StepLabels> operator()(const Json &row) {
        static constexpr std::string_view kinds[] = {"stepwise_supervision"};
        Json read = row;
        for (const char *name : {"id", "reference", kOtherColumns, kOriginalCells}) read.erase(name);
        const auto record = readRecord(read, kinds);
        if (!record) return unexpected(record.error());
        const auto &steps = std::get<Stepwise>(record->what);
        const auto prompt = plainText(steps.prompt);
        if (!prompt) return fail({.code = "data.bad_row", .message = "the prompt is no plain text", .field = "prompt"});
        StepLabels out;
        if (auto ok = add(*prompt, true, out); !ok) return unexpected(ok.error());
        for (std::size_t i = 0; i < steps.steps.size(); ++i) {
            if (auto ok = add(steps.steps[i], false, out); !ok) return unexpected(ok.error());
            if (auto ok = add(how_.separator, false, out); !ok) return unexpected(ok.error());
            const bool told = steps.labels[i] && (!how_.lastOnly || i + 1 == steps.steps.size());
            if (told) out.labels.back() = static_cast<float>(*steps.labels[i]);
        }
        return out;
    }

private:
    /// The tokens of a text by itself; only the first one gets the model's beginning token.
    Status add(const std::string &text, bool first, StepLabels &out) {
        const auto ids = tokenIds(context_, text, first);
        if (!ids) return unexpected(ids.error());
        out.ids.insert(out.ids.end(), ids->begin(), ids->end());
        out.labels.resize(out.ids.size(), -1.0f);
        return {};
    }

    TrainContext &context_;
    StepReading how_;
};

bool hasLabel(const StepLabels &row) {
    return std::any_of(row.labels.begin(), row.labels.end(), [](float label) { return label >= 0; });
}

} // namespace

Result<std::vector<StepLabels>> readStepLabels(TrainContext &context, const StepReading &how) {
    TextReader read(context, how);
    std::vector<StepLabels> rows;
    std::size_t dropped = 0;
    RowLengths lengths(how.maxLength, context.policy.config());
    const auto all = forEachDataRow(context, "train", [&](const NumberedRow &row) -> Status {
        auto one = rowsAreTokens(context) ? fromTokens(row.value, context.policy.config().vocabSize) : read(row.value);
        if (!one) return unexpected(one.error());
        if (auto fits = lengths.add(std::ssize(one->ids), row.line); !fits) return fits;
        const auto length = std::min(one->ids.size(), static_cast<std::size_t>(how.maxLength));
        one->ids.resize(length);
        one->labels.resize(length);
        one->line = row.line;
        if (hasLabel(*one))
            rows.push_back(std::move(*one));
        else
            ++dropped;
        return {};
    });
    if (!all) return unexpected(all.error());
    tell(context, lengths);
    if (dropped > 0)
        context.job.sink().emit(
            "notice", noticeOf("warning", {"{0} rows left out: no labelled step within max_length", dropped}));
    if (rows.empty()) return fail({.code = "data.empty", .message = "no row to learn from", .field = "data.train"});
    return rows;
}

} // namespace lapidary
