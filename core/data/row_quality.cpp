// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_quality.h"
#include "core/base/utf8.h"
#include "core/data/repeated_words.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr RowFlagInfo kFlags[kRowFlags] = {{RowFlag::EmptyAnswer, "empty-answer"},
                                           {RowFlag::Repeats, "repeats"},
                                           {RowFlag::CutOff, "cut-off"},
                                           {RowFlag::NoEndMark, "no-end-mark"},
                                           {RowFlag::CopiesPrompt, "copies-prompt"},
                                           {RowFlag::Refusal, "refusal"},
                                           {RowFlag::OddCharacters, "odd-characters"},
                                           {RowFlag::VeryShort, "very-short"},
                                           {RowFlag::VeryLong, "very-long"}};

constexpr std::size_t kProse = 8, kCopied = 30, kRefusalWithin = 200; ///< words; letters; bytes from the beginning

constexpr std::string_view kRefusals[] = {"i'm sorry, but i can",
                                          "i am sorry, but i can",
                                          "sorry, but i can't",
                                          "i cannot help with",
                                          "i can't help with",
                                          "i cannot assist",
                                          "i can't assist",
                                          "i'm unable to",
                                          "i am unable to",
                                          "i am not able to",
                                          "i'm not able to",
                                          "as an ai language model",
                                          "as a language model",
                                          "i cannot fulfill",
                                          "i can't fulfill",
                                          "i cannot provide",
                                          "i can't provide",
                                          "i won't be able to",
                                          "i must decline",
                                          "我无法",
                                          "我不能回答",
                                          "我不能提供",
                                          "我不能帮",
                                          "抱歉，我不能",
                                          "抱歉，我无法",
                                          "对不起，我不能",
                                          "对不起，我无法",
                                          "作为一个人工智能"};

/// Words behind which an English sentence goes on.
constexpr std::string_view kGoesOn[] = {
    "a",      "an",   "the",   "and",     "or",    "but",   "of",    "to",     "in",    "on",    "at",
    "by",     "for",  "with",  "from",    "into",  "that",  "which", "who",    "whose", "is",    "are",
    "was",    "were", "be",    "been",    "has",   "have",  "had",   "will",   "would", "can",   "could",
    "should", "may",  "might", "because", "if",    "when",  "while", "as",     "than",  "their", "its",
    "your",   "our",  "my",    "this",    "these", "those", "such",  "between"};

/// What may end a text, with what closes around it, and marks of lists, code and formulas.
constexpr std::u32string_view kEnds = U".!?…。！？．｡)]}）】》」』”’\"'*_`~|:;>；：$％%°";
constexpr std::u32string_view kOpens = U",，、-–—([{（【《「『“‘/+=&";

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

/// White space as single blanks, and small letters of ASCII; a curled apostrophe is a straight one.
std::string plainWords(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == ' ' || (c >= 9 && c <= 13)) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else if (text.substr(i, 3) == "\xE2\x80\x99") {
            out += '\'';
            i += 2;
        } else {
            out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

/// The last character of a text that is no white space; 0 where it is none.
char32_t lastOf(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(4, text.size()); ++back)
        if (utf8::sequenceLength(text, text.size() - back) == static_cast<int>(back))
            return utf8::decode(text, text.size() - back);
    return 0;
}

bool isLetter(char32_t c) {
    const bool symbol = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0xFE00 && c <= 0xFE0F) || c >= 0x1F000; // and pictures
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && !symbol) || (c >= 0x20000 && c < 0x40000);
}
bool isIdeograph(char32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF);
}

std::string_view lastWord(std::string_view text) {
    const auto at = text.find_last_of(" \t\r\n");
    return at == text.npos ? text : text.substr(at + 1);
}
std::string_view lastLine(std::string_view text) {
    const auto at = text.rfind('\n');
    return trimmed(at == text.npos ? text : text.substr(at + 1));
}

/// Words between blanks; three ideographs are as much as a word.
std::size_t wordCount(std::string_view text) {
    std::size_t words = 0, ideographs = 0;
    bool within = false;
    for (std::size_t at = 0; at < text.size();) {
        const int length = utf8::sequenceLength(text, at);
        const char32_t c = length > 0 ? utf8::decode(text, at) : 0;
        const bool blank = c == ' ' || (c >= 9 && c <= 13);
        if (isIdeograph(c)) ++ideographs;
        if (!blank && !within) ++words;
        within = !blank;
        at += static_cast<std::size_t>(std::max(length, 1));
    }
    return words + ideographs / 3;
}

