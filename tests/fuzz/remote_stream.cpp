// SPDX-License-Identifier: Apache-2.0
#include "core/remote/answer_reader.h"
#include "core/remote/sse.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

namespace {

struct Read {
    RemoteAnswer answer;
    std::string seen; ///< texts, reasons, the problem
};

Read readIn(std::string_view bytes, std::size_t piece, bool chat) {
    SseParser stream;
    AnswerReader reader(chat, 3);
    std::optional<Error> problem;
    for (; !bytes.empty() && !problem; bytes.remove_prefix(std::min(piece, bytes.size())))
        if (const auto ok =
                stream.push(bytes.substr(0, piece), [&](std::string_view data) { return reader.chunk(data); });
            !ok)
            problem = ok.error();
    if (!problem && stream.cut()) problem = Error{.code = "remote.cut", .message = {}};
    Read out{.answer = reader.finish(problem), .seen = problem ? problem->code : ""};
    for (const auto &choice : out.answer.choices)
        out.seen += "\n" + choice.text + "|" + choice.reasoning + "|" + choice.finishReason + "|" +
                    std::to_string(choice.tokens.size());
    return out;
}

} // namespace

/// However a stream is cut, it reads the same; no choice is whole where there was a problem, or without a reason to
/// end. The same bytes as a whole answer keep the promises, too.
void remote_stream(std::string_view bytes) {
    for (const bool chat : {true, false}) {
        const Read whole = readIn(bytes, bytes.size() + 1, chat);
        promise(whole.seen == readIn(bytes, 5, chat).seen);
        for (const auto &choice : whole.answer.choices)
            promise(!choice.finishReason.empty() && (!whole.answer.problem || !choice.complete()));
        AnswerReader reader(chat, 3);
        const auto ok = reader.whole(bytes);
        if (ok) promise(!reader.soFar().choices.empty());
    }
}

} // namespace lapidary::fuzz
