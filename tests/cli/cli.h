// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "tests/support/process.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace lapidary::test {

inline const std::string kProgram = LAPIDARY_BIN "/lapidary-cli";
inline const std::string kGolden = LAPIDARY_TEST_DATA;

inline Finished cli(const std::vector<std::string> &arguments, const std::string &input = {},
                    const Process::Variables &variables = {}) {
    return runProgram(kProgram, arguments, input, variables);
}

/// The lines of standard output; each must be one JSON object.
inline std::vector<Json> answersOf(const Finished &finished) {
    std::vector<Json> out;
    std::istringstream lines(finished.out);
    for (std::string line; std::getline(lines, line);) {
        auto value = parseJson(line, {.depth = 128});
        REQUIRE_MESSAGE(value.has_value(), line);
        REQUIRE(value->is_object());
        out.push_back(std::move(*value));
    }
    return out;
}

inline Json onlyAnswer(const Finished &finished) {
    const auto answers = answersOf(finished);
    REQUIRE_MESSAGE(answers.size() == 1, finished.out << finished.err);
    return answers.front();
}

inline std::string codeOf(const Json &answer) {
    return answer.contains("error") ? answer["error"].value("code", "?") : "";
}

} // namespace lapidary::test
