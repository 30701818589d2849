// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/tree_shade.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

double ShadeRange::shareOf(double value) const {
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 1;
}

std::optional<double> shadeOf(const SearchTreeModel &tree, int node, TreeShade shade) {
    const auto &of = tree.nodes()[node];
    std::optional<double> value;
    if (shade == TreeShade::Score) value = tree.score(node);
    if (shade == TreeShade::LogProb && of.tokens > 0) value = of.logprob / double(of.tokens);
    if (shade == TreeShade::Order && node > 0) value = of.born;
    if (const auto visit = tree.visit(node)) {
        if (shade == TreeShade::Visits) value = double(visit->visits);
        if (shade == TreeShade::Value) value = visit->value;
    }
    return value && std::isfinite(*value) ? value : std::nullopt;
}

ShadeRange rangeOf(const SearchTreeModel &tree, TreeShade shade) {
    ShadeRange range{.low = std::numeric_limits<double>::infinity(), .high = -std::numeric_limits<double>::infinity()};
    const auto take = [&range](double value) {
        if (!std::isfinite(value)) return;
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
    };
    for (int node = 1; node < tree.nodes().size(); ++node) {
        if (!tree.isKept(node)) continue;
        if (shade == TreeShade::Score)
            for (const auto &score : tree.nodes()[node].scores) take(score.value);
        else if (shade == TreeShade::Visits || shade == TreeShade::Value)
            for (const auto &visit : tree.nodes()[node].visits)
                take(shade == TreeShade::Visits ? double(visit.visits) : visit.value);
        else if (const auto value = shadeOf(tree, node, shade))
            take(*value);
    }
    return range;
}

std::optional<double> visitShare(const SearchTreeModel &tree, int node) {
    const auto own = tree.visit(node);
    if (!own || node == 0) return {};
    qint64 all = 0;
    for (const int brother : tree.nodes()[tree.nodes()[node].parent].children)
        if (const auto visit = tree.isThere(brother) ? tree.visit(brother) : std::nullopt) all += visit->visits;
    return all > 0 ? std::optional(double(own->visits) / double(all)) : std::nullopt;
}

} // namespace lapidary
