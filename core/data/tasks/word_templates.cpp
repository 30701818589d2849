// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/word_templates.h"
#include "core/data/tasks/making.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::string_view kPersons[] = {"Tom", "Anna", "Ben", "Mia", "Leo", "Sara", "Omar", "Lily", "Max", "Nina"};
constexpr std::string_view kThings[] = {"apples", "pencils", "marbles", "stickers",
                                        "coins",  "books",   "shells",  "cards"};
constexpr std::string_view kChinesePersons[] = {"小明", "小红", "小刚", "小丽", "小华", "小芳", "小强", "小美"};
constexpr std::string_view kChineseThings[] = {"苹果", "铅笔", "弹珠", "贴纸", "硬币", "书", "贝壳", "卡片"};
constexpr std::string_view kCounters[] = {"个", "支", "颗", "张", "枚", "本", "个", "张"}; // of the things, in order

struct Template {
    Happening what;
    /// {P} who, {Q} another, {T} what, {C} its counter, {N} how many, {E} how many in each.
    std::string_view words;
};
constexpr Template kEnglish[] = {{Happening::Has, "{P} has {N} {T}."},
                                 {Happening::Has, "There are {N} {T} in the bag of {P}."},
                                 {Happening::Gets, "{P} finds {N} more {T}."},
                                 {Happening::Gets, "{P} buys {N} more {T}."},
                                 {Happening::Loses, "{P} gives {N} {T} to {Q}."},
                                 {Happening::Loses, "{P} loses {N} {T}."},
                                 {Happening::Boxes, "{P} buys {N} boxes with {E} {T} each."},
                                 {Happening::Bags, "{P} puts all the {T} into {N} equal bags."},
                                 {Happening::Age, "{P} is {N} years old."},
                                 {Happening::HowMany, "How many {T} does {P} have now?"},
                                 {Happening::HowManyInBag, "How many {T} of {P} are in each bag?"}};
constexpr Template kChinese[] = {{Happening::Has, "{P}有{N}{C}{T}。"},
                                 {Happening::Has, "{P}的袋子里有{N}{C}{T}。"},
                                 {Happening::Gets, "{P}又找到{N}{C}{T}。"},
                                 {Happening::Gets, "{P}又买了{N}{C}{T}。"},
                                 {Happening::Loses, "{P}给了{Q}{N}{C}{T}。"},
                                 {Happening::Loses, "{P}弄丢了{N}{C}{T}。"},
                                 {Happening::Boxes, "{P}买了{N}盒{T}，每盒{E}{C}。"},
                                 {Happening::Bags, "{P}把所有的{T}平均装进{N}个袋子。"},
                                 {Happening::Age, "{P}今年{N}岁。"},
                                 {Happening::HowMany, "{P}现在有多少{C}{T}？"},
                                 {Happening::HowManyInBag, "{P}的每个袋子里有多少{C}{T}？"}};

std::span<const Template> templates(bool chinese) {
    return chinese ? std::span<const Template>(kChinese) : std::span<const Template>(kEnglish);
}
std::span<const std::string_view> persons(bool chinese) {
    return chinese ? std::span<const std::string_view>(kChinesePersons) : std::span<const std::string_view>(kPersons);
}
std::span<const std::string_view> things(bool chinese) {
    return chinese ? std::span<const std::string_view>(kChineseThings) : std::span<const std::string_view>(kThings);
}

/// The longest of the words that a text begins with. Takes it.
bool takeOneOf(std::span<const std::string_view> words, std::string_view &text, std::size_t &place) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].size() > length && text.starts_with(words[i])) length = words[i].size(), place = i;
    text.remove_prefix(length);
    return length > 0;
}

bool takeWhole(std::string_view &text, std::int64_t &number) {
    const auto value = !text.empty() && text[0] >= '0' && text[0] <= '9' ? takeNumber(text) : std::nullopt;
    if (!value || value->below != 1) return false;
    number = value->above;
    return true;
}

bool takeSlot(char slot, std::string_view &text, bool chinese, Told &told) {
    std::size_t counter = 0;
    switch (slot) {
    case 'P':
        return takeOneOf(persons(chinese), text, told.person);
    case 'Q':
        return takeOneOf(persons(chinese), text, told.other);
    case 'T':
        return takeOneOf(things(chinese), text, told.thing);
    case 'C':
        return takeOneOf(kCounters, text, counter);
    case 'N':
        return takeWhole(text, told.number);
    default:
        return takeWhole(text, told.each);
    }
}

/// A sentence by one template. Takes it.
std::optional<Told> takeSentence(const Template &by, std::string_view &text, bool chinese) {
    Told told{.what = by.what};
    auto rest = text;
    for (std::string_view words = by.words; !words.empty();) {
        if (words[0] == '{') {
            if (!takeSlot(words[1], rest, chinese, told)) return std::nullopt;
            words.remove_prefix(3);
            continue;
        }
        if (rest.empty() || rest[0] != words[0]) return std::nullopt;
        rest.remove_prefix(1);
        words.remove_prefix(1);
    }
    text = rest;
    return told;
}

} // namespace

std::size_t personCount(bool chinese) {
    return persons(chinese).size();
}
std::size_t thingCount(bool chinese) {
    return things(chinese).size();
}

std::size_t wordingCount(Happening what, bool chinese) {
    const auto all = templates(chinese);
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const Template &each) { return each.what == what; }));
}

std::string write(const Told &told, std::size_t wording, bool chinese) {
    const auto all = templates(chinese);
    const auto first =
        std::find_if(all.begin(), all.end(), [&](const Template &each) { return each.what == told.what; });
    std::string out;
    for (std::string_view words = (first + static_cast<std::ptrdiff_t>(wording))->words; !words.empty();) {
        if (words[0] != '{') {
            out += words[0];
            words.remove_prefix(1);
            continue;
        }
        switch (words[1]) {
        case 'P':
            out += persons(chinese)[told.person];
            break;
        case 'Q':
            out += persons(chinese)[told.other];
            break;
        case 'T':
            out += things(chinese)[told.thing];
            break;
        case 'C':
            out += kCounters[told.thing];
            break;
        case 'N':
            out += std::to_string(told.number);
            break;
        default:
            out += std::to_string(told.each);
        }
        words.remove_prefix(3);
    }
    return out;
}

std::optional<std::vector<Told>> readTold(std::string_view text, bool chinese) {
    std::vector<Told> out;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        std::optional<Told> told;
        for (const Template &each : templates(chinese))
            if (!told) told = takeSentence(each, text, chinese);
        if (!told) return std::nullopt;
        out.push_back(*told);
    }
    return out.empty() ? std::nullopt : std::optional(std::move(out));
}

} // namespace lapidary
