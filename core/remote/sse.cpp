// SPDX-License-Identifier: Apache-2.0
#include "core/remote/sse.h"

namespace lapidary {

Status SseParser::push(std::string_view bytes, const Take &take) {
    while (!bytes.empty()) {
        if (afterReturn_ && bytes.front() == '\n') bytes.remove_prefix(1);
        afterReturn_ = false;
        const std::size_t end = bytes.find_first_of("\r\n");
        const std::string_view piece = bytes.substr(0, end);
        if (line_.size() + piece.size() > kMaxLine)
            return fail({.code = "remote.line_too_long",
                         .message = "a line of the stream is longer than an answer's pieces ever are",
                         .found = {"over {0} bytes", kMaxLine}});
        line_ += piece;
        if (end == bytes.npos) return {};
        afterReturn_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        if (auto ok = endLine(take); !ok) return ok;
    }
    return {};
}

Status SseParser::endLine(const Take &take) {
    std::string_view line = line_;
    if (first_ && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    first_ = false;
    if (line.empty()) {
        line_.clear();
        if (!hasData_) return {};
        hasData_ = false;
        const std::string data = std::exchange(data_, {});
        return take(data);
    }
    if (line.starts_with("data") && (line.size() == 4 || line[4] == ':')) {
        line.remove_prefix(std::min<std::size_t>(5, line.size()));
        if (line.starts_with(' ')) line.remove_prefix(1);
        if (hasData_) data_ += '\n';
        data_ += line;
        hasData_ = true;
        if (data_.size() > kMaxEvent)
            return fail({.code = "remote.event_too_long",
                         .message = "an event of the stream does not end",
                         .found = {"over {0} bytes", kMaxEvent}});
    }
    line_.clear();
    return {};
}

} // namespace lapidary
