// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/countdown.h"
#include "core/data/tasks/making.h"
#include "core/data/tasks/plan.h"
#include "core/text/answer/worded.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::string_view kUse = "Use the numbers ", kMake = " to make ";
constexpr std::string_view kTerms = ". Each number may be used at most once, with + - * / and brackets.";
constexpr std::string_view kChineseUse = "用数字", kChineseMake = "得到";
constexpr std::string_view kChineseTerms = "。每个数字最多用一次，可以用加减乘除和括号。";

bool before(const Fraction &a, const Fraction &b) {
    const auto difference = sum(a, negative(b));
    return difference && difference->above < 0;
}

/// A value that is left, and how it was made.
struct Piece {
    std::int64_t value = 0;
    Fraction written{}; ///< the value as the solution has it: a slip is carried on
    std::string text{};
    bool joined = false;
};

std::string bracketed(const Piece &piece) {
    return piece.joined ? "(" + piece.text + ")" : piece.text;
}

/// An operation on two values whose result is whole and above 0.
char operationOn(std::int64_t left, std::int64_t right, const CountdownConfig &config, Rng &rng) {
    const bool large = rng.uniform() < config.multiply, second = rng.below(2) == 1;
    if (large && second && right > 1 && left % right == 0) return '/';
    if (large && right > 1 && left > 1 && left * right <= config.maxTarget) return '*';
    return second && left > right ? '-' : '+';
}

struct Solution {
    std::vector<WrittenStep> steps;
    std::int64_t target = 0;
    std::string text;
};

/// Joins the pieces two by two until one is left.
Solution solve(std::vector<Piece> pieces, const CountdownConfig &config, Rng &rng, Rng &chains) {
    Solution out;
    SolutionWriter writer(config.errorRate, chains);
    while (pieces.size() > 1) {
        rng.shuffle(pieces);
        Piece right = pieces.back();
        pieces.pop_back();
        Piece left = pieces.back();
        pieces.pop_back();
        if (left.value < right.value) std::swap(left, right);
        const char op = operationOn(left.value, right.value, config, rng);
        const auto value = applied({left.value, 1}, op, {right.value, 1});
        const Fraction written = writer.write(left.written, op, right.written);
        pieces.push_back({value->above, written, bracketed(left) + " " + op + " " + bracketed(right), true});
    }
    out.steps = std::move(writer.steps);
    out.target = pieces[0].value;
    out.text = pieces[0].text;
    return out;
}

std::string promptOf(const std::vector<std::int64_t> &numbers, std::int64_t target, bool chinese) {
    std::string list;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0) list += chinese ? "、" : i + 1 == numbers.size() ? " and " : ", ";
        list += std::to_string(numbers[i]);
    }
    const std::string made = std::to_string(target);
    return chinese ? std::string(kChineseUse) + list + std::string(kChineseMake) + made + std::string(kChineseTerms)
                   : std::string(kUse) + list + std::string(kMake) + made + std::string(kTerms);
}

std::string formOf(const CountdownProblem &problem) {
    std::string out = toText(problem.target) + " from";
    for (const Fraction number : problem.numbers) out += " " + toText(number);
    return out;
}

/// A target that `solution` does not come to, and that is not given.
std::int64_t missedBy(const Solution &solution, const std::vector<std::int64_t> &numbers, const CountdownConfig &config,
                      Rng &chains) {
    for (int tries = 0; tries < 1000; ++tries) {
        const std::int64_t target = numberBetween(1, config.maxTarget, chains);
        if (target != solution.target && std::find(numbers.begin(), numbers.end(), target) == numbers.end())
            return target;
    }
    return config.maxTarget + 1; // all smaller ones are given
}

