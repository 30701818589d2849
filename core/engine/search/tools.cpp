// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/tools.h"
#include "core/job/confined.h"
#include "core/text/answer/calculator.h"
#include <algorithm>
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

namespace {

/// The pieces between signs, without blanks around them; empty ones are left out.
std::vector<std::string> piecesOf(const std::string &text, char sign) {
    std::vector<std::string> pieces;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(sign, begin), text.size());
        if (auto piece = trimmed(text.substr(begin, end - begin)); !piece.empty()) pieces.push_back(std::move(piece));
        begin = end + 1;
    }
    return pieces;
}

/// "premise; premise |- goal": by rules, where something stands for anything, else by logic and sums.
Json whetherFollows(const std::string &premises, const std::string &goal) {
    const auto pieces = piecesOf(premises, ';');
    const bool rules = premises.find('?') != premises.npos;
    if (!rules) return {{"do", "prove"}, {"premises", pieces}, {"goal", goal}};
    Json out = {{"do", "chain"}, {"facts", Json::array()}, {"rules", Json::array()}, {"goal", goal}};
    for (const auto &piece : pieces) out[piece.find("->") == piece.npos ? "facts" : "rules"].push_back(piece);
    return out;
}

} // namespace

Json symbolicQuestion(const std::string &input) {
    if (const auto follows = input.find("|-"); follows != input.npos)
        return whetherFollows(input.substr(0, follows), trimmed(input.substr(follows + 2)));
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

namespace {

std::string followsInWords(const Json &answer) {
    const auto verdict = answer.at("verdict").get<std::string>();
    if (verdict == "proved") return "it follows";
    if (verdict == "refuted") return "the opposite follows";
    if (verdict == "contradiction") return "the premises contradict each other";
    std::string example;
    const Json values = answer.value("example", Json::object());
    for (const auto &[name, value] : values.items())
        example += (example.empty() ? ", as with " : ", ") + name + " = " + value.get<std::string>();
    return (verdict == "open" ? "it does not follow" : "not known") + example;
}

} // namespace

std::string symbolicAnswer(const Json &answer) {
    if (const auto error = answer.find("error"); error != answer.end()) {
        const std::string expected = error->value("expected", std::string());
        return error->value("message", std::string()) + (expected.empty() ? "" : " Expected: " + expected + ".");
    }
    if (const auto verdict = answer.find("verdict"); verdict != answer.end()) return followsInWords(answer);
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
