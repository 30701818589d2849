// SPDX-License-Identifier: Apache-2.0
// Batched decoding over a cache of ragged rows.
// Legend: P distinct prompts of a wave, R rows (samples) in the batch, T tokens, D hidden size, V vocabulary.
#include "core/engine/generate/generator.h"
#include "core/engine/generate/checks.h"
#include "core/engine/generate/row.h"
#include "core/engine/generate/samplers/registry.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <map>
#include <numeric>
#include <set>

namespace lapidary {

namespace {

using Ids = std::vector<std::int64_t>;

/// Shares the batch when at least this share of its rows has ended: a compaction copies the whole cache.
constexpr std::size_t kCompactOneIn = 4;

Status checkPrompt(const Ids &ids, const DecoderConfig &model, std::size_t number) {
    const auto where = "prompts[" + std::to_string(number) + "].ids";
    if (ids.empty()) return fail(emptyPrompt(where));
    const auto tokens = static_cast<std::int64_t>(ids.size());
    if (tokens >= model.maxPositions) return fail(tooLong(tokens, model.maxPositions - 1, where)); // room for one more
    return checkTokenIds(ids, model, where);
}

std::string streamName(const GenerationPrompt &prompt, std::int64_t sample) {
    return "sample/" + prompt.key + "/" + std::to_string(sample);
}

/// Two samples of one stream would be one sample that counts twice, which nothing later could see.
Status checkStreams(const std::vector<GenerationPrompt> &prompts) {
    std::set<std::pair<std::string_view, std::int64_t>> taken;
    for (std::size_t p = 0; p < prompts.size(); ++p)
        for (std::int64_t s = prompts[p].firstSample; s < prompts[p].firstSample + prompts[p].n; ++s)
            if (prompts[p].key.empty() || !taken.emplace(prompts[p].key, s).second)
                return fail({.code = "generate.shared_stream",
                             .message = "two samples would be drawn from one stream of random numbers",
                             .field = "prompts[" + std::to_string(p) + "].key",
                             .found = prompts[p].key.empty() ? Sentence("no name")
                                                             : Sentence("{0}, sample {1}", prompts[p].key, s),
                             .expected = "a name of its own for every prompt"});
    return {};
}

class Generation {
public:
    Generation(const Decoder &model, const std::vector<GenerationPrompt> &prompts, const GenerateOptions &options)
        : model_(model), prompts_(prompts), options_(options), sampler_(makeSampler(options.sampling)),
          ender_(model.config(), options), results_(prompts.size()), missing_(prompts.size()) {
        for (std::size_t p = 0; p < prompts.size(); ++p) {
            missing_[p] = static_cast<std::size_t>(prompts[p].n);
            results_[p].completions.resize(missing_[p]);
            total_ += prompts[p].n;
        }
    }

    std::vector<GeneratedPrompt> run() {
        const c10::InferenceMode noGradients;
        auto waiting = rowsInOrder();
        for (std::size_t begin = 0; begin < waiting.size();) {
            const std::size_t end = waveEnd(waiting, begin);
            rows_.assign(std::make_move_iterator(waiting.begin() + static_cast<std::ptrdiff_t>(begin)),
                         std::make_move_iterator(waiting.begin() + static_cast<std::ptrdiff_t>(end)));
            runWave();
            begin = end;
        }
        return std::move(results_);
    }

private:
    /// Rows of about the same prompt length side by side: little padding, and tasks end at about the same time.
    std::vector<GenerationRow> rowsInOrder() const {
        std::vector<std::size_t> order(prompts_.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(),
                         [&](auto a, auto b) { return prompts_[a].ids.size() > prompts_[b].ids.size(); });
        std::vector<GenerationRow> rows;
        for (std::size_t p : order)
            for (std::int64_t s = 0; s < prompts_[p].n; ++s) rows.push_back(makeRow(p, s));
        return rows;
    }

    GenerationRow makeRow(std::size_t p, std::int64_t s) const {
        const auto &prompt = prompts_[p];
        const auto room = model_.config().maxPositions - static_cast<std::int64_t>(prompt.ids.size());
        const auto most = options_.sampling.maxNewTokens;
        return {.prompt = p,
                .sample = static_cast<std::size_t>(s),
                .tokenLimit = std::min({most, room, prompt.maxNewTokens > 0 ? prompt.maxNewTokens : most}),
                .rng =
                    Rng(static_cast<std::uint64_t>(options_.sampling.seed), streamName(prompt, prompt.firstSample + s)),
                .seen = prompt.ids};
    }