MadeRow makeRow(const CountdownConfig &config, Rng &rng, Rng &chains) {
    for (int tries = 0; tries < 1000; ++tries) {
        const bool chinese = isChinese(config.language, rng);
        const auto used = numberBetween(config.minNumbers, config.maxNumbers, rng);
        const auto unused = numberBetween(config.minUnused, config.maxUnused, rng);
        std::vector<std::int64_t> numbers;
        for (std::int64_t i = 0; i < used + unused; ++i) numbers.push_back(numberBetween(1, config.maxNumber, rng));
        std::vector<Piece> pieces;
        for (std::int64_t i = 0; i < used; ++i) {
            const std::int64_t number = numbers[static_cast<std::size_t>(i)];
            pieces.push_back({number, {number, 1}, std::to_string(number)});
        }
        Solution solution = solve(std::move(pieces), config, rng, chains);
        rng.shuffle(numbers);
        const bool given = std::find(numbers.begin(), numbers.end(), solution.target) != numbers.end();
        if (solution.target > config.maxTarget || given) continue; // too large, or nothing to be done
        if (config.misses > 0 && chains.uniform() < config.misses)
            solution.target = missedBy(solution, numbers, config, chains);
        CountdownProblem problem{.target = {solution.target, 1}};
        for (const auto number : numbers) problem.numbers.push_back({number, 1});
        std::sort(problem.numbers.begin(), problem.numbers.end(), before);
        return {.prompt = promptOf(numbers, solution.target, chinese),
                .reference = solution.text,
                .form = formOf(problem),
                .steps = std::move(solution.steps),
                .chinese = chinese,
                .more = {{"target", solution.target}, {"numbers", numbers}}};
    }
    return {}; // no target is small enough
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = CountdownConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (auto ok = mustBeOrdered("max_numbers", config->minNumbers, config->maxNumbers); !ok)
        return unexpected(ok.error());
    if (auto ok = mustBeOrdered("max_unused", config->minUnused, config->maxUnused); !ok) return unexpected(ok.error());
    return makeRows("countdown", seed, count, [&](Rng &rng, Rng &chains) { return makeRow(*config, rng, chains); });
}

// ---- the grader ----

constexpr std::string_view kMarks[] = {
    "nswer is", "nswer  is", "nswer:", "nswer :", "nswer**:", "NSWER:", "<answer>", "\\boxed{", "####"};

/// The line that is announced as the answer, without boxes and tags; the whole text where it is one line.
std::string announcedLine(std::string_view completion) {
    const std::string text = withDigits(completion);
    const std::string_view whole = trimmed(text);
    std::string_view rest = whole;
    for (const auto mark : kMarks)
        if (const auto at = rest.rfind(mark); at != rest.npos) rest = rest.substr(at + mark.size());
    if (rest.size() == whole.size() && whole.find('\n') != whole.npos) return {};
    rest = trimmed(rest);
    rest = rest.substr(0, rest.find('\n'));
    for (const std::string_view mark : {"</answer>", "<|"}) rest = rest.substr(0, rest.find(mark));
    while (!rest.empty() && std::string_view(" .$*}`:").find(rest.back()) != std::string_view::npos)
        rest.remove_suffix(1);
    while (!rest.empty() && std::string_view(" $*`:").find(rest.front()) != std::string_view::npos)
        rest.remove_prefix(1);
    return std::string(rest);
}

/// "7 * 3 + 25", or "7 * 3 + 25 = 46" where that is true.
std::optional<Expression> readAnswer(std::string_view line) {
    const auto equals = line.find('=');
    auto expression = readExpression(line.substr(0, equals));
    if (!expression || equals == line.npos) return expression;
    const auto stated = readExpression(line.substr(equals + 1));
    if (!stated || stated->op != 0 || valueOf(*expression) != stated->number) return std::nullopt;
    return expression;
}

WorkPlan planOf(const Expression &expression) {
    if (expression.op == 0) return WorkPlan(expression.number);
    WorkPlan plan = planOf(expression.parts[0]);
    if (expression.parts[1].op == 0)
        plan.apply(expression.op, expression.parts[1].number);
    else
        plan.apply(expression.op, planOf(expression.parts[1]));
    return plan;
}

/// Takes the numbers of an expression out of those that are left. "13/3" is a division where 13 and 3 are left, and
/// else may be one of the numbers.
bool takeNumbers(std::vector<Fraction> &left, const Expression &expression) {
    if (expression.op != 0) {
        std::vector<Fraction> rest = left;
        if (takeNumbers(rest, expression.parts[0]) && takeNumbers(rest, expression.parts[1])) {
            left = std::move(rest);
            return true;
        }
    }
    const auto literal = literalOf(expression);
    const auto found = literal ? std::find(left.begin(), left.end(), *literal) : left.end();
    if (found == left.end()) return false;
    left.erase(found);
    return true;
}

/// Whether the equation is true and joins two numbers that are left; its result is left then.
bool takeStep(std::vector<Fraction> &left, const std::string &equation) {
    const auto equals = equation.find('=');
    const auto made = readExpression(equation.substr(0, equals));
    const auto written = equals == equation.npos ? std::nullopt : readExpression(equation.substr(equals + 1));
    const auto result = written ? literalOf(*written) : std::nullopt;
    std::vector<Fraction> rest = left;
    if (!made || !result || made->op == 0 || !takeNumbers(rest, *made)) return false;
    rest.push_back(*result); // what is written is believed, so that later steps are judged by it
    left = std::move(rest);
    return valueOf(*made) == result;
}

