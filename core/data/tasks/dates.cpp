// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/dates.h"
#include "core/data/tasks/calendar.h"
#include "core/data/tasks/making.h"
#include "core/data/tasks/plan.h"
#include "core/text/answer/worded.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

struct Question {
    Day start{};
    std::int64_t days = 0; ///< below 0: before
};

std::string promptOf(const Question &question, bool chinese) {
    const std::string start = toText(question.start, chinese);
    const bool back = question.days < 0;
    const std::string days = std::to_string(back ? -question.days : question.days);
    if (chinese && question.start.weekday)
        return "今天是" + start + "，" + days + (back ? "天前" : "天后") + "是星期几？";
    if (chinese) return start + (back ? "之前" : "之后") + days + "天是哪一天？";
    if (!question.start.weekday) return "What date is " + days + " days " + (back ? "before " : "after ") + start + "?";
    return "If today is " + start + ", what day of the week " +
           (back ? "was it " + days + " days ago?" : "is it in " + days + " days?");
}

std::optional<Question> readEnglish(std::string_view text) {
    Question out;
    const auto number = [&]() -> bool {
        const auto read = takeNumber(text);
        if (read) out.days = read->above;
        return read && read->below == 1;
    };
    const bool date = takeText(text, "What date is ");
    if (!date && !takeText(text, "If today is ")) return std::nullopt;
    bool back = false;
    if (date && (!number() || (!takeText(text, "days after ") && !(back = takeText(text, "days before ")))))
        return std::nullopt;
    const auto start = takeDay(text);
    if (!start || start->weekday == date) return std::nullopt;
    if (!date) {
        if (!takeText(text, ", what day of the week ") ||
            (!takeText(text, "is it in ") && !(back = takeText(text, "was it "))))
            return std::nullopt;
        if (!number() || !takeText(text, back ? "days ago" : "days")) return std::nullopt;
    }
    if (!takeText(text, "?") || !trimmed(text).empty()) return std::nullopt;
    out.start = *start;
    if (back) out.days = -out.days;
    return out;
}

std::optional<Question> readChinese(std::string_view text) {
    const bool weekday = takeText(text, "今天是");
    const auto start = takeDay(text);
    if (!start || start->weekday != weekday) return std::nullopt;
    bool back = !weekday && takeText(text, "之前");
    if (weekday ? !takeText(text, "，") : !back && !takeText(text, "之后")) return std::nullopt;
    const auto days = takeNumber(text);
    if (!days || days->below != 1 || !takeText(text, "天")) return std::nullopt;
    if (weekday) back = takeText(text, "前");
    if (weekday && !back && !takeText(text, "后")) return std::nullopt;
    if (!takeText(text, weekday ? "是星期几？" : "是哪一天？") || !trimmed(text).empty()) return std::nullopt;
    return Question{*start, back ? -days->above : days->above};
}

std::optional<Question> readQuestion(std::string_view prompt) {
    const auto text = trimmed(prompt);
    auto question = readEnglish(text);
    return question ? question : readChinese(text);
}

std::string formOf(const Question &question) {
    return iso(question.start) + " " + std::to_string(question.days);
}

/// The steps to the day that is asked for, month by month, or without the whole weeks.
class Solver {
public:
    Solver(bool chinese, double errorRate, Rng &rng) : chinese_(chinese), errorRate_(errorRate), rng_(rng) {}

    std::vector<WrittenStep> solve(const Question &question, Day &day) {
        day = question.start;
        std::int64_t left = question.days < 0 ? -question.days : question.days;
        const std::int64_t sign = question.days < 0 ? -1 : 1;
        if (day.weekday && left > 6) {
            SolutionWriter writer(0, rng_);
            (void)writer.write({left, 1}, '-', {left / 7 * 7, 1});
            steps_ = std::move(writer.steps);
            left %= 7;
        }
        while (left > 0) {
            const std::int64_t days = std::min(left, day.weekday ? left : sign > 0 ? daysToEnd(day) : dayOfMonth(day));
            day = step(day, sign * days);
            left -= days;
        }
        return std::move(steps_);
    }

private:
    /// To the end of the month; from there to the end of the next.
    static std::int64_t daysToEnd(Day day) {
        const auto left = daysLeftInMonth(day);
        return left > 0 ? left : 1 + daysLeftInMonth(shifted(day, 1));
    }

