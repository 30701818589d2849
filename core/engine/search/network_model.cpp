// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/network_model.h"
#include "core/engine/decode/direct_pass.h"
#include "core/engine/generate/prompt_reader.h"
#include "core/engine/generate/text_behind.h"
#include "core/engine/generate/token_score.h"
#include "core/engine/search/given_reader.h"
#include <ATen/ATen.h>
#include <algorithm>

namespace lapidary {

namespace {

bool drawnAlike(const CompletionRequest &a, const CompletionRequest &b) {
    return a.sampling == b.sampling && a.drafting == b.drafting && a.until.texts == b.until.texts &&
           a.until.marks == b.until.marks;
}

/// The requests that one call of the generator can draw.
std::vector<std::vector<std::size_t>> groupsOf(std::span<const CompletionRequest> requests) {
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t r = 0; r < requests.size(); ++r) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto &group) {
            return drawnAlike(requests[group.front()], requests[r]);
        });
        if (same == groups.end())
            groups.push_back({r});
        else
            same->push_back(r);
    }
    return groups;
}

/// How all of a group are drawn. For the generator a mark is a text that ends.
SamplingConfig samplingOf(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &group) {
    const CompletionRequest &first = requests[group.front()];
    SamplingConfig sampling = first.sampling;
    sampling.stop = first.until.texts;
    sampling.stop.insert(sampling.stop.end(), first.until.marks.begin(), first.until.marks.end());
    sampling.maxNewTokens = 0;
    for (std::size_t r : group) sampling.maxNewTokens = std::max(sampling.maxNewTokens, requests[r].until.tokens);
    return sampling;
}

/// Whether one of `texts` ends behind the first `from` bytes of `text`.
bool hasBehind(const std::string &text, const std::vector<std::string> &texts, std::size_t from) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string &each) {
        if (each.empty()) return false;
        const std::size_t earliest = from + 1 > each.size() ? from + 1 - each.size() : 0;
        return text.find(each, earliest) != text.npos;
    });
}

} // namespace

std::string cutBefore(std::string text, const std::vector<std::string> &ends) {
    std::size_t cut = text.size();
    for (const auto &end : ends)
        if (!end.empty()) cut = std::min(cut, text.find(end));
    text.resize(cut);
    return text;
}

Result<std::vector<GeneratedPrompt>> LanguageModel::read(std::span<const GivenTexts>, const Watch &) const {
    return fail({.code = "search.no_reading",
                 .message = "This model does not say how likely it finds a text that it did not write itself.",
                 .field = "strategy",
                 .expected = "a model of this machine",
                 .remedy = "Use a strategy that lets the model write its answer, or a model here."});
}

std::shared_ptr<const NetworkModel> NetworkModel::remembering(const Decoder &model, DecodeText decode) {
    auto out = std::make_shared<NetworkModel>(model, std::move(decode));
    out->remembers_ = isDirect(model);
    return out;
}

/// What has the longest beginning in common with `ids`. Who needed the memory may have emptied it.
std::shared_ptr<const KeptText> NetworkModel::remembered(const std::vector<std::int64_t> &ids) const {
    std::shared_ptr<const KeptText> best;
    std::ptrdiff_t longest = 0;
    for (const auto &text : last_) {
        const auto &its = text->ids();
        const auto common = std::mismatch(ids.begin(), ids.end(), its.begin(), its.end()).first - ids.begin();
        if (common > longest) best = text;
        longest = std::max(longest, common);
    }
    if (best) kept_->use(*best);
    return best;
}

void NetworkModel::remember(const GeneratedPrompt &made) const {
    if (!remembers_) return;
    for (const auto &text : {made.read, made.written.empty() ? nullptr : made.written.front()}) {
        if (!text) continue;
        std::erase(last_, text);
        last_.push_front(text);
    }
    if (last_.size() > kRemembered) last_.resize(kRemembered);
}

at::Tensor NetworkModel::logitsBehind(const std::vector<std::int64_t> &ids) const {
    const PromptReader reader(model_, kept_->pool(), remembers_);
    return reader.read({reader.toRead(ids, remembered(ids).get())}).logits_RV.squeeze(0);
}

namespace {

TokenScore scoreOf(const at::Tensor &logits_V, std::int64_t token) {
    const at::Tensor plain = logits_V.to(at::kCPU, at::kFloat).contiguous();
    return tokenScoreOf({plain.const_data_ptr<float>(), static_cast<std::size_t>(plain.size(0))}, token);
}

} // namespace

