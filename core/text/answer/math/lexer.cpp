// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/lexer.h"
#include "core/text/answer/math/words.h"
#include <algorithm>

namespace lapidary::math {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digitAt(std::string_view text, std::size_t at) {
    return at < text.size() && isDigit(text[at]);
}
bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
std::size_t digitsAt(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
}
std::string_view lettersAt(std::string_view text) {
    return text.substr(0,
                       static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isLetter) - text.begin()));
}
std::string lower(std::string_view text) {
    std::string out(text);
    for (char &c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}
std::string_view trimmed(std::string_view text) {
    while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
    return text;
}

/// Between groups of three digits; a longer one first.
constexpr std::string_view kGroups[] = {",\\! ", ",\\!", "{,}", "\\,", ",", " "};

/// What stands for one sign: operators of plain text and characters beyond ASCII.
struct Spelling {
    std::string_view text;
    Token::Kind kind;
    std::string_view sign;
};
constexpr Spelling kSpellings[] = {{"<=", Token::Kind::Relation, "l"},
                                   {">=", Token::Kind::Relation, "g"},
                                   {"!=", Token::Kind::Relation, "n"},
                                   {"==", Token::Kind::Relation, "="},
                                   {"=", Token::Kind::Relation, "="},
                                   {"<", Token::Kind::Relation, "<"},
                                   {">", Token::Kind::Relation, ">"},
                                   {"\xE2\x89\xA4", Token::Kind::Relation, "l"}, // ≤
                                   {"\xE2\x89\xA5", Token::Kind::Relation, "g"}, // ≥
                                   {"\xE2\x89\xA0", Token::Kind::Relation, "n"}, // ≠
                                   {"\xE2\x88\x88", Token::Kind::Relation, "i"}, // ∈
                                   {"\xE2\x89\x88", Token::Kind::Relation, "a"}, // ≈
                                   {"**", Token::Kind::Sign, "^"},
                                   {"\xE2\x88\x92", Token::Kind::Sign, "-"}, // −
                                   {"\xE2\x80\x93", Token::Kind::Sign, "-"}, // –
                                   {"\xC3\x97", Token::Kind::Sign, "*"},
                                   {"\xC2\xB7", Token::Kind::Sign, "*"}, // × ·
                                   {"\xC3\xB7", Token::Kind::Sign, "/"},
                                   {"\xC2\xB1", Token::Kind::Sign, "pm"}, // ÷ ±
                                   {"\xC2\xB0", Token::Kind::Sign, "deg"},
                                   {"\xE2\x88\xAA", Token::Kind::Sign, "cup"}, // ° ∪
                                   {"\xE2\x88\xA9", Token::Kind::Sign, "cap"},
                                   {"\xE2\x88\x9E", Token::Kind::Letter, "infty"}, // ∩ ∞
                                   {"\xCF\x80", Token::Kind::Letter, "pi"},
                                   {"\xE2\x88\x9A", Token::Kind::Command, "sqrt"}, // π √
                                   {"\\%", Token::Kind::Sign, "%"},
                                   {"\\{", Token::Kind::Sign, "\\{"},
                                   {"\\}", Token::Kind::Sign, "\\}"},
                                   {"\\|", Token::Kind::Sign, "|"},
                                   {";", Token::Kind::Sign, ","}};
constexpr std::string_view kBlanks[] = {"\\!", "\\,",      "\\;",          "\\:",          "\\ ",      "\\$", "\\&",
                                        "\\-", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x82\xAC", "\xC2\xA3", "$",   "~",
                                        "`",   "\\(",      "\\)",          "\\[",          "\\]",      "\\/"};
constexpr std::string_view kOnes = "+-*/^_(){}[]|,'!%:&";

class Lexer {
public:
    Lexer(std::string_view text, Commas commas) : rest_(text), commas_(commas) {}

    std::optional<std::vector<Token>> run(int depth = 0) {
        depth_ = depth;
        while (!rest_.empty())
            if (!step() || tokens_.size() > kLongest) return std::nullopt;
        return std::move(tokens_);
    }

private:
    std::string_view rest_;
    Commas commas_;
    int depth_ = 0;
    bool spaced_ = false;
    std::vector<Token> tokens_{};

    bool take(std::string_view prefix) {
        if (!rest_.starts_with(prefix)) return false;
        rest_.remove_prefix(prefix.size());
        return true;
    }
    bool add(Token token) {
        token.spaced = spaced_;
        spaced_ = false;
        tokens_.push_back(std::move(token));
        return true;
    }
    bool add(Token::Kind kind, std::string_view text) { return add({.kind = kind, .text = std::string(text)}); }

    bool step() {
        if (isBlank(rest_[0])) {
            spaced_ = true;
            rest_.remove_prefix(1);
            return true;
        }
        if (digitAt(rest_, 0) || (rest_[0] == '.' && digitAt(rest_, 1))) return number();
        if (isLetter(rest_[0])) return word();
        if (rest_.starts_with("\\\\")) return rows();
        for (const auto blank : kBlanks)
            if (take(blank)) return spaced_ = true;
        for (const auto &spelling : kSpellings)
            if (take(spelling.text)) return add(spelling.kind, spelling.sign);
        if (take("\xC2\xB2") || take("\xC2\xB3")) return raised(rest_.data()[-1] == '\xB2' ? 2 : 3);
        if (rest_.size() > 1 && rest_[0] == '\\' && isLetter(rest_[1])) return command();
        if (kOnes.find(rest_[0]) == kOnes.npos) return false;
        add(Token::Kind::Sign, rest_.substr(0, 1));
        rest_.remove_prefix(1);
        return true;
    }

    bool raised(int power) {
        add(Token::Kind::Sign, "^");
        return add({.kind = Token::Kind::Number, .number = power});
    }

    /// "\\" between rows; before a command it is one backslash that was escaped twice.
    bool rows() {
        if (const auto name = lettersAt(rest_.substr(2));
            !name.empty() && meaningOf(name).kind != Meaning::Kind::Unknown && name != "n") {
            rest_.remove_prefix(1);
            return command();
        }
        rest_.remove_prefix(2);
        return add(Token::Kind::Sign, "\\\\");
    }

    /// The length of a sign between groups and of the three digits behind it.
    static std::pair<std::size_t, std::size_t> groupAt(std::string_view text) {
        for (const auto sign : kGroups)
            if (text.starts_with(sign) && digitsAt(text.substr(sign.size())) > 0)
                return {sign.size(), digitsAt(text.substr(sign.size()))};
        return {0, 0};
    }

    std::string wholePart() {
        const auto first = digitsAt(rest_);
        std::string digits(rest_.substr(0, first));
        auto behind = rest_.substr(first);
        rest_ = behind;
        const bool script = !tokens_.empty() && (tokens_.back().is("_") || tokens_.back().is("^")); // \log_2 128
        if (script || commas_ != Commas::Group || first == 0 || first > 3 || digits[0] == '0') return digits;
        std::string all = digits;
        while (!behind.empty()) {
            const auto [sign, length] = groupAt(behind);
            if (sign == 0 || (behind[0] == ' ' && length != 3)) break;
            if (length != 3) return digits; // "1,234,56" is grouped otherwise, or not at all
            all += behind.substr(sign, length);
            behind.remove_prefix(sign + length);
        }
        rest_ = behind;
        return all;
    }

    bool number() {
        std::string digits = wholePart();
        int places = -1;
        const bool comma = commas_ == Commas::Decimal && !rest_.empty() && rest_[0] == ',';
        if ((comma || rest_.starts_with('.')) && digitAt(rest_, 1)) {
            rest_.remove_prefix(1);
            const auto length = digitsAt(rest_);
            digits += rest_.substr(0, length);
            places = static_cast<int>(length);
            rest_.remove_prefix(length);
        } else if (rest_.starts_with('.') && trimmed(rest_.substr(1)).empty()) {
            rest_ = {}; // the end of a sentence
        }
        if (digits.size() > kMostDigits) return false;
        int power = 0;
        if (!takeExponent(power)) return false;
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1)); // else it is read as octal
        Rational value{Integer(digits)};
        power -= std::max(places, 0);
        const Integer scale = boost::multiprecision::pow(Integer(10), static_cast<unsigned>(std::abs(power)));
        if (power < 0)
            value /= Rational(scale);
        else
            value *= Rational(scale);
        return add({.kind = Token::Kind::Number, .number = std::move(value), .places = places});
    }

    /// "e-3" behind a number.
    bool takeExponent(int &power) {
        if (rest_.size() < 2 || (rest_[0] != 'e' && rest_[0] != 'E')) return true;
        const std::size_t sign = rest_[1] == '-' || rest_[1] == '+' ? 1 : 0;
        const auto length = digitsAt(rest_.substr(1 + sign));
        if (length == 0) return true;
        if (length > 2) return false;
        power = std::stoi(std::string(rest_.substr(1 + sign, length))) * (rest_[1] == '-' ? -1 : 1);
        rest_.remove_prefix(1 + sign + length);
        return true;
    }

    bool word() {
        auto letters = lettersAt(rest_);
        const auto joint = [&](std::string_view name) {
            const bool whole = letters == name;
            const bool glued = letters.size() > name.size() && letters.starts_with(name) &&
                               letters[name.size()] >= 'A' && letters[name.size()] <= 'Z';
            return whole || (glued && !tokens_.empty());
        };
        for (const std::string_view name : {"and", "or"})
            if (joint(name)) {
                rest_.remove_prefix(name.size());
                return add(Token::Kind::Sign, ",");
            }
        rest_.remove_prefix(letters.size());
        const auto meaning = meaningOf(letters);
        if (letters == "infinity" || letters == "inf" || letters == "oo") return add(Token::Kind::Letter, "infty");
        if (letters == "pi") return add(Token::Kind::Letter, "pi");
        if (meaning.kind == Meaning::Kind::Function && letters != "frac" && letters != "deg" && letters.size() > 1)
            return add(Token::Kind::Command, letters);
        if (const auto low = lower(letters); isMeasure(low))
            return low == "percent" || low == "pct" ? add(Token::Kind::Sign, "%") : add(Token::Kind::Text, low);
        for (const char letter : letters) add(Token::Kind::Letter, std::string_view(&letter, 1));
        return true;
    }

    bool command() {
        rest_.remove_prefix(1);
        auto name = lettersAt(rest_);
        auto meaning = meaningOf(name);
        for (const std::string_view glued : {"qquad", "quad"}) // "\quadx"
            if (meaning.kind == Meaning::Kind::Unknown && name.starts_with(glued))
                name = glued, meaning.kind = Meaning::Kind::Skipped;
        rest_.remove_prefix(name.size());
        switch (meaning.kind) {
        case Meaning::Kind::Unknown:
            return false;
        case Meaning::Kind::Function:
            return add(Token::Kind::Command, meaning.name);
        case Meaning::Kind::Letter:
            return add(Token::Kind::Letter, meaning.name);
        case Meaning::Kind::Sign:
            return add(Token::Kind::Sign, meaning.name);
        case Meaning::Kind::Relation:
            return add(Token::Kind::Relation, meaning.name);
        case Meaning::Kind::Text:
            return words(false);
        case Meaning::Kind::Face:
            return name == "mathbb" && takeReals() ? add(Token::Kind::Letter, "mathbb_R") : words(true);
        case Meaning::Kind::Environment:
            return environment(meaning.name == "begin");
        case Meaning::Kind::Skipped:
            break;
        }
        if (name == "left" || name == "right") take("."); // no bracket on this side
        return spaced_ = true;
    }

    bool environment(bool begins) {
        const auto length = groupLength(rest_);
        if (length == 0) return false;
        const auto name = rest_.substr(1, length - 2);
        rest_.remove_prefix(length);
        if (begins && name == "array") rest_.remove_prefix(groupLength(rest_)); // how its columns stand
        return add(begins ? Token::Kind::Begin : Token::Kind::End, name);
    }

    /// \text{…} and \mathrm{…}: words, or mathematics in another face.
    bool words(bool face) {
        take("*");
        while (take(" ")) {
        }
        const auto length = groupLength(rest_);
        if (length == 0 && rest_.empty()) return false;
        const auto inside = trimmed(length > 0 ? rest_.substr(1, length - 2) : rest_.substr(0, 1));
        rest_.remove_prefix(length > 0 ? length : 1);
        const auto low = lower(inside);
        if (inside.empty()) return spaced_ = true;
        if (low == "and" || low == "or" || low == ",") return add(Token::Kind::Sign, ",");
        if (low == "percent" || low == "%" || low == "\\%") return add(Token::Kind::Sign, "%");
        const bool letter = inside.size() == 1 && isLetter(inside[0]);
        const bool command = face && meaningOf(inside).kind == Meaning::Kind::Function;
        if (command) return add(Token::Kind::Command, inside);
        if (face && letter) return add(Token::Kind::Letter, inside);
        const bool mathematics = std::none_of(inside.begin(), inside.end(), isLetter) ||
                                 (face && inside.find_first_of("\\+-=^_") != inside.npos);
        if (mathematics) return splice(inside);
        return add(Token::Kind::Text, inside);
    }

    bool takeReals() { return take("{R}") || take(" R") || take("R"); }

    bool splice(std::string_view inside) {
        if (depth_ > 3) return false;
        auto more = Lexer(inside, commas_).run(depth_ + 1);
        if (!more) return false;
        tokens_.insert(tokens_.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
        return true;
    }
};

} // namespace

std::size_t groupLength(std::string_view text) {
    if (!text.starts_with('{')) return 0;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
            continue;
        }
        if (text[i] == '{') ++depth;
        if (text[i] == '}' && --depth == 0) return i + 1;
    }
    return 0;
}

std::optional<std::vector<Token>> tokensOf(std::string_view text, Commas commas) {
    if (text.size() > kLongest) return std::nullopt;
    return Lexer(text, commas).run();
}

} // namespace lapidary::math
