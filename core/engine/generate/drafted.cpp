// SPDX-License-Identifier: Apache-2.0
// Legend: T tokens of a pass (the last one that was drawn, and guesses behind it), V vocabulary.
#include "core/engine/generate/drafted.h"
#include "core/engine/generate/checks.h"
#include "core/engine/generate/prompt_reader.h"
#include "core/engine/generate/row.h"
#include "core/engine/generate/samplers/registry.h"
#include "core/engine/generate/token_score.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace lapidary {

namespace {

using Ids = std::vector<std::int64_t>;

/// A smaller model that reads along. What it keeps of a text is of tokens that stand; what it reads of its own guesses
/// is forgotten.
class Guesser {
public:
    Guesser(std::shared_ptr<const Decoder> model, std::int64_t vocabulary)
        : model_(std::move(model)), vocabulary_(vocabulary), reader_(*model_, model_->makePool()) {}

    /// At most `most` tokens behind `seen`, drawn as the sampler would draw them with these random numbers.
    Ids guess(Ids seen, std::int64_t most, const Sampler &sampler, Rng rng) {
        const auto before = static_cast<std::ptrdiff_t>(seen.size());
        const std::int64_t room = model_->config().maxPositions - std::ssize(seen);
        if (most < 1 || room < 1 || !known(seen)) return {};
        at::Tensor logits_V = read(seen);
        KvCache ahead(reader_.pool(), {cache_->text(0)});
        for (std::int64_t g = 0; g < std::min(most, room); ++g) {
            if (g > 0) logits_V = readMore(ahead, {seen.back()});
            const at::Tensor plain_V = logits_V.to(at::kCPU, at::kFloat).contiguous();
            const auto token =
                sampler
                    .draw({.logits = {plain_V.const_data_ptr<float>(), static_cast<std::size_t>(plain_V.size(0))},
                           .seen = seen,
                           .rng = rng})
                    .token;
            if (token >= vocabulary_) break; // of rows that only fill up the table of the smaller one
            seen.push_back(token);
        }
        return {seen.begin() + before, seen.end()};
    }

private:
    /// A table of words may have rows that the other one lacks.
    bool known(const Ids &seen) const {
        const auto most = model_->config().vocabSize;
        return std::all_of(seen.begin(), seen.end(), [&](std::int64_t id) { return id < most; });
    }
    /// [V] behind the last of `seen`.
    at::Tensor read(const Ids &seen) {
        if (cache_) return readMore(*cache_, {seen.begin() + cache_->lengths()[0] - offset_, seen.end()});
        ReadTexts read = reader_.read({reader_.toRead(seen, nullptr)});
        cache_.emplace(std::move(read.cache));
        offset_ = cache_->lengths()[0] - std::ssize(seen);
        return read.logits_RV[0];
    }
    at::Tensor readMore(KvCache &cache, const Ids &ids) const {
        const auto T = static_cast<std::int64_t>(ids.size());
        const at::Tensor ids_1T = at::tensor(ids, at::kLong).unsqueeze(0).to(model_->placement().device);
        const at::Tensor hidden_1TD = model_->hidden({.ids_BT = ids_1T, .cache = &cache, .counts = {T}});
        cache.advance({T});
        return model_->nextLogits(hidden_1TD.squeeze(0))[T - 1];
    }

    const std::shared_ptr<const Decoder> model_;
    const std::int64_t vocabulary_;
    const PromptReader reader_;
    std::optional<KvCache> cache_{};
    std::int64_t offset_ = 0; ///< virtual tokens of an adapter stand before a text
};

class Drafted {
public:
    Drafted(const Decoder &model, const GenerationPrompt &prompt, const GenerateOptions &options,
            const Drafting &drafting, DraftCount &count)
        : model_(model), prompt_(prompt), options_(options), drafting_(drafting), count_(count),
          sampler_(makeSampler(options.sampling)), ender_(model.config(), options),
          reader_(model, options.kept ? options.kept->pool() : model.makePool(), options.goesOn),
          row_{.tokenLimit = limitOf(model, prompt, options),
               .rng =
                   Rng(static_cast<std::uint64_t>(options.sampling.seed), sampleStream(prompt.key, prompt.firstSample)),
               .seen = prompt.ids} {
        if (drafting.model) guesser_.emplace(drafting.model, model.config().vocabSize);
    }

    GeneratedPrompt run() {
        GeneratedPrompt out;
        const TextToRead text = reader_.toRead(prompt_.ids, prompt_.known.get());
        out.cachedTokens = static_cast<std::int64_t>(prompt_.ids.size()) - text.unread;
        ReadTexts read = reader_.read({text}, options_.stop);
        if (!stopped()) draw(read.logits_RV);
        while (row_.active() && !stopped()) pass(read.cache);
        if (row_.active()) row_.completion.finishReason = "cancelled";
        ender_.close(row_);
        out.completions.push_back(std::move(row_.completion));
        if (options_.progress) options_.progress(1, 1);
        return out;
    }

private:
    static std::int64_t limitOf(const Decoder &model, const GenerationPrompt &prompt, const GenerateOptions &options) {
        const auto room = model.config().maxPositions - static_cast<std::int64_t>(prompt.ids.size());
        const auto most = options.sampling.maxNewTokens;
        return std::min({most, room, prompt.maxNewTokens > 0 ? prompt.maxNewTokens : most});
    }

