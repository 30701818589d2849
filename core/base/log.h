// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

/// Logging by plain text, so that a file which includes torch (with its own fmt) never sees spdlog's headers.
namespace lapidary::log {

void debug(std::string_view text);
void info(std::string_view text);
void warning(std::string_view text);
void error(std::string_view text);

/// Standard output belongs to answers, so everything goes to standard error. `level` as in spdlog: debug, info, warn,
/// err, off.
void setLevel(std::string_view level);

} // namespace lapidary::log
