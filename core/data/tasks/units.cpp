// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/units.h"
#include "core/data/tasks/making.h"
#include <algorithm>

namespace lapidary {
namespace {

/// A unit as questions name it, other spellings of it, and how many of the next smaller one make it up.
struct Unit {
    std::string_view english, chinese;
    std::vector<std::string_view> others;
    std::int64_t factor;
};
using Family = std::vector<Unit>; ///< from large to small

const std::vector<Family> &families() {
    static const std::vector<Family> all = {
        {{"kilometres", "千米", {"kilometre", "kilometers", "kilometer", "km", "公里"}, 1000},
         {"metres", "米", {"metre", "meters", "meter", "m"}, 100},
         {"centimetres", "厘米", {"centimetre", "centimeters", "centimeter", "cm"}, 10},
         {"millimetres", "毫米", {"millimetre", "millimeters", "millimeter", "mm"}, 1}},
        {{"weeks", "周", {"week", "星期"}, 7},
         {"days", "天", {"day"}, 24},
         {"hours", "小时", {"hour", "h", "hrs", "个小时"}, 60},
         {"minutes", "分钟", {"minute", "min", "mins", "分"}, 60},
         {"seconds", "秒", {"second", "s", "sec", "secs", "秒钟"}, 1}},
        {{"tonnes", "吨", {"tonne", "tons", "ton", "t"}, 1000},
         {"kilograms", "千克", {"kilogram", "kg", "公斤"}, 1000},
         {"grams", "克", {"gram", "g"}, 1}},
        {{"litres", "升", {"litre", "liters", "liter", "l"}, 1000},
         {"millilitres", "毫升", {"millilitre", "milliliters", "milliliter", "ml"}, 1}}};
    return all;
}

/// A place in the table.
struct Place {
    std::size_t family = 0, unit = 0;
    const Unit &get() const { return families()[family][unit]; }
};

struct Question {
    Fraction number{};
    Place from{}, to{};
    std::optional<Fraction> rest{}; ///< in the unit that is asked for
};

WordedProblem problemOf(const Question &question) {
    WordedProblem out{.plan = WorkPlan(question.number), .unit = std::string(question.to.get().english)};
    const Family &family = families()[question.from.family];
    for (auto i = question.from.unit; i < question.to.unit; ++i) out.plan.apply('*', {family[i].factor, 1});
    for (auto i = question.from.unit; i > question.to.unit; --i) out.plan.apply('/', {family[i - 1].factor, 1});
    if (question.rest) out.plan.apply('+', *question.rest);
    return out;
}

std::string formOf(const Question &question) {
    return problemOf(question).form() + " from " + std::string(question.from.get().english);
}

std::string promptOf(const Question &question, bool chinese) {
    const auto of = [&](const Fraction &number, const Place &place) {
        return toText(number) + std::string(chinese ? place.get().chinese : " " + std::string(place.get().english));
    };
    std::string given = of(question.number, question.from);
    if (question.rest) given += (chinese ? "" : " and ") + of(*question.rest, question.to);
    if (chinese) return given + "等于多少" + std::string(question.to.get().chinese) + "？";
    return "How many " + std::string(question.to.get().english) + " are " + given + "?";
}

Question makeQuestion(const UnitsConfig &config, Rng &rng) {
    Question out;
    const auto wanted = static_cast<std::size_t>(numberBetween(config.minSteps, config.maxSteps, rng));
    out.from.family = rng.below(families().size());
    const Family &family = families()[out.from.family];
    const std::size_t steps = std::min(wanted, family.size() - 1);
    out.from.unit = rng.below(family.size() - steps);
    out.to = {out.from.family, out.from.unit + steps};
    std::int64_t number = numberBetween(2, std::max<std::int64_t>(2, config.maxNumber), rng);
    const bool upwards = rng.uniform() < config.upwards, compound = rng.uniform() < config.compound;
    if (upwards) {
        for (auto i = out.from.unit; i < out.to.unit; ++i) number *= family[i].factor;
        std::swap(out.from, out.to);
    } else if (compound) {
        out.rest = Fraction{numberBetween(2, std::max<std::int64_t>(2, family[out.to.unit - 1].factor - 1), rng), 1};
    }
    out.number = {number, 1};
    return out;
}

/// The conversions one after the other, then the rest.
std::vector<WrittenStep> solve(const Question &question, double errorRate, Rng &rng, Fraction &written) {
    SolutionWriter writer(errorRate, rng);
    const Family &family = families()[question.from.family];
    written = question.number;
    for (auto i = question.from.unit; i < question.to.unit; ++i)
        written = writer.write(written, '*', {family[i].factor, 1});
    for (auto i = question.from.unit; i > question.to.unit; --i)
        written = writer.write(written, '/', {family[i - 1].factor, 1});
    if (question.rest) written = writer.write(written, '+', *question.rest);
    return std::move(writer.steps);
}

MadeRow makeRow(const UnitsConfig &config, Rng &rng, Rng &chains) {
    const bool chinese = isChinese(config.language, rng);
    const Question question = makeQuestion(config, rng);
    MadeRow out{.prompt = promptOf(question, chinese),
                .reference = toText(problemOf(question).plan.value().value_or(Fraction{})),
                .form = formOf(question),
                .chinese = chinese,
                .more = {{"unit", question.to.get().english}}};
    Fraction written;
    out.steps = solve(question, config.errorRate, chains, written);
    out.answer = toText(written);
    return out;
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = UnitsConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (auto ok = mustBeOrdered("max_steps", config->minSteps, config->maxSteps); !ok) return unexpected(ok.error());
    return makeRows("units", seed, count, [&](Rng &rng, Rng &chains) { return makeRow(*config, rng, chains); });
}

// ---- reading ----

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The longest name of a unit that a text begins with. Takes it.
std::optional<Place> takeUnit(std::string_view &text) {
    auto rest = text;
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    std::optional<Place> best;
    std::size_t length = 0;
    const auto consider = [&](std::string_view name, Place place) {
        if (name.size() <= length || !rest.starts_with(name)) return;
        if (isLetter(name[0]) && rest.size() > name.size() && isLetter(rest[name.size()])) return; // "m" of "more"
        length = name.size();
        best = place;
    };
    for (std::size_t f = 0; f < families().size(); ++f)
        for (std::size_t u = 0; u < families()[f].size(); ++u) {
            const Unit &unit = families()[f][u];
            consider(unit.english, {f, u});
            consider(unit.chinese, {f, u});
            for (const auto other : unit.others) consider(other, {f, u});
        }
    if (best) text = rest.substr(length);
    return best;
}

std::optional<Question> readQuestion(std::string_view text) {
    Question out;
    std::optional<Place> asked;
    const bool english = takeText(text, "How many ");
    if (english && (!(asked = takeUnit(text)) || !takeText(text, "are "))) return std::nullopt;
    const auto number = takeNumber(text);
    const auto from = number ? takeUnit(text) : std::nullopt;
    if (!from) return std::nullopt;
    (void)takeText(text, "and ");
    out.rest = takeNumber(text);
    const auto restUnit = out.rest ? takeUnit(text) : std::nullopt;
    if (!english && (!takeText(text, "等于多少") || !(asked = takeUnit(text)))) return std::nullopt;
    const bool restFits = !out.rest || (restUnit && restUnit->family == asked->family && restUnit->unit == asked->unit);
    if (!asked || asked->family != from->family || asked->unit == from->unit || !restFits) return std::nullopt;
    if (!takeText(text, english ? "?" : "？") || !trimmed(text).empty()) return std::nullopt;
    out.number = *number;
    out.from = *from;
    out.to = *asked;
    return out;
}

} // namespace

std::optional<WordedProblem> readUnits(std::string_view prompt) {
    const auto question = readQuestion(trimmed(prompt));
    return question ? std::optional(problemOf(*question)) : std::nullopt;
}

std::string withoutOtherUnits(std::string_view text, std::string_view unit) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out += text[at];
        const bool digit = text[at] >= '0' && text[at] <= '9';
        if (!digit || (at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9')) continue;
        auto rest = text.substr(at + 1);
        for (const std::string_view wrapper : {"$", "}", "*", "\\text{", "\\mathrm{", "\\ "})
            (void)takeText(rest, wrapper);
        const auto named = takeUnit(rest);
        if (named && named->get().english != unit) out += 'x'; // a number with an unknown is no answer
    }
    return out;
}

const Described<UnitsConfig> &UnitsConfig::described() {
    using C = UnitsConfig;
    static const auto d =
        Described<C>()
            .add("min_steps", &C::minSteps, between(1, 4), "units", "fewest units from one to the other")
            .add("max_steps", &C::maxSteps, between(1, 4), "units", "most units from one to the other; more are harder")
            .add("max_number", &C::maxNumber, between(2, 100'000), "", "largest number in the larger unit")
            .add("compound", &C::compound, between(0, 1), "",
                 "share of questions with a rest, as 3 hours and 20 minutes")
            .add("upwards", &C::upwards, between(0, 1), "", "share of questions for the larger unit, which divide")
            .choice("language", &C::language, kLanguages, kLanguageEffect)
            .add("error_rate", &C::errorRate, between(0, 1), "", kErrorEffect);
    return d;
}

TaskInfo unitsTask() {
    return {.name = "units",
            .summary = "Questions of units of length, time, mass and volume, with an exact label for every step",
            .rule = "worked",
            .spec = []() -> const ConfigSpec & { return UnitsConfig::described().spec(); },
            .make = make,
            .canonical = [](std::string_view prompt) -> std::optional<std::string> {
                const auto question = readQuestion(trimmed(prompt));
                return question ? std::optional(formOf(*question)) : std::nullopt;
            }};
}

} // namespace lapidary