std::vector<TokenScore> NetworkModel::scoresOf(const std::vector<std::int64_t> &prompt,
                                               const std::vector<std::int64_t> &completion) const {
    std::vector<TokenScore> out;
    if (completion.empty()) return out;
    const PromptReader reader(model_, kept_->pool(), remembers_);
    ReadTexts read = reader.read({reader.toRead(prompt, remembered(prompt).get())});
    out.push_back(scoreOf(read.logits_RV[0], completion.front()));
    while (out.size() < completion.size()) {
        const auto count = std::min<std::int64_t>(PromptReader::kPiece, std::ssize(completion) - std::ssize(out));
        const at::ArrayRef<std::int64_t> piece(completion.data() + out.size() - 1, static_cast<std::size_t>(count));
        const at::Tensor ids_1T = at::tensor(piece, at::kLong).unsqueeze(0).to(model_.placement().device);
        const at::Tensor hidden_1TD = model_.hidden({.ids_BT = ids_1T, .cache = &read.cache, .counts = {count}});
        read.cache.advance({count});
        const at::Tensor logits_TV = model_.nextLogits(hidden_1TD.squeeze(0));
        for (std::int64_t t = 0; t < count; ++t) out.push_back(scoreOf(logits_TV[t], completion[out.size()]));
    }
    return out;
}

namespace {

/// As many of `given` from the first on as one pass may read: so many padded tokens, and so many numbers in the logits
/// of the tokens that are scored. One at least.
std::size_t readTogether(std::span<const GivenTexts> given, std::int64_t vocabulary) {
    constexpr std::size_t kMostTokens = 8192;
    const auto mostScored = static_cast<std::size_t>(std::max<std::int64_t>(1, (std::int64_t(1) << 25) / vocabulary));
    std::size_t count = 0, width = 0, scored = 0;
    while (count < given.size()) {
        width = std::max(width, given[count].ids.size());
        for (const auto &text : given[count].texts) scored += text.size();
        if (count > 0 && ((count + 1) * width > kMostTokens || scored > mostScored)) break;
        ++count;
    }
    return count;
}

} // namespace

Result<std::vector<GeneratedPrompt>> NetworkModel::read(std::span<const GivenTexts> given, const Watch &watch) const {
    std::vector<GeneratedPrompt> out(given.size());
    const PromptReader reader(model_, kept_->pool(), remembers_);
    for (std::size_t begin = 0; begin < given.size();) {
        const auto part = given.subspan(begin, readTogether(given.subspan(begin), model_.config().vocabSize));
        const bool stopped = watch.stop.stop_requested();
        const auto logprobs =
            stopped ? std::vector<std::vector<std::vector<float>>>(part.size()) : readGivenTexts(model_, reader, part);
        if (!logprobs) return unexpected(logprobs.error());
        for (std::size_t g = 0; g < part.size(); ++g) {
            GeneratedPrompt &into = out[begin + g];
            for (std::size_t t = 0; t < part[g].texts.size(); ++t)
                into.completions.push_back({.ids = part[g].texts[t],
                                            .text = {},
                                            .finishReason = stopped ? "cancelled" : kGiven,
                                            .logprobs = stopped ? std::vector<float>() : (*logprobs)[g][t],
                                            .entropies = {}});
            const auto others = std::max<std::int64_t>(0, std::ssize(part[g].texts) - 1);
            if (!stopped) into.cachedTokens = others * std::ssize(part[g].ids);
        }
        begin += part.size();
        if (watch.progress) watch.progress(static_cast<std::int64_t>(begin), std::ssize(given));
    }
    return out;
}

GenerationPrompt NetworkModel::promptOf(const CompletionRequest &request) const {
    return {.ids = request.ids,
            .key = request.stream,
            .n = request.n,
            .firstSample = request.firstSample,
            .maxNewTokens = request.until.tokens,
            .known = request.known ? request.known : remembered(request.ids),
            .byFirstRank = request.byFirstRank};
}

Result<std::vector<GeneratedPrompt>> NetworkModel::complete(std::span<const CompletionRequest> requests,
                                                            const Watch &watch) const {
    std::vector<GeneratedPrompt> out(requests.size());
    std::int64_t total = 0, before = 0;
    for (const auto &request : requests) total += request.n;
    for (const auto &group : groupsOf(requests)) {
        Watch part = watch;
        if (group.front() != 0) part.grew = nullptr; // the first request is in the first group
        if (watch.progress)
            part.progress = [&](std::int64_t done, std::int64_t) { watch.progress(before + done, total); };
        if (auto ok = completeGroup(requests, group, part, out); !ok) return unexpected(ok.error());
        for (std::size_t r : group) before += requests[r].n;
    }
    return out;
}

