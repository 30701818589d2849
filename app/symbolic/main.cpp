// SPDX-License-Identifier: GPL-3.0-or-later
// One question on standard input, one answer on standard output. Confined before it reads: what a model wrote is only
// ever computed with.
#include "app/symbolic/questions.h"
#include "core/job/confined.h"
#include <iostream>
#include <iterator>

using namespace lapidary;

int main() {
    if (const auto ok = confine({}); !ok) {
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
