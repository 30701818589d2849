// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/making.h"
#include <algorithm>
#include <set>

namespace lapidary {

Result<std::vector<Json>> makeRows(const char *task, std::uint64_t seed, std::int64_t count,
                                   const std::function<MadeRow(Rng &, Rng &)> &make) {
    const std::string name = task;
    Rng problems(seed, name + "/problems"), chains(seed, name + "/chains");
    std::set<std::string> seen;
    std::vector<Json> rows;
    for (std::int64_t tries = 0; static_cast<std::int64_t>(rows.size()) < count; ++tries) {
        if (tries > 100 + 20 * count)
            return fail({.code = "task.exhausted",
                         .message = "There are not so many distinct problems of this kind.",
                         .field = "count",
                         .found = std::to_string(count),
                         .expected = {"about {0} or fewer", rows.size()},
                         .remedy = "Ask for fewer, or for larger numbers or more steps."});
        const MadeRow made = make(problems, chains);
        if (made.form.empty() || !seen.insert(made.form).second) continue;
        rows.push_back(rowOf(made, name + "-" + std::to_string(seed) + "-" + std::to_string(rows.size())));
    }
    return rows;
}

Json rowOf(const MadeRow &made, const std::string &id) {
    Json chain = Json::array(), labels = Json::array(), firstError;
    std::string completion;
    for (const auto &step : made.steps) {
        if (!step.right && firstError.is_null()) firstError = chain.size();
        chain.push_back(step.text);
        labels.push_back(step.right);
        completion += step.text + "\n";
    }
    const std::string &answer = made.answer.empty() ? made.reference : made.answer;
    Json row = {{"id", id},
                {"prompt", made.prompt + "\n"},
                {"reference", made.reference},
                {"completion", completion + (made.chinese ? "答案：" : "Answer: ") + answer},
                {"chain", std::move(chain)},
                {"labels", std::move(labels)},
                {"first_error", std::move(firstError)},
                {"language", made.chinese ? "zh" : "en"}};
    row.update(made.more);
    return row;
}

bool isChinese(const std::string &language, Rng &rng) {
    return language == "zh" || (language == "both" && rng.below(2) == 1);
}

std::int64_t numberBetween(std::int64_t low, std::int64_t high, Rng &rng) {
    return low + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(high - low + 1)));
}

Status mustBeOrdered(const char *field, std::int64_t low, std::int64_t high) {
    if (low <= high) return {};
    return fail({.code = "config.out_of_range",
                 .message = "The largest value lies below the smallest.",
                 .field = field,
                 .found = std::to_string(high),
                 .expected = {"at least {0}", low}});
}

/// One digit more or less, or ten: what a lost carry makes.
Fraction slipped(Fraction right, double errorRate, Rng &rng) {
    if (errorRate <= 0 || rng.uniform() >= errorRate) return right;
    static constexpr std::int64_t kSlips[] = {1, -1, 2, -2, 10, -10};
    return sum(right, {kSlips[rng.below(std::size(kSlips))], 1}).value_or(right);
}

std::optional<Fraction> applied(Fraction left, char op, Fraction right) {
    switch (op) {
    case '+':
        return sum(left, right);
    case '-':
        return sum(left, negative(right));
    case '*':
        return product(left, right);
    default:
        return quotient(left, right);
    }
}

Fraction SolutionWriter::write(Fraction left, char op, Fraction right) {
    const Fraction value = applied(left, op, right).value_or(Fraction{});
    const Fraction written = slipped(value, errorRate_, rng_);
    steps.push_back({toText(left) + " " + op + " " + toText(right) + " = " + toText(written), written == value});
    return written;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

bool takeText(std::string_view &text, std::string_view prefix) {
    auto rest = text;
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (!rest.starts_with(prefix)) return false;
    text = rest.substr(prefix.size());
    return true;
}

std::optional<Fraction> takeNumber(std::string_view &text) {
    auto rest = text;
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    auto length = std::min(rest.find_first_not_of("0123456789."), rest.size());
    if (length > 0 && rest[length - 1] == '.') --length; // the end of the sentence
    const auto value = length > 0 ? readFraction(rest.substr(0, length)) : std::nullopt;
    if (value) text = rest.substr(length);
    return value;
}

} // namespace lapidary