Status NetworkModel::completeGroup(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &group,
                                   const Watch &watch, std::vector<GeneratedPrompt> &out) const {
    const Until &until = requests[group.front()].until;
    if (!until.marks.empty() && !decode_)
        return fail({.code = "search.no_text",
                     .message = "Without a tokenizer nobody sees where a step of a text ends.",
                     .field = "model",
                     .remedy = "Copy the tokenizer's files into the model's folder, or use a strategy of whole "
                               "completions."});
    std::vector<GenerationPrompt> prompts;
    std::vector<std::size_t> drawn;
    for (std::size_t r : group) {
        if (hasNoRoom(requests[r])) {
            const Completion cut{.ids = {}, .text = {}, .finishReason = "length", .logprobs = {}, .entropies = {}};
            out[r].completions.assign(static_cast<std::size_t>(requests[r].n), cut);
            continue;
        }
        prompts.push_back(promptOf(requests[r]));
        drawn.push_back(r);
    }
    const auto grew = [&](std::size_t prompt, const std::vector<std::int64_t> &ids) {
        if (drawn[prompt] == 0) watch.grew({.ids = ids, .text = {}, .tokens = static_cast<std::int64_t>(ids.size())});
    };
    auto generated = write(prompts, requests[group.front()].drafting,
                           {.sampling = samplingOf(requests, group),
                            .maxRows = maxRows_,
                            .decode = decode_,
                            .kept = kept_,
                            .keepWritten = !until.marks.empty(),
                            .goesOn = remembers_,
                            .scores = watch.scores,
                            .stop = watch.stop,
                            .progress = watch.progress,
                            .grew = watch.grew ? decltype(GenerateOptions::grew)(grew) : nullptr});
    if (!generated) return unexpected(generated.error());
    for (std::size_t p = 0; p < drawn.size(); ++p) {
        remember((*generated)[p]);
        out[drawn[p]] = std::move((*generated)[p]);
        if (until.marks.empty()) continue;
        auto &[completions, cached, read, written, remote] = out[drawn[p]];
        for (auto &completion : completions) markEnd(completion, requests[drawn[p]]);
        for (std::size_t s = 0; s < written.size(); ++s)
            if (completions[s].finishReason != kStep) written[s] = nullptr; // nothing comes behind it
    }
    return {};
}

/// All together, or where tokens are guessed one after another.
Result<std::vector<GeneratedPrompt>> NetworkModel::write(const std::vector<GenerationPrompt> &prompts,
                                                         const Drafting &drafting, GenerateOptions options) const {
    if (drafting.tokens < 1) return generate(model_, prompts, options);
    std::vector<GeneratedPrompt> out;
    const auto grew = options.grew;
    const auto progress = options.progress;
    for (std::size_t p = 0; p < prompts.size(); ++p) {
        if (grew) options.grew = [&](std::size_t, const std::vector<std::int64_t> &ids) { grew(p, ids); };
        if (progress)
            options.progress = [&](std::int64_t, std::int64_t) {
                progress(static_cast<std::int64_t>(p) + 1, static_cast<std::int64_t>(prompts.size()));
            };
        auto written = generateDrafted(model_, prompts[p], options, drafting, drafts_);
        if (!written) return unexpected(written.error());
        out.push_back(std::move(*written));
    }
    return out;
}

/// A piece may end where the model's positions do: a prompt without room is an error, an answer without room is cut.
bool NetworkModel::hasNoRoom(const CompletionRequest &request) const {
    return !request.begun.empty() && static_cast<std::int64_t>(request.ids.size()) >= model_.config().maxPositions;
}

/// The generator takes a mark for a text that ends the answer and cuts it off. Of a piece all is kept that its tokens
/// say, so that the next one goes on behind it. A text that ends the answer may lie across two pieces, where the
/// generator did not see it.
void NetworkModel::markEnd(Completion &completion, const CompletionRequest &request) const {
    if (completion.finishReason == "cancelled") return;
    const auto &ends = model_.config().eos;
    const bool ended = completion.finishReason == "stop" && !request.sampling.ignoreEos && !completion.ids.empty() &&
                       std::find(ends.begin(), ends.end(), completion.ids.back()) != ends.end();
    if (ended) return;
    auto ids = request.ids;
    ids.insert(ids.end(), completion.ids.begin(), completion.ids.end());
    completion.text = textBehind(decode_, ids, request.ids.size());
    if (hasBehind(request.begun + completion.text, request.until.texts, request.begun.size())) {
        completion.finishReason = "stop";
        completion.text = cutBefore(completion.text, request.until.texts);
    } else if (completion.finishReason == "stop") {
        completion.finishReason = kStep;
    }
}

} // namespace lapidary
