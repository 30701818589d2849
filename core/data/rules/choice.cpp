// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/choice.h"
#include "core/data/rules/found_answer.h"
#include "core/text/answer/math/boxes.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
bool take(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}
void skip(std::string_view &text) {
    while (take(text, " ") || take(text, "*") || take(text, "_") || take(text, ":") || take(text, "$") ||
           take(text, "\n") || take(text, "\t") || take(text, "\r") || take(text, "`")) {
    }
}

struct Option {
    std::string letter{};
    std::string_view rest{}; ///< behind it
};

/// "(B)", "B", "B.", "option B", "\text{(B)}", "\boxed{B}"; nothing where the letter is part of a word.
std::optional<Option> optionAt(std::string_view text) {
    skip(text);
    for (const std::string_view word : {"option ", "Option ", "OPTION ", "choice ", "Choice "}) take(text, word);
    skip(text);
    bool braces = false;
    for (const std::string_view command : {"\\boxed{", "\\text{", "\\textbf{", "\\mathrm{", "\\mathbf{"})
        if (take(text, command)) braces = true;
    skip(text);
    const bool bracket = take(text, "(") || take(text, "[");
    if (text.empty() || !isLetter(text[0]) || upper(text[0]) > 'J') return std::nullopt;
    const char letter = text[0];
    text.remove_prefix(1);
    const bool bare = !braces && !bracket;
    if (!text.empty() && (isLetter(text[0]) || text[0] == '\'' || static_cast<unsigned char>(text[0]) >= 0x80))
        return std::nullopt;
    // A letter of its own is a capital; "A train" and "I think" begin sentences.
    const bool sentence = (letter == 'A' || letter == 'I') && text.size() > 1 && text[0] == ' ' && isLetter(text[1]) &&
                          !text.starts_with(" because") && !text.starts_with(" since") && !text.starts_with(" or ");
    if (bare && (letter >= 'a' || sentence)) return std::nullopt;
    if (bracket && !take(text, ")") && !take(text, "]")) return std::nullopt;
    return Option{std::string(1, upper(letter)), text};
}

/// Whether another letter is offered at once: "B or C", "B, C", "B and C".
bool offersAnother(const Option &option) {
    auto rest = option.rest;
    for (bool more = true; more;) {
        more = take(rest, " ") || take(rest, "}") || take(rest, "$") || take(rest, "*") || take(rest, ")");
    }
    const bool joint =
        take(rest, "or ") || take(rest, "and ") || take(rest, ", or ") || take(rest, ", ") || take(rest, "/");
    const auto other = joint ? optionAt(rest) : std::nullopt;
    return other && other->letter != option.letter;
}

class Choice final : public FoundAnswerRule {
public:
    std::string name() const override { return "choice"; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        std::optional<Option> last;
        std::size_t where = 0;
        for (const auto &box : math::boxesIn(completion)) {
            auto option = box.closed ? optionAt(box.inside) : std::nullopt;
            if (!option || box.begin < where) continue;
            if (!offersAnother(*option))
                option->rest = std::string_view(completion).substr(box.end); // "or C" behind it
            last = option;
            where = box.begin;
        }
        std::string lowered = completion;
        for (char &c : lowered)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        for (const std::string_view mark : {"answer", "option", "choice", "ans:"})
            for (std::size_t at = 0; (at = lowered.find(mark, at)) != lowered.npos; at += mark.size())
                if (const auto option = announced(std::string_view(completion).substr(at + mark.size()));
                    option && at >= where)
                    last = option, where = at;
        if (!last) last = alone(completion);
        if (!last || offersAnother(*last)) return std::nullopt;
        return last->letter;
    }

private:
    /// Behind "answer" and the like: "is B", ": B", "- B" anywhere, and a letter without a sign where the line ends.
    static std::optional<Option> announced(std::string_view behind) {
        const auto before = behind.size();
        while (take(behind, " ") || take(behind, "*")) {
        }
        const bool is = take(behind, "is:") || take(behind, "is ") || take(behind, "is\n") || take(behind, ">");
        bool sign = is || take(behind, ":") || take(behind, "=") || (before > behind.size() && take(behind, "- "));
        while (sign && (take(behind, " ") || take(behind, ":"))) {
        }
        const auto option = optionAt(behind);
        if (!option || sign) return option;
        auto rest = option->rest;
        while (take(rest, ".") || take(rest, " ") || take(rest, "*") || take(rest, "\r")) {
        }
        return rest.empty() || rest[0] == '\n' ? option : std::nullopt;
    }

    /// "B", "(b)", "B.", "B) 12 dollars"
    static std::optional<Option> alone(std::string_view text) {
        while (!text.empty() && std::string_view(" \n\r\t").find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        if (const auto line = text.rfind('\n'); line != text.npos && text.size() - line <= 5)
            text.remove_prefix(line + 1);
        auto option = optionAt(text);
        if (!option && text.size() == 1 && isLetter(text[0]) && upper(text[0]) <= 'J')
            option = Option{std::string(1, upper(text[0])), {}};
        if (!option) return std::nullopt;
        auto rest = option->rest;
        const bool marked = take(rest, ")") || take(rest, ".") || take(rest, ":");
        skip(rest);
        return rest.empty() || marked || rest == "." ? option : std::nullopt;
    }
};

} // namespace

std::unique_ptr<Rule> makeChoiceRule() {
    return std::make_unique<Choice>();
}

} // namespace lapidary
