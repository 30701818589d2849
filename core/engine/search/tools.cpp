// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/tools.h"
#include "core/job/confined.h"
#include "core/text/answer/calculator.h"
#include <nlohmann/json.hpp>

namespace lapidary {

namespace {

std::string trimmed(const std::string &text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// In the words that a model reads.
std::string wordsOf(const Error &error) {
    std::string out = error.message.str();
    const std::string expected = error.expected.str();
    return expected.empty() ? out : out + " Expected: " + expected + ".";
}

Result<std::string> askCalculator(const std::string &input) {
    const auto value = calculate(trimmed(input));
    return value ? value->decimal : wordsOf(value.error());
}

Result<std::string> askSymbolic(const std::string &input) {
    const auto program = helperProgram("lapidary-symbolic");
    if (!program) return unexpected(program.error());
    const auto text = askConfined(*program, dumpJson(symbolicQuestion(input)));
    if (!text) {
        const bool itsOwn = text.error().code == "tool.timeout" || text.error().code == "tool.ended" ||
                            text.error().code == "tool.too_long";
        if (itsOwn) return wordsOf(text.error()); // of this question
        return unexpected(text.error());
    }
    const auto answer = parseJson(*text);
    if (!answer) return unexpected(answer.error());
    return symbolicAnswer(*answer);
}

} // namespace

Json symbolicQuestion(const std::string &input) {
    const auto unknown = input.rfind(" for ");
    if (unknown != input.npos)
        return {{"do", "solve"},
                {"equation", trimmed(input.substr(0, unknown))},
                {"unknown", trimmed(input.substr(unknown + 5))}};
    const auto sign = input.find('=');
    const bool sides = sign != input.npos;
    return {{"do", "equal"},
            {"left", trimmed(input.substr(0, sign))},
            {"right", sides ? trimmed(input.substr(sign + 1)) : std::string()}};
}

std::string symbolicAnswer(const Json &answer) {
    if (const auto error = answer.find("error"); error != answer.end()) {
        const std::string expected = error->value("expected", std::string());
        return error->value("message", std::string()) + (expected.empty() ? "" : " Expected: " + expected + ".");
    }
    if (const auto equal = answer.find("equal"); equal != answer.end())
        return equal->is_null() ? "not known" : equal->get<bool>() ? "equal" : "not equal";
    std::string out;
    for (const auto &solution : answer.value("solutions", Json::array()))
        out += (out.empty() ? "" : ", ") + (solution.is_string() ? solution.get<std::string>() : dumpJson(solution));
    return out.empty() ? "no solution" : out;
}

std::vector<SearchTool> searchTools() {
    return {{"calculator", askCalculator}, {"symbolic", askSymbolic}};
}

std::vector<std::string> searchToolNames() {
    std::vector<std::string> names;
    for (const auto &tool : searchTools()) names.push_back(tool.name);
    return names;
}

} // namespace lapidary
