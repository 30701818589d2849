// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/base/rng.h"
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace lapidary {

/// A row of one of the data sets that a source draws from.
struct RowRef {
    std::size_t set = 0, row = 0;
    bool operator==(const RowRef &) const = default;
};

/// In which order rows are seen. The same seed gives the same rows on every machine; a source that was restored goes on
/// as the one that was saved would have.
class RowSource {
public:
    virtual ~RowSource() = default;
    /// The next rows, at most `count`: fewer at the end of an epoch, which no batch reaches across. Nothing only where
    /// there are no rows (and, of a Poisson source, where none was drawn).
    virtual std::vector<RowRef> next(std::size_t count) = 0;
    /// Whether the next call begins an epoch.
    virtual bool epochEnds() const = 0;
    /// Of a source that says itself what an optimiser step is made of: how many calls make the next one, and how many
    /// steps an epoch has.
    struct Steps {
        std::int64_t batches = 1, inEpoch = 1;
    };
    virtual std::optional<Steps> steps() const { return std::nullopt; }
    virtual Json state() const = 0;
    /// Errors: row_source.state, where it is no state of such a source.
    virtual Status restore(const Json &state) = 0;
    /// More rows of a set, seen from the next epoch on. A source that cannot grow says so: row_source.cannot_grow.
    virtual Status grow(std::size_t set, std::size_t rows);
    /// Another that draws the same rows from here on.
    virtual std::unique_ptr<RowSource> clone() const = 0;
};
using RowSourcePtr = std::unique_ptr<RowSource>;

/// A new permutation each epoch, from its own stream. The last batch of an epoch is short where the rows do not
/// divide, as in transformers' data loader.
RowSourcePtr shuffledRows(std::size_t rows, std::uint64_t seed);
/// The order of the file, again and again.
RowSourcePtr rowsInOrder(std::size_t rows);

/// The order of the file in batches of these sizes, step by step, again and again, whatever `count` says.
RowSourcePtr statedBatches(std::vector<std::vector<std::size_t>> steps);

/// Every row is drawn by itself with this probability, whatever `count` says: what differential privacy counts with
/// (Abadi et al. 2016). An epoch is 1 / rate draws, rounded.
RowSourcePtr poissonRows(std::size_t rows, double rate, std::uint64_t seed);

/// Rows of several sources of one set each (shuffled, or in order), drawn as often as their weights say, each in its
/// own order; set numbers are the sources' places here. The epoch is that of the first source: the others are begun
/// anew as often as it takes. Weights are at least 0, the first is above 0.
RowSourcePtr mixedRows(std::vector<RowSourcePtr> sources, std::vector<double> weights, std::uint64_t seed);

/// Every `world`-th row of each batch of another source, beginning with the `rank`-th: what one of several processes
/// takes. `next(count)` asks the whole for world × count rows, so that all ranks together see what one alone would; of
/// a short batch some may get nothing.
RowSourcePtr shardOf(RowSourcePtr whole, std::size_t rank, std::size_t world);

} // namespace lapidary
