// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/equal.h"
#include "core/text/answer/math/normal.h"
#include "core/text/answer/math/numeric.h"
#include "core/text/answer/math/reader.h"
#include "core/text/answer/math/settle.h"
#include "core/text/answer/math/words.h"
#include "core/text/answer/math/work.h"
#include <algorithm>
#include <set>

namespace lapidary::math {
namespace {

constexpr int kSixDigits = 6;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isAlphanumeric(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
}

/// A word in lower case; one letter alone as it is, for "E" and "e" are two quantities.
std::string lowerWord(std::string text) {
    const bool word = text.size() > 1 && std::all_of(text.begin(), text.end(), isLetter);
    for (char &c : text)
        if (word && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// The letters of "o·d·d" and of the words of a text.
std::optional<std::string> lettersOf(const Node &value) {
    if (value.kind == Kind::Symbol || value.kind == Kind::Text) return plainLetters(value.name);
    if (value.kind != Kind::Product) return std::nullopt;
    std::string all;
    for (const auto &part : value.parts) {
        const auto letters = lettersOf(part);
        if (!letters) return std::nullopt;
        all += *letters;
    }
    return all;
}

/// The decimal that a value is written as, where it has digits enough to be a rounded one.
std::optional<Rational> unitOf(const Node &value) {
    const bool negated = value.kind == Kind::Product && value.parts.size() == 2 && value.parts[0].number == -1;
    const Node &number = negated ? value.parts[1] : value;
    if (number.kind != Kind::Number || number.places < kSixDigits) return std::nullopt;
    const Rational unit = 1 / Rational(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(number.places)));
    return abs(number.number) >= unit * 100000 ? std::optional(unit) : std::nullopt;
}

class Comparison {
public:
    explicit Comparison(const Equality &how) : how_(how) {}

    bool same(const Node &reference, const Node &answer) {
        if (reference.kind == Kind::Relation || answer.kind == Kind::Relation) return relations(reference, answer);
        if (reference.kind == Kind::List && answer.kind != Kind::List) {
            if (const auto set = intervalOf(reference)) return same(*set, answer);
        }
        if (const auto decided = containers(reference, answer)) return *decided;
        return scalars(reference, answer);
    }

private:
    Equality how_;

    static bool isContainer(const Node &value) {
        switch (value.kind) {
        case Kind::List:
        case Kind::Tuple:
        case Kind::Set:
        case Kind::Interval:
        case Kind::Union:
        case Kind::Matrix:
            return true;
        default:
            return false;
        }
    }

    std::optional<bool> containers(const Node &a, const Node &b) {
        if (!isContainer(a) && !isContainer(b)) return std::nullopt;
        if (a.kind == Kind::Set && a.parts.size() == 1 && !isContainer(b)) return same(a.parts[0], b);
        if (b.kind == Kind::Set && b.parts.size() == 1 && !isContainer(a)) return same(a, b.parts[0]);
        const auto pair = [&](Kind first, Kind second) { return a.kind == first && b.kind == second; };
        if (pair(Kind::List, Kind::List)) return lists(a, b);
        if (pair(Kind::List, Kind::Set) || pair(Kind::Set, Kind::List) || pair(Kind::Set, Kind::Set) ||
            pair(Kind::Union, Kind::Union))
            return inAnyOrder(a.parts, b.parts);
        if (pair(Kind::List, Kind::Tuple) || pair(Kind::Tuple, Kind::List)) return inOrder(a.parts, b.parts);
        if (a.kind != b.kind || a.name != b.name) return false;
        return inOrder(a.parts, b.parts);
    }

    bool inOrder(const std::vector<Node> &a, const std::vector<Node> &b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [&](const Node &left, const Node &right) { return same(left, right); });
    }

    /// Each has its like on the other side; what is said twice counts once.
    bool inAnyOrder(const std::vector<Node> &a, const std::vector<Node> &b) {
        std::vector<bool> met(b.size());
        for (const auto &left : a) {
            bool found = false;
            for (std::size_t at = 0; at < b.size(); ++at)
                if (same(left, b[at])) found = met[at] = true;
            if (!found) return false;
        }
        return std::find(met.begin(), met.end(), false) == met.end();
    }

    /// Where each value has a name of its own, the names tell which is which; without names on one side, the order
    /// does.
    bool lists(const Node &a, const Node &b) {
        const auto namesOf = [](const Node &list) {
            std::set<std::string> names;
            for (const auto &part : list.parts)
                if (isAssignment(part)) names.insert(nameOf(part));
            return names;
        };
        const auto left = namesOf(a), right = namesOf(b);
        const bool named = left.size() == a.parts.size(), alsoNamed = right.size() == b.parts.size();
        if (named && alsoNamed && left == right) {
            const auto sorted = [](const Node &list) {
                auto parts = list.parts;
                std::sort(parts.begin(), parts.end(),
                          [](const Node &x, const Node &y) { return nameOf(x) < nameOf(y); });
                return parts;
            };
            return inOrder(sorted(a), sorted(b));
        }
        if (a.parts.size() > 1 && (named || alsoNamed)) return inOrder(a.parts, b.parts);
        return inAnyOrder(a.parts, b.parts);
    }

    static std::string nameOf(const Node &assignment) {
        const auto normal = normalOf(assignment.parts[0]);
        return normal ? toText(*normal) : std::string();
    }

    bool relations(const Node &reference, const Node &answer) {
        const bool given = isAssignment(reference), found = isAssignment(answer);
        if (given && found && same(reference.parts[1], answer.parts[1])) return true;
        if (given && answer.kind != Kind::Relation) return same(reference.parts[1], answer);
        if (found && reference.kind != Kind::Relation) return same(reference, answer.parts[1]);
        if (reference.kind == answer.kind) {
            if (reference.name != answer.name) return false;
            return reference.parts.size() == 2 ? proportional(reference, answer)
                                               : inOrder(reference.parts, answer.parts);
        }
        if (const auto set = intervalOf(reference); set && answer.kind != Kind::Relation) return same(*set, answer);
        const auto set = how_.inequalityForInterval ? intervalOf(answer) : std::nullopt;
        return set && same(reference, *set);
    }

    /// a = b and c = d where a - b is a multiple of c - d; an inequality must be a positive one.
    bool proportional(const Node &reference, const Node &answer) {
        const auto left = normalOf(difference(reference.parts[0], reference.parts[1])),
                   right = normalOf(difference(answer.parts[0], answer.parts[1]));
        if (!left || !right || left->isZero() || right->isZero()) return false;
        const auto lead = right->terms.find(left->terms.begin()->first);
        if (lead == right->terms.end()) return false;
        const Rational factor = left->terms.begin()->second / lead->second;
        const bool directed = reference.name != "=" && reference.name != "n";
        if (directed && factor < 0) return false;
        const auto rest = sum(*left, *right, -factor);
        return rest && rest->isZero();
    }

    bool scalars(const Node &reference, const Node &answer) {
        const auto given = withoutMeasure(reference), found = withoutMeasure(answer);
        const auto unit = lastMeasure(given.measure), other = lastMeasure(found.measure);
        if (!unit.empty() && !other.empty() && unit != other) return false;
        const bool percent = given.value.kind == Kind::Percent, also = found.value.kind == Kind::Percent;
        const Node &left = percent ? given.value.parts[0] : given.value;
        const Node &right = also ? found.value.parts[0] : found.value;
        if (sameValue(left, right)) return true;
        const bool angle = reference.kind == Kind::Degree, otherAngle = answer.kind == Kind::Degree;
        if (angle != otherAngle) return sameValue(reference, answer);    // 45 degrees are pi/4
        if (percent != also) return sameValue(given.value, found.value); // 50% is 50, and it is 0.5
        return false;
    }

    /// The measure that the words name, if it is a known one.
    static std::string lastMeasure(const std::string &words) {
        std::string word, found;
        for (const char c : words + " ") {
            if (isLetter(c)) {
                word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                continue;
            }
            if (const auto measure = measureOf(word); !measure.empty()) found += measure;
            word.clear();
        }
        return found;
    }

    bool sameValue(const Node &a, const Node &b) {
        const bool words = a.kind == Kind::Text || b.kind == Kind::Text;
        if (words) {
            const auto left = lettersOf(a), right = lettersOf(b);
            return left && right && !left->empty() && lowerWord(*left) == lowerWord(*right);
        }
        const auto left = normalOf(a), right = normalOf(b);
        const auto rest = left && right ? sum(*left, *right, -1) : std::nullopt;
        if (rest && rest->isZero()) return true;
        if (const auto rounded = roundedAlike(a, b)) return *rounded;
        if (rest && !rest->opaque) return false;
        return compareValues(a, b) == Same::Yes;
    }

    /// A decimal of six digits or more against a number that is none.
    static std::optional<bool> roundedAlike(const Node &a, const Node &b) {
        const auto left = unitOf(a), right = unitOf(b);
        if (left.has_value() == right.has_value() || hasLetters(a) || hasLetters(b)) return std::nullopt;
        if (isDecimal(left ? b : a)) return std::nullopt;
        return (left ? compareRounded(a, b, *left) : compareRounded(b, a, *right)) == Same::Yes;
    }

    static bool isDecimal(const Node &value) {
        const bool negated = value.kind == Kind::Product && value.parts.size() == 2 && value.parts[0].number == -1;
        const Node &number = negated ? value.parts[1] : value;
        return number.kind == Kind::Number && number.places >= 0;
    }
};

bool isReadDecimal(std::string_view text) { // "1,22" without anything else
    const auto comma = text.find(',');
    if (comma == text.npos || comma == 0 || text.size() != comma + 3) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ',' || c == '-' || (c >= '0' && c <= '9'); });
}

