// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/row.h"
#include "core/base/utf8.h"
#include "core/engine/generate/text_behind.h"
#include <algorithm>

namespace lapidary {

namespace {

/// Decoders treat the first token of a text differently, and a token may hold but a part of a character: a few tokens
/// more.
constexpr std::size_t kContext = 8;

} // namespace

std::string sampleStream(const std::string &key, std::int64_t sample) {
    return "sample/" + key + "/" + std::to_string(sample);
}

std::string textBehind(const DecodeText &decode, const std::vector<std::int64_t> &ids, std::size_t from) {
    const std::string all = decode(ids),
                      before = decode({ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(from)});
    auto same = static_cast<std::size_t>(std::mismatch(before.begin(), before.end(), all.begin(), all.end()).first -
                                         before.begin());
    while (same > 0 && same < all.size() && utf8::sequenceLength(all, same) == 0) --same;
    return all.substr(same);
}

RowEnder::RowEnder(const DecoderConfig &model, const GenerateOptions &options) : ends_(model.eos), options_(options) {
    if (options.sampling.ignoreEos) ends_.clear();
    for (const auto &text : options.sampling.stop) longestStop_ = std::max(longestStop_, text.size());
}

bool RowEnder::isEnd(std::int64_t token) const {
    return std::find(ends_.begin(), ends_.end(), token) != ends_.end();
}

void RowEnder::check(GenerationRow &row) const {
    const auto &ids = row.completion.ids;
    if (isEnd(ids.back()) || hasStopText(row))
        row.completion.finishReason = "stop";
    else if (static_cast<std::int64_t>(ids.size()) >= row.tokenLimit)
        row.completion.finishReason = "length";
}

/// A token is at least a byte, so a stop text that has just been completed lies in the last few tokens.
bool RowEnder::hasStopText(const GenerationRow &row) const {
    if (longestStop_ == 0 || !options_.decode) return false;
    const std::size_t window = std::min(row.completion.ids.size(), longestStop_ + kContext);
    const std::size_t context = std::min(row.seen.size() - window, kContext);
    const std::string tail = textBehind(
        options_.decode, {row.seen.end() - static_cast<std::ptrdiff_t>(window + context), row.seen.end()}, context);
    const auto &stops = options_.sampling.stop;
    return std::any_of(stops.begin(), stops.end(),
                       [&](const auto &stop) { return !stop.empty() && tail.find(stop) != tail.npos; });
}

void RowEnder::close(GenerationRow &row) const {
    if (!options_.decode) return;
    auto ids = row.seen;
    const std::size_t prompt = ids.size() - row.completion.ids.size();
    if (ids.size() > prompt && isEnd(ids.back())) ids.pop_back();
    std::string &text = row.completion.text = textBehind(options_.decode, ids, prompt);
    std::size_t cut = std::string::npos;
    for (const auto &stop : options_.sampling.stop)
        if (!stop.empty()) cut = std::min(cut, text.find(stop));
    if (cut != std::string::npos) text.resize(cut);
}

} // namespace lapidary
