// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/answer/worded.h"
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace lapidary {
namespace {

constexpr std::int64_t kHundredMillion = 100'000'000, kTenThousand = 10'000;

/// A sign of a Chinese numeral: a digit below 10, or a power of ten that it is multiplied with.
std::optional<std::int64_t> chineseSign(char32_t code) {
    static constexpr std::pair<char32_t, std::int64_t> kSigns[] = {{U'零', 0},
                                                                   {U'〇', 0},
                                                                   {U'一', 1},
                                                                   {U'二', 2},
                                                                   {U'两', 2},
                                                                   {U'三', 3},
                                                                   {U'四', 4},
                                                                   {U'五', 5},
                                                                   {U'六', 6},
                                                                   {U'七', 7},
                                                                   {U'八', 8},
                                                                   {U'九', 9},
                                                                   {U'十', 10},
                                                                   {U'百', 100},
                                                                   {U'千', 1000},
                                                                   {U'万', kTenThousand},
                                                                   {U'亿', kHundredMillion}};
    for (const auto &[sign, value] : kSigns)
        if (sign == code) return value;
    return std::nullopt;
}

/// The signs of a numeral below 10,000 with its units in falling order; "一百五" leaves a ten out and means 150.
std::optional<std::int64_t> belowTenThousand(const std::vector<std::int64_t> &signs, std::int64_t before) {
    std::int64_t value = 0, digit = -1, unit = before;
    bool gap = false;
    for (const std::int64_t sign : signs) {
        if (sign == 0) {
            if (digit >= 0 || gap) return std::nullopt;
            gap = true;
        } else if (sign < 10) {
            if (digit >= 0) return std::nullopt;
            digit = sign;
        } else {
            if (sign >= unit || (digit < 0 && sign != 10)) return std::nullopt;
            value += (digit < 0 ? 1 : digit) * sign;
            unit = sign;
            digit = -1;
            gap = false;
        }
    }
    if (digit < 0) return gap ? std::nullopt : std::optional(value);
    const bool leftOut = !gap && unit >= 100 && unit <= kTenThousand && signs.size() > 1;
    const bool first = value == 0 && before == kTenThousand && signs.size() > 1 && !gap;
    return first ? std::nullopt : std::optional(value + digit * (leftOut ? unit / 10 : 1));
}

/// Splits at a large unit and adds what stands before and behind.
std::optional<std::int64_t> valueOf(const std::vector<std::int64_t> &signs, std::int64_t large) {
    const std::int64_t lower = large == kHundredMillion ? kTenThousand : 0;
    const auto at = std::find(signs.begin(), signs.end(), large);
    if (at == signs.end()) return lower ? valueOf(signs, lower) : belowTenThousand(signs, kTenThousand);
    const std::vector<std::int64_t> front(signs.begin(), at), back(at + 1, signs.end());
    if (front.empty() || std::find(back.begin(), back.end(), large) != back.end()) return std::nullopt;
    const auto high = belowTenThousand(front, kTenThousand);
    if (!high || *high == 0) return std::nullopt;
    if (back.empty()) return *high * large;
    if (back.size() == 1 && back[0] > 0 && back[0] < 10) return *high * large + back[0] * (large / 10); // "两万五"
    const auto low = lower ? valueOf(back, lower) : belowTenThousand(back, kTenThousand);
    return low ? std::optional(*high * large + *low) : std::nullopt;
}

struct Word {
    std::string_view text;
    std::int64_t value;
};
constexpr Word kSmall[] = {{"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
                           {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
                           {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
                           {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}};
constexpr Word kTens[] = {{"twenty", 20}, {"thirty", 30},  {"forty", 40},  {"fifty", 50},
                          {"sixty", 60},  {"seventy", 70}, {"eighty", 80}, {"ninety", 90}};
constexpr Word kLarge[] = {{"thousand", 1000}, {"million", 1'000'000}, {"billion", 1'000'000'000}};

template <std::size_t N> std::optional<std::int64_t> in(const Word (&list)[N], std::string_view word) {
    for (const Word &each : list)
        if (each.text == word) return each.value;
    return std::nullopt;
}

std::vector<std::string> wordsIn(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter)
            words.back() += static_cast<char>(c | 0x20);
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

/// Adds up words in falling order: tens before ones, a hundred behind a one, thousands behind all of them.
class EnglishReader {
public:
    bool take(const std::string &word) {
        if (word == "and") {
            last_ = 'a';
            return std::exchange(mayAnd_, false);
        }
        mayAnd_ = false;
        if (const auto small = in(kSmall, word)) return takeSmall(*small);
        if (const auto tens = in(kTens, word)) {
            if (last_ != 0 && last_ != 'h' && last_ != 'l' && last_ != 'a') return false;
            part_ += *tens;
            last_ = 't';
            return true;
        }
        if (word == "hundred") {
            if (last_ != 's' || part_ < 1 || part_ > 9) return false;
            part_ *= 100;
            last_ = 'h';
            return mayAnd_ = true;
        }
        const auto large = in(kLarge, word);
        if (!large || part_ == 0 || *large >= lowest_ || last_ == 'a') return false;
        whole_ += part_ * *large;
        part_ = 0;
        lowest_ = *large;
        last_ = 'l';
        return mayAnd_ = true;
    }
    std::optional<std::int64_t> value() const {
        return last_ == 0 || last_ == 'a' ? std::nullopt : std::optional(whole_ + part_);
    }

private:
    bool takeSmall(std::int64_t small) {
        const bool behindTens = last_ == 't' && small >= 1 && small <= 9;
        if (!behindTens && last_ != 0 && last_ != 'h' && last_ != 'l' && last_ != 'a') return false;
        if (small == 0 && last_ != 0) return false;
        part_ += small;
        last_ = 's';
        return true;
    }

    std::int64_t whole_ = 0, part_ = 0, lowest_ = INT64_MAX;
    char last_ = 0; ///< what the last word was: small, tens, hundred, large, and; 0: there was none
    bool mayAnd_ = false;
};

} // namespace

std::optional<std::string> chineseNumber(std::string_view numeral) {
    std::vector<std::int64_t> signs;
    for (std::size_t at = 0; at < numeral.size();) {
        const int length = utf8::sequenceLength(numeral, at);
        const auto sign = length > 0 ? chineseSign(utf8::decode(numeral, at)) : std::nullopt;
        if (!sign || signs.size() > 24) return std::nullopt;
        signs.push_back(*sign);
        at += static_cast<std::size_t>(length);
    }
    if (signs.empty()) return std::nullopt;
    if (signs.size() > 1 && std::all_of(signs.begin(), signs.end(), [](auto sign) { return sign < 10; })) {
        std::string digits; // "二〇二四"
        for (const auto sign : signs) digits += static_cast<char>('0' + sign);
        return digits;
    }
    if (signs.size() == 1 && signs[0] < 10) return std::to_string(signs[0]);
    const auto value = valueOf(signs, kHundredMillion);
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

std::optional<std::string> englishNumber(std::string_view words) {
    EnglishReader reader;
    for (const auto &word : wordsIn(words))
        if (!reader.take(word)) return std::nullopt;
    const auto value = reader.value();
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

} // namespace lapidary
