// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/worded.h"
#include "tests/support/capture.h"
#include <doctest/doctest.h>
#include <string>

using namespace lapidary;

namespace {

struct Case {
    const char *text, *number; ///< number: empty where nothing may be read
};

const Case kStated[] = {
    {"Answer: 85", "85"},
    {"37 + 48 = 85\n85 - 12 = 73\nAnswer: 73", "73"},
    {"The answer is 1,200.", "1200"},
    {"The answer is -7.", "-7"},
    {"The answer is \xE2\x88\x92"
     "7.",
     "-7"},
    {"\\boxed{1{,}200}", "1200"},
    {"<answer>85</answer>", "85"},
    {"85", "85"},
    {"85.", "85"},
    {"85 apples", "85"},
    {"37 + 48 = 85", "85"},
    {"**85**", "85"},
    {"Answer: 85 apples", "85"},
    {"The answer is eighty-five.", "85"},
    {"The answer is Eighty Five", "85"},
    {"Answer: one hundred and five", "105"},
    {"Answer: two thousand three hundred", "2300"},
    {"Answer: minus", ""},
    {"答案是85。", "85"},
    {"答案：85", "85"},
    {"答案:85个", "85"},
    {"答案是８５", "85"},
    {"答案是１，２００。", "1200"},
    {"答案是八十五。", "85"},
    {"答案是一百零五个苹果。", "105"},
    {"答案为两万五千", "25000"},
    {"答案是1.5万", "15000"},
    {"答案是3千克", "3"},
    {"答案是负五", "-5"},
    {"所以，最终答案是：七十三。", "73"},
    {"37 + 48 = 85，所以答案是85。", "85"},
    {"答案应该是 85 米", "85"},
    {"八十五", "85"},
    {"85个", "85"},
    // A reward must not pay for several answers, doubts, or what is no number.
    {"Answer: 85 or 86", ""},
    {"答案是85或86", ""},
    {"答案是85，86", ""},
    {"答案是85、86", ""},
    {"答案可能是85", ""},
    {"答案是85到90", ""},
    {"答案是不是85？", ""},
    {"答案不是85", ""},
    {"The answer is one of 85, 86", ""},
    {"The answer is one of them", ""},
    {"答案是一样的", ""},
    {"85\n86", ""},
    {"16 eggs, of which 18 remain", ""},
    {"Answer: 37 + 48 = 86", ""},
    {"Answer: eighty-", ""},
    {"Answer: eighteen hundred and", ""},
    {"", ""},
    {"答案", ""},
};

} // namespace

TEST_CASE("a stated number is found in words, in Chinese and in full-width signs") {
    for (const Case &each : kStated) {
        CAPTURE(each.text);
        CHECK(statedNumber(each.text).value_or("") == each.number);
    }
}

TEST_CASE("Chinese numerals have their values, and what is malformed has none") {
    for (const auto &[text, value] : {std::pair{"零", "0"},
                                      {"十", "10"},
                                      {"十五", "15"},
                                      {"二十", "20"},
                                      {"一百五", "150"},
                                      {"一百零五", "105"},
                                      {"一千零五十", "1050"},
                                      {"三千二", "3200"},
                                      {"两万五", "25000"},
                                      {"一万零三", "10003"},
                                      {"十二万三千四百五十六", "123456"},
                                      {"三亿", "300000000"},
                                      {"一亿二千万", "120000000"},
                                      {"二〇二四", "2024"}}) {
        CAPTURE_BOUND(text);
        CHECK(chineseNumber(text).value_or("none") == value);
    }
    for (const char *text : {"", "百", "十百", "一十一十", "一百零", "五百千", "万", "一二十", "abc", "1"})
        CHECK_MESSAGE(!chineseNumber(text).has_value(), text);
}

TEST_CASE("every number below ten thousand is read back from its Chinese and English words") {
    static const char *kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *kOnes[] = {"",         "one",     "two",     "three",     "four",     "five",    "six",
                                  "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *kTens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    for (int n = 1; n < 10000; ++n) {
        std::string chinese, english;
        const int parts[] = {n / 1000, n / 100 % 10, n / 10 % 10, n % 10};
        const char *units[] = {"千", "百", "十", ""};
        bool gap = false;
        for (int i = 0; i < 4; ++i) {
            if (parts[i] == 0) {
                gap = !chinese.empty();
                continue;
            }
            if (gap) chinese += "零";
            gap = false;
            if (!(i == 2 && parts[i] == 1 && chinese.empty())) chinese += kDigits[parts[i]];
            chinese += units[i];
        }
        if (parts[0]) english += std::string(kOnes[parts[0]]) + " thousand ";
        if (parts[1]) english += std::string(kOnes[parts[1]]) + " hundred ";
        if (n % 100 && n > 99) english += "and ";
        if (n % 100 < 20)
            english += kOnes[n % 100];
        else
            english += std::string(kTens[parts[2]]) + (parts[3] ? "-" + std::string(kOnes[parts[3]]) : "");
        REQUIRE_MESSAGE(chineseNumber(chinese).value_or("") == std::to_string(n), chinese);
        REQUIRE_MESSAGE(englishNumber(english).value_or("") == std::to_string(n), english);
    }
}
