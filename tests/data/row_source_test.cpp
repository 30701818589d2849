// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_source.h"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <functional>
#include <numeric>
#include <set>

using namespace lapidary;

namespace {

using Make = std::function<RowSourcePtr()>;

RowSourcePtr mixture(std::uint64_t seed, std::vector<double> weights = {1, 0.5, 0}) {
    std::vector<RowSourcePtr> parts;
    parts.push_back(shuffledRows(23, seed));
    parts.push_back(rowsInOrder(5));
    parts.push_back(shuffledRows(4, seed + 1));
    return mixedRows(std::move(parts), std::move(weights), seed);
}

/// One of each kind, with how many rows there are of each set.
std::vector<std::pair<Make, std::vector<std::size_t>>> sources() {
    return {{[] { return shuffledRows(23, 7); }, {23}},
            {[] { return rowsInOrder(23); }, {23}},
            {[] { return poissonRows(23, 0.2, 7); }, {23}},
            {[] { return mixture(7); }, {23, 5, 4}},
            {[] { return shardOf(shuffledRows(23, 7), 1, 3); }, {23}},
            {[] { return shardOf(mixture(7), 0, 2); }, {23, 5, 4}}};
}

std::vector<RowRef> drawn(RowSource &source, int batches, std::size_t count) {
    std::vector<RowRef> rows;
    for (int i = 0; i < batches; ++i)
        for (const auto &row : source.next(count)) rows.push_back(row);
    return rows;
}

std::vector<std::size_t> numbers(const std::vector<RowRef> &rows) {
    std::vector<std::size_t> out;
    for (const auto &row : rows) out.push_back(row.row);
    return out;
}

/// The order as it was before there were sources: what runs of the same seed must go on to see.
class Before {
public:
    Before(std::size_t rows, std::uint64_t seed) : rows_(rows), seed_(seed) { open(); }
    std::vector<std::size_t> next(std::size_t count) {
        if (position_ >= order_.size()) {
            ++epoch_;
            position_ = 0;
            open();
        }
        const std::size_t end = std::min(order_.size(), position_ + count);
        std::vector<std::size_t> rows(order_.begin() + static_cast<std::ptrdiff_t>(position_),
                                      order_.begin() + static_cast<std::ptrdiff_t>(end));
        position_ = end;
        return rows;
    }
    Json state() const { return {{"epoch", epoch_}, {"position", position_}}; }

private:
    void open() {
        order_.resize(rows_);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        Rng(seed_, "data/epoch/" + std::to_string(epoch_)).shuffle(order_);
    }
    std::size_t rows_, position_ = 0;
    std::int64_t epoch_ = 0;
    std::uint64_t seed_;
    std::vector<std::size_t> order_{};
};

} // namespace

TEST_CASE("every source: the same seed gives the same rows, all of them rows that there are, no more than asked") {
    for (const auto &[make, sizes] : sources()) {
        const auto one = make(), other = make();
        const bool counts = make()->next(1).size() <= 1; // a Poisson source draws as many as come
        for (int i = 0; i < 40; ++i) {
            const auto rows = one->next(4);
            CHECK(rows == other->next(4));
            CHECK((rows.size() <= 4 || !counts));
            for (const auto &row : rows) {
                REQUIRE(row.set < sizes.size());
                CHECK(row.row < sizes[row.set]);
            }
        }
    }
}

TEST_CASE("every source goes on from its state, through text, as if it had not been stopped") {
    for (const auto &[make, sizes] : sources())
        for (int before = 0; before < 15; ++before) {
            const auto whole = make(), resumed = make();
            drawn(*whole, before, 3);
            drawn(*resumed, 2, 5); // whatever it did meanwhile
            const auto state = parseJson(dumpJson(whole->state()));
            REQUIRE(state);
            REQUIRE(resumed->restore(*state));
            CHECK(resumed->epochEnds() == whole->epochEnds());
            const auto copy = whole->clone();
            CHECK(drawn(*resumed, 20, 3) == drawn(*whole, 20, 3));
            CHECK(copy->state() != whole->state());
            drawn(*copy, 20, 3);
            CHECK(copy->state() == whole->state());
            CHECK(resumed->state() == whole->state());
        }
}

