// SPDX-License-Identifier: Apache-2.0
#include "app/worker/remote_session.h"
#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

namespace lapidary {

namespace {

Result<RemoteRequest> requestOf(const Endpoint &endpoint, const SearchProblem &problem, const CandidateConfig &config) {
    const SamplingConfig &sampling = config.sampling;
    if (!problem.ids.empty())
        return fail({.code = "remote.ids",
                     .message = "a remote model has tokens of its own, which nobody here knows",
                     .field = "ids",
                     .expected = "\"prompt\" or \"messages\""});
    if (!config.completionPrefix.empty() && endpoint.api == "chat")
        return fail({.code = "remote.prefix",
                     .message = "the chat API begins every answer itself",
                     .field = "completion_prefix",
                     .remedy = "Leave it empty, or set api = \"completions\" for this endpoint."});
    if (sampling.sampler != "multinomial" && sampling.sampler != "greedy")
        return fail({.code = "remote.sampler",
                     .message = "a remote model cannot be told to draw like this",
                     .field = "sampler",
                     .found = sampling.sampler,
                     .expected = "multinomial or greedy"});
    return RemoteRequest{.prompt = problem.problem.prompt + config.completionPrefix,
                         .messages = problem.messages,
                         .n = config.n,
                         .maxNewTokens = sampling.maxNewTokens,
                         .topK = sampling.topK,
                         .temperature = sampling.greedy() ? 0 : sampling.temperature,
                         .topP = sampling.topP,
                         .minP = sampling.minP,
                         .repetitionPenalty = sampling.repetitionPenalty,
                         .seed = sampling.greedy() ? std::nullopt : std::optional(sampling.seed),
                         .stop = sampling.stop,
                         .ignoreEos = sampling.ignoreEos,
                         .logprobs = endpoint.logprobs,
                         .topLogprobs = endpoint.topLogprobs};
}

Json jsonOf(const std::vector<RemoteToken> &tokens) {
    Json out = Json::array();
    for (const auto &token : tokens) {
        Json top = Json::array();
        for (const auto &[text, logprob] : token.top) top.push_back({{"token", text}, {"logprob", logprob}});
        out.push_back({{"token", token.token}, {"logprob", token.logprob}, {"top", std::move(top)}});
    }
    return out;
}

Completion completionOf(RemoteChoice &&choice, std::int64_t tokens) {
    Completion out{.ids = {},
                   .text = std::move(choice.text),
                   .finishReason = std::move(choice.finishReason),
                   .logprobs = {},
                   .entropies = {}};
    out.countedTokens = choice.tokens.empty() ? tokens : static_cast<std::int64_t>(choice.tokens.size());
    const bool usable = std::all_of(choice.tokens.begin(), choice.tokens.end(),
                                    [](const auto &token) { return std::isfinite(token.logprob); });
    if (usable)
        for (const auto &token : choice.tokens) out.logprobs.push_back(static_cast<float>(token.logprob));
    out.remote = Json::object();
    if (!choice.reasoning.empty()) out.remote["reasoning"] = std::move(choice.reasoning);
    if (!choice.tokens.empty()) out.remote["tokens"] = jsonOf(choice.tokens);
    return out;
}

/// The server counts all choices together; where it gives no log-probabilities, they get equal shares.
GeneratedPrompt generatedOf(RemoteAnswer &&answer, const RemoteModel &model) {
    GeneratedPrompt out;
    if (answer.completionTokens < 0 && !answer.choices.empty() && answer.choices[0].tokens.empty())
        answer.flag("does not count its tokens");
    out.remote = {{"origin", model.origin().text()},
                  {"model", answer.model},
                  {"requests", answer.requests},
                  {"retries", answer.retries},
                  {"flags", answer.flags}};
    if (answer.problem) out.remote["problem"] = toJson(*answer.problem);
    const auto choices = static_cast<std::int64_t>(answer.choices.size());
    std::int64_t left = std::max<std::int64_t>(0, answer.completionTokens);
    for (std::int64_t c = 0; c < choices; ++c) {
        const std::int64_t share = left / (choices - c);
        left -= share;
        out.completions.push_back(completionOf(std::move(answer.choices[static_cast<std::size_t>(c)]), share));
    }
    return out;
}

/// Not whole, though nobody asked for the end.
std::optional<Error> cutOff(const RemoteAnswer &answer) {
    if (answer.problem) return answer.problem;
    const bool all = std::none_of(answer.choices.begin(), answer.choices.end(),
                                  [](const auto &choice) { return choice.finishReason == "truncated"; });
    return all ? std::nullopt
               : std::optional(Error{.code = "remote.cut", .message = "the server ended an answer without saying why"});
}

/// All problems of one drawing, shared out among threads.
class Drawing {
public:
    Drawing(const RemoteModel &model, const std::vector<SearchProblem> &problems, const SearchContext &context,
            const CandidateConfig &config, CutAnswers cut)
        : model_(model), problems_(problems), context_(context), config_(config), cut_(cut), out_(problems.size()) {}

