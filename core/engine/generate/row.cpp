// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/row.h"
#include <algorithm>

namespace lapidary {

RowEnder::RowEnder(const DecoderConfig &model, const GenerateOptions &options) : ends_(model.eos), options_(options) {
    if (options.sampling.ignoreEos) ends_.clear();
    for (const auto &text : options.sampling.stop) longestStop_ = std::max(longestStop_, text.size());
}

bool RowEnder::isEnd(std::int64_t token) const { return std::find(ends_.begin(), ends_.end(), token) != ends_.end(); }

void RowEnder::check(GenerationRow &row) const {
    const auto &ids = row.completion.ids;
    if (isEnd(ids.back()) || hasStopText(row)) row.completion.finishReason = "stop";
    else if (static_cast<std::int64_t>(ids.size()) >= row.tokenLimit) row.completion.finishReason = "length";
}

/// A token is at least a byte, so a stop text that has just been completed lies in the last few tokens. A few more
/// are decoded because decoders treat the first token of a text differently.
bool RowEnder::hasStopText(const GenerationRow &row) const {
    if (longestStop_ == 0 || !options_.decode) return false;
    const auto &ids = row.completion.ids;
    const std::size_t window = std::min(ids.size(), longestStop_ + 8);
    const std::string tail = options_.decode({ids.end() - static_cast<std::ptrdiff_t>(window), ids.end()});
    const auto &stops = options_.sampling.stop;
    return std::any_of(stops.begin(), stops.end(), [&](const auto &stop) { return !stop.empty() && tail.find(stop) != tail.npos; });
}

void RowEnder::close(GenerationRow &row) const {
    if (!options_.decode) return;
    auto ids = row.completion.ids;
    if (!ids.empty() && isEnd(ids.back())) ids.pop_back();
    std::string &text = row.completion.text = options_.decode(ids);
    std::size_t cut = std::string::npos;
    for (const auto &stop : options_.sampling.stop)
        if (!stop.empty()) cut = std::min(cut, text.find(stop));
    if (cut != std::string::npos) text.resize(cut);
}

} // namespace lapidary
