// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace lapidary {
namespace {

/// The first 32 bits behind the point of the roots of the first primes: square roots begin the state, cube roots are
/// the constants of the rounds.
std::uint32_t behindPoint(long double root) {
    return static_cast<std::uint32_t>((root - std::floor(root)) * 4294967296.0L);
}

struct Constants {
    std::array<std::uint32_t, 8> start{};
    std::array<std::uint32_t, 64> rounds{};

    Constants() {
        std::size_t found = 0;
        for (int number = 2; found < rounds.size(); ++number) {
            bool prime = true;
            for (int by = 2; by * by <= number; ++by) prime &= number % by != 0;
            if (!prime) continue;
            const auto value = static_cast<long double>(number);
            if (found < start.size()) start[found] = behindPoint(std::sqrt(value));
            rounds[found++] = behindPoint(std::cbrt(value));
        }
    }
};

const Constants &constants() {
    static const Constants all;
    return all;
}

class Hasher {
public:
    void add(std::string_view bytes) {
        length_ += bytes.size();
        for (const char byte : bytes) {
            block_[used_++] = static_cast<std::uint8_t>(byte);
            if (used_ == block_.size()) mix();
        }
    }

    std::string finish() {
        const std::uint64_t bits = length_ * 8;
        add(std::string_view("\x80", 1));
        while (used_ != 56) add(std::string_view("\0", 1));
        for (int shift = 56; shift >= 0; shift -= 8) {
            const char byte = static_cast<char>(bits >> shift & 0xFF);
            add({&byte, 1});
        }
        std::string out;
        for (const auto word : state_)
            for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789abcdef"[word >> shift & 0xF];
        return out;
    }

private:
    void mix() {
        std::array<std::uint32_t, 64> w{};
        for (std::size_t i = 0; i < 16; ++i)
            w[i] = static_cast<std::uint32_t>(block_[4 * i]) << 24 |
                   static_cast<std::uint32_t>(block_[4 * i + 1]) << 16 |
                   static_cast<std::uint32_t>(block_[4 * i + 2]) << 8 | block_[4 * i + 3];
        for (std::size_t i = 16; i < 64; ++i) {
            const std::uint32_t early = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3,
                                late = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + early + w[i - 7] + late;
        }
        const auto &rounds = constants().rounds;
        auto [a, b, c, d, e, f, g, h] = state_;
        for (std::size_t i = 0; i < 64; ++i) {
            const std::uint32_t ofE = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25),
                                ofA = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
            const std::uint32_t first = h + ofE + ((e & f) ^ (~e & g)) + rounds[i] + w[i],
                                second = ofA + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
        }
        const std::array<std::uint32_t, 8> mixed{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < 8; ++i) state_[i] += mixed[i];
        used_ = 0;
    }

    std::array<std::uint32_t, 8> state_ = constants().start;
    std::array<std::uint8_t, 64> block_{};
    std::size_t used_ = 0;
    std::uint64_t length_ = 0;
};

} // namespace

std::string sha256(std::string_view bytes) {
    Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

Result<std::string> sha256OfFile(const fs::path &path, const std::function<bool(std::size_t bytes)> &read) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    Hasher hasher;
    std::vector<char> part(1 << 20);
    for (;;) {
        const auto bytes = file->read(part);
        if (!bytes) return unexpected(bytes.error());
        if (*bytes == 0) return hasher.finish();
        hasher.add({part.data(), *bytes});
        if (read && !read(*bytes)) return fail(kCancelled, "stopped");
    }
}

} // namespace lapidary
