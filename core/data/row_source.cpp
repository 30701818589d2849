// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_source.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {
namespace {

Error badState(const Json &found, Sentence expected) {
    return {.code = "row_source.state",
            .message = "this is no state of such an order of rows",
            .found = dumpJson(found),
            .expected = std::move(expected)};
}

/// A whole number from 0 of a state; `otherwise` where it is not there.
Result<std::int64_t> countOf(const Json &state, const char *name, std::int64_t otherwise) {
    if (!state.is_object()) return fail(badState(state, "an object"));
    const auto it = state.find(name);
    if (it == state.end()) return otherwise;
    if (!it->is_number_integer() || *it < 0) return fail(badState(*it, "a whole number from 0"));
    return it->get<std::int64_t>();
}

/// A permutation each epoch, or the order of the file.
class Ordered : public RowSource {
public:
    Ordered(std::size_t rows, bool shuffle, std::uint64_t seed) : rows_(rows), shuffle_(shuffle), seed_(seed) {
        open();
    }

    std::vector<RowRef> next(std::size_t count) override {
        if (epochEnds()) {
            ++epoch_;
            position_ = 0;
            open();
        }
        std::vector<RowRef> rows;
        for (; rows.size() < count && position_ < order_.size(); ++position_) rows.push_back({0, order_[position_]});
        return rows;
    }
    bool epochEnds() const override { return position_ >= order_.size(); }
    Json state() const override {
        Json state = {{"epoch", epoch_}, {"position", position_}};
        // A source that has grown within an epoch: the epoch goes on with the rows that it began with.
        if (rows_ != order_.size()) state.update({{"rows", rows_}, {"in_epoch", order_.size()}});
        return state;
    }
    Status restore(const Json &state) override {
        const auto rows = countOf(state, "rows", static_cast<std::int64_t>(rows_));
        if (!rows) return unexpected(rows.error());
        const auto epoch = countOf(state, "epoch", 0), position = countOf(state, "position", 0),
                   inEpoch = countOf(state, "in_epoch", *rows);
        for (const auto *number : {&epoch, &position, &inEpoch})
            if (!*number) return unexpected(number->error());
        epoch_ = *epoch;
        rows_ = static_cast<std::size_t>(*inEpoch);
        open();
        rows_ = static_cast<std::size_t>(*rows);
        position_ = std::min(static_cast<std::size_t>(*position), order_.size());
        return {};
    }
    Status grow(std::size_t, std::size_t rows) override {
        rows_ += rows;
        return {};
    }
    RowSourcePtr clone() const override { return std::make_unique<Ordered>(*this); }

private:
    void open() {
        order_.resize(rows_);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        if (!shuffle_) return;
        Rng rng(seed_, "data/epoch/" + std::to_string(epoch_));
        rng.shuffle(order_);
    }

    std::size_t rows_, position_ = 0;
    std::int64_t epoch_ = 0;
    bool shuffle_;
    std::uint64_t seed_;
    std::vector<std::size_t> order_{}; ///< of this epoch
};

/// A recorded run has its batches; how many rows fit into one decides nobody here.
class Stated : public RowSource {
public:
    explicit Stated(std::vector<std::vector<std::size_t>> steps) : steps_(std::move(steps)) {}

