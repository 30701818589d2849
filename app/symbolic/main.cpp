// SPDX-License-Identifier: GPL-3.0-or-later
// One question on standard input, one answer on standard output. Confined before it reads: what a model wrote is only
// ever computed with.
#include "app/symbolic/questions.h"
#include "core/job/confined.h"
#include <iostream>
#include <iterator>
#include <string_view>

using namespace lapidary;

constexpr std::string_view kHelp = R"(Answers one question about formulas. Asked by lapidary-cli and lapidary-worker.
Usage: lapidary-symbolic < QUESTION

Options:
  --help                      Print this help message and exit

The question is a JSON object on standard input, the answer one on standard output. Before it reads, the program gives
up all that it does not need: files, network, other programs, more than some memory and some seconds. It is asked in a
convenient way by: lapidary-cli tool symbolic
)";

int main(int argc, char **argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--help") {
        std::cout << kHelp;
        return 0;
    }
    if (const auto ok = confine({.refusesMildly = true}); !ok) {
        std::cout << dumpJson(Json{{"error", {{"code", ok.error().code}, {"message", ok.error().message.str()}}}})
                  << '\n';
        return 0;
    }
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const auto question = parseJson(text);
    Result<Json> answer = question ? Result<Json>(Json()) : unexpected(question.error());
    try {
        if (question) answer = symbolic::answered(*question);
    } catch (const std::exception &wrong) { // GiNaC throws where a formula has no value
        answer = fail(
            {.code = "tool.no_value", .message = "This formula has no value.", .found = std::string(wrong.what())});
    }
    const Json out = answer ? *answer
                            : Json{{"error",
                                    {{"code", answer.error().code},
                                     {"message", answer.error().message.str()},
                                     {"field", answer.error().field},
                                     {"found", answer.error().found.str()},
                                     {"expected", answer.error().expected.str()}}}};
    std::cout << dumpJson(out) << std::endl;
    return 0;
}
