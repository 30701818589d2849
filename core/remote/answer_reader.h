// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/remote/answer.h"
#include <map>
#include <set>
#include <string_view>

namespace lapidary {

/// Puts an answer of the chat or completions API together, from one JSON text or from the chunks of a stream.
class AnswerReader {
public:
    static constexpr std::int64_t kMaxChoices = 1024;

    AnswerReader(bool chat, std::int64_t n) : chat_(chat), n_(n) {}

    /// Errors: json.*, remote.bad_answer (names the field), remote.server_error (the server's own words).
    Status chunk(std::string_view data); ///< the data of one event; "[DONE]" ends
    Status whole(std::string_view body);

    const RemoteAnswer &soFar() const { return answer_; }
    bool done() const { return done_; }
    bool ended() const; ///< every choice that has begun has a reason to end, and no text behind it
    /// Every choice without a reason to end, and every choice where there was a problem, becomes "truncated".
    RemoteAnswer finish(std::optional<Error> problem);

private:
    struct ToolCall {
        std::string id{}, name{}, arguments{};
    };
    Status take(const Json &object, const char *part);
    Status takeChoice(const Json &choice, const char *part, std::size_t place);
    Status takeText(const Json &message, RemoteChoice &choice, std::size_t index);
    void takeReason(const std::string &reason, bool grew, std::size_t index);
    void takeToolCalls(const Json &message, std::size_t index);
    std::int64_t placeOf(const Json &call, std::size_t index, std::size_t position) const;
    void takeLogprobs(const Json &logprobs, RemoteChoice &choice);
    void takeUsage(const Json &object);

    bool chat_, done_ = false;
    std::int64_t n_;
    RemoteAnswer answer_{};
    std::map<std::pair<std::size_t, std::int64_t>, ToolCall> toolCalls_{};
    std::set<std::size_t> open_{}; ///< choices that went on after their end
};

} // namespace lapidary