    std::vector<RowRef> next(std::size_t) override {
        if (epochEnds()) step_ = batch_ = row_ = 0;
        if (steps_.empty()) return {};
        std::vector<RowRef> rows(steps_[step_][batch_]);
        for (RowRef &each : rows) each.row = row_++;
        if (++batch_ < steps_[step_].size()) return rows;
        ++step_;
        batch_ = 0;
        return rows;
    }
    bool epochEnds() const override { return step_ >= steps_.size(); }
    std::optional<Steps> steps() const override {
        const std::size_t now = epochEnds() ? 0 : step_;
        return Steps{steps_.empty() ? 0 : static_cast<std::int64_t>(steps_[now].size() - (epochEnds() ? 0 : batch_)),
                     static_cast<std::int64_t>(steps_.size())};
    }
    Json state() const override { return {{"step", step_}, {"batch", batch_}}; }
    Status restore(const Json &state) override {
        const auto step = countOf(state, "step", 0), batch = countOf(state, "batch", 0);
        if (!step) return unexpected(step.error());
        if (!batch) return unexpected(batch.error());
        const auto wanted = static_cast<std::size_t>(*step);
        if (wanted > steps_.size() ||
            (*batch > 0 && (wanted == steps_.size() || static_cast<std::size_t>(*batch) >= steps_[wanted].size())))
            return fail(badState(state, {"a batch of {0} steps", steps_.size()}));
        step_ = batch_ = row_ = 0;
        while (step_ < wanted || batch_ < static_cast<std::size_t>(*batch)) (void)next(0);
        return {};
    }
    RowSourcePtr clone() const override { return std::make_unique<Stated>(*this); }

private:
    std::vector<std::vector<std::size_t>> steps_;
    std::size_t step_ = 0, batch_ = 0, row_ = 0;
};

class Poisson : public RowSource {
public:
    Poisson(std::size_t rows, double rate, std::uint64_t seed)
        : rows_(rows), rate_(rate), seed_(seed),
          draws_(rate > 0 ? std::max<std::int64_t>(1, std::llround(1 / rate)) : 1) {}

    std::vector<RowRef> next(std::size_t) override {
        Rng rng(seed_, "data/poisson/" + std::to_string(draw_++));
        std::vector<RowRef> rows;
        for (std::size_t row = 0; row < rows_; ++row)
            if (rng.uniform() < rate_) rows.push_back({0, row});
        return rows;
    }
    bool epochEnds() const override { return draw_ > 0 && draw_ % draws_ == 0; }
    Json state() const override { return {{"draw", draw_}, {"rows", rows_}}; }
    Status restore(const Json &state) override {
        const auto draw = countOf(state, "draw", 0), rows = countOf(state, "rows", static_cast<std::int64_t>(rows_));
        if (!draw) return unexpected(draw.error());
        if (!rows) return unexpected(rows.error());
        draw_ = *draw;
        rows_ = static_cast<std::size_t>(*rows);
        return {};
    }
    Status grow(std::size_t, std::size_t rows) override {
        rows_ += rows; // each draw is for itself: there is no epoch to wait for
        return {};
    }
    RowSourcePtr clone() const override { return std::make_unique<Poisson>(*this); }

private:
    std::size_t rows_;
    double rate_;
    std::uint64_t seed_;
    std::int64_t draws_, draw_ = 0; ///< of an epoch; so far
};

class Mixed : public RowSource {
public:
    Mixed(std::vector<RowSourcePtr> sources, std::vector<double> weights, std::uint64_t seed)
        : sources_(std::move(sources)), weights_(std::move(weights)), rng_(seed, "data/mixture") {}

