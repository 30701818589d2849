// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/announced.h"
#include "core/text/answer/quantity.h"
#include "core/text/answer/statement.h"
#include <algorithm>
#include <vector>

namespace lapidary {
namespace {

constexpr std::size_t kLongest = 400; // bytes of a box or a tag

/// A statement and where it stands.
struct Mark {
    std::size_t begin = 0, end = 0; ///< end: of its number
    Statement said{};
    bool mayFail = true; ///< where no number is said, an earlier statement still counts
};

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char &c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool take(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Whether nothing but joints stands between two statements, so that both are offered.
bool areJoined(std::string_view between) {
    static constexpr std::string_view kJoints[] = {"or",   "and",   "the",   "my",    "final",   "correct",
                                                   "text", "quad",  "qquad", "maybe", "perhaps", "alternatively",
                                                   "a",    "boxed", "fbox",  "answer"};
    if (between.size() > kLongest) return false;
    while (!between.empty()) {
        const auto length =
            static_cast<std::size_t>(std::find_if_not(between.begin(), between.end(), isLetter) - between.begin());
        if (length == 0) {
            if (static_cast<unsigned char>(between[0]) >= 0x80 || (between[0] >= '0' && between[0] <= '9'))
                return false;
            between.remove_prefix(1);
            continue;
        }
        if (std::find(std::begin(kJoints), std::end(kJoints), lower(between.substr(0, length))) == std::end(kJoints))
            return false;
        between.remove_prefix(length);
    }
    return true;
}

/// Whether what stands behind a closed box takes it back: "\boxed{18} or 19".
bool goesOnToHedge(std::string_view behind) {
    const auto isJoint = [&] {
        return !behind.empty() && std::string_view(" \n$*,.;()}").find(behind[0]) != std::string_view::npos;
    };
    while (take(behind, "\\)") || take(behind, "\\]") || (isJoint() && take(behind, behind.substr(0, 1)))) {
    }
    const auto length =
        static_cast<std::size_t>(std::find_if_not(behind.begin(), behind.end(), isLetter) - behind.begin());
    const std::string word = lower(behind.substr(0, length));
    return isHedge(word) || ((word == "and" || word == "to") && leadingNumber(behind.substr(length)).has_value());
}

void close(Mark &mark, std::string_view text) {
    if (goesOnToHedge(text.substr(std::min(mark.end, text.size()), kLongest))) mark.said.value.reset();
}

/// \boxed{…}, \fbox{…}, \boxed 18
void findBoxes(std::string_view text, std::vector<Mark> &out) {
    for (std::size_t at = 0; (at = text.find("box", at)) != text.npos; at += 3) {
        const bool boxed = at >= 1 && text.substr(at - 1).starts_with("\\boxed");
        const bool framed = at >= 2 && text.substr(at - 2).starts_with("\\fbox");
        if (!boxed && !framed) continue;
        Mark mark{.begin = at - (boxed ? 1 : 2)};
        auto inside = text.substr(mark.begin + (boxed ? 6 : 5), kLongest);
        while (take(inside, " ")) {
        }
        if (!inside.starts_with('{')) {
            const auto end = std::min(inside.find_first_not_of("0123456789.,+-"), inside.size());
            inside = inside.substr(0, end);
        } else {
            std::size_t depth = 0, end = 0;
            do depth = inside[end] == '{' ? depth + 1 : inside[end] == '}' ? depth - 1 : depth;
            while (++end < inside.size() && depth > 0);
            if (depth > 0) continue; // never closed
            inside = inside.substr(1, end - 2);
        }
        mark.said = readStatement(inside, Reach::All);
        mark.end = static_cast<std::size_t>(inside.data() + inside.size() - text.data());
        close(mark, text);
        out.push_back(std::move(mark));
    }
}

void findTags(std::string_view text, const std::string &lowered, std::vector<Mark> &out) {
    constexpr std::string_view kOpen = "<answer>", kClose = "</answer>";
    for (std::size_t at = 0; (at = lowered.find(kOpen, at)) != lowered.npos; at += kOpen.size()) {
        const auto end = std::string_view(lowered).substr(at, kLongest).find(kClose);
        if (end == std::string_view::npos) continue;
        Mark mark{.begin = at, .end = at + end + kClose.size()};
        mark.said = readStatement(text.substr(at + kOpen.size(), end - kOpen.size()), Reach::All);
        close(mark, text);
        out.push_back(std::move(mark));
    }
}

/// The last words before a place in the same sentence, articles and the like left out.
std::string wordBefore(std::string_view text) {
    for (;;) {
        while (!text.empty() && (text.back() == ' ' || text.back() == '*' || text.back() == ',')) text.remove_suffix(1);
        std::size_t begin = text.size();
        while (begin > 0 && isLetter(text[begin - 1])) --begin;
        std::string word = lower(text.substr(begin));
        if (word != "the" && word != "my" && word != "final" && word != "correct" && word != "right") return word;
        text.remove_suffix(text.size() - begin);
    }
}

/// "answer is", "Answer:", "answer =", with emphasis on the way; then what is said.
std::optional<Mark> answerAt(std::string_view text, const std::string &lowered, std::size_t at) {
    auto rest = std::string_view(lowered).substr(at + 6);
    const auto skip = [&] {
        while (take(rest, "*") || take(rest, "_") || take(rest, " ")) {
        }
    };
    skip();
    const bool is = rest.starts_with("is") && (rest.size() == 2 || !isLetter(rest[2]));
    if (is)
        rest.remove_prefix(2);
    else if (!take(rest, ":") && !take(rest, "="))
        return std::nullopt;
    skip();
    while (take(rest, ":") || take(rest, "=")) skip();
    for (const std::string_view filler : {"therefore", "thus", "simply", "just", "exactly", "equal to", ",", ":"})
        if (take(rest, filler)) skip();
    const auto from = static_cast<std::size_t>(rest.data() - lowered.data());
    Mark mark{.begin = at, .said = readStatement(text.substr(from), Reach::Sentence)};
    mark.end = mark.said.number ? from + mark.said.length : from;
    const auto before = wordBefore(text.substr(at > 60 ? at - 60 : 0, std::min<std::size_t>(at, 60)));
    if (before == "if" || before == "whether") return std::nullopt; // nothing is said to be so
    if (isHedge(before)) mark.said.value.reset();
    static constexpr std::string_view kHarmless[] = {"correct",  "right",     "reasonable", "valid",    "consistent",
                                                     "verified", "confirmed", "plausible",  "sensible", "below",
                                                     "above",    "as",        "in",         "clear"};
    mark.mayFail = !is || std::any_of(std::begin(kHarmless), std::end(kHarmless),
                                      [&](auto word) { return rest.starts_with(word); });
    return mark;
}

void findAnswers(std::string_view text, const std::string &lowered, std::vector<Mark> &out) {
    for (std::size_t at = 0; (at = lowered.find("answer", at)) != lowered.npos; at += 6)
        if (auto mark = answerAt(text, lowered, at)) out.push_back(std::move(*mark));
}

std::optional<std::string> statedLast(std::string_view text) {
    const std::string lowered = lower(text);
    std::vector<Mark> marks;
    findBoxes(text, marks);
    findTags(text, lowered, marks);
    findAnswers(text, lowered, marks);
    std::stable_sort(marks.begin(), marks.end(), [](const Mark &a, const Mark &b) { return a.begin < b.begin; });
    const Mark *last = nullptr;
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
        if (!mark->said.number && mark->mayFail) continue;
        if (!last) {
            if (!mark->said.value) return std::nullopt;
            last = &*mark;
            continue;
        }
        const bool joined = mark->end >= last->begin || areJoined(text.substr(mark->end, last->begin - mark->end));
        if (joined && mark->said.value != last->said.value) return std::nullopt;
        break;
    }
    return last ? last->said.value : std::nullopt;
}

/// Behind the first "####" with a number. A second one that follows at once with another number makes two answers.
std::optional<Statement> behindHashes(std::string_view text) {
    for (std::size_t at = 0; (at = text.find("####", at)) != text.npos; ++at) {
        auto said = readStatement(text.substr(at + 4), Reach::Line);
        if (!said.number) continue;
        const auto next = std::min(text.find('\n', at + 4 + said.length), text.size());
        const auto second = std::min(text.find_first_not_of(" \t\r\n", next), text.size());
        const auto other =
            text.substr(second).starts_with("####") ? readStatement(text.substr(second + 4), Reach::Line) : Statement{};
        if (other.number && other.value != said.value) said.value.reset();
        return said;
    }
    return std::nullopt;
}

/// "A: 18" at the beginning of a line, as the published model solutions end.
std::optional<std::string> behindLineMark(std::string_view text) {
    for (std::size_t at = 0; (at = text.find("A:", at)) != text.npos; at += 2)
        if (at == 0 || text[at - 1] == '\n')
            if (auto said = readStatement(text.substr(at + 2), Reach::Line); said.value) return said.value;
    return std::nullopt;
}

} // namespace

std::optional<std::string> announcedNumber(std::string_view text) {
    if (const auto said = behindHashes(text)) return said->value;
    if (auto found = behindLineMark(text)) return found;
    if (auto found = statedLast(text)) return found;
    if (auto whole = wholeNumber(text)) return whole;
    const auto all = readQuantity(text);
    const bool alone = all && !all->canonical.empty() && all->rest.find_first_not_of(" \t\r\n.$*") == text.npos;
    return alone ? std::optional(all->canonical) : std::nullopt;
}

} // namespace lapidary
