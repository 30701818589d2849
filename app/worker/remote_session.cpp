// SPDX-License-Identifier: Apache-2.0
#include "app/worker/remote_session.h"
#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

namespace lapidary {

namespace {

Result<RemoteRequest> requestOf(const Endpoint &endpoint, const CompletionRequest &request) {
    const SamplingConfig &sampling = request.sampling;
    if (!request.ids.empty())
        return fail({.code = "remote.ids",
                     .message = "a remote model has tokens of its own, which nobody here knows",
                     .field = "ids",
                     .expected = "\"prompt\" or \"messages\""});
    if (!request.until.marks.empty() || !request.begun.empty())
        return fail({.code = "remote.steps",
                     .message = "a server does not say whether a text has ended or only a step of it",
                     .field = "strategy",
                     .expected = "a strategy of whole completions",
                     .remedy = "Search by steps with a model of this machine."});
    if (!request.prefix.empty() && endpoint.api == "chat")
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
    if (request.byFirstRank)
        return fail({.code = "remote.sampler",
                     .message = "a server does not let an answer begin with its second or third likeliest token",
                     .field = "strategy",
                     .expected = "a strategy that draws its samples",
                     .remedy = "Use self_consistency, or a model of this machine."});
    return RemoteRequest{.prompt = request.prompt + request.prefix,
                         .messages = request.messages,
                         .n = request.n,
                         .maxNewTokens = request.until.tokens,
                         .topK = sampling.topK,
                         .temperature = sampling.greedy() ? 0 : sampling.temperature,
                         .topP = sampling.topP,
                         .minP = sampling.minP,
                         .repetitionPenalty = sampling.repetitionPenalty,
                         .seed = sampling.greedy() ? std::nullopt : std::optional(sampling.seed + request.firstSample),
                         .stop = request.until.texts,
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

/// All requests of one call, shared out among threads.
class Completing {
public:
    Completing(const RemoteModel &model, std::span<const CompletionRequest> requests, const Watch &watch,
               CutAnswers cut)
        : model_(model), requests_(requests), watch_(watch), cut_(cut), out_(requests.size()) {
        for (const auto &request : requests) total_ += request.n;
    }

    Result<std::vector<GeneratedPrompt>> run() {
        const std::stop_callback both(watch_.stop, [this] { stop_.request_stop(); });
        const auto count =
            std::min<std::size_t>(requests_.size(), static_cast<std::size_t>(model_.endpoint().maxConcurrent));
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
        for (std::size_t r = next_++; r < requests_.size() && !stop_.stop_requested(); r = next_++) {
            auto drawn = complete(r);
            const std::lock_guard lock(mutex_);
            if (!drawn) {
                if (!failure_) failure_ = drawn.error();
                stop_.request_stop(); // the others would be paid for in vain
                return;
            }
            out_[r] = std::move(*drawn);
            done_ += requests_[r].n;
            if (watch_.progress) watch_.progress(done_, total_);
        }
    }

    RemoteWatch remoteWatch(bool grows) {
        RemoteWatch watch;
        if (grows && watch_.grew)
            watch.grew = [this](const RemoteAnswer &soFar) {
                if (soFar.choices.empty()) return;
                const auto &first = soFar.choices[0];
                watch_.grew({.ids = {}, .text = first.text, .tokens = static_cast<std::int64_t>(first.tokens.size())});
            };
        if (watch_.notice)
            watch.waiting = [this](std::int64_t retry, double seconds, const Error &why) {
                char wait[32];
                std::snprintf(wait, sizeof wait, "%.1f", seconds);
                const std::lock_guard lock(mutex_);
                watch_.notice({"Asking again in {0} s (try {1}): {2}", std::string(wait), retry + 1, told(why)});
            };
        return watch;
    }

    Result<GeneratedPrompt> complete(std::size_t r) {
        const auto request = requestOf(model_.endpoint(), requests_[r]);
        if (!request) return unexpected(request.error());
        const RemoteWatch watch = remoteWatch(r == 0);
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
            if (stopped && static_cast<std::int64_t>(all.choices.size()) < requests_[r].n)
                all.choices.push_back(
                    {.finishReason = "cancelled"}); // or it would pass for a problem with fewer samples
            if (keepAll) return generatedOf(std::move(all), model_);
            const auto wait = waitBeforeRetry(model_.endpoint(), tries + 1, {},
                                              std::fmod(0.618 * static_cast<double>(r + 1), 1.0)); // not all at once
            if (!wait) return fail(*problem);
            waitFor(*wait, stop_.get_token());
        }
    }

    const RemoteModel &model_;
    const std::span<const CompletionRequest> requests_;
    const Watch &watch_;
    const CutAnswers cut_;
    std::stop_source stop_{};
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_{};
    std::int64_t done_ = 0, total_ = 0;
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

Result<std::vector<GeneratedPrompt>> RemoteWriter::complete(std::span<const CompletionRequest> requests,
                                                            const Watch &watch) const {
    return Completing(*model_, requests, watch, cut_).run();
}

} // namespace lapidary
