// SPDX-License-Identifier: Apache-2.0
#include "core/job/message_stream.h"
#include "core/job/frame.h"

namespace lapidary {

Result<bool> MessageStream::greet() {
    if (greeted_) return true;
    const std::string_view head = std::string_view(buffer_).substr(0, kChannelHeader.size());
    if (!kChannelHeader.starts_with(head))
        return fail({.code = "channel.version",
                     .message = "the worker speaks another version of the channel",
                     .found = dumpJson(Json(head)),
                     .expected = dumpJson(Json(kChannelHeader)),
                     .remedy = "Use the worker that belongs to this program."});
    greeted_ = head.size() == kChannelHeader.size();
    if (greeted_) taken_ = head.size();
    return greeted_;
}

Result<std::optional<Json>> MessageStream::next() {
    const auto ready = greet();
    if (!ready) return unexpected(ready.error());
    if (!*ready) return std::optional<Json>{};
    const auto frame = readFrame(std::string_view(buffer_).substr(taken_));
    if (!frame) return unexpected(frame.error());
    if (frame->size == 0) { // only now, so that many small frames do not move the rest of the buffer each
        buffer_.erase(0, taken_);
        taken_ = 0;
        return std::optional<Json>{};
    }
    auto json = parseJson(frame->payload, {.depth = 128});
    taken_ += frame->size;
    lastFrame_ = frame->size;
    if (!json) return unexpected(json.error());
    return std::optional(std::move(*json));
}

} // namespace lapidary