TEST_CASE("every source refuses what is no state of it") {
    for (const auto &[make, sizes] : sources()) {
        const auto source = make();
        for (const Json &bad : {Json(), Json(3), Json::array()})
            CHECK(source->restore(bad).error().code == "row_source.state");
        Json state = source->state();
        for (auto &[name, value] : state.items()) {
            Json wrong = state;
            wrong[name] = "x";
            CHECK(source->restore(wrong).error().code == "row_source.state");
            wrong[name] = -1;
            CHECK(!source->restore(wrong));
        }
    }
}

TEST_CASE("shuffled rows come in the order that runs of the same seed have always seen, bit for bit") {
    for (const std::uint64_t seed : {0u, 1u, 42u})
        for (const std::size_t count : {1u, 4u, 23u, 100u}) {
            Before before(23, seed);
            const auto source = shuffledRows(23, seed);
            for (int i = 0; i < 60; ++i) {
                CHECK(numbers(source->next(count)) == before.next(count));
                CHECK(source->state() == before.state());
            }
        }
}

TEST_CASE("an epoch holds every row once, and no batch reaches across its end") {
    for (const bool shuffle : {true, false}) {
        const auto source = shuffle ? shuffledRows(10, 3) : rowsInOrder(10);
        std::vector<std::vector<std::size_t>> epochs;
        for (int epoch = 0; epoch < 3; ++epoch) {
            std::vector<std::size_t> seen, sizes;
            do {
                const auto rows = source->next(4);
                sizes.push_back(rows.size());
                for (const auto row : numbers(rows)) seen.push_back(row);
            } while (!source->epochEnds());
            CHECK(sizes == std::vector<std::size_t>{4, 4, 2});
            epochs.push_back(seen);
            std::sort(seen.begin(), seen.end());
            std::vector<std::size_t> all(10);
            std::iota(all.begin(), all.end(), std::size_t{0});
            CHECK(seen == all);
        }
        CHECK((epochs[0] == epochs[1]) == !shuffle);
    }
    CHECK(shuffledRows(0, 1)->next(4).empty());
}

TEST_CASE("Poisson: every row is drawn with the rate, whatever the others do") {
    const auto source = poissonRows(1000, 0.05, 11);
    double sum = 0, squares = 0;
    int together = 0;
    constexpr int draws = 400;
    for (int i = 0; i < draws; ++i) {
        const auto rows = numbers(source->next(1));
        CHECK(std::is_sorted(rows.begin(), rows.end()));
        CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
        sum += static_cast<double>(rows.size());
        squares += static_cast<double>(rows.size() * rows.size());
        together +=
            std::binary_search(rows.begin(), rows.end(), 0u) && std::binary_search(rows.begin(), rows.end(), 1u);
    }
    const double mean = sum / draws, variance = squares / draws - mean * mean;
    CHECK(std::abs(mean - 50) < 4 * std::sqrt(47.5 / draws)); // binomial: 50, and 47.5
    CHECK(std::abs(variance - 47.5) < 4 * 47.5 * std::sqrt(2.0 / draws));
    CHECK(together < 10); // 0.0025 of 400 draws
    const auto epochs = poissonRows(10, 0.25, 1);
    std::string ends;
    for (int i = 0; i < 9; ++i) {
        epochs->next(1);
        ends += epochs->epochEnds() ? '|' : '.';
    }
    CHECK(ends == "...|...|.");
}

TEST_CASE("a mixture: shares follow the weights, each set is in its own order, the epoch is the first one's") {
    std::vector<RowSourcePtr> parts;
    parts.push_back(rowsInOrder(3000));
    parts.push_back(rowsInOrder(7));
    const auto source = mixedRows(std::move(parts), {0.75, 0.25}, 5);
    std::vector<std::size_t> of[2];
    do
        for (const auto &row : source->next(16)) of[row.set].push_back(row.row);
    while (!source->epochEnds());
    CHECK(of[0].size() == 3000);
    for (std::size_t i = 0; i < of[0].size(); ++i) CHECK(of[0][i] == i);
    for (std::size_t i = 0; i < of[1].size(); ++i) CHECK(of[1][i] == i % 7);
    const double n = static_cast<double>(of[0].size() + of[1].size()), share = static_cast<double>(of[1].size()) / n;
    CHECK(std::abs(share - 0.25) < 4 * std::sqrt(0.25 * 0.75 / n));
    for (const auto &row : drawn(*mixture(3, {1, 0, 0}), 20, 4)) CHECK(row.set == 0);
    // Whole batches at the beginning of every epoch, also where another set comes first.
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const auto some = mixture(seed, {0.1, 5, 1});
        for (int epoch = 0; epoch < 2; ++epoch) {
            std::size_t first = 0;
            bool open = false;
            do {
                const auto rows = some->next(4);
                if (open) CHECK((rows.size() == 4 || some->epochEnds()));
                open = true;
                for (const auto &row : rows) first += row.set == 0;
            } while (!some->epochEnds());
            CHECK(first == 23);
        }
    }
}

