// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_findings.h"

namespace lapidary {
namespace {

Sentence rowsOf(std::int64_t rows) {
    return rows == 1 ? Sentence("1 row") : Sentence("{0} rows", rows);
}

} // namespace

void ChatFindings::add(const ChatText &chat, std::int64_t line) {
    derived_ += chat.derived;
    if (!chat.broken) return;
    if (++broken_ > 1) return;
    firstBroken_ = line;
    first_ = *chat.broken;
}

std::vector<Sentence> ChatFindings::sentences() const {
    std::vector<Sentence> out;
    if (derived_ > 0)
        out.emplace_back("the chat template does not mark what the assistant says: in {0} its words were found by "
                         "rendering the beginnings of the conversation. They begin behind what asks for an answer and "
                         "end with the mark that ends the turn.",
                         rowsOf(derived_));
    if (broken_ > 0)
        out.emplace_back("in {0} the chat template writes the beginning of a conversation otherwise once it goes on "
                         "(first in line {1}, before message {2}: {3}, where it wrote {4} alone). A model that learns "
                         "the whole conversation reads other words there than when it is asked turn by turn.",
                         rowsOf(broken_), firstBroken_, first_.message + 1, dumpJson(Json(first_.found)),
                         dumpJson(Json(first_.expected)));
    return out;
}

} // namespace lapidary
