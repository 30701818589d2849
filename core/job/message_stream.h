// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

/// One direction of the channel as its reader sees it: the channel's header, then frames with JSON.
class MessageStream {
public:
    void append(std::string_view bytes) { buffer_.append(bytes); }
    /// The next message, or nothing while it is not all there. Errors: channel.version and frame.* end the stream;
    /// json.* is about one message, and the next call gives the one behind it.
    Result<std::optional<Json>> next();
    bool greeted() const { return greeted_; }
    std::size_t lastFrame() const { return lastFrame_; } ///< bytes that the last message took, its head included

private:
    Result<bool> greet();
    std::string buffer_;
    std::size_t taken_ = 0; ///< bytes of the buffer that were given out
    std::size_t lastFrame_ = 0;
    bool greeted_ = false; ///< the header was seen
};

} // namespace lapidary
