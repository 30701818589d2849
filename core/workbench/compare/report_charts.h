// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/compare.h"
#include <string_view>
#include <utility>

namespace lapidary {

std::string escapeHtml(std::string_view text);
std::string formatNumber(const char *format, double value);

/// Inline SVG; colours come from the page's style sheet by the class of the role.
std::string intervalChart(const Comparison &comparison, const std::string &bucket);
std::string tokensChart(const Comparison &comparison, const std::string &bucket);

using Points = std::vector<std::pair<double, double>>;
/// The raw line faded under a smoothed one.
std::string curveChart(const std::string &title, const Points &points);

} // namespace lapidary
