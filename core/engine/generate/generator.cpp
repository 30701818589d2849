// SPDX-License-Identifier: Apache-2.0
// Batched decoding over a cache of ragged rows.
// Legend: P distinct prompts of a wave, R rows (samples) in the batch, D hidden size, V vocabulary.
#include "core/engine/generate/generator.h"
#include "core/engine/decode/crew.h"
#include "core/engine/decode/processor.h"
#include "core/engine/generate/checks.h"
#include "core/engine/generate/prompt_reader.h"
#include "core/engine/generate/row.h"
#include "core/engine/generate/samplers/registry.h"
#include "core/engine/generate/token_score.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace lapidary {

namespace {

using Ids = std::vector<std::int64_t>;

/// Rows are given room for so many tokens at first. Most answers of small models end within it.
constexpr std::int64_t kFirstRoom = 96;

/// Our own kernels are at their best from a few rows on, and the keys of more leave the processor's caches. A GPU and
/// LibTorch's operations want more rows.
std::size_t rowsSideBySide(const Decoder &model, const GenerateOptions &options) {
    if (options.maxRows > 0) return static_cast<std::size_t>(options.maxRows);
    return model.placement().device.is_cpu() && kernels() ? 64 : 256;
}

Status checkPrompt(const Ids &ids, const DecoderConfig &model, std::size_t number) {
    const auto where = "prompts[" + std::to_string(number) + "].ids";
    if (ids.empty()) return fail(emptyPrompt(where));
    const auto tokens = static_cast<std::int64_t>(ids.size());
    if (tokens >= model.maxPositions) return fail(tooLong(tokens, model.maxPositions - 1, where)); // room for one more
    return checkTokenIds(ids, model, where);
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
          ender_(model.config(), options), kept_(options.kept ? options.kept : ownTexts(model)),
          reader_(model, kept_->pool(), options.goesOn), maxRows_(rowsSideBySide(model, options)),
          results_(prompts.size()), missing_(prompts.size()) {
        for (std::size_t p = 0; p < prompts.size(); ++p) {
            missing_[p] = static_cast<std::size_t>(prompts[p].n);
            results_[p].completions.resize(missing_[p]);
            total_ += prompts[p].n;
        }
    }

    std::vector<GeneratedPrompt> run() {
        auto waiting = rowsInOrder();
        std::size_t next = 0;
        std::optional<ReadTexts> read;
        while (true) {
            if (options_.stop.stop_requested()) {
                rows_.insert(rows_.end(), std::make_move_iterator(waiting.begin() + static_cast<std::ptrdiff_t>(next)),
                             std::make_move_iterator(waiting.end()));
                endAll();
                break;
            }
            if (mayEnter(waiting.size() - next)) {
                const std::size_t end = entering(waiting, next);
                enter(read,
                      {std::make_move_iterator(waiting.begin() + static_cast<std::ptrdiff_t>(next)),
                       std::make_move_iterator(waiting.begin() + static_cast<std::ptrdiff_t>(end))},
                      end < waiting.size() && waiting[end].prompt == waiting[end - 1].prompt);
                next = end;
                if (options_.stop.stop_requested()) continue; // perhaps nothing was read to its end
            }
            if (rows_.empty()) break;
            decode(*read);
        }
        if (!options_.kept)
            for (auto &result : results_) result.read = nullptr;
        return std::move(results_);
    }

private:
    static std::shared_ptr<KeptTexts> ownTexts(const Decoder &model) {
        return std::make_shared<KeptTexts>(model.makePool(), std::numeric_limits<std::int64_t>::max());
    }

    /// Rows with about as much to read side by side: little padding, and tasks end at about the same time.
    std::vector<GenerationRow> rowsInOrder() const {
        std::vector<std::size_t> order(prompts_.size());
        std::vector<std::int64_t> unread(prompts_.size());
        for (std::size_t p = 0; p < prompts_.size(); ++p) unread[p] = toRead(p).unread;
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return unread[a] > unread[b]; });
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
                .rng = Rng(static_cast<std::uint64_t>(options_.sampling.seed),
                           sampleStream(prompt.key, prompt.firstSample + s)),
                .seen = prompt.ids};
    }

    /// Rows that have ended make room for others. Several enter together, since reading a prompt alone is slow.
    bool mayEnter(std::size_t waiting) const {
        const auto free = maxRows_ - rows_.size();
        return waiting > 0 && (rows_.empty() || free >= std::min(waiting, maxRows_ / 8 + 1));
    }

    /// As many rows as there is room for, and as much to read, padded, as fits into a pass.
    std::size_t entering(const std::vector<GenerationRow> &waiting, std::size_t begin) const {
        std::int64_t distinct = 0, width = 0;
        std::size_t end = begin;
        while (end < waiting.size() && rows_.size() + end - begin < maxRows_) {
            if (end == begin || waiting[end].prompt != waiting[end - 1].prompt) {
                width = std::max(width, toRead(waiting[end].prompt).unread);
                ++distinct;
            }
            if (distinct > 1 && distinct * width > options_.maxPrefillTokens) break;
            ++end;
        }
        return end;
    }

    /// `goesOn`: the next who enter begin with further samples of the last prompt of these.
    void enter(std::optional<ReadTexts> &read, std::vector<GenerationRow> rows, bool goesOn) {
        ReadTexts fresh = prefill(rows, goesOn);
        if (rows_.empty()) {
            read = std::move(fresh);
        } else {
            read->cache.append(fresh.cache);
            read->logits_RV = at::cat({read->logits_RV, fresh.logits_RV});
        }
        std::move(rows.begin(), rows.end(), std::back_inserter(rows_));
    }

    /// A token for every row, and what the next ones are drawn from.
    void decode(ReadTexts &read) {
        step(read);
        if (options_.stop.stop_requested()) return;
        leaveEnded(read.cache);
        if (rows_.empty()) return;
        if (outgrown(read.cache)) {
            read.cache.select({}); // the old keys leave before the new ones come
            read = readAgain();
        } else {
            read.logits_RV = forwardLast(read.cache);
        }
    }

    /// Reads what is not known of each distinct prompt once, and forks it into its samples.
    ReadTexts prefill(const std::vector<GenerationRow> &rows, bool goesOn) {
        std::map<Ids, std::int64_t> place;
        std::vector<std::int64_t> forks;
        std::vector<TextToRead> texts;
        for (const auto &row : rows) {
            const auto [at, fresh] = place.try_emplace(row.seen, static_cast<std::int64_t>(texts.size()));
            const auto length = static_cast<std::int64_t>(row.seen.size());
            if (fresh) texts.push_back(toRead(row.prompt));
            results_[row.prompt].cachedTokens += fresh ? length - texts.back().unread : length;
            forks.push_back(at->second);
        }
        makeRoom(texts, rows.size());
        ReadTexts read = reader_.read(texts, options_.stop);
        if (options_.stop.stop_requested()) return read;
        keepPrompts(rows, read.cache, forks, goesOn);
        if (texts.size() == rows.size()) return read;
        read.cache.select(forks);
        const auto index = at::tensor(forks, at::kLong).to(read.logits_RV.device());
        read.logits_RV = read.logits_RV.index_select(0, index);
        return read;
    }

    /// What is known of a prompt, by whoever asks or because samples of it have been drawn before.
    TextToRead toRead(std::size_t p) const {
        const auto &prompt = prompts_[p];
        auto known = reader_.toRead(prompt.ids, prompt.known.get());
        auto again = reader_.toRead(prompt.ids, results_[p].read.get());
        return again.unread < known.unread ? again : known;
    }

    /// At once, since memory that grows is copied.
    void makeRoom(const std::vector<TextToRead> &texts, std::size_t rows) {
        auto &pool = *reader_.pool();
        std::int64_t blocks = 0;
        for (const auto &text : texts) blocks += 1 + pool.blocksOf(text.unread);
        const auto first = 1 + pool.blocksOf(std::min(options_.sampling.maxNewTokens, kFirstRoom));
        pool.reserve(blocks + first * static_cast<std::int64_t>(rows));
    }

    void keepPrompts(const std::vector<GenerationRow> &rows, const KvCache &cache,
                     const std::vector<std::int64_t> &forks, bool goesOn) {
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto p = rows[r].prompt;
            if (r > 0 && rows[r - 1].prompt == p) continue;
            if (!options_.kept && !(goesOn && p == rows.back().prompt)) continue;
            const auto &known = prompts_[p].known;
            if (known && known->ids() == rows[r].seen) {
                kept_->use(*known);
                results_[p].read = known;
            } else {
                results_[p].read = kept_->keep(rows[r].seen, cache.text(forks[r]));
            }
        }
    }

    /// One token for every row.
    void step(const ReadTexts &read) {
        const at::Tensor plain = read.logits_RV.to(at::kCPU, at::kFloat).contiguous();
        const float *data = plain.const_data_ptr<float>();
        const auto width = static_cast<std::size_t>(plain.size(1));
        const auto rows = static_cast<std::int64_t>(rows_.size());
        const std::int64_t part = std::max<std::int64_t>(1, 16384 / plain.size(1)); // small vocabularies go together
        Crew::instance().run((rows + part - 1) / part, at::get_num_threads(), [&](std::int64_t task) {
            const std::int64_t begin = task * part, end = std::min(rows, begin + part);
            for (std::int64_t r = begin; r < end; ++r)
                append(rows_[static_cast<std::size_t>(r)], {data + static_cast<std::size_t>(r) * width, width});
        });
        for (std::int64_t r = 0; r < rows; ++r) {
            auto &row = rows_[static_cast<std::size_t>(r)];
            if (options_.grew && row.sample == 0) options_.grew(row.prompt, row.completion.ids);
            ender_.check(row);
            if (row.active()) continue;
            keepWritten(row, read.cache, r);
            finish(row);
        }
    }

    /// Of a sample, all but the last token has been read.
    void keepWritten(const GenerationRow &row, const KvCache &cache, std::int64_t place) {
        const bool textEnded = row.completion.finishReason == "stop" && !ender_.isEnd(row.seen.back());
        const bool wanted = (options_.keepWritten && textEnded) || (options_.goesOn && row.sample == 0);
        if (!options_.kept || !wanted) return;
        auto &written = results_[row.prompt].written;
        written.resize(results_[row.prompt].completions.size());
        written[row.sample] = kept_->keep({row.seen.begin(), row.seen.end() - 1}, cache.text(place));
    }

    void append(GenerationRow &row, std::span<const float> logits) const {
        Draw draw =
            sampler_->draw({.logits = logits, .seen = row.seen, .rng = row.rng, .wantEntropy = options_.entropy});
        if (prompts_[row.prompt].byFirstRank && row.completion.ids.empty()) takeRanked(draw, row, logits);
        row.seen.push_back(draw.token);
        row.completion.ids.push_back(draw.token);
        row.completion.logprobs.push_back(draw.logprob);
        if (options_.entropy) row.completion.entropies.push_back(draw.entropy);
        if (!options_.scores) return;
        row.completion.scores.push_back(tokenScoreOf(logits, draw.token));
    }

    void takeRanked(Draw &draw, const GenerationRow &row, std::span<const float> logits) const {
        const double temperature = options_.sampling.logprobTemperature();
        draw.token = tokenOfRank(logits, prompts_[row.prompt].firstSample + static_cast<std::int64_t>(row.sample));
        draw.logprob = static_cast<float>(rowStatistics(logits, temperature, false)
                                              .logprobOf(logits[static_cast<std::size_t>(draw.token)], temperature));
    }

    /// Whether the next token stretches the positions of a row, so that its keys no longer hold.
    bool outgrown(const KvCache &cache) const {
        const DecoderConfig &config = model_.config();
        const auto &lengths = cache.lengths();
        return config.dependsOnLength() && std::any_of(lengths.begin(), lengths.end(), [&](std::int64_t length) {
                   return config.stretchAt(length) != config.stretchAt(length + 1);
               });
    }

    ReadTexts readAgain() const {
        std::vector<TextToRead> texts;
        for (const auto &row : rows_) texts.push_back(reader_.toRead(row.seen, nullptr));
        return reader_.read(texts);
    }

    at::Tensor forwardLast(KvCache &cache) const {
        const auto rows = static_cast<std::int64_t>(rows_.size());
        const at::Tensor ids_R1 = at::empty({rows, 1}, at::kLong);
        for (std::size_t r = 0; r < rows_.size(); ++r)
            ids_R1.mutable_data_ptr<std::int64_t>()[r] = rows_[r].seen.back();
        const at::Tensor hidden_R1D = model_.hidden({.ids_BT = ids_R1.to(model_.placement().device), .cache = &cache});
        cache.advance(std::vector<std::int64_t>(rows_.size(), 1));
        return model_.nextLogits(hidden_R1D.squeeze(1));
    }

    /// What only ended rows held is free at once.
    void leaveEnded(KvCache &cache) {
        std::vector<std::int64_t> active;
        std::vector<GenerationRow> rows;
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (rows_[r].active()) active.push_back(static_cast<std::int64_t>(r));
        if (active.size() == rows_.size()) return;
        rows.reserve(active.size());
        for (const auto r : active) rows.push_back(std::move(rows_[static_cast<std::size_t>(r)]));
        rows_ = std::move(rows);
        cache.select(active);
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
    const std::shared_ptr<KeptTexts> kept_;
    const PromptReader reader_;
    const std::size_t maxRows_;
    std::vector<GenerationRow> rows_; // that are being decoded
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
    const c10::InferenceMode noGradients;
    return Generation(model, prompts, options).run();
}

} // namespace lapidary