bool hasGroups(std::string_view text) {
    for (std::size_t at = 1; at + 3 < text.size(); ++at)
        if ((text[at] == ',' || text[at] == ' ') && text[at - 1] >= '0' && text[at - 1] <= '9' && text[at + 1] >= '0' &&
            text[at + 1] <= '9')
            return true;
    return false;
}

bool sameRead(std::string_view reference, Commas first, std::string_view answer, Commas second, const Equality &how) {
    const auto left = readMath(reference, first), right = readMath(answer, second);
    return left && right && Comparison(how).same(settled(*left), settled(*right));
}

std::string textOf(const Node &value);

std::string joined(const std::vector<Node> &parts, bool sorted, std::string_view between) {
    std::vector<std::string> texts;
    for (const auto &part : parts) texts.push_back(textOf(part));
    if (sorted) {
        std::sort(texts.begin(), texts.end());
        texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    }
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i) out += (i > 0 ? std::string(between) : std::string()) + texts[i];
    return out;
}

std::string relationText(const Node &value) {
    if (isAssignment(value)) return textOf(value.parts[1]);
    std::string out = textOf(value.parts[0]);
    for (std::size_t i = 0; i < value.name.size(); ++i) {
        const char sign = value.name[i];
        const std::string written = sign == 'l'   ? "<="
                                    : sign == 'g' ? ">="
                                    : sign == 'n' ? "!="
                                    : sign == 'i' ? " in "
                                                  : std::string(1, sign);
        out += written + textOf(value.parts[i + 1]);
    }
    return out;
}

