// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/worded.h"
#include "core/base/utf8.h"
#include "core/text/answer/announced.h"
#include "core/text/answer/fraction.h"
#include "core/text/answer/number.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kShort = 48; // bytes of a line that may be an answer alone

/// Words of an answer in Chinese, longest first where one begins like another.
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"不是", " not "},   {"答案", " answer "}, {"得数", " answer "}, {"应该是", " is "},  {"应为", " is "},
    {"就是", " is "},    {"等于", " = "},      {"是", " is "},       {"为", " is "},      {"或者", " or "},
    {"还是", " or "},    {"或", " or "},       {"可能", " maybe "},  {"也许", " maybe "}, {"大约", " maybe "},
    {"大概", " maybe "}, {"左右", " maybe "},  {"和", " and "},      {"到", " to "},      {"因为", " because "},
    {"负", "-"},         {"。", ". "},         {"、", ", "},         {"【", "["},         {"】", "]"}};

/// What a single Chinese digit may stand before to be a number: an end, or a word that counts.
constexpr std::string_view kCounters[] = {"个", "只", "元", "米", "天", "岁", "块", "本", "支", "辆", "人", "次",
                                          "分", "秒", "时", "克", "升", "厘", "毫", "公", "千", "颗", "枚", "张",
                                          "页", "周", "月", "日", "年", "盒", "箱", "袋", "朵", "条", "小", "吨"};

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Full-width signs as plain ones.
std::string halfWidth(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = static_cast<std::size_t>(std::max(utf8::sequenceLength(text, at), 1));
        const char32_t code = length == 3 ? utf8::decode(text, at) : 0;
        if (code >= 0xFF01 && code <= 0xFF5E)
            out += static_cast<char>(code - 0xFF01 + '!');
        else if (code == 0x3000)
            out += ' ';
        else
            out += text.substr(at, length);
        at += length;
    }
    return out;
}

/// The bytes of a Chinese numeral that a text begins with.
std::size_t numeralAt(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && text.size() - length >= 3 &&
           (chineseNumber(text.substr(length, 3)) || text.substr(length).starts_with("百") ||
            text.substr(length).starts_with("千") || text.substr(length).starts_with("万") ||
            text.substr(length).starts_with("亿")))
        length += 3;
    return length;
}

bool mayFollowDigit(std::string_view rest) {
    if (rest.empty() || static_cast<unsigned char>(rest[0]) < 0x80) return rest.empty() || !isLetter(rest[0]);
    return rest.starts_with("。") || rest.starts_with("、") ||
           std::any_of(std::begin(kCounters), std::end(kCounters),
                       [&](std::string_view counter) { return rest.starts_with(counter); });
}

/// "1.5万": digits and one large unit. Takes what it reads.
std::optional<std::string> scaledNumber(std::string_view &text) {
    const auto number = isDigit(text[0]) ? readNumber(text) : std::nullopt;
    if (!number) return std::nullopt;
    static constexpr std::pair<std::string_view, std::int64_t> kScales[] = {{"万亿", 1'000'000'000'000},
                                                                            {"十万", 100'000},
                                                                            {"百万", 1'000'000},
                                                                            {"千万", 10'000'000},
                                                                            {"千", 1000},
                                                                            {"百", 100},
                                                                            {"万", 10'000},
                                                                            {"亿", 100'000'000}};
    for (const auto &[sign, scale] : kScales) {
        if (!number->rest.starts_with(sign)) continue;
        const auto rest = number->rest.substr(sign.size());
        if (sign == "千" && (rest.starts_with("克") || rest.starts_with("米"))) { // a unit of thousand
            text = number->rest;
            return number->canonical + " ";
        }
        const auto value = readFraction(number->canonical);
        const auto scaled = value ? product(*value, {scale, 1}) : std::nullopt;
        if (!scaled || numeralAt(rest) > 0 || (!rest.empty() && isDigit(rest[0]))) return std::nullopt;
        text = rest;
        return toText(*scaled);
    }
    return std::nullopt;
}

std::optional<std::string> chineseRun(std::string_view &text) {
    const auto length = numeralAt(text);
    auto value = length > 0 ? chineseNumber(text.substr(0, length)) : std::nullopt;
    if (!value || (length == 3 && !mayFollowDigit(text.substr(length)))) return std::nullopt;
    text.remove_prefix(length);
    return value;
}

std::size_t wordLength(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isLetter) - text.begin());
}

/// The longest number in English words that a text begins with. "one of them" is none.
std::optional<std::string> englishRun(std::string_view &text) {
    std::optional<std::string> best;
    std::size_t end = 0, taken = 0;
    for (int words = 0; words < 16; ++words) {
        const auto length = wordLength(text.substr(end));
        if (length == 0) break;
        const auto value = englishNumber(text.substr(0, end + length));
        end += length;
        if (value) best = value, taken = end;
        if (!value && words == 0) break;
        if (end == text.size() || (text[end] != ' ' && text[end] != '-') || end + 1 == text.size()) break;
        ++end;
    }
    if (!best) return best;
    auto rest = text.substr(taken);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const auto next = rest.substr(0, wordLength(rest));
    for (const std::string_view word : {"of", "that", "which", "who", "thing", "more", "hundred", "thousand", "half"})
        if (next == word) return std::nullopt;
    text.remove_prefix(taken);
    return best;
}

} // namespace

std::string withDigits(std::string_view text) {
    const std::string plain = halfWidth(text);
    std::string out;
    for (std::string_view rest = plain; !rest.empty();) {
        const char before = out.empty() ? ' ' : out.back();
        std::optional<std::string> number;
        if (isDigit(rest[0]) && !isDigit(before) && before != '.' && before != ',')
            number = scaledNumber(rest);
        else if (isLetter(rest[0]) && !isLetter(before))
            number = englishRun(rest);
        else if (static_cast<unsigned char>(rest[0]) >= 0x80)
            number = chineseRun(rest);
        if (number) {
            out += *number;
            continue;
        }
        const auto word = std::find_if(std::begin(kWords), std::end(kWords),
                                       [&](const auto &each) { return rest.starts_with(each.first); });
        if (word != std::end(kWords)) {
            out += word->second;
            rest.remove_prefix(word->first.size());
            continue;
        }
        const auto length =
            isLetter(rest[0]) ? wordLength(rest) : static_cast<std::size_t>(std::max(utf8::sequenceLength(rest, 0), 1));
        out += rest.substr(0, length);
        rest.remove_prefix(length);
    }
    return out;
}

std::optional<std::string> statedNumber(std::string_view text) {
    const std::string plain = withDigits(text);
    if (auto found = announcedNumber(plain)) return found;
    const auto begin = plain.find_first_not_of(" \t\r\n");
    if (begin == plain.npos) return std::nullopt;
    const std::string line = plain.substr(begin, plain.find_last_not_of(" \t\r\n") + 1 - begin);
    const bool marked = line.find("nswer") != line.npos || line.find("NSWER") != line.npos ||
                        line.find("box") != line.npos || line.find("####") != line.npos;
    if (marked || line.size() > kShort || line.find('\n') != line.npos) return std::nullopt;
    const auto number = readNumber(line);
    const bool more = number && number->rest.find_first_of("0123456789") != std::string_view::npos;
    if (more && line.find_first_of("=/") == line.npos) return std::nullopt; // "16 eggs, of which 18 remain"
    return announcedNumber("Answer: " + line);
}

} // namespace lapidary
