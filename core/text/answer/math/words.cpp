// SPDX-License-Identifier: Apache-2.0
// What commands and words of mathematics mean to the lexer.
#include "core/text/answer/math/words.h"
#include "core/text/answer/math/lexer.h"
#include <algorithm>
#include <array>

namespace lapidary::math {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t N> bool holds(const std::string_view (&list)[N], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view kFunctions[] = {
    "sqrt", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",  "log",
    "ln",   "exp", "lg",  "gcd", "lcm", "min", "max", "det",    "deg",    "arg",    "dim",  "frac", "binom", "abs"};
constexpr std::string_view kLetters[] = {
    "alpha",  "beta",   "gamma", "delta", "epsilon", "varepsilon", "zeta",  "eta",    "theta", "vartheta", "iota",
    "kappa",  "lambda", "mu",    "nu",    "xi",      "pi",         "rho",   "sigma",  "tau",   "upsilon",  "phi",
    "varphi", "chi",    "psi",   "omega", "Gamma",   "Delta",      "Theta", "Lambda", "Xi",    "Pi",       "Sigma",
    "Phi",    "Psi",    "Omega", "ell",   "hbar",    "infty",      "imath", "Re",     "Im",    "emptyset", "partial"};
constexpr std::string_view kSkipped[] = {
    "left",           "right",     "big",         "Big",        "bigl",  "bigr",    "Bigl",
    "Bigr",           "bigg",      "Bigg",        "biggl",      "biggr", "Biggl",   "Biggr",
    "displaystyle",   "textstyle", "scriptstyle", "limits",     "boxed", "fbox",    "quad",
    "qquad",          "overline",  "vec",         "hat",        "bar",   "tilde",   "widehat",
    "overrightarrow", "underline", "angle",       "triangle",   "hline", "hspace",  "phantom",
    "nolimits",       "mathop",    "mathrel",     "ensuremath", "n",     "overarc", "widetilde",
    "color",          "it",        "rm",          "bf"};
constexpr std::string_view kTexts[] = {"text", "mbox",       "textbf", "textrm", "textit",
                                       "hbox", "textnormal", "texttt", "emph"};
constexpr std::string_view kFaces[] = {"mathrm",     "mathbf", "mathbb", "mathcal", "operatorname",
                                       "boldsymbol", "mathit", "mathsf", "bm",      "mathfrak"};
constexpr Pair kSigns[] = {
    {"cdot", "*"},      {"times", "*"},     {"ast", "*"},         {"div", "/"},         {"pm", "pm"},
    {"mp", "mp"},       {"lvert", "|"},     {"rvert", "|"},       {"vert", "|"},        {"mid", "|"},
    {"lbrace", "\\{"},  {"rbrace", "\\}"},  {"cup", "cup"},       {"cap", "cap"},       {"setminus", "setminus"},
    {"circ", "deg"},    {"degree", "deg"},  {"cr", "\\\\"},       {"lfloor", "lfloor"}, {"rfloor", "rfloor"},
    {"lceil", "lceil"}, {"rceil", "rceil"}, {"langle", "langle"}, {"rangle", "rangle"}, {"pmod", "mod"},
    {"bmod", "mod"},    {"mod", "mod"},     {"prime", "'"},       {"colon", ":"},       {"lbrack", "["},
    {"rbrack", "]"},    {"bigcup", "cup"},  {"bullet", "*"}};
constexpr Pair kRelations[] = {{"le", "l"},       {"leq", "l"}, {"leqslant", "l"}, {"ge", "g"},   {"geq", "g"},
                               {"geqslant", "g"}, {"ne", "n"},  {"neq", "n"},      {"in", "i"},   {"approx", "a"},
                               {"lt", "<"},       {"gt", ">"},  {"equiv", "="},    {"simeq", "a"}};
/// In groups: the words of one line are one measure.
constexpr std::string_view kMeasures[][8] = {{"cm", "centimeter", "centimetre"},
                                             {"mm", "millimeter", "millimetre"},
                                             {"km", "kilometer", "kilometre"},
                                             {"meter", "metre", "m"},
                                             {"inch", "inche", "in"},
                                             {"feet", "foot", "ft"},
                                             {"yard", "yd"},
                                             {"mile", "mi"},
                                             {"second", "sec"},
                                             {"minute", "min"},
                                             {"hour", "hr"},
                                             {"day"},
                                             {"week"},
                                             {"month"},
                                             {"year", "yr"},
                                             {"dollar", "usd"},
                                             {"cent"},
                                             {"euro", "eur"},
                                             {"yuan"},
                                             {"rupee"},
                                             {"pound", "lb"},
                                             {"ounce", "oz"},
                                             {"gram", "gm"},
                                             {"kg", "kilogram"},
                                             {"liter", "litre"},
                                             {"ml", "milliliter"},
                                             {"gallon"},
                                             {"mph"},
                                             {"degree"},
                                             {"radian", "rad"},
                                             {"unit"},
                                             {"square"},
                                             {"sq"},
                                             {"cubic"},
                                             {"point"},
                                             {"percent", "pct"},
                                             {"way"},
                                             {"people"},
                                             {"student"},
                                             {"time"},
                                             {"mol"},
                                             {"newton"},
                                             {"joule"},
                                             {"watt"},
                                             {"hz"},
                                             {"page"},
                                             {"integer"},
                                             {"digit"},
                                             {"apple"},
                                             {"page"},
                                             {"mile per hour"}};

std::string_view second(const Pair *begin, const Pair *end, std::string_view word) {
    const auto *const found = std::find_if(begin, end, [&](const Pair &pair) { return pair.first == word; });
    return found == end ? std::string_view() : found->second;
}

} // namespace

Meaning meaningOf(std::string_view command) {
    if (command == "tfrac" || command == "dfrac" || command == "cfrac") return {Meaning::Kind::Function, "frac"};
    if (command == "dbinom" || command == "tbinom") return {Meaning::Kind::Function, "binom"};
    if (command == "varnothing") return {Meaning::Kind::Letter, "emptyset"};
    if (command == "ldots" || command == "dots" || command == "cdots" || command == "dotsc")
        return {Meaning::Kind::Letter, "dots"};
    if (holds(kFunctions, command)) return {Meaning::Kind::Function, std::string(command)};
    if (holds(kLetters, command)) return {Meaning::Kind::Letter, std::string(command)};
    if (holds(kSkipped, command)) return {Meaning::Kind::Skipped, {}};
    if (holds(kTexts, command)) return {Meaning::Kind::Text, {}};
    if (holds(kFaces, command)) return {Meaning::Kind::Face, {}};
    if (const auto sign = second(std::begin(kSigns), std::end(kSigns), command); !sign.empty())
        return {Meaning::Kind::Sign, std::string(sign)};
    if (const auto sign = second(std::begin(kRelations), std::end(kRelations), command); !sign.empty())
        return {Meaning::Kind::Relation, std::string(sign)};
    if (command == "begin" || command == "end") return {Meaning::Kind::Environment, std::string(command)};
    return {};
}

std::string_view measureOf(std::string_view word) {
    for (const auto &group : kMeasures)
        for (const auto name : group) {
            if (name.empty()) break;
            if (word == name || (word.size() == name.size() + 1 && word.starts_with(name) && word.back() == 's'))
                return group[0];
        }
    return {};
}

bool isMeasure(std::string_view word) {
    return word.size() > 1 && !measureOf(word).empty() && word != "in" && word != "ms" && word != "is";
}

} // namespace lapidary::math
