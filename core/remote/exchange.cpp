// SPDX-License-Identifier: Apache-2.0
#include "core/remote/exchange.h"
#include "core/remote/retry.h"
#include <nlohmann/json.hpp>

namespace lapidary {

namespace {

constexpr std::size_t kMaxRefusal = 64 << 10;    ///< bytes of a refusal that are looked at
constexpr const char *kEnough = "remote.enough"; ///< ends a transfer that has told all it had to tell

/// A few words of a body that may be anything, on one line.
std::string glimpse(std::string_view body) {
    std::string out;
    for (const char c : body.substr(0, 160)) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    return out;
}

std::string serverWords(const std::string &body) {
    const auto parsed = parseJson(body, {.depth = 16, .duplicateKeys = true});
    if (!parsed || !parsed->is_object()) return glimpse(body);
    const Json &error = parsed->contains("error") ? (*parsed)["error"] : *parsed;
    if (error.is_string()) return error.get<std::string>();
    for (const char *name : {"message", "detail"})
        if (error.is_object() && error.contains(name) && error[name].is_string()) return error[name].get<std::string>();
    return glimpse(body);
}

/// Takes a reply's body by its kind.
class Body {
public:
    Body(AnswerReader &reader, const std::function<void(const RemoteAnswer &)> &grew) : reader_(reader), grew_(grew) {}

    Status take(const HttpReply &head, std::string_view bytes) {
        if (head.status != 200) return keep(bytes, kMaxRefusal);
        if (head.contentType.starts_with("text/event-stream")) return stream(bytes);
        if (head.contentType.starts_with("application/json")) return keep(bytes, SIZE_MAX);
        keep(bytes, kMaxRefusal);
        return fail(
            {.code = "remote.not_an_api",
             .message = "the reply is no answer of such an API: perhaps a page of a network that wants a login first",
             .found = head.contentType + ": " + glimpse(kept_),
             .remedy = "Check the address; it usually ends in /v1."});
    }
    /// After the end of the transfer: what is still missing.
    Status end(const HttpReply &head) {
        if (streamed_) {
            if (reader_.done()) return {};
            if (sse_.cut()) return fail("remote.cut", "the stream ended in the middle of a piece");
            if (reader_.soFar().choices.empty()) return fail("remote.cut", "the stream ended before it began");
            return reader_.ended() ? Status{} : fail("remote.cut", "the stream ended before the answer did");
        }
        if (head.contentType.starts_with("application/json") && !kept_.empty()) return reader_.whole(kept_);
        return fail(
            {.code = "remote.bad_answer", .message = "the reply is empty", .found = {"status {0}", head.status}});
    }
    const std::string &kept() const { return kept_; }

private:
    Status keep(std::string_view bytes, std::size_t most) {
        kept_ += bytes.substr(0, most - std::min(most, kept_.size()));
        return kept_.size() < most ? Status{} : fail(kEnough, "");
    }
    Status stream(std::string_view bytes) {
        streamed_ = true;
        auto ok = sse_.push(bytes, [&](std::string_view data) { return reader_.chunk(data); });
        if (grew_) grew_(reader_.soFar());
        if (ok && reader_.done()) return fail(kEnough, ""); // some servers keep the connection open
        return ok;
    }

    AnswerReader &reader_;
    const std::function<void(const RemoteAnswer &)> &grew_;
    SseParser sse_{};
    std::string kept_{};
    bool streamed_ = false;
};

bool hasText(const RemoteAnswer &answer) {
    for (const auto &choice : answer.choices)
        if (!choice.text.empty() || !choice.reasoning.empty()) return true;
    return false;
}

} // namespace

Error refusalOf(const HttpReply &head, const std::string &body, const Origin &origin) {
    Error out{.code = "remote.status",
              .message = {"the server refuses: {0}", serverWords(body).substr(0, 500)},
              .found = {"status {0} of {1}", head.status, origin.text()}};
    if (head.status >= 200 && head.status < 300) {
        out.code = "remote.bad_answer";
        out.message = "the reply is empty";
    } else if (head.status >= 300 && head.status < 400) {
        out.code = "remote.redirect";
        out.message = "the server sends the request elsewhere, which is not followed";
        out.remedy = "Give the address where the API really is.";
    } else if (head.status == 401 || head.status == 403) {
        out.code = "remote.key";
        out.remedy = "Look at the key: lapidary-cli remote key NAME.";
    } else if (worthRetrying(head.status)) {
        out.code = "remote.busy";
        if (head.retryAfter && *head.retryAfter > kMaxRetryWait)
            out.expected = {"a wait of at most a minute; the server asks for {0} s",
                            static_cast<long long>(*head.retryAfter)};
        out.remedy = "Try again later, or let fewer requests run (requests_per_minute, max_concurrent).";
    }
    return out;
}

Exchange exchange(const HttpRequest &request, bool chat, std::int64_t n,
                  const std::function<void(const RemoteAnswer &)> &grew, const std::stop_token &stop) {
    AnswerReader reader(chat, n);
    Body body(reader, grew);
    HttpReply seen;
    const auto head = transfer(
        request,
        [&](const HttpReply &reply, std::string_view bytes) {
            seen = reply;
            return body.take(reply, bytes);
        },
        stop);
    if (head) seen = *head;
    Exchange out;
    std::optional<Error> problem;
    const bool enough = !head && head.error().code == kEnough;
    if (!head && !enough)
        problem = head.error();
    else if (seen.status != 200)
        problem = refusalOf(seen, body.kept(), request.origin);
    else if (auto ok = body.end(seen); !ok)
        problem = ok.error();
    const bool began = hasText(reader.soFar());
    const bool broken = problem && (problem->code == "remote.connect" || problem->code == "remote.cut");
    out.again = problem && !began && (broken || worthRetrying(seen.status));
    out.retryAfter = seen.retryAfter;
    out.answer = reader.finish(std::move(problem));
    return out;
}

} // namespace lapidary
