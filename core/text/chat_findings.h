// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_template.h"

namespace lapidary {

/// What the conversations of a file are read by that a person should know: gathered over its rows, said once.
class ChatFindings {
public:
    void add(const ChatText &chat, std::int64_t line);
    std::int64_t derivedRows() const { return derived_; }
    std::int64_t brokenRows() const { return broken_; }
    bool empty() const { return derived_ == 0 && broken_ == 0; }
    std::vector<Sentence> sentences() const; ///< one a kind, with its count and the first line

private:
    std::int64_t derived_ = 0, broken_ = 0, firstBroken_ = 0;
    PrefixBreak first_{};
};

} // namespace lapidary
