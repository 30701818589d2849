// SPDX-License-Identifier: Apache-2.0
#include "core/job/event.h"

namespace lapidary {

Json toJson(const Event &event) {
    return {{"seq", event.seq}, {"time", event.time}, {"type", event.type}, {"body", event.body}};
}

Json noticeOf(const char *level, const Sentence &text) {
    Json body = {{"level", level}};
    putSentence(body, "text", text);
    return body;
}

Result<Event> eventFromJson(const Json &value) {
    const auto seq = getInteger(value, "seq");
    if (!seq) return unexpected(seq.error());
    const auto time = getNumber(value, "time");
    if (!time) return unexpected(time.error());
    auto type = getString(value, "type");
    if (!type) return unexpected(type.error());
    return Event{static_cast<std::uint64_t>(*seq), *time, std::move(*type), value.value("body", Json::object())};
}

} // namespace lapidary
