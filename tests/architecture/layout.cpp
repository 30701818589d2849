// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/layout.h"
#include "tests/architecture/code_text.h"
#include <algorithm>
#include <regex>

namespace lapidary::test {
namespace {

constexpr int kWidest = 120, kLongest = 50;

/// In UTF-8 all bytes of a character but the first have the form 10xxxxxx.
auto characters(const std::string &line) {
    return std::count_if(line.begin(), line.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

/// What an opening brace begins.
enum class Block { Scope, Function, Other };

/// `head`: the code between the last statement or brace and this one.
Block blockBehind(std::string head) {
    static const std::regex templates(R"(template\s*<[^<>]*(<[^<>]*>[^<>]*)*>)"), operators(R"(operator\s*[^\s\w(]+)");
    static const std::regex parameters(
        R"(\)\s*((const|volatile|noexcept(\s*\([^)]*\))?|override|final|mutable|try|&&?)\s*)*(->[^;]*)?$)");
    static const std::regex initialisers(R"(\)\s*(noexcept\s*)?:[^:][\s\S]*$)");
    static const std::regex scope(R"(\b(namespace|extern|class|struct|union|enum)\b)");
    static const std::regex table(R"(=\s*$|=\s*[^\[\s=][^=]*$)"), lambda(R"(=\s*\[)");
    head = std::regex_replace(std::regex_replace(head, templates, ""), operators, "operator");
    while (!head.empty() && std::isspace(static_cast<unsigned char>(head.back()))) head.pop_back();
    std::string outside; // of all parentheses: default arguments hold = too
    int depth = 0;
    for (const char c : head) {
        depth -= c == ')';
        if (depth == 0) outside += c;
        depth += c == '(';
    }
    if (std::regex_search(outside, lambda)) return Block::Function;
    if (std::regex_search(outside, table)) return Block::Other;
    if (std::regex_search(head, parameters) || std::regex_search(head, initialisers)) return Block::Function;
    return std::regex_search(outside, scope) ? Block::Scope : Block::Other;
}

/// Finds the functions of a source by its braces.
class Functions {
public:
    Functions(std::string code, const std::string &path, std::vector<Offence> &out)
        : code_(std::move(code)), path_(path), out_(out) {}

    void check() {
        for (; at_ < code_.size(); ++at_) {
            const char c = code_[at_];
            line_ += c == '\n';
            parentheses_ += (c == '(') - (c == ')');
            if (c == '{')
                open();
            else if (c == '}' || (c == ';' && parentheses_ == 0))
                head_.clear(); // a scope ends, or a declaration
            else
                head_ += c;
        }
    }

private:
    void open() {
        const bool member = isMemberInitialiser();
        const Block block = parentheses_ > 0 || member ? Block::Other : blockBehind(head_);
        if (block == Block::Scope) {
            head_.clear();
            return;
        }
        const int first = line_;
        skipBlock();
        if (block == Block::Function && line_ - first + 1 > kLongest)
            out_.push_back(
                {"function", path_, first,
                 "a function of " + std::to_string(line_ - first + 1) + " lines; at most " + std::to_string(kLongest)});
        if (block == Block::Function)
            head_.clear();
        else if (member)
            head_ += "()"; // as if it had been initialised in parentheses
    }

    /// The brace behind a name in ": a_{1}, b_{2} {": it does not begin the body.
    bool isMemberInitialiser() const {
        static const std::regex name(R"(\)\s*(noexcept\s*)?:[^:][\s\S]*[\w>]\s*$)");
        return std::regex_search(head_, name);
    }

    /// From an opening brace to the one that closes it.
    void skipBlock() {
        int depth = 0;
        for (; at_ < code_.size(); ++at_) {
            line_ += code_[at_] == '\n';
            depth += (code_[at_] == '{') - (code_[at_] == '}');
            if (depth == 0) return;
        }
    }

    std::string code_;
    const std::string &path_;
    std::vector<Offence> &out_;
    std::string head_{};
    std::size_t at_ = 0;
    int line_ = 1, parentheses_ = 0;
};

} // namespace

void checkLayout(const std::string &path, const std::vector<std::string> &lines, std::vector<Offence> &out) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (const auto width = characters(lines[i]); width > kWidest)
            out.push_back({"width", path, static_cast<int>(i) + 1,
                           std::to_string(width) + " characters; at most " + std::to_string(kWidest)});
    Functions(codeOf(lines), path, out).check();
}

} // namespace lapidary::test