    Result<std::vector<GeneratedPrompt>> run() {
        const std::stop_callback both(context_.stop, [this] { stop_.request_stop(); });
        const auto count =
            std::min<std::size_t>(problems_.size(), static_cast<std::size_t>(model_.endpoint().maxConcurrent));
        {
            std::vector<std::jthread> threads;
            for (std::size_t t = 0; t < count; ++t) threads.emplace_back([this] { work(); });
        }
        if (failure_) return fail(*failure_);
        for (auto &each : out_)
            if (each.completions.empty())
                each.completions.push_back(
                    {.ids = {}, .text = {}, .finishReason = "cancelled", .logprobs = {}, .entropies = {}});
        return std::move(out_);
    }

private:
    void work() {
        for (std::size_t p = next_++; p < problems_.size() && !stop_.stop_requested(); p = next_++) {
            auto drawn = draw(p);
            const std::lock_guard lock(mutex_);
            if (!drawn) {
                if (!failure_) failure_ = drawn.error();
                stop_.request_stop(); // the others would be paid for in vain
                return;
            }
            out_[p] = std::move(*drawn);
            done_ += config_.n;
            if (context_.progress) context_.progress(done_, config_.n * static_cast<std::int64_t>(problems_.size()));
        }
    }

    Result<GeneratedPrompt> draw(std::size_t p) {
        const auto request = requestOf(model_.endpoint(), problems_[p], config_);
        if (!request) return unexpected(request.error());
        RemoteWatch watch;
        if (p == 0 && context_.grewText)
            watch.grew = [this](const RemoteAnswer &soFar) {
                if (!soFar.choices.empty())
                    context_.grewText(soFar.choices[0].text, static_cast<std::int64_t>(soFar.choices[0].tokens.size()));
            };
        if (context_.notice)
            watch.waiting = [this](std::int64_t retry, double seconds, const Error &why) {
                char text[64];
                std::snprintf(text, sizeof text, "Asking again in %.1f s (try %lld): ", seconds,
                              static_cast<long long>(retry + 1));
                const std::lock_guard lock(mutex_);
                context_.notice(text + describe(why));
            };
        RemoteAnswer all;
        for (std::int64_t tries = 0;; ++tries) {
            RemoteRequest rest = *request;
            rest.n -= static_cast<std::int64_t>(all.choices.size());
            if (rest.seed) *rest.seed += static_cast<std::int64_t>(all.choices.size());
            RemoteAnswer answer = model_.complete(rest, stop_.get_token(), watch);
            const auto problem = cutOff(answer);
            const bool stopped = problem && problem->code == kCancelled, nothing = answer.choices.empty() && !stopped;
            if (problem && nothing) return fail(*problem);
            const bool keepAll = !problem || stopped || cut_ == CutAnswers::Keep;
            if (!keepAll)
                std::erase_if(answer.choices, [](const auto &choice) { return choice.finishReason == "truncated"; });
            if (!answer.choices.empty()) tries = 0;
            all.add(std::move(answer));
            if (stopped && static_cast<std::int64_t>(all.choices.size()) < config_.n)
                all.choices.push_back(
                    {.finishReason = "cancelled"}); // or it would pass for a problem with fewer samples
            if (keepAll) return generatedOf(std::move(all), model_);
            const auto wait = waitBeforeRetry(model_.endpoint(), tries + 1, {},
                                              std::fmod(0.618 * static_cast<double>(p + 1), 1.0)); // not all at once
            if (!wait) return fail(*problem);
            waitFor(*wait, stop_.get_token());
        }
    }

    const RemoteModel &model_;
    const std::vector<SearchProblem> &problems_;
    const SearchContext &context_;
    const CandidateConfig &config_;
    const CutAnswers cut_;
    std::stop_source stop_{};
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_{};
    std::int64_t done_ = 0;
    std::vector<GeneratedPrompt> out_;
    std::optional<Error> failure_{};
};

} // namespace

Result<RemoteModel> openRemote(const Json &reference) {
    const RemoteBook book;
    const Json &remote = reference.at("remote");
    if (remote.is_string()) {
        const auto endpoint = book.endpoint(remote.get<std::string>());
        if (!endpoint) return unexpected(endpoint.error());
        return RemoteModel::open(*endpoint, book);
    }
    const auto endpoint = describedEndpoint().read(remote);
    if (!endpoint) return fail(joined(endpoint.error()));
    return RemoteModel::open(*endpoint, book);
}

Result<std::vector<GeneratedPrompt>> drawRemotely(const RemoteModel &model, const std::vector<SearchProblem> &problems,
                                                  const SearchContext &context, const CandidateConfig &config,
                                                  CutAnswers cut) {
    return Drawing(model, problems, context, config, cut).run();
}

} // namespace lapidary