    bool stopped() const { return options_.stop.stop_requested(); }

    /// Reads the last token and what may come behind it, and draws as long as that is what comes.
    void pass(KvCache &cache) {
        const auto written = static_cast<std::int64_t>(row_.completion.ids.size());
        const std::int64_t room = std::min(row_.tokenLimit - written - 1, PromptReader::kPiece - 1);
        const std::int64_t most = std::min(drafting_.tokens, room);
        guesses_ = guesser_ ? guesser_->guess(row_.seen, most, *sampler_, row_.rng)
                            : draftOf(row_.seen, drafting_.ngram, most);
        Ids ids{row_.seen.back()};
        ids.insert(ids.end(), guesses_.begin(), guesses_.end());
        const auto T = static_cast<std::int64_t>(ids.size());
        const at::Tensor ids_1T = at::tensor(ids, at::kLong).unsqueeze(0).to(model_.placement().device);
        const at::Tensor hidden_1TD = model_.hidden({.ids_BT = ids_1T, .cache = &cache, .counts = {T}});
        const std::int64_t drawn = draw(model_.nextLogits(hidden_1TD.squeeze(0)));
        cache.advance({drawn}); // what was read behind them is written over
        ++count_.passes;
        count_.guessed += T - 1;
        count_.accepted += drawn - 1;
        guesses_.clear();
    }

    /// A token at each row of logits, up to the first that is not what was guessed. Returns how many.
    std::int64_t draw(const at::Tensor &logits_TV) {
        const at::Tensor plain = logits_TV.to(at::kCPU, at::kFloat).contiguous();
        const auto width = static_cast<std::size_t>(plain.size(1));
        std::int64_t drawn = 0;
        while (row_.active() && !stopped()) {
            append({plain.const_data_ptr<float>() + static_cast<std::size_t>(drawn) * width, width});
            const auto guess = static_cast<std::size_t>(drawn++);
            if (guess >= guesses_.size() || guesses_[guess] != row_.seen.back()) break;
        }
        return drawn;
    }

    void append(std::span<const float> logits) {
        Draw draw =
            sampler_->draw({.logits = logits, .seen = row_.seen, .rng = row_.rng, .wantEntropy = options_.entropy});
        Completion &completion = row_.completion;
        row_.seen.push_back(draw.token);
        completion.ids.push_back(draw.token);
        completion.logprobs.push_back(draw.logprob);
        if (options_.entropy) completion.entropies.push_back(draw.entropy);
        if (options_.scores) completion.scores.push_back(tokenScoreOf(logits, draw.token));
        if (options_.grew) options_.grew(0, completion.ids);
        ender_.check(row_);
    }

    const Decoder &model_;
    const GenerationPrompt &prompt_;
    const GenerateOptions &options_;
    const Drafting &drafting_;
    DraftCount &count_;
    std::unique_ptr<Sampler> sampler_;
    RowEnder ender_;
    const PromptReader reader_;
    GenerationRow row_;
    std::optional<Guesser> guesser_{};
    Ids guesses_{};
};

} // namespace

Ids draftOf(const Ids &seen, std::int64_t ngram, std::int64_t most) {
    const auto length = static_cast<std::int64_t>(seen.size());
    if (most < 1) return {};
    for (std::int64_t n = std::min(ngram, length - 1); n > 0; --n)
        for (std::int64_t at = length - n - 1; at >= 0; --at) {
            if (!std::equal(seen.end() - n, seen.end(), seen.begin() + at)) continue;
            const auto from = seen.begin() + at + n;
            return {from, from + std::min<std::int64_t>(most, seen.end() - from)};
        }
    return {};
}

Result<GeneratedPrompt> generateDrafted(const Decoder &model, const GenerationPrompt &prompt,
                                        const GenerateOptions &options, const Drafting &drafting, DraftCount &count) {
    const bool plain = drafting.tokens < 1 || prompt.n != 1 || prompt.byFirstRank || model.config().dependsOnLength();
    if (plain || prompt.ids.empty() || static_cast<std::int64_t>(prompt.ids.size()) >= model.config().maxPositions) {
        auto out = generate(model, {prompt}, options); // it says what is wrong, too
        if (!out) return unexpected(out.error());
        return std::move(out->front());
    }
    if (auto ok = mustSpeak(model.config()); !ok) return unexpected(ok.error());
    if (auto ok = checkTokenIds(prompt.ids, model.config(), "prompts[0].ids"); !ok) return unexpected(ok.error());
    const c10::InferenceMode noGradients;
    return Drafted(model, prompt, options, drafting, count).run();
}

} // namespace lapidary
