// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/base/hash.h"
#include <bit>
#include <cmath>
#include <numbers>

namespace lapidary {

Rng::Rng(std::uint64_t seed, std::string_view stream) {
    std::uint64_t x = hash64(stream, seed);
    for (auto &word : state_) {
        x += 0x9e3779b97f4a7c15ull;
        std::uint64_t z = x;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        word = z ^ (z >> 31);
    }
}

std::uint64_t Rng::next() {
    auto &s = state_;
    const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9;
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return result;
}

double Rng::uniform() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t Rng::below(std::uint64_t bound) {
    const std::uint64_t threshold = (0 - bound) % bound; // rejects the ragged end so that every value is equally likely
    for (;;)
        if (const std::uint64_t x = next(); x >= threshold) return x % bound;
}

double Rng::normal() {
    const double u = 1.0 - uniform(); // (0, 1]: the logarithm is finite
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * uniform());
}

} // namespace lapidary
