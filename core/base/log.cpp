// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.h"
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace lapidary::log {
namespace {

spdlog::logger &logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_color_mt("lapidary");
        made->set_pattern("%H:%M:%S %^%l%$ %v");
        made->set_level(spdlog::level::warn);
        return made;
    }();
    return *instance;
}

} // namespace

void debug(std::string_view text) {
    logger().debug("{}", text);
}
void info(std::string_view text) {
    logger().info("{}", text);
}
void warning(std::string_view text) {
    logger().warn("{}", text);
}
void error(std::string_view text) {
    logger().error("{}", text);
}
void setLevel(std::string_view level) {
    logger().set_level(spdlog::level::from_str(std::string(level)));
}

} // namespace lapidary::log
