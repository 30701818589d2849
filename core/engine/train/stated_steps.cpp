// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {
namespace {

constexpr const char *kStep = "step", *kBatch = "micro_batch";

Result<std::int64_t> numberOf(const Json &row, const char *key) {
    const auto it = row.find(key);
    if (it != row.end() && it->is_number_integer()) return it->get<std::int64_t>();
    return fail({.code = "data.bad_row",
                 .message = "the rows of this file say to which step they belong, and this one does not",
                 .field = key,
                 .found = it == row.end() ? Sentence("nothing") : Sentence(dumpJson(*it)),
                 .expected = "a whole number"});
}

/// The sizes of the batches, as the rows say them one by one.
class Batches {
public:
    explicit Batches(std::size_t most) : most_(most) {}

    Status take(const Json &row) {
        const auto step = numberOf(row, kStep);
        if (!step) return fail(step.error());
        const auto batch = row.contains(kBatch) ? numberOf(row, kBatch) : Result<std::int64_t>(0);
        if (!batch) return fail(batch.error());
        const bool newStep = sizes_.empty() || *step != step_;
        if (!sizes_.empty() && (*step < step_ || (!newStep && *batch < batch_)))
            return fail({.code = "data.bad_row",
                         .message = "the rows of a step stand together, and so do those of a batch",
                         .field = *step < step_ ? kStep : kBatch,
                         .found = std::to_string(*step < step_ ? *step : *batch),
                         .expected = {"at least {0}", *step < step_ ? step_ : batch_}});
        if (newStep) sizes_.emplace_back();
        const bool full = !row.contains(kBatch) && !newStep && sizes_.back().back() == most_;
        if (newStep || full || *batch != batch_) sizes_.back().push_back(0);
        ++sizes_.back().back();
        step_ = *step;
        batch_ = *batch;
        ++rows_;
        return {};
    }
    std::size_t rows() const { return rows_; }
    std::vector<std::vector<std::size_t>> sizes() && { return std::move(sizes_); }

private:
    std::size_t most_, rows_ = 0; ///< most_: rows of a batch where only steps are told
    std::int64_t step_ = 0, batch_ = 0;
    std::vector<std::vector<std::size_t>> sizes_{};
};

Error wrong(const TrainContext &context, Error error) {
    error.file = dataFile(context, "train").string();
    return error;
}

} // namespace

Result<RowSourcePtr> rowSourceOf(const TrainContext &context, std::size_t rows, const TrainOptions &options) {
    std::optional<bool> states; // as the first row does
    Batches batches(static_cast<std::size_t>(options.batchSize));
    if (rowsAreTokens(context)) {
        auto read = forEachDataRow(context, "train", [&](const NumberedRow &row) {
            if (!states) states = row.value.contains(kStep);
            return *states ? batches.take(row.value) : Status{};
        });
        if (!read) return unexpected(read.error());
    }
    if (!states.value_or(false)) return options.shuffleDataset ? shuffledRows(rows, context.seed) : rowsInOrder(rows);
    if (options.shuffleDataset)
        return fail(wrong(context, {.code = "data.bad_row",
                                    .message = "the file says which rows make a step, and the order is to be drawn",
                                    .field = "shuffle_dataset",
                                    .found = "true",
                                    .expected = "false",
                                    .remedy = {"Set shuffle_dataset = false, or take the key {0} out.", kStep}}));
    if (batches.rows() != rows)
        return fail(wrong(context, {.code = "data.bad_row",
                                    .message = "the file says which rows make a step, and not every row of it is used",
                                    .field = kStep,
                                    .found = {"{0} of {1} rows", rows, batches.rows()},
                                    .remedy = {"Leave out rows without a token to learn, or the key {0}.", kStep}}));
    return statedBatches(std::move(batches).sizes());
}

Status openOrder(RowOrder &order, const TrainContext &context, std::size_t rows, const TrainOptions &options) {
    auto source = rowSourceOf(context, rows, options);
    if (!source) return fail(source.error());
    order = RowOrder(std::move(*source));
    return {};
}

} // namespace lapidary
