// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/chain.h"
#include "core/data/tasks/making.h"

namespace lapidary {
namespace {

struct Words {
    std::string_view start, startEnd, add, take, multiply, divide, end, beside, question;
};
constexpr Words kEnglish{"Start with ",
                         ".",
                         "Add ",
                         "Subtract ",
                         "Multiply by ",
                         "Divide by ",
                         ".",
                         "A friend says ",
                         "What number do you get?"};
constexpr Words kChinese{"从", "开始。", "加上", "减去", "乘以", "除以", "。", "一个朋友说", "最后得到多少？"};

std::string_view wordOf(char op, const Words &words) {
    return op == '+' ? words.add : op == '-' ? words.take : op == '*' ? words.multiply : words.divide;
}

struct Operation {
    char op;
    std::int64_t number;
};

/// A next operation whose result stays whole, not negative, and not too large.
Operation nextOperation(std::int64_t total, const ChainConfig &config, Rng &rng) {
    const double kind = rng.uniform();
    const std::int64_t factor = numberBetween(2, 9, rng), number = numberBetween(1, config.maxNumber, rng);
    const bool minus = rng.below(2) == 1;
    if (kind < config.divide && total > 0 && total % factor == 0) return {'/', factor};
    if (kind >= config.divide && kind < config.divide + config.multiply && total > 0 &&
        total * factor <= config.largestResult)
        return {'*', factor};
    if ((minus || total + number > config.largestResult) && number <= total) return {'-', number};
    return {'+', number};
}

/// The numbers that a friend says stand anywhere behind the start.
void addBeside(std::vector<std::string> &sentences, std::vector<std::string> &beside, const ChainConfig &config,
               const Words &words, Rng &rng) {
    const auto count = numberBetween(config.minDistractors, config.maxDistractors, rng);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(numberBetween(1, config.maxNumber, rng));
        const auto place = static_cast<std::ptrdiff_t>(1 + rng.below(sentences.size()));
        sentences.insert(sentences.begin() + place, std::string(words.beside) + number + std::string(words.end));
        beside.push_back("said " + number);
    }
}

MadeRow makeRow(const ChainConfig &config, Rng &rng, Rng &chains) {
    const bool chinese = isChinese(config.language, rng);
    const Words &words = chinese ? kChinese : kEnglish;
    std::int64_t total = numberBetween(1, config.maxNumber, rng);
    std::vector<std::string> sentences{std::string(words.start) + std::to_string(total) + std::string(words.startEnd)};
    WordedProblem problem{.plan = WorkPlan({total, 1})};
    SolutionWriter writer(config.errorRate, chains);
    Fraction written{total, 1};
    const auto steps = numberBetween(config.minSteps, config.maxSteps, rng);
    for (std::int64_t i = 0; i < steps; ++i) {
        const auto [op, number] = nextOperation(total, config, rng);
        total = applied({total, 1}, op, {number, 1})->above;
        sentences.push_back(std::string(wordOf(op, words)) + std::to_string(number) + std::string(words.end));
        problem.plan.apply(op, {number, 1});
        written = writer.write(written, op, {number, 1});
    }
    addBeside(sentences, problem.beside, config, words, rng);
    std::string prompt;
    for (const auto &sentence : sentences) prompt += sentence + (chinese ? "" : " ");
    return {.prompt = prompt + std::string(words.question),
            .reference = std::to_string(total),
            .form = problem.form(),
            .steps = std::move(writer.steps),
            .chinese = chinese,
            .more = {{"steps", steps}, {"distractors", problem.beside.size()}},
            .answer = toText(written)};
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = ChainConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (auto ok = mustBeOrdered("max_steps", config->minSteps, config->maxSteps); !ok) return unexpected(ok.error());
    if (auto ok = mustBeOrdered("max_distractors", config->minDistractors, config->maxDistractors); !ok)
        return unexpected(ok.error());
    return makeRows("chain", seed, count, [&](Rng &rng, Rng &chains) { return makeRow(*config, rng, chains); });
}

std::optional<WordedProblem> readWith(std::string_view text, const Words &words) {
    if (!takeText(text, words.start)) return std::nullopt;
    const auto start = takeNumber(text);
    if (!start || !takeText(text, words.startEnd)) return std::nullopt;
    WordedProblem problem{.plan = WorkPlan(*start)};
    while (!takeText(text, words.question)) {
        char op = 0;
        for (const char each : {'+', '-', '*', '/'})
            if (op == 0 && takeText(text, wordOf(each, words))) op = each;
        if (op == 0 && !takeText(text, words.beside)) return std::nullopt;
        const auto number = takeNumber(text);
        if (!number || !takeText(text, words.end)) return std::nullopt;
        if (op != 0)
            problem.plan.apply(op, *number);
        else
            problem.beside.push_back("said " + toText(*number));
    }
    return trimmed(text).empty() ? std::optional(std::move(problem)) : std::nullopt;
}

} // namespace

std::optional<WordedProblem> readChain(std::string_view prompt) {
    if (auto problem = readWith(trimmed(prompt), kEnglish)) return problem;
    return readWith(trimmed(prompt), kChinese);
}

const Described<ChainConfig> &ChainConfig::described() {
    using C = ChainConfig;
    static const auto d =
        Described<C>()
            .add("min_steps", &C::minSteps, between(1, 32), "operations", "fewest operations")
            .add("max_steps", &C::maxSteps, between(1, 32), "operations", "most operations; more are harder")
            .add("max_number", &C::maxNumber, between(1, 1'000'000), "", "largest number that is added or taken off")
            .add("largest_result", &C::largestResult, between(10, 1'000'000'000), "",
                 "no product or sum goes beyond it where another operation would do")
            .add("multiply", &C::multiply, between(0, 1), "", "share of multiplications")
            .add("divide", &C::divide, between(0, 1), "", "share of divisions, where they leave no rest")
            .add("min_distractors", &C::minDistractors, between(0, 10), "numbers", "fewest numbers that nothing needs")
            .add("max_distractors", &C::maxDistractors, between(0, 10), "numbers", "most numbers that nothing needs")
            .choice("language", &C::language, kLanguages, kLanguageEffect)
            .add("error_rate", &C::errorRate, between(0, 1), "", kErrorEffect);
    return d;
}

TaskInfo chainTask() {
    return {.name = "chain",
            .summary = "Chains of operations in words, with an exact label for every step",
            .rule = "worked",
            .spec = []() -> const ConfigSpec & { return ChainConfig::described().spec(); },
            .make = make,
            .canonical = [](std::string_view prompt) -> std::optional<std::string> {
                const auto problem = readChain(prompt);
                return problem ? std::optional(problem->form()) : std::nullopt;
            }};
}

} // namespace lapidary
