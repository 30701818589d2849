// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lapidary {

/// Puts the lines of a log of Codex together; see sessions.h. Thoughts, words and calls that follow each other are one
/// message of the assistant, as they were one answer of the model.
class CodexSession {
public:
    /// False where the line is none of such a log.
    bool take(const Json &line);
    std::vector<Json> rows() const;

private:
    void begin(const Json &about);
    void item(const Json &item);
    void said(const Json &item);
    void called(const Json &item, const std::string &name, Json arguments);
    void seen(const Json &item);
    Json &answer(bool fresh);
    std::string id_{}, model_{};
    Json messages_ = Json::array();
};

} // namespace lapidary