std::string textOf(const Node &value) {
    switch (value.kind) {
    case Kind::List:
        return joined(value.parts, true, ", ");
    case Kind::Set:
        return "{" + joined(value.parts, true, ", ") + "}";
    case Kind::Tuple:
        return "(" + joined(value.parts, false, ", ") + ")";
    case Kind::Interval:
        return value.name[0] + joined(value.parts, false, ", ") + value.name[1];
    case Kind::Union:
        return joined(value.parts, true, " U ");
    case Kind::Matrix:
        return "[" + joined(value.parts, false, ", ") + "]";
    case Kind::Relation:
        return relationText(value);
    case Kind::Percent:
        return textOf(value.parts[0]);
    default:
        break;
    }
    const auto bare = withoutMeasure(value);
    if (bare.value.kind == Kind::Text) return plainLetters(bare.value.name);
    if (bare.value.kind == Kind::Percent) return textOf(bare.value.parts[0]);
    const auto normal = normalOf(bare.value);
    return normal ? toText(*normal) : std::string();
}

} // namespace

std::string plainText(std::string_view text) {
    static constexpr std::string_view kSetting[] = {
        "\\left", "\\right",        "\\!", "\\,", "\\;", "\\ ", "\\$",     "\\(", "\\)", "\\[", "\\]", "$",
        "\\quad", "\\displaystyle", " ",   "\t",  "\n",  "\r",  "\\qquad", "~"};
    std::string out;
    bool skippedOne = false;
    while (!text.empty()) {
        std::size_t skipped = 0;
        for (const auto sign : kSetting)
            if (text.starts_with(sign) && sign.size() > skipped) skipped = sign.size();
        if (skipped == 0) {
            const bool digits = skippedOne && !out.empty() && isAlphanumeric(out.back()) && isAlphanumeric(text[0]);
            if (digits) out += ' '; // "1 1/2" is not "11/2"
            out += text[0];
        }
        skippedOne = skipped > 0;
        text.remove_prefix(std::max<std::size_t>(skipped, 1));
    }
    while (out.size() > 1 && out.back() == '.') out.pop_back();
    return out;
}

std::string plainLetters(std::string_view text) {
    std::string out;
    for (const char c : plainText(text))
        if (std::string_view(" {}").find(c) == std::string_view::npos) out += c;
    const bool bracketed = out.size() == 3 && out[0] == '(' && out[2] == ')' && isLetter(out[1]);
    if (bracketed) out = out.substr(1, 1);
    return lowerWord(std::move(out));
}

bool sameAnswer(std::string_view reference, std::string_view answer, const Equality &how) {
    if (reference.size() > kLongest || answer.size() > kLongest) return false;
    const Work bounded;
    if (const auto left = plainText(reference); !left.empty() && left == plainText(answer)) return true;
    if (sameRead(reference, Commas::Group, answer, Commas::Group, how)) return true;
    if ((hasGroups(reference) || hasGroups(answer)) && sameRead(reference, Commas::Part, answer, Commas::Part, how))
        return true;
    const bool left = isReadDecimal(reference), right = isReadDecimal(answer);
    return left != right && sameRead(reference, left ? Commas::Decimal : Commas::Group, answer,
                                     right ? Commas::Decimal : Commas::Group, how);
}

std::string canonicalAnswer(std::string_view answer) {
    const Work bounded;
    const auto read = answer.size() <= kLongest ? readMath(answer) : std::nullopt;
    auto text = read ? textOf(settled(*read)) : std::string();
    return text.empty() ? plainText(answer) : text;
}

} // namespace lapidary::math
