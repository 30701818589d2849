// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/found.h"
#include "core/text/answer/math/boxes.h"
#include "core/text/answer/math/reader.h"
#include "core/text/answer/math/words.h"
#include <algorithm>

namespace lapidary::math {
namespace {

constexpr std::size_t kLongestWhole = 300;
constexpr int kPrefixes = 12;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
std::string lower(std::string_view text) {
    std::string out(text);
    for (char &c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// What is found, and where it begins: what stands last counts.
struct Mark {
    std::size_t begin = 0;
    std::string text{};
};
using Found = std::optional<Mark>;

// ---- formulas

struct Formula {
    std::size_t begin = 0, end = 0;
    std::string_view inside{};
};

std::optional<Formula> formulaAt(std::string_view text, std::size_t at) {
    struct Fence {
        std::string_view open, close;
        bool oneLine;
    };
    static constexpr Fence kFences[] = {
        {"$$", "$$", false}, {"$", "$", false}, {"\\(", "\\)", true}, {"\\[", "\\]", false}};
    const auto rest = text.substr(at, kLongest);
    if (rest.starts_with("\\begin{")) {
        const auto name = rest.substr(7, std::min(rest.find('}'), rest.size()) - 7);
        const auto close = rest.find("\\end{" + std::string(name) + "}");
        if (close == rest.npos) return std::nullopt;
        const auto length = close + 6 + name.size();
        return Formula{at, at + length, rest.substr(0, length)};
    }
    for (const auto &fence : kFences) {
        if (!rest.starts_with(fence.open)) continue;
        auto close = rest.find(fence.close, fence.open.size());
        while (close != rest.npos && close > 0 && rest[close - 1] == '\\' && fence.close[0] == '$')
            close = rest.find(fence.close, close + 1); // "\$" is money
        if (close == rest.npos || close == fence.open.size()) return std::nullopt;
        const auto inside = rest.substr(fence.open.size(), close - fence.open.size());
        if (fence.oneLine && inside.find('\n') != inside.npos) return std::nullopt;
        return Formula{at, at + close + fence.close.size(), inside};
    }
    return std::nullopt;
}

std::vector<Formula> formulasIn(std::string_view text) {
    std::vector<Formula> all;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '$') {
            at += 2;
            continue;
        }
        const auto formula = text[at] == '$' || text[at] == '\\' ? formulaAt(text, at) : std::nullopt;
        if (formula) all.push_back(*formula);
        at = formula ? formula->end : at + 1;
    }
    return all;
}

/// The last formulas of a text that are given together; where they end.
Found lastFormulas(std::string_view text, std::size_t &end) {
    const auto all = formulasIn(text);
    if (all.empty()) return std::nullopt;
    auto first = all.size() - 1;
    while (first > 0 && isJoint(text.substr(all[first - 1].end, all[first].begin - all[first - 1].end))) --first;
    const auto before = text.substr(0, all[first].begin);
    const bool list = before.find_first_not_of(" \n\"\\") == before.npos || before.ends_with("is ") ||
                      before.ends_with("are ") || before.ends_with(": ");
    if (!list) first = all.size() - 1;
    Mark mark{all[first].begin, {}};
    for (auto i = first; i < all.size(); ++i) mark.text += (i > first ? ", " : "") + std::string(all[i].inside);
    end = all.back().end;
    return mark;
}

// ---- numbers beside formulas

bool isBound(std::string_view text, std::size_t at) {
    if (at == 0) return true;
    const char before = text[at - 1];
    return !isLetter(before) && !isDigit(before) && before != '_' && before != '.' && before != '^';
}

/// The end of a number that begins at `at`; 0 where none does.
std::size_t numberEnd(std::string_view text, std::size_t at) {
    std::size_t end = at;
    if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
    const std::size_t from = end;
    while (end < text.size() && (isDigit(text[end]) || ((text[end] == ',' || text[end] == '.' || text[end] == '/') &&
                                                        end + 1 < text.size() && isDigit(text[end + 1]))))
        ++end;
    if (end == from || (end == from + 1 && !isDigit(text[from]))) return 0;
    const auto behind = text.substr(end, 2);
    for (const std::string_view order : {"st", "nd", "rd", "th"})
        if (behind == order) return 0;
    return end;
}

Found lastNumber(std::string_view text) {
    for (std::size_t at = text.size(); at-- > 0;) {
        if (!isDigit(text[at]) && !(text[at] == '.' && at + 1 < text.size() && isDigit(text[at + 1]))) continue;
        std::size_t begin = at;
        while (begin > 0 &&
               (isDigit(text[begin - 1]) || std::string_view(",./").find(text[begin - 1]) != std::string_view::npos))
            --begin;
        while (begin < at && !isDigit(text[begin]) && text[begin] != '.') ++begin;
        if (begin > 0 && (text[begin - 1] == '-' || text[begin - 1] == '+') && isBound(text, begin - 1)) --begin;
        const auto end = isBound(text, begin) ? numberEnd(text, begin) : 0;
        if (end > 0) return Mark{begin, std::string(text.substr(begin, end - begin))};
        at = begin;
    }
    return std::nullopt;
}

// ---- mathematics without words around it

/// Whether a blank stands at one side of two letters: "a" beside a word is an article, and else a quantity.
bool standsBeside(std::string_view text, std::size_t blank) {
    if (text.size() < 3 || text[blank] != ' ') return false;
    return isLetter(text[1]) && isLetter(text[blank == 0 ? 2 : 0]);
}

/// Words of two letters or more that mean nothing in a formula.
int strangeWords(std::string_view text) {
    int words = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\') { // a command, and the words of a text group
            const auto name = text.substr(at + 1);
            const auto length =
                static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), isLetter) - name.begin());
            const auto kind = meaningOf(name.substr(0, length)).kind;
            at += 1 + std::max<std::size_t>(length, 1);
            if (kind == Meaning::Kind::Text || kind == Meaning::Kind::Face || kind == Meaning::Kind::Environment)
                if (at < text.size()) at += groupLength(text.substr(at));
            continue;
        }
        if (!isLetter(text[at])) {
            ++at;
            continue;
        }
        const std::size_t from = at;
        while (at < text.size() && isLetter(text[at])) ++at;
        const auto word = text.substr(from, at - from);
        const bool joint = word.starts_with("and") || word.starts_with("or");
        const bool capitals = word.size() <= 3 && lower(word) != word && word.back() <= 'Z';
        const bool known = joint || capitals || isMeasure(lower(word)) || word == "pi" || word == "infinity" ||
                           word == "oo" || meaningOf(word).kind == Meaning::Kind::Function;
        const bool article = word == "a" && (standsBeside(text.substr(at), 0) ||
                                             (from > 2 && standsBeside(text.substr(from - 3, 3), 2)));
        if (article || (word.size() > 1 && !known)) ++words;
    }
    return words;
}