bool codeIsOpen(std::string_view text) {
    std::size_t fences = 0;
    for (std::size_t at = text.find("```"); at != text.npos; at = text.find("```", at + 3)) ++fences;
    return fences % 2 == 1;
}

/// A line of a list, a table, a heading or code needs no mark at its end.
bool isProse(std::string_view line) {
    if (line.empty()) return false;
    const bool list = line.front() == '-' || line.front() == '*' || line.front() == '#' || line.front() == '|' ||
                      line.starts_with("•");
    const bool numbered = line.front() >= '0' && line.front() <= '9';
    return !list && !numbered && wordCount(line) >= kProse;
}

RowFlagSet endFlags(std::string_view answer) {
    const std::string_view text = trimmed(answer);
    if (text.empty()) return 0;
    if (codeIsOpen(text)) return bitOf(RowFlag::CutOff);
    const std::string_view line = lastLine(text);
    const char32_t last = lastOf(text);
    if (!isProse(line) || kEnds.find(last) != kEnds.npos) return 0;
    const std::string word = plainWords(lastWord(text));
    const bool goesOn = std::find(std::begin(kGoesOn), std::end(kGoesOn), word) != std::end(kGoesOn);
    if (goesOn || kOpens.find(last) != kOpens.npos) return bitOf(RowFlag::CutOff);
    return isLetter(last) ? bitOf(RowFlag::NoEndMark) : 0;
}

bool refuses(std::string_view answer) {
    const std::string words = plainWords(answer.substr(0, kRefusalWithin));
    return std::any_of(std::begin(kRefusals), std::end(kRefusals),
                       [&](std::string_view each) { return words.find(each) != words.npos; });
}

bool isOdd(char32_t c) {
    const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    const bool hidden = c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xFFFD || c == 0xAD;
    const bool aside = (c >= 0xE000 && c <= 0xF8FF) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return control || direction || hidden || aside;
}

bool hasOdd(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const int length = utf8::sequenceLength(text, at);
        if (length == 0 || isOdd(utf8::decode(text, at))) return true;
        at += static_cast<std::size_t>(length);
    }
    return false;
}

bool copies(const std::string &answer, const std::vector<std::string> &asked) {
    if (asked.empty()) return false;
    const std::string question = plainWords(asked.back());
    return question.size() >= kCopied && plainWords(answer).find(question) != std::string::npos;
}

} // namespace

std::span<const RowFlagInfo> rowFlags() {
    return kFlags;
}

RowFlagSet flagsOf(const RowTexts &texts) {
    RowFlagSet flags = 0;
    const auto flag = [&flags](RowFlag each, bool is) {
        if (is) flags = static_cast<RowFlagSet>(flags | bitOf(each));
    };
    for (const std::string &answer : texts.answers) {
        flag(RowFlag::EmptyAnswer, !texts.acts && trimmed(answer).empty());
        flag(RowFlag::Repeats, repeatsItself(answer));
        flag(RowFlag::Refusal, refuses(answer));
        flag(RowFlag::CopiesPrompt, copies(answer, texts.asked));
        flags = static_cast<RowFlagSet>(flags | endFlags(answer));
    }
    for (const auto *list : {&texts.asked, &texts.answers})
        for (const std::string &text : *list) flag(RowFlag::OddCharacters, hasOdd(text));
    return flags;
}

std::int64_t charactersOf(const RowTexts &texts) {
    std::int64_t count = 0;
    for (const auto *list : {&texts.asked, &texts.answers})
        for (const std::string &text : *list)
            count += std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return count;
}

UsualLengths usualLengths(std::vector<std::int64_t> lengths) {
    constexpr std::size_t kFewest = 10;
    constexpr double kBeyond = 3.5, kNormal = 0.6745;
    if (lengths.size() < kFewest) return {};
    const auto middleOf = [](std::vector<double> &values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        if (values.size() % 2 == 1) return *middle;
        return (*middle + *std::max_element(values.begin(), middle)) / 2;
    };
    std::vector<double> logs;
    for (const auto length : lengths) logs.push_back(std::log1p(static_cast<double>(length)));
    const double median = middleOf(logs);
    for (double &each : logs) each = std::abs(each - median);
    const double deviation = middleOf(logs);
    if (deviation <= 0) return {};
    const double reach = kBeyond * deviation / kNormal;
    return {.least = static_cast<std::int64_t>(std::ceil(std::expm1(std::max(median - reach, 0.0)))),
            .most = static_cast<std::int64_t>(std::floor(std::expm1(std::min(median + reach, 40.0))))};
}

} // namespace lapidary
