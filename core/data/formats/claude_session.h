// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lapidary {

/// Puts the lines of a log of Claude Code together; see sessions.h.
class ClaudeSession {
public:
    /// False where the line is none of such a log.
    bool take(const Json &line);
    std::vector<Json> rows() const;

private:
    struct Talk {
        std::string id{}, model{}, lastAnswer{}; ///< lastAnswer: the id of the message that the last line was a part of
        Json messages = Json::array();
    };
    Talk &talkOf(const Json &line);
    std::vector<Talk> talks_{};
    std::map<std::string, std::size_t> byLine_{}; ///< uuid of a line → its talk
};

} // namespace lapidary
