// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <functional>
#include <string>
#include <string_view>

namespace lapidary {

/// Reads a stream of server-sent events (WHATWG HTML, "Interpreting an event stream") piece by piece: lines end by LF,
/// CR or CRLF, also mixed and also cut between two pieces. Only the data of events is told; names, ids and comments are
/// not used.
class SseParser {
public:
    static constexpr std::size_t kMaxLine = 1 << 20, kMaxEvent = 4 << 20; ///< bytes

    using Take = std::function<Status(std::string_view data)>;
    /// Tells each event that ends in these bytes. Errors: remote.line_too_long, remote.event_too_long, and what `take`
    /// fails with.
    Status push(std::string_view bytes, const Take &take);
    /// True where an event has begun that no blank line has ended: the stream was cut.
    bool cut() const { return !line_.empty() || hasData_; }

private:
    Status endLine(const Take &take);
    std::string line_{}, data_{};
    bool hasData_ = false, afterReturn_ = false, first_ = true;
};

} // namespace lapidary
