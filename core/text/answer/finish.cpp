// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/finish.h"
#include <algorithm>

namespace lapidary {
namespace {

/// "stop" is what is said here and by most servers, and the next ones are words of servers for the same. What is
/// "given" nobody wrote: a choice of the question is whole.
constexpr std::string_view kEnds[] = {"stop",     "eos",        "eos_token",     "stop_sequence",
                                      "end_turn", "tool_calls", "function_call", "given"};

} // namespace

bool endedItself(std::string_view finishReason) {
    return std::find(std::begin(kEnds), std::end(kEnds), finishReason) != std::end(kEnds);
}

std::string faultOf(std::string_view text, std::string_view finishReason) {
    if (finishReason == "cancelled") return "cancelled";
    if (!endedItself(finishReason)) return "cut";
    return text.find_first_not_of(" \t\r\n") == text.npos ? "empty" : "";
}

} // namespace lapidary