    Day step(Day from, std::int64_t days) {
        const Day to = shifted(from, days);
        const bool slips = errorRate_ > 0 && rng_.uniform() < errorRate_;
        const Day written = slips ? shifted(to, rng_.below(2) == 1 ? 1 : -1) : to;
        steps_.push_back({toText(from, chinese_) + (days < 0 ? " - " : " + ") +
                              std::to_string(days < 0 ? -days : days) + (chinese_ ? "天 = " : " days = ") +
                              toText(written, chinese_),
                          !slips});
        return written;
    }

    bool chinese_;
    double errorRate_;
    Rng &rng_;
    std::vector<WrittenStep> steps_{};
};

MadeRow makeRow(const DatesConfig &config, Rng &rng, Rng &chains) {
    const bool chinese = isChinese(config.language, rng);
    const bool weekday = config.kind == "weekday" || (config.kind == "both" && rng.below(2) == 1);
    Question question;
    const Day first = *dayOf(config.firstYear, 1, 1), last = *dayOf(config.lastYear, 12, 31);
    question.start = weekday ? Day{numberBetween(0, 6, rng), true} : Day{numberBetween(first.number, last.number, rng)};
    question.days = numberBetween(config.minDays, config.maxDays, rng);
    if (rng.uniform() < config.before) question.days = -question.days;
    MadeRow out{.prompt = promptOf(question, chinese),
                .reference = iso(shifted(question.start, question.days)),
                .form = formOf(question),
                .chinese = chinese};
    Day written;
    out.steps = Solver(chinese, config.errorRate, chains).solve(question, written);
    out.answer = toText(written, chinese);
    out.more = {{"days", question.days}};
    return out;
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = DatesConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (auto ok = mustBeOrdered("max_days", config->minDays, config->maxDays); !ok) return unexpected(ok.error());
    if (auto ok = mustBeOrdered("last_year", config->firstYear, config->lastYear); !ok) return unexpected(ok.error());
    return makeRows("dates", seed, count, [&](Rng &rng, Rng &chains) { return makeRow(*config, rng, chains); });
}

// ---- the grader ----

std::string_view behindLast(std::string_view text, std::string_view mark) {
    const auto at = text.rfind(mark);
    return at == text.npos ? text : text.substr(at + mark.size());
}

/// What is said to be the answer: behind the last mark of one, up to the end of its line. The text where it is one
/// line.
std::string_view announcedPart(std::string_view text) {
    const std::string_view whole = trimmed(text);
    std::string_view part = whole;
    for (const std::string_view mark : {"nswer", "NSWER", "答案", "\\boxed{", "####"}) part = behindLast(part, mark);
    if (part.size() == whole.size() && whole.find('\n') != whole.npos) return {};
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view mark : {" ", ":", "*", "\n", "：", "是", "为"})
            if (part.starts_with(mark)) part.remove_prefix(mark.size()), more = true;
    }
    return part.substr(0, part.find('\n'));
}