    /// As many rows as fit; the first prompt is the longest one and decides the padded width.
    std::size_t waveEnd(const std::vector<GenerationRow> &waiting, std::size_t begin) const {
        const auto width = static_cast<std::int64_t>(waiting[begin].seen.size());
        std::int64_t distinct = 0;
        std::size_t end = begin;
        while (end < waiting.size() && static_cast<std::int64_t>(end - begin) < options_.maxRows) {
            if (end == begin || waiting[end].prompt != waiting[end - 1].prompt) ++distinct;
            if (distinct > 1 && distinct * width > options_.maxPrefillTokens) break;
            ++end;
        }
        return end;
    }

    void runWave() {
        if (options_.stop.stop_requested()) return endAll();
        auto [cache, logits_RV] = prefill();
        while (true) {
            step(logits_RV);
            if (options_.stop.stop_requested()) return endAll();
            const auto active = std::count_if(rows_.begin(), rows_.end(), [](const auto &row) { return row.active(); });
            if (active == 0) return;
            if (rows_.size() - static_cast<std::size_t>(active) >=
                std::max<std::size_t>(1, rows_.size() / kCompactOneIn))
                cache = compact(cache);
            logits_RV = outgrown(cache) ? readAgain(cache) : forwardLast(cache);
        }
    }

    /// Computes each distinct prompt once and forks it into its samples.
    std::pair<KvCache, at::Tensor> prefill() {
        std::map<Ids, std::int64_t> place;
        std::vector<std::int64_t> forks;
        std::vector<const Ids *> distinct;
        for (const auto &row : rows_) {
            const auto [at, fresh] = place.try_emplace(row.seen, static_cast<std::int64_t>(distinct.size()));
            if (fresh)
                distinct.push_back(&row.seen);
            else
                results_[row.prompt].cachedTokens += static_cast<std::int64_t>(row.seen.size());
            forks.push_back(at->second);
        }
        const std::int64_t width = longestOf(distinct);
        const std::int64_t room = width + std::min<std::int64_t>(options_.sampling.maxNewTokens, 96);
        const bool forked = distinct.size() != rows_.size();
        auto cache = model_.makeCache(static_cast<std::int64_t>(distinct.size()), forked ? width : room);
        const at::Tensor logits_PV = readPrompts(distinct, width, cache);
        if (!forked) return {std::move(cache), logits_PV};
        const auto index = at::tensor(forks, at::kLong).to(logits_PV.device());
        return {cache.select(forks, room), logits_PV.index_select(0, index)};
    }

    static std::int64_t longestOf(const std::vector<const Ids *> &prompts) {
        std::size_t width = 0;
        for (const auto *ids : prompts) width = std::max(width, ids->size());
        return static_cast<std::int64_t>(width);
    }

    at::Tensor readPrompts(const std::vector<const Ids *> &prompts, std::int64_t width, KvCache &cache) const {
        const auto rows = static_cast<std::int64_t>(prompts.size());
        const at::Tensor ids_PT = at::zeros({rows, width}, at::kLong);
        std::vector<std::int64_t> lengths, last;
        for (std::int64_t p = 0; p < rows; ++p) {
            const Ids &ids = *prompts[static_cast<std::size_t>(p)];
            std::copy(ids.begin(), ids.end(), ids_PT.mutable_data_ptr<std::int64_t>() + p * width);
            lengths.push_back(static_cast<std::int64_t>(ids.size()));
            last.push_back(p * width + lengths.back() - 1);
        }
        const at::Tensor hidden_PTD =
            model_.hidden({.ids_BT = ids_PT.to(model_.placement().device), .cache = &cache, .counts = lengths});
        cache.advance(lengths);
        const auto index = at::tensor(last, at::kLong).to(hidden_PTD.device());
        return model_.logits(hidden_PTD.flatten(0, 1).index_select(0, index));
    }