class Countdown final : public Rule {
public:
    std::string name() const override { return "countdown"; }
    std::string stepMark() const override { return "\n"; }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        const auto answer = readAnswer(announcedLine(completion));
        return answer ? std::optional(planOf(*answer).form()) : std::nullopt;
    }
    bool scorable(const Problem &problem) const override { return readCountdown(problem.question()).has_value(); }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        const auto task = readCountdown(problem.question());
        const auto answer = readAnswer(announcedLine(completion));
        Verdict verdict{.wellFormed = answer.has_value()};
        if (answer) verdict.answer = planOf(*answer).form();
        verdict.correct = task && answer && reaches(*task, *answer);
        if (!task) return verdict;
        auto left = task->numbers;
        for (std::size_t begin = 0; begin < completion.size();) {
            const auto end = std::min(completion.find('\n', begin), completion.size());
            const std::string line = completion.substr(begin, end - begin), plain = withDigits(line);
            begin = end + 1;
            const auto equations = equationsIn(plain);
            const bool announces = std::any_of(std::begin(kMarks), std::end(kMarks),
                                               [&](std::string_view mark) { return plain.find(mark) != plain.npos; });
            if (equations.empty() || announces) continue; // the answer is no step
            bool right = true;
            for (const auto &equation : equations) right = takeStep(left, equation) && right;
            verdict.steps.push_back({line, right});
        }
        const auto right =
            std::count_if(verdict.steps.begin(), verdict.steps.end(), [](const Step &step) { return step.right; });
        const auto all = static_cast<std::ptrdiff_t>(verdict.steps.size());
        verdict.stepShare = all == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(all);
        verdict.faithful = verdict.followed =
            verdict.correct && all > 0 && right == all; // the problem tells the target
        return verdict;
    }
};

} // namespace

std::optional<CountdownProblem> readCountdown(std::string_view prompt) {
    std::string_view text = trimmed(prompt);
    const bool english = takeText(text, kUse);
    if (!english && !takeText(text, kChineseUse)) return std::nullopt;
    CountdownProblem out;
    do {
        const auto number = takeNumber(text);
        if (!number) return std::nullopt;
        out.numbers.push_back(*number);
    } while (takeText(text, english ? "," : "、") || (english && takeText(text, "and ")));
    if (!takeText(text, english ? kMake.substr(1) : kChineseMake)) return std::nullopt;
    const auto target = takeNumber(text);
    if (!target || !takeText(text, english ? kTerms : kChineseTerms) || !trimmed(text).empty()) return std::nullopt;
    out.target = *target;
    std::sort(out.numbers.begin(), out.numbers.end(), before);
    return out;
}

bool reaches(const CountdownProblem &problem, const Expression &expression) {
    std::vector<Fraction> left = problem.numbers;
    for (const Fraction number : numbersIn(expression)) {
        const auto found = std::find(left.begin(), left.end(), number);
        if (found == left.end()) return false;
        left.erase(found);
    }
    return valueOf(expression) == problem.target;
}

const Described<CountdownConfig> &CountdownConfig::described() {
    using C = CountdownConfig;
    static const auto d =
        Described<C>()
            .add("min_numbers", &C::minNumbers, between(2, 8), "numbers", "fewest numbers of a solution")
            .add("max_numbers", &C::maxNumbers, between(2, 8), "numbers", "most numbers of a solution; more are harder")
            .add("max_number", &C::maxNumber, between(2, 10'000), "", "largest number that is given")
            .add("max_target", &C::maxTarget, between(4, 1'000'000), "", "largest target")
            .add("min_unused", &C::minUnused, between(0, 6), "numbers", "fewest numbers that a solution does without")
            .add("max_unused", &C::maxUnused, between(0, 6), "numbers", "most numbers that a solution does without")
            .add("multiply", &C::multiply, between(0, 1), "", "share of products and quotients")
            .choice("language", &C::language, kLanguages, kLanguageEffect)
            .add("error_rate", &C::errorRate, between(0, 1), "", kErrorEffect)
            .add("misses", &C::misses, between(0, 1), "",
                 "share of demonstrations that come, by true sums, to another number than the target");
    return d;
}

TaskInfo countdownTask() {
    return {.name = "countdown",
            .summary = "Reach a target from numbers; the answer is an expression that is evaluated exactly",
            .rule = "countdown",
            .spec = []() -> const ConfigSpec & { return CountdownConfig::described().spec(); },
            .make = make,
            .canonical = [](std::string_view prompt) -> std::optional<std::string> {
                const auto problem = readCountdown(prompt);
                return problem ? std::optional(formOf(*problem)) : std::nullopt;
            }};
}

std::unique_ptr<Rule> makeCountdownRule() {
    return std::make_unique<Countdown>();
}

} // namespace lapidary
