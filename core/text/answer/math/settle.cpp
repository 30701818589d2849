// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/settle.h"
#include "core/text/answer/math/words.h"
#include <algorithm>

namespace lapidary::math {
namespace {

bool holds(const Node &value, Kind kind) {
    return value.kind == kind ||
           std::any_of(value.parts.begin(), value.parts.end(), [&](const Node &part) { return holds(part, kind); });
}

bool isCapital(const Node &value) {
    return value.kind == Kind::Symbol && !value.name.empty() && value.name[0] >= 'A' && value.name[0] <= 'Z';
}

bool isConstant(const Node &value) {
    return value.kind == Kind::Symbol && (value.name == "pi" || value.name == "i" || value.name == "infty");
}

/// AB or 1/CD, as lengths are written.
bool isLength(const Node &value) {
    if (isCapital(value)) return true;
    if (value.kind == Kind::Power) return isLength(value.parts[0]) && value.parts[1].number == -1;
    return value.kind == Kind::Product && std::all_of(value.parts.begin(), value.parts.end(), isLength);
}

/// One of both readings of every ±.
Node signedNode(const Node &value, bool positive) {
    if (value.kind == Kind::PlusMinus) {
        Node inner = signedNode(value.parts[0], positive);
        return positive ? inner : minus(std::move(inner));
    }
    Node out = value;
    for (auto &part : out.parts) part = signedNode(part, positive);
    return out;
}

Node scaled(const Node &rows, const Node &factor) {
    Node out = rows;
    for (auto &row : out.parts)
        for (auto &cell : row.parts) cell = node(Kind::Product, {factor, std::move(cell)});
    return out;
}

std::optional<Node> matrixProduct(const Node &a, const Node &b) {
    const std::size_t inner = a.parts[0].parts.size(), columns = b.parts[0].parts.size();
    if (inner != b.parts.size() || a.parts.size() * columns * inner > kLargest) return std::nullopt;
    Node out = node(Kind::Matrix, {});
    for (const auto &row : a.parts) {
        Node made = node(Kind::Tuple, {});
        for (std::size_t column = 0; column < columns; ++column) {
            Node cell = node(Kind::Sum, {});
            for (std::size_t at = 0; at < inner; ++at)
                cell.parts.push_back(node(Kind::Product, {row.parts[at], b.parts[at].parts[column]}));
            made.parts.push_back(std::move(cell));
        }
        out.parts.push_back(std::move(made));
    }
    return out;
}

std::optional<Node> matrixOf(const Node &value);

std::optional<Node> multiplied(const Node &value) {
    std::optional<Node> matrix;
    Node factor = node(Kind::Product, {});
    for (const auto &part : value.parts) {
        if (!holds(part, Kind::Matrix)) {
            factor.parts.push_back(part);
            continue;
        }
        const auto next = matrixOf(part);
        matrix = !next ? std::nullopt : matrix ? matrixProduct(*matrix, *next) : next;
        if (!matrix) return std::nullopt;
    }
    if (!matrix || factor.parts.empty()) return matrix;
    return scaled(*matrix, factor);
}

/// The matrix that sums, products and multiples of matrices come to.
std::optional<Node> matrixOf(const Node &value) {
    if (value.kind == Kind::Matrix) return value;
    if (value.kind == Kind::Product) return multiplied(value);
    if (value.kind != Kind::Sum) return std::nullopt;
    std::optional<Node> total;
    for (const auto &part : value.parts) {
        auto next = matrixOf(part);
        if (!next) return std::nullopt;
        if (!total) {
            total = std::move(next);
            continue;
        }
        if (next->parts.size() != total->parts.size() || next->parts[0].parts.size() != total->parts[0].parts.size())
            return std::nullopt;
        for (std::size_t row = 0; row < total->parts.size(); ++row)
            for (std::size_t at = 0; at < total->parts[row].parts.size(); ++at) {
                Node &cell = total->parts[row].parts[at];
                cell = node(Kind::Sum, {std::move(cell), next->parts[row].parts[at]});
            }
    }
    return total;
}

std::string turned(const std::string &signs) {
    std::string out(signs.rbegin(), signs.rend());
    for (char &sign : out) {
        static constexpr std::string_view kFrom = "<>lg", kTo = "><gl";
        if (const auto at = kFrom.find(sign); at != kFrom.npos) sign = kTo[at];
    }
    return out;
}

/// "a = b = c" says what a is; "1 + 1 = 2" that it is 2; "5 = x" is x = 5.
Node settledEquation(const Node &value) {
    const Node &first = value.parts.front(), &last = value.parts.back();
    if (isName(first)) return node(Kind::Relation, {first, settled(last)}, "=");
    if (isName(last) && value.parts.size() == 2 && !hasLetters(first))
        return node(Kind::Relation, {last, settled(first)}, "=");
    if (!hasLetters(first)) return settled(last);
    return node(Kind::Relation, {first, last}, "=");
}

/// {1} ∪ {2, 3} is {1, 2, 3}.
Node unitedSets(Node value) {
    const bool finite =
        std::all_of(value.parts.begin(), value.parts.end(), [](const Node &part) { return part.kind == Kind::Set; });
    if (!finite) return value;
    Node out = node(Kind::Set, {});
    for (auto &part : value.parts) std::move(part.parts.begin(), part.parts.end(), std::back_inserter(out.parts));
    return out;
}

Node settledRelation(const Node &value) {
    Node out = value;
    if (const auto about = out.name.find('a'); about != out.name.npos) {
        if (about == 0 && isName(out.parts[0])) {
            out.name = "=";
            out.parts.resize(2);
        } else {
            out.name.resize(about);
            out.parts.resize(about + 1);
        }
        if (out.name.empty()) return settled(out.parts[0]);
    }
    if (out.name.find_first_not_of('=') == out.name.npos) return settledEquation(out);
    if (out.name == "i" && isName(out.parts[0])) return settled(out.parts[1]);
    if (out.name.find_first_of(">g") < out.name.find_first_of("<l")) {
        out.name = turned(out.name);
        std::reverse(out.parts.begin(), out.parts.end());
    }
    return out;
}

} // namespace

bool hasLetters(const Node &value) {
    if (value.kind == Kind::Symbol) return !isConstant(value) && value.name != "e";
    return std::any_of(value.parts.begin(), value.parts.end(), hasLetters);
}

bool isName(const Node &value) {
    switch (value.kind) {
    case Kind::Symbol:
        return !isConstant(value) && value.name.find_first_of("0123456789") != 0;
    case Kind::Text:
        return true;
    case Kind::Call:
        return !value.parts.empty() && hasLetters(value.parts[0]) && value.name == "abs";
    case Kind::Degree:
        return isName(value.parts[0]);
    case Kind::Tuple:
        return std::all_of(value.parts.begin(), value.parts.end(), isName);
    case Kind::Product: {
        if (isLength(value)) return true;
        if (!isName(value.parts[0])) return false;
        return std::all_of(value.parts.begin() + 1, value.parts.end(), [&](const Node &part) {
            // f(2) and f(x), or a name of several letters
            return isName(part) || (value.parts.size() == 2 && (part.kind == Kind::Number || part.kind == Kind::Tuple));
        });
    }
    default:
        return false;
    }
}

bool isAssignment(const Node &value) {
    return value.kind == Kind::Relation && value.name == "=" && isName(value.parts[0]);
}

Measured withoutMeasure(const Node &value) {
    if (value.kind == Kind::Degree) return {value.parts[0], "degree"};
    if (value.kind != Kind::Product) return {value, {}};
    Measured out;
    std::vector<Node> amount;
    bool inverted = false;
    for (const auto &part : value.parts) {
        const bool raised = part.kind == Kind::Power && part.parts[0].kind == Kind::Text;
        if (part.kind == Kind::Text || raised) {
            const std::string &name = raised ? part.parts[0].name : part.name;
            inverted = inverted || (raised && part.parts[1].number == -1);
            out.measure += (out.measure.empty() ? "" : " ") + name;
        } else if (part.kind == Kind::Degree && out.measure.empty()) {
            amount.push_back(part.parts[0]);
            out.measure = "degree";
        } else {
            amount.push_back(part);
        }
    }
    const bool known = std::none_of(amount.begin(), amount.end(), hasLetters);
    if (amount.empty() || out.measure.empty() || !known) return {value, {}};
    out.value = amount.size() == 1 ? std::move(amount[0]) : node(Kind::Product, std::move(amount));
    return out;
}

std::optional<Node> intervalOf(const Node &relation) {
    if (relation.kind == Kind::List) {
        Node out = node(Kind::Union, {});
        for (const auto &part : relation.parts) {
            auto read = intervalOf(part);
            if (!read) return std::nullopt;
            out.parts.push_back(std::move(*read));
        }
        return out;
    }
    if (relation.kind != Kind::Relation || relation.name.find_first_not_of("<l") != std::string::npos)
        return std::nullopt;
    Node low = minus(symbolNode("infty")), high = symbolNode("infty");
    bool lowIn = false, highIn = false;
    if (relation.parts.size() == 3 && isName(relation.parts[1])) {
        low = relation.parts[0];
        high = relation.parts[2];
        lowIn = relation.name[0] == 'l';
        highIn = relation.name[1] == 'l';
    } else if (relation.parts.size() == 2 && isName(relation.parts[0])) {
        high = relation.parts[1];
        highIn = relation.name[0] == 'l';
    } else if (relation.parts.size() == 2 && isName(relation.parts[1])) {
        low = relation.parts[0];
        lowIn = relation.name[0] == 'l';
    } else {
        return std::nullopt;
    }
    Node out = node(lowIn || highIn ? Kind::Interval : Kind::Tuple, {std::move(low), std::move(high)});
    if (out.kind == Kind::Interval) out.name = std::string(lowIn ? "[" : "(") + (highIn ? "]" : ")");
    return out;
}

Node settled(const Node &value) {
    switch (value.kind) {
    case Kind::Relation:
        return settledRelation(value);
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::Union:
    case Kind::Interval:
    case Kind::Matrix: {
        Node out = value;
        for (auto &part : out.parts) part = settled(part);
        return out.kind == Kind::Union ? unitedSets(std::move(out)) : out;
    }
    default:
        break;
    }
    if (value.kind == Kind::Symbol && value.name == "mathbb_R")
        return node(Kind::Tuple, {minus(symbolNode("infty")), symbolNode("infty")});
    if (holds(value, Kind::PlusMinus)) return node(Kind::List, {signedNode(value, true), signedNode(value, false)});
    if (holds(value, Kind::Matrix))
        if (auto matrix = matrixOf(value)) return std::move(*matrix);
    return value;
}

} // namespace lapidary::math