/// The one day of a text. A weekday beside a date is an aside; two dates, or an "or", are no answer.
std::optional<Day> dayIn(std::string_view text) {
    std::set<std::string> dates, weekdays;
    std::optional<Day> date, weekday;
    char before = ' ';
    for (const std::string_view hedge : {" or ", "或", "maybe", "perhaps", "可能", " not ", "不是", "?", "？"})
        if ((" " + std::string(text)).find(hedge) != std::string::npos) return std::nullopt;
    while (!text.empty()) {
        const bool inWord =
            (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || (before >= '0' && before <= '9');
        const auto day = inWord ? std::nullopt : takeDay(text);
        if (!day) {
            before = text[0];
            text.remove_prefix(1);
            continue;
        }
        before = ' ';
        (day->weekday ? weekdays : dates).insert(iso(*day));
        (day->weekday ? weekday : date) = day;
    }
    if (dates.size() > 1 || weekdays.size() > 1) return std::nullopt;
    return date ? date : weekday;
}

/// Follows a solution: each step goes on from the day that the one before came to.
class DateWalk {
public:
    explicit DateWalk(const Question &question)
        : day_(question.start), left_(question.days < 0 ? -question.days : question.days), back_(question.days < 0) {}

    /// Nothing where the line has no equation.
    std::optional<bool> step(std::string_view line) {
        const auto equals = line.rfind('=');
        if (equals == line.npos) return std::nullopt;
        auto from = trimmed(line.substr(0, equals)), to = trimmed(line.substr(equals + 1));
        const auto begin = takeDay(from);
        if (!begin) return withoutWeeks(line);
        const bool minus = takeText(from, "-"), plus = !minus && takeText(from, "+");
        const auto days = minus || plus ? takeNumber(from).value_or(Fraction{0, 0}) : Fraction{0, 0}; // 0 / 0: none
        const auto end = takeDay(to);
        if (days.below != 1 || !end || !(takeText(from, "day") || takeText(from, "天"))) return false;
        const bool follows = *begin == day_ && days.above <= left_ && minus == back_;
        const bool right = follows && *end == shifted(day_, minus ? -days.above : days.above);
        if (follows) day_ = *end, left_ -= days.above;
        return right;
    }
    std::optional<Day> value() const { return left_ == 0 ? std::optional(day_) : std::nullopt; }

private:
    /// "45 - 42 = 3": whole weeks change no weekday.
    std::optional<bool> withoutWeeks(std::string_view line) {
        const auto equations = equationsIn(line);
        if (equations.size() != 1) return std::nullopt;
        const auto equals = equations[0].find('=');
        const auto made = readExpression(equations[0].substr(0, equals)),
                   rest = readExpression(equations[0].substr(equals + 1));
        if (!made || !rest || made->op != '-' || rest->op != 0 || rest->number.below != 1) return false;
        const auto numbers = numbersIn(*made);
        const bool follows = day_.weekday && numbers.size() == 2 && numbers[0] == Fraction{left_, 1} &&
                             numbers[1].below == 1 && numbers[1].above % 7 == 0;
        if (follows) left_ = rest->number.above;
        return follows && valueOf(*made) == rest->number;
    }

    Day day_;
    std::int64_t left_;
    bool back_;
};

class Dates final : public Rule {
public:
    std::string name() const override { return "dates"; }
    std::string stepMark() const override { return "\n"; }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        const auto day = dayIn(announcedPart(completion));
        return day ? std::optional(iso(*day)) : std::nullopt;
    }
    bool scorable(const Problem &problem) const override { return dayIn(problem.reference).has_value(); }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        Verdict verdict{.answer = answerOf(completion)};
        verdict.wellFormed = verdict.answer.has_value();
        const auto reference = dayIn(problem.reference);
        verdict.correct = verdict.answer && reference && *verdict.answer == iso(*reference);
        const auto question = readQuestion(problem.question());
        if (!question) return verdict;
        DateWalk walk(*question);
        for (std::size_t begin = 0; begin < completion.size();) {
            const auto end = std::min(completion.find('\n', begin), completion.size());
            const std::string line = completion.substr(begin, end - begin);
            begin = end + 1;
            if (const auto right = walk.step(line)) verdict.steps.push_back({line, *right});
        }
        const auto right =
            std::count_if(verdict.steps.begin(), verdict.steps.end(), [](const Step &step) { return step.right; });
        const auto all = static_cast<std::ptrdiff_t>(verdict.steps.size());
        verdict.stepShare = all == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(all);
        const auto value = walk.value();
        verdict.followed = all > 0 && right == all && value && verdict.answer == iso(*value);
        verdict.faithful = *verdict.followed && verdict.correct;
        return verdict;
    }
};

} // namespace

const Described<DatesConfig> &DatesConfig::described() {
    using C = DatesConfig;
    static const auto d =
        Described<C>()
            .choice("kind", &C::kind, {"date", "weekday", "both"}, "what is asked for")
            .add("min_days", &C::minDays, between(1, 3650), "days", "shortest way from the day that is given")
            .add("max_days", &C::maxDays, between(1, 3650), "days", "longest way from the day that is given")
            .add("first_year", &C::firstYear, between(1600, 9000), "", "earliest year that is given")
            .add("last_year", &C::lastYear, between(1600, 9000), "", "latest year that is given")
            .add("before", &C::before, between(0, 1), "", "share of questions that go back")
            .choice("language", &C::language, kLanguages, kLanguageEffect)
            .add("error_rate", &C::errorRate, between(0, 1), "", kErrorEffect);
    return d;
}

TaskInfo datesTask() {
    return {.name = "dates",
            .summary = "Questions of dates and weekdays, with an exact label for every step",
            .rule = "dates",
            .spec = []() -> const ConfigSpec & { return DatesConfig::described().spec(); },
            .make = make,
            .canonical = [](std::string_view prompt) -> std::optional<std::string> {
                const auto question = readQuestion(prompt);
                return question ? std::optional(formOf(*question)) : std::nullopt;
            }};
}

std::unique_ptr<Rule> makeDatesRule() {
    return std::make_unique<Dates>();
}

} // namespace lapidary