TEST_CASE("the shards of all ranks together are the whole, and no row is in two") {
    const auto whole = shuffledRows(23, 9);
    std::vector<RowSourcePtr> shards;
    for (std::size_t rank = 0; rank < 3; ++rank) shards.push_back(shardOf(shuffledRows(23, 9), rank, 3));
    for (int i = 0; i < 12; ++i) {
        const auto all = whole->next(6);
        std::multiset<std::size_t> seen;
        for (const auto &shard : shards) {
            const auto rows = numbers(shard->next(2));
            seen.insert(rows.begin(), rows.end());
            CHECK(shard->epochEnds() == whole->epochEnds());
            CHECK(shard->state() == whole->state());
        }
        const auto wanted = numbers(all);
        CHECK(seen == std::multiset<std::size_t>(wanted.begin(), wanted.end()));
    }
}

TEST_CASE("stated batches come as they are stated, epoch after epoch, and say what a step is made of") {
    auto source = statedBatches({{2, 1}, {3}, {1, 1}});
    for (int epoch = 0; epoch < 2; ++epoch) {
        std::size_t row = 0;
        for (const std::vector<std::size_t> &step : {std::vector<std::size_t>{2, 1}, {3}, {1, 1}}) {
            REQUIRE(source->steps());
            CHECK(source->steps()->inEpoch == 3);
            CHECK(source->steps()->batches == static_cast<std::int64_t>(step.size()));
            for (const std::size_t size : step) {
                const auto copy = source->clone();
                auto restored = statedBatches({{2, 1}, {3}, {1, 1}});
                REQUIRE(restored->restore(source->state()));
                std::vector<std::size_t> expected(size);
                std::iota(expected.begin(), expected.end(), row);
                row += size;
                CHECK(numbers(source->next(8)) == expected);
                CHECK(numbers(copy->next(1)) == expected);
                CHECK(numbers(restored->next(1)) == expected);
            }
        }
        CHECK(source->epochEnds());
    }
    for (const Json &state : {Json{{"step", 4}}, Json{{"step", 1}, {"batch", 1}}, Json{{"step", 3}, {"batch", 1}}})
        CHECK(source->restore(state).error().code == "row_source.state");
    CHECK_FALSE(source->grow(0, 1)); // rows without a step
    CHECK_FALSE(rowsInOrder(3)->steps());
}

TEST_CASE("rows that are added are seen from the next epoch on, also where a run was stopped in between") {
    for (const bool shuffle : {true, false}) {
        const auto make = [&] { return shuffle ? shuffledRows(5, 2) : rowsInOrder(5); };
        const auto source = make(), resumed = make();
        source->next(2);
        REQUIRE(source->grow(0, 3));
        REQUIRE(resumed->restore(source->state()));
        for (const auto &each : {std::ref(*source), std::ref(*resumed)}) {
            const auto rest = numbers(each.get().next(10));
            CHECK(rest.size() == 3);
            CHECK(*std::max_element(rest.begin(), rest.end()) < 5);
            CHECK(each.get().epochEnds());
            CHECK(each.get().next(10).size() == 8);
        }
        CHECK(source->state() == resumed->state());
    }
    const auto none = shuffledRows(0, 1);
    CHECK(none->next(3).empty());
    REQUIRE(none->grow(0, 2));
    CHECK(none->next(3).size() == 2);
    CHECK(mixture(1)->grow(3, 1).error().code == "row_source.cannot_grow");
    CHECK(mixture(1)->grow(1, 2));
}