    std::vector<RowRef> next(std::size_t count) override {
        std::vector<RowRef> rows;
        for (ended_ = false; rows.size() < count && !ended_;) {
            const std::size_t set = draw();
            const auto one = sources_[set]->next(1);
            if (!one.empty()) rows.push_back({set, one[0].row});
            if (set == 0) ended_ = sources_[0]->epochEnds();
        }
        return rows;
    }
    bool epochEnds() const override { return ended_; }
    Json state() const override {
        Json state = {{"rng", rng_.state()}, {"ended", ended_}, {"sources", Json::array()}};
        for (const auto &each : sources_) state["sources"].push_back(each->state());
        return state;
    }
    Status restore(const Json &state) override {
        const Json rng = state.is_object() ? state.value("rng", Json()) : Json(),
                   ended = state.is_object() ? state.value("ended", Json()) : Json(),
                   sources = state.is_object() ? state.value("sources", Json()) : Json();
        const bool words =
            rng.is_array() && rng.size() == Rng::State{}.size() &&
            std::all_of(rng.begin(), rng.end(), [](const Json &each) { return each.is_number_integer(); });
        if (!words || !ended.is_boolean() || !sources.is_array() || sources.size() != sources_.size())
            return fail(badState(state, "rng, ended, and as many sources as there are"));
        for (std::size_t i = 0; i < sources_.size(); ++i)
            if (auto restored = sources_[i]->restore(sources[i]); !restored) return restored;
        rng_.setState(rng.get<Rng::State>());
        ended_ = ended.get<bool>();
        return {};
    }
    Status grow(std::size_t set, std::size_t rows) override {
        return set < sources_.size() ? sources_[set]->grow(0, rows) : RowSource::grow(set, rows);
    }
    RowSourcePtr clone() const override {
        std::vector<RowSourcePtr> sources;
        for (const auto &each : sources_) sources.push_back(each->clone());
        auto other = std::make_unique<Mixed>(std::move(sources), weights_, 0);
        other->rng_ = rng_;
        other->ended_ = ended_;
        return other;
    }

private:
    std::size_t draw() {
        double left = rng_.uniform() * std::accumulate(weights_.begin(), weights_.end(), 0.0);
        for (std::size_t i = 0; i + 1 < weights_.size(); ++i)
            if ((left -= weights_[i]) < 0) return i;
        // Rounding may leave a trace behind the last weight that counts.
        const auto last = std::find_if(weights_.rbegin(), weights_.rend(), [](double weight) { return weight > 0; });
        return static_cast<std::size_t>(weights_.rend() - last) - 1;
    }

    std::vector<RowSourcePtr> sources_;
    std::vector<double> weights_;
    Rng rng_;
    bool ended_ = false; ///< with the last call
};

class Shard : public RowSource {
public:
    Shard(RowSourcePtr whole, std::size_t rank, std::size_t world)
        : whole_(std::move(whole)), rank_(rank), world_(world) {}

    std::vector<RowRef> next(std::size_t count) override {
        const auto all = whole_->next(count * world_);
        std::vector<RowRef> rows;
        for (std::size_t i = rank_; i < all.size(); i += world_) rows.push_back(all[i]);
        return rows;
    }
    bool epochEnds() const override { return whole_->epochEnds(); }
    Json state() const override { return whole_->state(); } // all ranks have the same
    Status restore(const Json &state) override { return whole_->restore(state); }
    Status grow(std::size_t set, std::size_t rows) override { return whole_->grow(set, rows); }
    RowSourcePtr clone() const override { return std::make_unique<Shard>(whole_->clone(), rank_, world_); }

private:
    RowSourcePtr whole_;
    std::size_t rank_, world_;
};

} // namespace

Status RowSource::grow(std::size_t set, std::size_t rows) {
    return fail({.code = "row_source.cannot_grow",
                 .message = "no rows can be added to this set",
                 .found = {"{0} rows for set {1}", rows, set}});
}

RowSourcePtr shuffledRows(std::size_t rows, std::uint64_t seed) {
    return std::make_unique<Ordered>(rows, true, seed);
}
RowSourcePtr rowsInOrder(std::size_t rows) {
    return std::make_unique<Ordered>(rows, false, 0);
}
RowSourcePtr statedBatches(std::vector<std::vector<std::size_t>> steps) {
    return std::make_unique<Stated>(std::move(steps));
}
RowSourcePtr poissonRows(std::size_t rows, double rate, std::uint64_t seed) {
    return std::make_unique<Poisson>(rows, rate, seed);
}
RowSourcePtr mixedRows(std::vector<RowSourcePtr> sources, std::vector<double> weights, std::uint64_t seed) {
    return std::make_unique<Mixed>(std::move(sources), std::move(weights), seed);
}
RowSourcePtr shardOf(RowSourcePtr whole, std::size_t rank, std::size_t world) {
    return std::make_unique<Shard>(std::move(whole), rank, world);
}

} // namespace lapidary
