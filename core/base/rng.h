// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace lapidary {

/// A named stream of random numbers (xoshiro256**, Blackman and Vigna 2021, seeded by splitmix64 from seed and name).
/// The same seed and name give the same numbers on every machine; streams of different names are independent, so
/// that a new consumer of randomness never shifts an old one. The state is four words and is stored in checkpoints.
class Rng {
public:
    Rng(std::uint64_t seed, std::string_view stream);

    std::uint64_t next();
    double uniform();                         ///< in [0, 1), 53 bits
    std::uint64_t below(std::uint64_t bound); ///< in [0, bound), unbiased; bound > 0
    double normal();                          ///< mean 0, variance 1 (Box-Muller, no cached half)

    template <class T> void shuffle(std::vector<T> &values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }
    template <class C> auto &pick(C &values) { return values[below(values.size())]; }

    using State = std::array<std::uint64_t, 4>;
    const State &state() const { return state_; }
    void setState(const State &state) { state_ = state; }

private:
    State state_;
};

} // namespace lapidary