std::string_view bare(std::string_view text) {
    constexpr std::string_view kAround = " \t\r\n\"*`:";
    for (bool more = true; more;) {
        more = false;
        while (!text.empty() && kAround.find(text.front()) != kAround.npos) text.remove_prefix(1);
        while (!text.empty() && kAround.find(text.back()) != kAround.npos) text.remove_suffix(1);
        if (text.starts_with("\\\"")) text.remove_prefix(2), more = true;
        if (text.ends_with("\\") || text.ends_with(".")) text.remove_suffix(1), more = true;
    }
    return text;
}

bool isWord(std::string_view text) {
    return text.size() > 1 && text.size() < 30 && std::all_of(text.begin(), text.end(), isLetter);
}

bool isMathematics(std::string_view text) {
    return strangeWords(text) == 0 && readMath(text).has_value();
}

// ---- marks

/// What is said behind a mark, to the end of its sentence.
std::string_view sentence(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \n\r\t*"), text.size()));
    text = text.substr(0, kLongest);
    for (std::size_t at = 0; at < text.size();) {
        if (const auto formula = text[at] == '$' || text[at] == '\\' ? formulaAt(text, at) : std::nullopt) {
            at = formula->end;
            continue;
        }
        const bool ends = text[at] == '.' && (at + 1 == text.size() || !isDigit(text[at + 1]));
        if (ends || text[at] == '\n') return text.substr(0, at);
        ++at;
    }
    return text;
}

/// The longest beginning that is mathematics: "18 dollars" of "18 dollars a day".
std::optional<std::string> mathematicsAhead(std::string_view said) {
    if (said.empty() || (isLetter(said[0]) && said.size() > 1 && isLetter(said[1]))) return std::nullopt;
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at < said.size() && ends.size() < kPrefixes; ++at)
        if (said[at] == ' ') ends.push_back(at);
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        auto part = said.substr(0, *end);
        while (!part.empty() && (part.back() == ',' || part.back() == ';' || part.back() == ':')) part.remove_suffix(1);
        if (!part.empty() && isMathematics(part)) return std::string(part);
    }
    return std::nullopt;
}

