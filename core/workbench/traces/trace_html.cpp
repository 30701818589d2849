// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/report_charts.h"
#include "core/workbench/traces/trace_formats.h"
#include "core/workbench/traces/trace_layout.h"
#include "core/workbench/traces/trace_words.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary {

namespace {

constexpr double kColumn = 240, kRow = 52, kWidth = 204, kHeight = 40, kMargin = 8;
constexpr std::size_t kMostShown = 30; ///< bytes of a piece in its box

/// Nothing may be fetched, whatever stands in the texts.
constexpr const char *kHead = R"html(<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>Searches</title><style>
:root{color-scheme:light dark;--ink:#1c2126;--soft:#5c6670;--line:#c5ccd2;--paper:#ffffff;--well:#f5f6f8;
--best:#0072b2}
@media(prefers-color-scheme:dark){:root{--ink:#e4e7ea;--soft:#9aa4ae;--line:#4a535c;--paper:#15191d;
--well:#1d2328;--best:#56b4e9}}
*{box-sizing:border-box}body{margin:0;padding:32px 24px 40vh;
background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:24px;margin:0 0 16px}h2{font-size:18px;margin:40px 0 8px}
p{margin:4px 0 12px;max-width:72ch;white-space:pre-wrap}
.soft{color:var(--soft)}.tree{overflow:auto;max-height:70vh;
border:1px solid var(--line);border-radius:6px;background:var(--well)}
svg{display:block}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}svg .fact{font-size:11.5px;fill:var(--soft)}
.node{cursor:pointer}.node rect.box{fill:var(--paper);stroke:var(--line)}.node:focus{outline:none}
.node:focus rect.box{stroke:var(--best);stroke-width:3}.best rect.box{stroke:var(--best);stroke-width:2.5}
.pruned{opacity:.55}.pruned rect.box{stroke-dasharray:4 3}.edge{fill:none;stroke:var(--line);stroke-width:1.2}
.edge.best{stroke:var(--best);stroke-width:3}
#shown{position:fixed;left:0;right:0;bottom:0;max-height:36vh;overflow:auto;margin:0;padding:16px 24px;
background:var(--paper);border-top:1px solid var(--line);font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;
overflow-wrap:anywhere}
</style></head><body><h1>Searches</h1>
)html";

constexpr const char *kTail = R"html(<pre id="shown" aria-live="polite">Choose a node to read the whole of it.</pre>
<script>
const shown=document.getElementById('shown');
function show(event){const node=event.target.closest&&event.target.closest('.node');
if(node)shown.textContent=node.querySelector('title').textContent}
document.addEventListener('focusin',show);document.addEventListener('click',show);
</script></body></html>
)html";

std::string at(double value) {
    return formatNumber("%.1f", value);
}

/// A ramp that is even to the eye, also to one that sees no red or green (viridis, at five places).
std::string colourOf(double share) {
    constexpr std::array<std::array<double, 3>, 5> kStops{
        {{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}}};
    const double place = std::clamp(share, 0.0, 1.0) * 4;
    const auto stop = std::min<std::size_t>(3, static_cast<std::size_t>(place));
    std::string out = "rgb(";
    for (std::size_t c = 0; c < 3; ++c) {
        const double mixed =
            kStops[stop][c] + (place - static_cast<double>(stop)) * (kStops[stop + 1][c] - kStops[stop][c]);
        out += (c > 0 ? "," : "") + std::to_string(std::lround(mixed));
    }
    return out + ")";
}

/// The picture of one tree.
class Picture {
public:
    explicit Picture(const SearchedTree &tree) : tree_(tree), laid_(placesOf(tree)), best_(tree.nodes.size()) {
        if (tree.chosen)
            for (const std::size_t node : pathTo(tree, *tree.chosen)) best_[node] = true;
        for (const auto &node : tree.nodes) {
            if (!node.score || !std::isfinite(*node.score)) continue;
            lowest_ = scored_ ? std::min(lowest_, *node.score) : *node.score;
            highest_ = scored_ ? std::max(highest_, *node.score) : *node.score;
            scored_ = true;
        }
    }

