// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/decode/crew.h"
#include "core/engine/decode/thread_choice.h"
#include <algorithm>
#include <chrono>
#include <vector>

namespace lapidary {

/// Memory that is used again and again, and grows as needed. What was in it is not kept.
template <class T> class Room {
public:
    T *of(std::int64_t size) {
        if (static_cast<std::size_t>(size) > numbers_.size()) numbers_ = std::vector<T>(static_cast<std::size_t>(size));
        return numbers_.data();
    }
    const T *data() const { return numbers_.data(); }
    /// Gives back what is larger.
    void shrink(std::size_t most) {
        if (numbers_.size() > most) numbers_ = {};
    }

private:
    std::vector<T> numbers_{};
};

/// Runs the waves of one piece of work on as many threads as pieces like it were fastest with.
class Team {
public:
    /// `kind`: which pieces are alike, such as passes over so many tokens of such a model.
    explicit Team(std::int64_t kind);
    ~Team();
    Team(const Team &) = delete;
    Team &operator=(const Team &) = delete;

    int threads() const { return threads_; }
    template <class Work> void run(std::int64_t tasks, const Work &work) const {
        Crew::instance().run(tasks, threads_, work);
    }
    /// work(begin, end) for parts of 0 … size-1 that begin at multiples of `side`. `cost`: products and sums of one.
    template <class Work> void split(std::int64_t size, std::int64_t cost, std::int64_t side, const Work &work) const {
        if (threads_ == 1 || size * cost <= kAlone) return work(std::int64_t{0}, size);
        const std::int64_t share = std::min(kTaskWork / cost + 1, (size + threads_ - 1) / threads_);
        const std::int64_t part = (share + side - 1) / side * side;
        run((size + part - 1) / part, [&](std::int64_t task) { work(task * part, std::min(size, (task + 1) * part)); });
    }

    static constexpr std::int64_t kTaskWork = 1 << 16; ///< products and sums that are worth telling another thread
    static constexpr std::int64_t kAlone = 1 << 13;    ///< and those that one does sooner by itself

private:
    ThreadChoice &choice_;
    int threads_;
    std::chrono::steady_clock::time_point started_;
};

} // namespace lapidary