std::optional<std::string> statedIn(std::string_view behind, const Forms &forms) {
    const auto said = bare(sentence(behind));
    if (said.empty()) return std::nullopt;
    const auto formulas = forms.latex ? formulasIn(said) : std::vector<Formula>();
    if (!formulas.empty() && formulas[0].begin == 0) {
        std::string text(formulas[0].inside);
        for (std::size_t i = 1; i < formulas.size(); ++i) {
            if (!isJoint(said.substr(formulas[i - 1].end, formulas[i].begin - formulas[i - 1].end))) break;
            text += ", " + std::string(formulas[i].inside);
        }
        return text;
    }
    if (isWord(said) || isMathematics(said)) return std::string(said);
    if (auto ahead = mathematicsAhead(said)) return ahead;
    std::size_t end = 0;
    const auto formula = forms.latex ? lastFormulas(said, end) : std::nullopt;
    if (formula) return formula->text;
    const auto number = forms.plain ? lastNumber(said) : std::nullopt;
    return number ? std::optional(number->text) : std::nullopt;
}

Found lastBoxes(std::string_view text) {
    const auto boxes = boxesIn(text);
    if (boxes.empty()) return std::nullopt;
    auto first = boxes.size() - 1;
    while (first > 0 && boxes[first - 1].end <= boxes[first].begin &&
           isJoint(text.substr(boxes[first - 1].end, boxes[first].begin - boxes[first - 1].end)))
        --first;
    const bool alike = std::all_of(boxes.begin() + static_cast<std::ptrdiff_t>(first), boxes.end(),
                                   [&](const Box &box) { return box.inside == boxes.back().inside; });
    if (alike) first = boxes.size() - 1;
    Mark mark{boxes[first].begin, {}};
    for (auto i = first; i < boxes.size(); ++i) mark.text += (i > first ? ", " : "") + std::string(boxes[i].inside);
    return mark.text.find_first_not_of(' ') == mark.text.npos ? std::nullopt : Found(mark);
}

Found lastTag(std::string_view text, const std::string &lowered) {
    const auto open = lowered.rfind("<answer>");
    if (open == lowered.npos) return std::nullopt;
    const auto close = lowered.find("</answer>", open);
    if (close == lowered.npos) return std::nullopt;
    const auto said = bare(text.substr(open + 8, close - open - 8));
    return said.empty() ? std::nullopt : Found(Mark{open, std::string(said)});
}

Found lastSaid(std::string_view text, const std::string &lowered, const Forms &forms) {
    int tries = 0;
    for (std::size_t at = lowered.size(); tries < 20 && (at = lowered.rfind("answer", at)) != lowered.npos; ++tries) {
        std::size_t from = at + 6;
        while (from < lowered.size() && (lowered[from] == ' ' || lowered[from] == '*')) ++from;
        const auto behind = std::string_view(lowered).substr(from);
        const bool is = behind.starts_with("is ") || behind.starts_with("is:");
        if (is || behind.starts_with(":") || behind.starts_with("=")) {
            from += is ? 2 : 1;
            while (from < text.size() && (text[from] == ' ' || text[from] == ':' || text[from] == '*')) ++from;
            if (auto said = statedIn(text.substr(from), forms)) return Mark{at, std::move(*said)};
        }
        if (at-- == 0) break;
    }
    return std::nullopt;
}

Found lastHashes(std::string_view text, const Forms &forms) {
    const auto hashes = text.rfind("#### ");
    if (hashes == text.npos) return std::nullopt;
    auto said = statedIn(text.substr(hashes + 5), forms);
    return said ? Found(Mark{hashes, std::move(*said)}) : std::nullopt;
}

bool isFenced(std::string_view text) {
    return text.find('$') != text.npos || text.find('\\') != text.npos;
}

} // namespace

std::optional<std::string> mathAnswerIn(std::string_view text, Forms forms) {
    const std::string lowered = lower(text);
    Found last;
    for (auto &found :
         {lastBoxes(text), lastTag(text, lowered), lastSaid(text, lowered, forms), lastHashes(text, forms)})
        if (found && (!last || found->begin >= last->begin)) last = found;
    if (last) return std::move(last->text);
    const auto all = bare(text);
    if (all.empty()) return std::nullopt;
    if (all.size() <= kLongestWhole && (isWord(all) || isMathematics(all)) && (forms.plain || isFenced(all)))
        return std::string(all);
    std::size_t end = 0;
    auto formula = forms.latex ? lastFormulas(text, end) : std::nullopt;
    auto number = forms.plain ? lastNumber(text.substr(end)) : std::nullopt;
    if (number) return std::move(number->text);
    return formula ? std::optional(std::move(formula->text)) : std::nullopt;
}

} // namespace lapidary::math