    std::string svg() const {
        const double width = static_cast<double>(laid_.columns) * kColumn + kMargin,
                     height = static_cast<double>(laid_.rows) * kRow + kMargin;
        std::string out = "<div class='tree'><svg width='" + at(width) + "' height='" + at(height) + "'>";
        for (std::size_t n = 1; n < tree_.nodes.size(); ++n) out += edge(n);
        for (std::size_t n = 0; n < tree_.nodes.size(); ++n) out += node(n);
        return out + "</svg></div>";
    }

    std::string legend() const {
        if (!scored_) return "";
        return "<p class='soft'>The bar of a node is its score: from " + escapeHtml(formatNumber("%.4g", lowest_)) +
               " (dark violet) to " + escapeHtml(formatNumber("%.4g", highest_)) + " (yellow).</p>";
    }

private:
    double x(std::size_t n) const { return static_cast<double>(laid_.places[n].column) * kColumn + kMargin; }
    double y(std::size_t n) const { return laid_.places[n].row * kRow + kMargin; }

    std::string edge(std::size_t n) const {
        const std::size_t parent = tree_.nodes[n].parent;
        const double fromX = x(parent) + kWidth, fromY = y(parent) + kHeight / 2, toX = x(n), toY = y(n) + kHeight / 2;
        const std::string middle = at((fromX + toX) / 2);
        return std::string("<path class='edge") + (best_[n] ? " best" : "") + "' d='M" + at(fromX) + " " + at(fromY) +
               "C" + middle + " " + at(fromY) + " " + middle + " " + at(toY) + " " + at(toX) + " " + at(toY) + "'/>";
    }

    std::string node(std::size_t n) const {
        const SearchedNode &node = tree_.nodes[n];
        const std::string text = n == 0 && node.piece.text.empty() ? "The problem" : node.piece.text;
        const std::string facts = factsOf(node), name = "<title>" + escapeHtml(text + "\n\n" + facts) + "</title>";
        std::string out = std::string("<g class='node") + (best_[n] ? " best" : "") + (node.pruned ? " pruned" : "") +
                          "' tabindex='0' transform='translate(" + at(x(n)) + " " + at(y(n)) + ")'>" + name +
                          "<rect class='box' width='" + at(kWidth) + "' height='" + at(kHeight) + "' rx='5'/>";
        if (node.score && std::isfinite(*node.score)) {
            const double span = highest_ / 2 - lowest_ / 2; // the whole of it may be more than a number holds
            out += "<rect x='3' y='3' width='6' height='" + at(kHeight - 6) + "' rx='3' fill='" +
                   colourOf(span > 0 ? (*node.score / 2 - lowest_ / 2) / span : 1) + "'/>";
        }
        std::string fact = node.score ? "score " + formatNumber("%.4g", *node.score) : "";
        if (node.piece.answer) fact += (fact.empty() ? "= " : " · = ") + shortened(*node.piece.answer, 12);
        return out + "<text x='14' y='17'>" + escapeHtml(shortened(text, kMostShown)) +
               "</text><text class='fact' x='14' y='33'>" + escapeHtml(fact) + "</text></g>";
    }

    const SearchedTree &tree_;
    const TreePlaces laid_;
    std::vector<bool> best_;
    bool scored_ = false;
    double lowest_ = 0, highest_ = 0;
};

} // namespace

std::string traceHtml(std::span<const TracedTree> trees) {
    std::string out = kHead;
    for (const auto &[tree, problem] : trees) {
        out += "<section><h2>" + escapeHtml(tree.problem.empty() ? "Search" : tree.problem) + "</h2>";
        if (!problem.prompt.empty()) out += "<p>" + escapeHtml(problem.prompt) + "</p>";
        const Picture picture(tree);
        out += picture.legend() + picture.svg();
        if (tree.chosen)
            out += std::string("<p class='soft'>") + (tree.choice.answered ? "Chosen: " : "Not answered: ") +
                   escapeHtml(tree.choice.reason) + "</p><p>" + escapeHtml(textTo(tree, *tree.chosen)) + "</p>";
        out += "</section>\n";
    }
    return out + kTail;
}

} // namespace lapidary