    /// One token for every row that is still decoding.
    void step(const at::Tensor &logits_RV) {
        const at::Tensor plain = logits_RV.to(at::kCPU, at::kFloat).contiguous();
        const float *data = plain.const_data_ptr<float>();
        const auto width = static_cast<std::size_t>(plain.size(1));
        const auto rows = static_cast<std::int64_t>(rows_.size());
        const auto grain = std::max<std::int64_t>(1, 65536 / plain.size(1)); // small vocabularies stay on one thread
        at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t r = begin; r < end; ++r) {
                auto &row = rows_[static_cast<std::size_t>(r)];
                if (row.active()) append(row, {data + static_cast<std::size_t>(r) * width, width});
            }
        });
        for (auto &row : rows_)
            if (row.active()) {
                if (options_.grew && row.sample == 0) options_.grew(row.prompt, row.completion.ids);
                ender_.check(row);
                if (!row.active()) finish(row);
            }
    }

    void append(GenerationRow &row, std::span<const float> logits) const {
        const Draw draw =
            sampler_->draw({.logits = logits, .seen = row.seen, .rng = row.rng, .wantEntropy = options_.entropy});
        row.seen.push_back(draw.token);
        row.completion.ids.push_back(draw.token);
        row.completion.logprobs.push_back(draw.logprob);
        if (options_.entropy) row.completion.entropies.push_back(draw.entropy);
    }

    /// Whether the next token stretches the positions of a row, so that its cached keys no longer hold.
    bool outgrown(const KvCache &cache) const {
        if (!model_.config().dependsOnLength()) return false;
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (const auto length = cache.lengths()[r];
                rows_[r].active() && model_.config().stretchAt(length) != model_.config().stretchAt(length + 1))
                return true;
        return false;
    }

    at::Tensor readAgain(KvCache &cache) const {
        std::vector<const Ids *> seen;
        for (const auto &row : rows_) seen.push_back(&row.seen);
        const std::int64_t width = longestOf(seen);
        cache = model_.makeCache(static_cast<std::int64_t>(rows_.size()), std::max(width, cache.capacity()));
        return readPrompts(seen, width, cache);
    }

    /// Rows that have ended but not left yet read token 0 and do not grow.
    at::Tensor forwardLast(KvCache &cache) const {
        const auto rows = static_cast<std::int64_t>(rows_.size());
        const at::Tensor ids_R1 = at::zeros({rows, 1}, at::kLong);
        std::vector<std::int64_t> counts(rows_.size());
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (rows_[r].active()) {
                ids_R1.mutable_data_ptr<std::int64_t>()[r] = rows_[r].seen.back();
                counts[r] = 1;
            }
        const at::Tensor hidden_R1D = model_.hidden({.ids_BT = ids_R1.to(model_.placement().device), .cache = &cache});
        cache.advance(counts);
        return model_.logits(hidden_R1D.squeeze(1));
    }

    KvCache compact(const KvCache &cache) {
        std::vector<std::int64_t> kept;
        std::vector<GenerationRow> rows;
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (rows_[r].active()) {
                kept.push_back(static_cast<std::int64_t>(r));
                rows.push_back(std::move(rows_[r]));
            }
        rows_ = std::move(rows);
        return cache.select(kept, cache.capacity());
    }

    void finish(GenerationRow &row) {
        ender_.close(row);
        results_[row.prompt].completions[row.sample] = row.completion;
        ++done_;
        if (options_.progress) options_.progress(done_, total_);
        if (--missing_[row.prompt] == 0 && options_.finished && row.completion.finishReason != "cancelled")
            options_.finished(row.prompt, results_[row.prompt]);
    }

    void endAll() {
        for (auto &row : rows_)
            if (row.active()) {
                row.completion.finishReason = "cancelled";
                finish(row);
            }
    }

    const Decoder &model_;
    const std::vector<GenerationPrompt> &prompts_;
    const GenerateOptions &options_;
    std::unique_ptr<Sampler> sampler_;
    RowEnder ender_;
    std::vector<GenerationRow> rows_; // of the wave that is being decoded
    std::vector<GeneratedPrompt> results_;
    std::vector<std::size_t> missing_;
    std::int64_t done_ = 0, total_ = 0;
};

} // namespace

Result<std::vector<GeneratedPrompt>> generate(const Decoder &model, const std::vector<GenerationPrompt> &prompts,
                                              const GenerateOptions &options) {
    if (auto ok = mustSpeak(model.config()); !ok) return tl::unexpected(ok.error());
    for (std::size_t p = 0; p < prompts.size(); ++p)
        if (auto checked = checkPrompt(prompts[p].ids, model.config(), p); !checked)
            return tl::unexpected(checked.error());
    if (auto ok = checkStreams(prompts); !ok) return tl::unexpected(ok.error());
    return Generation(model, prompts, options).run();
}

} // namespace lapidary
