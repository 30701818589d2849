// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/calculating_model.h"
#include "core/text/answer/calculator.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr const char *kComputes = "=";

/// One sample of a request, which grows piece by piece.
struct Writing {
    std::size_t request;
    std::int64_t sample;
    Completion whole{.ids = {}, .text = {}, .finishReason = {}, .logprobs = {}, .entropies = {}};
    std::int64_t decoded = 0, pieces = 0;
    std::shared_ptr<const KeptText> known{};
};

template <class T> void join(std::vector<T> &all, const std::vector<T> &more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// Whether one of `marks` ends behind the first `from` bytes of `text`.
bool endsBehind(const std::string &text, const std::vector<std::string> &marks, std::size_t from) {
    return std::any_of(marks.begin(), marks.end(), [&](const std::string &mark) {
        if (mark.empty()) return false;
        return text.find(mark, from + 1 > mark.size() ? from + 1 - mark.size() : 0) != text.npos;
    });
}

class CalculatingModel final : public LanguageModel {
public:
    CalculatingModel(std::shared_ptr<const LanguageModel> model, decltype(SearchContext::encode) encode)
        : model_(std::move(model)), encode_(std::move(encode)) {}

    bool knowsTokens() const override { return model_->knowsTokens(); }

    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override {
        std::vector<CompletionRequest> first(requests.begin(), requests.end());
        for (auto &request : first) request.until.marks.emplace_back(kComputes);
        auto out = model_->complete(first, watch);
        if (!out) return out;
        std::vector<Writing> open;
        for (std::size_t r = 0; r < out->size(); ++r) {
            auto &[completions, cached, read, written, remote] = (*out)[r];
            written.resize(completions.size());
            for (std::size_t s = 0; s < completions.size(); ++s) {
                Writing writing{.request = r, .sample = static_cast<std::int64_t>(s)};
                if (auto ok = take(writing, requests[r], std::move(completions[s]), written[s]); !ok)
                    return unexpected(ok.error());
                settle(std::move(writing), *out, open);
            }
        }
        Watch rest = watch;
        rest.progress = nullptr; // all samples were told already
        while (!open.empty())
            if (auto ok = goOn(requests, rest, *out, open); !ok) return unexpected(ok.error());
        return out;
    }

    /// What is given stands as it is.
    Result<std::vector<GeneratedPrompt>> read(std::span<const GivenTexts> given, const Watch &watch) const override {
        return model_->read(given, watch);
    }

private:
    /// One piece more of every sample that is not at its end.
    Status goOn(std::span<const CompletionRequest> requests, Watch watch, std::vector<GeneratedPrompt> &out,
                std::vector<Writing> &open) const {
        std::vector<CompletionRequest> next;
        for (const Writing &writing : open) next.push_back(requestOf(requests[writing.request], writing));
        const Writing &watched = open.front();
        if (watched.request != 0 || watched.sample != 0) watch.grew = nullptr;
        if (watch.grew)
            watch.grew = [tell = watch.grew, before = watched.whole](const GrowingText &piece) {
                GrowingText whole{.ids = before.ids, .text = before.text, .tokens = before.tokens()};
                join(whole.ids, piece.ids);
                whole.text += piece.text;
                whole.tokens += piece.tokens;
                tell(whole);
            };
        auto pieces = model_->complete(next, watch);
        if (!pieces) return unexpected(pieces.error());
        std::vector<Writing> again = std::move(open);
        open.clear();
        for (std::size_t i = 0; i < again.size(); ++i) {
            auto &[completions, cached, read, written, remote] = (*pieces)[i];
            out[again[i].request].cachedTokens += cached;
            const auto kept = written.empty() ? nullptr : written.front();
            if (auto ok = take(again[i], requests[again[i].request], std::move(completions.front()), kept); !ok)
                return ok;
            settle(std::move(again[i]), out, open);
        }
        return {};
    }

    static CompletionRequest requestOf(const CompletionRequest &asked, const Writing &writing) {
        CompletionRequest out = asked;
        join(out.ids, writing.whole.ids);
        out.begun += writing.whole.text;
        out.stream += "/sample " + std::to_string(asked.firstSample + writing.sample) + "/computed " +
                      std::to_string(writing.pieces);
        out.n = 1;
        out.firstSample = 0;
        out.byFirstRank = false;
        out.until.marks.emplace_back(kComputes);
        out.until.tokens -= writing.decoded;
        if (writing.known) out.known = writing.known;
        return out;
    }

    /// A piece more, and behind its "=" what the calculator says. The finish reason is empty where it goes on.
    Status take(Writing &writing, const CompletionRequest &asked, Completion &&piece,
                std::shared_ptr<const KeptText> kept) const {
        Completion &whole = writing.whole;
        const std::size_t before = asked.begun.size() + whole.text.size();
        writing.known = std::move(kept);
        writing.decoded += piece.tokens();
        ++writing.pieces;
        whole.text += piece.text;
        join(whole.ids, piece.ids);
        join(whole.logprobs, piece.logprobs);
        join(whole.entropies, piece.entropies);
        join(whole.scores, piece.scores);
        if (whole.countedTokens >= 0) whole.countedTokens = writing.decoded;
        const std::string all = asked.begun + whole.text;
        const bool computes = piece.finishReason == kStep && !endsBehind(all, asked.until.marks, before);
        whole.finishReason = computes ? "" : piece.finishReason;
        if (!computes) return {};
        if (const auto said = calculatorContinuation(all)) {
            const auto ids = encode_(*said, false);
            if (!ids) return unexpected(ids.error());
            whole.text += *said;
            join(whole.ids, *ids);
            whole.countedTokens = writing.decoded;
        }
        if (writing.decoded >= asked.until.tokens) whole.finishReason = "length";
        return {};
    }

    static void settle(Writing &&writing, std::vector<GeneratedPrompt> &out, std::vector<Writing> &open) {
        if (writing.whole.finishReason.empty()) {
            open.push_back(std::move(writing));
            return;
        }
        auto &prompt = out[writing.request];
        const auto s = static_cast<std::size_t>(writing.sample);
        prompt.written[s] = writing.whole.finishReason == kStep ? std::move(writing.known) : nullptr;
        prompt.completions[s] = std::move(writing.whole);
    }

    std::shared_ptr<const LanguageModel> model_;
    decltype(SearchContext::encode) encode_;
};

} // namespace

std::shared_ptr<const LanguageModel> calculating(std::shared_ptr<const LanguageModel> model,
                                                 decltype(SearchContext::encode) encode) {
    return std::make_shared<CalculatingModel>(std::move(model), std::move(encode));
}

Result<SearchContext> withCalculator(const SearchContext &context, bool wanted) {
    SearchContext out = context;
    if (!wanted) return out;
    if (!context.model->knowsTokens() || !context.decode)
        return fail(
            {.code = "search.calculator_tokens",
             .message = "The calculator writes into the tokens of a model here, and a remote one gives none.",
             .field = "calculator",
             .found = "true",
             .expected = "a model here, with its tokenizer",
             .remedy = "Use the strategy react, whose calculator is called with text, or take the setting out."});
    out.model = calculating(context.model, context.encode);
    return out;
}

} // namespace lapidary
