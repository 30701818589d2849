// SPDX-License-Identifier: Apache-2.0
// Legend: T tokens of a piece, N places that are scored, D hidden size, L labels.
#include "core/engine/search/scoring_network.h"
#include "core/engine/generate/checks.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace lapidary {

namespace {

using Ids = std::vector<std::int64_t>;

std::size_t commonOf(const Ids &a, const Ids &b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

} // namespace

Result<std::shared_ptr<ScoringNetwork>> ScoringNetwork::of(std::shared_ptr<const Decoder> model,
                                                           std::int64_t keptBytes) {
    if (auto ok = mustScore(model->config()); !ok) return unexpected(ok.error());
    return std::shared_ptr<ScoringNetwork>(new ScoringNetwork(std::move(model), keptBytes));
}

ScoringNetwork::ScoringNetwork(std::shared_ptr<const Decoder> model, std::int64_t keptBytes)
    : model_(std::move(model)), kept_(std::make_shared<KeptTexts>(model_->makePool(), keptBytes)),
      reader_(*model_, kept_->pool(), true) {}

Result<ScoringNetwork::Scores> ScoringNetwork::score(const Text &text) {
    Scores out;
    if (text.places.empty()) return out;
    Read now{.ids = text.prompt};
    now.ids.insert(now.ids.end(), text.behind.begin(), text.behind.end());
    now.ids.resize(std::min(now.ids.size(), text.places.back() + 1)); // nobody asks for what comes behind it
    const auto length = static_cast<std::int64_t>(now.ids.size());
    if (length > config().maxPositions) return fail(tooLong(length, config().maxPositions, "reward"));
    if (auto ok = checkTokenIds(now.ids, config(), "reward"); !ok) return unexpected(ok.error());
    const c10::InferenceMode noGradients;
    auto &before = read_[text.prompt];
    if (config().dependsOnLength()) before.clear(); // a longer text turns what has been read, too
    now.rows = knownOf(before, now.ids, text.places);
    std::vector<std::size_t> missing;
    for (const std::size_t place : text.places)
        if (!now.rows.contains(place)) missing.push_back(place);
    if (!missing.empty()) out.tokens = readMissing(before, missing, now);
    for (const std::size_t place : text.places) out.rows.push_back(now.rows.at(place));
    if (!missing.empty()) before.push_back(std::move(now));
    return out;
}

ScoringNetwork::Rows ScoringNetwork::knownOf(const std::vector<Read> &before, const Ids &ids,
                                             const std::vector<std::size_t> &places) const {
    Rows out;
    for (const Read &each : before) {
        const std::size_t common = commonOf(ids, each.ids);
        for (const std::size_t place : places)
            if (const auto row = each.rows.find(place); place < common && row != each.rows.end()) out.insert(*row);
    }
    return out;
}

const KeptText *ScoringNetwork::longest(const std::vector<Read> &before, const Ids &ids) const {
    const KeptText *best = nullptr;
    std::size_t most = 0;
    for (const Read &each : before) {
        const std::size_t common = commonOf(ids, each.keys->ids()); // none where others needed its memory
        if (common > most) best = each.keys.get();
        most = std::max(most, common);
    }
    return best;
}

/// From the first place that has no score, or from the first token whose keys are not there any more.
std::int64_t ScoringNetwork::readMissing(const std::vector<Read> &before, const std::vector<std::size_t> &missing,
                                         Read &into) {
    const KeptText *kept = longest(before, into.ids);
    if (kept) kept_->use(*kept);
    TextToRead text = reader_.toRead(into.ids, kept);
    const auto length = static_cast<std::int64_t>(into.ids.size()), first = static_cast<std::int64_t>(missing.front());
    std::int64_t at = length - text.unread;
    if (at > first) { // its keys are known, and what it says there is not
        text.known = kept_->pool()->first(text.known, text.known.tokens - at + first);
        at = first;
    }
    const std::int64_t begin = at;
    KvCache cache(kept_->pool(), {text.known});
    text.known = {}; // only the cache holds its last block now, and need not copy it
    for (auto place = missing.begin(); at < length;) {
        const std::int64_t T = std::min(PromptReader::kPiece, length - at);
        const at::Tensor ids_1T = at::tensor(at::ArrayRef<std::int64_t>(into.ids.data() + at, T), at::kLong);
        const at::Tensor hidden_1TD = model_->hidden(
            {.ids_BT = ids_1T.unsqueeze(0).to(model_->placement().device), .cache = &cache, .counts = {T}});
        cache.advance({T});
        for (; place != missing.end() && static_cast<std::int64_t>(*place) < at + T; ++place) {
            const at::Tensor state_1D = hidden_1TD[0][static_cast<std::int64_t>(*place) - at].unsqueeze(0);
            const at::Tensor said_L = model_->nextLogits(state_1D)[0].to(at::kCPU, at::kFloat).contiguous();
            const float *data = said_L.const_data_ptr<float>();
            into.rows[*place] = ScoreRow(data, data + said_L.numel());
        }
        at += T;
    }
    into.keys = kept_->keep(into.ids, cache.text(0));
    return length - begin;
}

} // namespace lapidary
