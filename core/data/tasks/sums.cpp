// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/sums.h"
#include "core/data/tasks/making.h"
#include "core/text/answer/worded.h"

namespace lapidary {
namespace {

std::int64_t numberOf(std::int64_t digits, Rng &rng) {
    std::int64_t low = 1;
    for (std::int64_t i = 1; i < digits; ++i) low *= 10;
    return numberBetween(low, 10 * low - 1, rng);
}

MadeRow makeRow(const SumsConfig &config, Rng &rng, Rng &chains) {
    const auto terms = numberBetween(config.minTerms, config.maxTerms, rng);
    const auto draw = [&] { return numberOf(numberBetween(config.minDigits, config.maxDigits, rng), rng); };
    std::int64_t total = draw();
    std::string text = std::to_string(total);
    WorkPlan plan({total, 1});
    SolutionWriter writer(config.errorRate, chains);
    Fraction written{total, 1};
    for (std::int64_t i = 1; i < terms; ++i) {
        const std::int64_t number = draw();
        const bool takes = rng.uniform() < config.subtract && (config.mayBeNegative || number <= total);
        const char op = takes ? '-' : '+';
        total += takes ? -number : number;
        text += std::string(" ") + op + " " + std::to_string(number);
        plan.apply(op, {number, 1});
        written = writer.write(written, op, {number, 1});
    }
    const bool chinese = isChinese(config.language, rng);
    return {.prompt = chinese ? text + " 等于多少？" : "What is " + text + "?",
            .reference = std::to_string(total),
            .form = WordedProblem{.plan = plan}.form(),
            .steps = std::move(writer.steps),
            .chinese = chinese,
            .more = {{"terms", terms}},
            .answer = toText(written)};
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = SumsConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (auto ok = mustBeOrdered("max_terms", config->minTerms, config->maxTerms); !ok) return unexpected(ok.error());
    if (auto ok = mustBeOrdered("max_digits", config->minDigits, config->maxDigits); !ok) return unexpected(ok.error());
    return makeRows("sums", seed, count, [&](Rng &rng, Rng &chains) { return makeRow(*config, rng, chains); });
}

WorkPlan planOf(const Expression &expression) {
    if (expression.op == 0) return WorkPlan(expression.number);
    WorkPlan plan = planOf(expression.parts[0]);
    const Expression &right = expression.parts[1];
    if (right.op == 0)
        plan.apply(expression.op, right.number);
    else
        plan.apply(expression.op, planOf(right));
    return plan;
}

} // namespace

std::optional<WordedProblem> readSums(std::string_view prompt) {
    std::string_view text = trimmed(prompt);
    for (const std::string_view begin : {"What is ", "Calculate ", "Compute ", "Evaluate ", "请计算", "计算",
                                         "State the final answer to the following arithmetic problem: "})
        if (takeText(text, begin)) break;
    for (const std::string_view end : {"？", "?", ".", "。", "=", "等于多少", "是多少"}) {
        text = trimmed(text);
        if (text.ends_with(end)) text.remove_suffix(end.size());
    }
    text = trimmed(text);
    const auto expression = readExpression(text);
    if (!expression || expression->op == 0) return std::nullopt;
    return WordedProblem{.plan = planOf(*expression)};
}

const Described<SumsConfig> &SumsConfig::described() {
    using C = SumsConfig;
    static const auto d =
        Described<C>()
            .add("min_terms", &C::minTerms, between(2, 32), "numbers", "fewest numbers of a sum")
            .add("max_terms", &C::maxTerms, between(2, 32), "numbers", "most numbers of a sum; more are harder")
            .add("min_digits", &C::minDigits, between(1, 12), "digits", "fewest digits of a number")
            .add("max_digits", &C::maxDigits, between(1, 12), "digits", "most digits of a number; more are harder")
            .add("subtract", &C::subtract, between(0, 1), "", "share of numbers that are taken off")
            .add("may_be_negative", &C::mayBeNegative, "", "totals may fall below 0 on the way")
            .choice("language", &C::language, kLanguages, kLanguageEffect)
            .add("error_rate", &C::errorRate, between(0, 1), "", kErrorEffect);
    return d;
}

TaskInfo sumsTask() {
    return {.name = "sums",
            .summary = "Sums and differences of several numbers, with an exact label for every step",
            .rule = "worked",
            .spec = []() -> const ConfigSpec & { return SumsConfig::described().spec(); },
            .make = make,
            .canonical = [](std::string_view prompt) -> std::optional<std::string> {
                const auto problem = readSums(prompt);
                return problem ? std::optional(problem->form()) : std::nullopt;
            }};
}

} // namespace lapidary
