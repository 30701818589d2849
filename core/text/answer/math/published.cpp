// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/published.h"
#include <algorithm>

namespace lapidary::math {
namespace {

constexpr std::size_t kLongest = 4000; // of what is normalised; a longer answer is compared as it stands

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

void replaceAll(std::string &text, std::string_view from, std::string_view to) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = 0; (found = text.find(from, at)) != text.npos; at = found + from.size()) {
        out.append(text, at, found - at);
        out += to;
    }
    if (at == 0) return;
    text = out + text.substr(at);
}

/// \sqrt3 → \sqrt{3}
std::string bracedRoots(const std::string &text) {
    constexpr std::string_view kRoot = "\\sqrt";
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (!std::string_view(text).substr(at).starts_with(kRoot)) {
            out += text[at++];
            continue;
        }
        at += kRoot.size();
        out += kRoot;
        if (at < text.size() && text[at] != '{') {
            out += "{" + text.substr(at, 1) + "}";
            ++at;
        }
    }
    return out;
}

/// \frac12 → \frac{1}{2}; the text as it was where a fraction lacks a part.
std::string bracedFractions(const std::string &text) {
    constexpr std::string_view kFraction = "\\frac";
    std::string out;
    std::size_t at = text.find(kFraction);
    if (at == text.npos) return text;
    out = text.substr(0, at);
    while (at != text.npos) {
        const std::size_t from = at + kFraction.size();
        at = text.find(kFraction, from);
        const std::string part = text.substr(from, at == text.npos ? at : at - from);
        out += kFraction;
        if (part.starts_with('{')) {
            out += part;
            continue;
        }
        if (part.size() < 2) return text;
        const bool braced = part[1] == '{';
        out +=
            "{" + part.substr(0, 1) + "}" + (braced ? part.substr(1) : "{" + part.substr(1, 1) + "}" + part.substr(2));
    }
    return out;
}

/// 3/4 → \frac{3}{4}, where the whole text is that.
std::string bracedQuotient(const std::string &text) {
    const auto slash = text.find('/');
    if (slash == text.npos || slash == 0 || text.find('/', slash + 1) != text.npos) return text;
    const auto isWhole = [](std::string_view digits) {
        if (digits.starts_with('-')) digits.remove_prefix(1);
        return !digits.empty() && std::all_of(digits.begin(), digits.end(), isDigit) &&
               (digits.size() == 1 || digits[0] != '0');
    };
    const auto above = text.substr(0, slash), below = text.substr(slash + 1);
    return isWhole(above) && isWhole(below) ? "\\frac{" + above + "}{" + below + "}" : text;
}

/// The content of every `open`…} instead of it.
void unwrap(std::string &text, std::string_view open) {
    for (std::size_t at = 0; (at = text.find(open, at)) != text.npos;) {
        const auto close = text.find('}', at + open.size());
        if (close == text.npos) return;
        text = text.substr(0, at) + text.substr(at + open.size(), close - at - open.size()) + text.substr(close + 1);
    }
}

/// frac12 → frac{1}{2} and sqrt2 → sqrt{2}, wherever they stand.
std::string bracedShorthand(const std::string &text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = std::string_view(text).substr(at);
        const bool fraction = rest.starts_with("frac") && rest.size() > 5 && rest[4] != '{';
        const bool root = rest.starts_with("sqrt") && rest.size() > 4 && rest[4] != '{';
        if (fraction) {
            out += "frac{" + std::string(1, rest[4]) + "}{" + std::string(1, rest[5]) + "}";
            at += 6;
        } else if (root) {
            out += "sqrt{" + std::string(1, rest[4]) + "}";
            at += 5;
        } else {
            out += text[at++];
        }
    }
    return out;
}

constexpr std::pair<std::string_view, std::string_view> kSubstituted[] = {
    {"an ", ""}, {"a ", ""},       {".$", "$"},           {"\\$", ""},          {"\\ ", ""},
    {" ", ""},   {"mbox", "text"}, {",\\text{and}", ","}, {"\\text{and}", ","}, {"\\text{m}", "\\text{}"}};
constexpr std::string_view kRemoved[] = {"square",       "ways",
                                         "integers",     "dollars",
                                         "mph",          "inches",
                                         "ft",           "hours",
                                         "km",           "units",
                                         "\\ldots",      "sue",
                                         "points",       "feet",
                                         "minutes",      "digits",
                                         "cents",        "degrees",
                                         "cm",           "gm",
                                         "pounds",       "meters",
                                         "meals",        "edges",
                                         "students",     "childrentickets",
                                         "multiples",    "\\text{s}",
                                         "\\text{.}",    "\\text{\ns}",
                                         "\\text{}^2",   "\\text{}^3",
                                         "\\text{\n}",   "\\text{}",
                                         "\\mathrm{th}", "^\\circ",
                                         "^{\\circ}",    "\\;",
                                         ",\\!",         "{,}",
                                         "\"",           "\\dots"};

/// The first formula of a text that has one.
void onlyFormula(std::string &text) {
    const auto open = text.find('$');
    const auto close = open == text.npos ? text.npos : text.find('$', open + 1);
    if (close != text.npos) text = text.substr(open + 1, close - open - 1);
}

} // namespace

std::string hendrycksForm(std::string_view answer) {
    if (answer.size() > kLongest) return std::string(answer);
    std::string text(answer);
    for (const auto &[from, to] : {std::pair<std::string_view, std::string_view>{"\n", ""},
                                   {"\\!", ""},
                                   {"\\\\", "\\"},
                                   {"tfrac", "frac"},
                                   {"dfrac", "frac"},
                                   {"\\left", ""},
                                   {"\\right", ""},
                                   {"^{\\circ}", ""},
                                   {"^\\circ", ""},
                                   {"\\$", ""}})
        replaceAll(text, from, to);
    if (const auto measure = text.find("\\text{ "); measure != text.npos) text.resize(measure);
    for (const auto &[from, to] :
         {std::pair<std::string_view, std::string_view>{"\\%", ""}, {"%", ""}, {" .", " 0."}, {"{.", "{0."}})
        replaceAll(text, from, to);
    if (text.empty()) return text;
    if (text[0] == '.') text.insert(0, "0");
    const auto equals = text.find('=');
    if (equals != text.npos && equals <= 2 && text.find('=', equals + 1) == text.npos) text.erase(0, equals + 1);
    text = bracedRoots(text);
    replaceAll(text, " ", "");
    text = bracedFractions(text);
    if (text == "0.5") text = "1/2";
    return bracedQuotient(text);
}

std::string minervaForm(std::string_view answer) {
    if (answer.size() > kLongest) return std::string(answer);
    std::string text(answer.substr(answer.rfind('=') + 1)); // all of it where there is none
    for (const auto &[from, to] : kSubstituted) replaceAll(text, from, to);
    for (const auto removed : kRemoved) replaceAll(text, removed, "");
    onlyFormula(text);
    for (const std::string_view open : {"\\text{", "\\textbf{", "\\overline{"}) unwrap(text, open);
    if (const auto box = text.find("\\boxed{"); box != text.npos)
        if (const auto close = text.rfind('}'); close > box + 6) text = text.substr(box + 7, close - box - 7);
    text = bracedShorthand(text);
    replaceAll(text, "$", "");
    std::string digits = text;
    replaceAll(digits, ",", "");
    const bool number = !digits.empty() && std::all_of(digits.begin(), digits.end(), isDigit);
    return number ? digits : text;
}

} // namespace lapidary::math
