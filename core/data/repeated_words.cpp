// SPDX-License-Identifier: Apache-2.0
#include "core/data/repeated_words.h"
#include "core/base/hash.h"
#include "core/base/utf8.h"
#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace lapidary {
namespace {

constexpr std::size_t kDocument = 300, kFewest = 10;                 ///< words
constexpr double kTop[] = {0.20, 0.18, 0.16};                        ///< of runs of 2, 3 and 4 words
constexpr double kRepeated[] = {0.15, 0.14, 0.13, 0.12, 0.11, 0.10}; ///< of runs of 5 to 10 words
constexpr double kHalf = 0.5;

bool isSpace(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000;
}

/// Scripts that put no space between words.
bool standsAlone(char32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

struct Word {
    std::uint64_t hash = 0;
    std::size_t letters = 0;
};

std::vector<Word> wordsOf(std::string_view text) {
    std::vector<Word> out;
    std::size_t begin = 0, letters = 0;
    const auto close = [&](std::size_t end) {
        if (letters > 0) out.push_back({hash64(text.substr(begin, end - begin)), letters});
        letters = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        const int length = utf8::sequenceLength(text, at);
        const char32_t c = length > 0 ? utf8::decode(text, at) : 0xFFFD;
        const std::size_t next = at + static_cast<std::size_t>(std::max(length, 1));
        if (isSpace(c) || standsAlone(c)) close(at);
        if (!isSpace(c)) {
            if (letters++ == 0) begin = at;
            if (standsAlone(c)) close(next);
        }
        at = next;
    }
    close(text.size());
    return out;
}

/// Runs of `n` words, by their hashes.
std::vector<std::uint64_t> runsOf(const std::vector<Word> &words, std::size_t n) {
    std::vector<std::uint64_t> out;
    for (std::size_t i = 0; i + n <= words.size(); ++i) {
        std::uint64_t hash = n;
        for (std::size_t j = i; j < i + n; ++j) hash = hash * 0x9E3779B97F4A7C15u + words[j].hash;
        out.push_back(hash);
    }
    return out;
}

std::size_t lettersIn(const std::vector<Word> &words, std::size_t from, std::size_t count) {
    std::size_t out = 0;
    for (std::size_t i = from; i < from + count; ++i) out += words[i].letters;
    return out;
}

/// The share of the run that stands there most often (of several the longest), where it stands twice and more; a letter
/// counts once.
double topShare(const std::vector<Word> &words, std::size_t n, std::size_t letters) {
    std::unordered_map<std::uint64_t, std::size_t> covered, behind; // letters, and the word behind the last one counted
    std::size_t most = 0;
    const auto runs = runsOf(words, n);
    std::unordered_map<std::uint64_t, std::size_t> times;
    for (const auto run : runs) ++times[run];
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (times[runs[i]] < 2 || i < behind[runs[i]]) continue;
        behind[runs[i]] = i + n;
        most = std::max(most, covered[runs[i]] += lettersIn(words, i, n));
    }
    return static_cast<double>(most) / static_cast<double>(letters);
}

/// The share of letters within any run that stands there twice and more.
double repeatedShare(const std::vector<Word> &words, std::size_t n, std::size_t letters) {
    const auto runs = runsOf(words, n);
    std::unordered_map<std::uint64_t, std::size_t> times;
    for (const auto run : runs) ++times[run];
    std::size_t covered = 0, behind = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (times[runs[i]] < 2) continue;
        const std::size_t from = std::max(i, behind);
        covered += lettersIn(words, from, i + n - from);
        behind = i + n;
    }
    return static_cast<double>(covered) / static_cast<double>(letters);
}

} // namespace

bool repeatsItself(std::string_view text) {
    const auto words = wordsOf(text);
    if (words.size() < kFewest) return false;
    const std::size_t letters = lettersIn(words, 0, words.size());
    if (words.size() < kDocument)
        return topShare(words, 2, letters) > kHalf || repeatedShare(words, 5, letters) > kHalf;
    for (std::size_t i = 0; i < std::size(kTop); ++i)
        if (topShare(words, i + 2, letters) > kTop[i]) return true;
    for (std::size_t i = 0; i < std::size(kRepeated); ++i)
        if (repeatedShare(words, i + 5, letters) > kRepeated[i]) return true;
    return false;
}

} // namespace lapidary
