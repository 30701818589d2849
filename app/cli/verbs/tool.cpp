// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/job/confined.h"
#include "core/text/answer/calculator.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct ToolFlags {
    std::string tool;
    LineFlags lines;
};

Result<Json> calculated(const Json &request) {
    if (const auto ok = checkRequest(request, {"input"}); !ok) return unexpected(ok.error());
    const auto input = getString(request, "input");
    if (!input) return unexpected(input.error());
    const auto value = calculate(*input);
    if (!value) return unexpected(value.error());
    return Json{{"exact", value->exact}, {"decimal", value->decimal}};
}

/// The question as it stands; the helper knows what it answers.
Result<Json> checked(const Json &request) {
    const auto known = {"do", "left", "right", "equation", "values", "unknown", "premises", "goal", "facts", "rules"};
    if (const auto ok = checkRequest(request, known); !ok) return unexpected(ok.error());
    const auto program = helperProgram("lapidary-symbolic");
    if (!program) return unexpected(program.error());
    const auto text = askConfined(*program, dumpJson(request));
    if (!text) return unexpected(text.error());
    auto answer = parseJson(*text);
    if (!answer) return unexpected(answer.error());
    const auto wrong = answer->find("error");
    if (wrong == answer->end()) return answer;
    return fail({.code = wrong->value("code", "tool.ended"),
                 .message = wrong->value("message", std::string()),
                 .field = wrong->value("field", std::string()),
                 .found = wrong->value("found", std::string()),
                 .expected = wrong->value("expected", std::string())});
}

} // namespace

Action defineTool(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<ToolFlags>();
    command.add_option("tool", flags->tool, "calculator or symbolic")
        ->required()
        ->check(CLI::IsMember({"calculator", "symbolic"}))
        ->type_name("TOOL");
    addLineFlags(command, flags->lines);
    command.footer(
        "calculator: request {\"input\"}, answer {\"exact\", \"decimal\"}. symbolic, in a helper that can do nothing "
        "but compute: {\"do\": \"equal\", \"left\", \"right\"}, {\"do\": \"holds\", \"equation\", \"values\"} or "
        "{\"do\": \"solve\", \"equation\", \"unknown\"}, answer {\"equal\"}, {\"holds\"} (null: neither shown nor "
        "refuted) or {\"solutions\"}; {\"do\": \"prove\", \"premises\": [\"x > 3\", \"int n\", \"p -> q\", ...], "
        "\"goal\"} "
        "(by Z3) or {\"do\": \"chain\", \"facts\": [\"cat(tom)\"], \"rules\": [\"cat(?x) -> animal(?x)\"], \"goal\"}, "
        "answer "
        "{\"verdict\": proved, refuted, open, contradiction or unknown, \"example\", \"steps\"}.");
    return [flags, &common]() -> Result<int> {
        const auto answer = flags->tool == "calculator" ? calculated : checked;
        return answerLines(flags->lines, common, [&](const Json &request) { return answer(request); });
    };
}

} // namespace lapidary
