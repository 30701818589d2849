// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/word_problems.h"
#include "core/data/tasks/making.h"
#include "core/data/tasks/word_templates.h"
#include <algorithm>

namespace lapidary {
namespace {

/// What is told of the person and the thing that are asked about, and beside it.
struct Story {
    std::vector<Told> main, beside;
    bool bags = false;
};

/// What happens next; `total` is what the person has.
Told nextHappening(const WordProblemsConfig &config, std::int64_t total, Rng &rng) {
    Told told{.what = rng.below(2) == 1 ? Happening::Gets : Happening::Loses};
    told.number = numberBetween(2, config.maxNumber, rng);
    if (rng.uniform() < config.boxes)
        return {.what = Happening::Boxes, .number = numberBetween(2, 9, rng), .each = numberBetween(2, 9, rng)};
    if (told.what == Happening::Loses && told.number > total) told.what = Happening::Gets;
    return told;
}

std::int64_t after(const Told &told, std::int64_t total) {
    switch (told.what) {
    case Happening::Gets:
        return total + told.number;
    case Happening::Loses:
        return total - told.number;
    case Happening::Boxes:
        return total + told.number * told.each;
    case Happening::Bags:
        return total / told.number;
    default:
        return told.number;
    }
}

Story makeStory(const WordProblemsConfig &config, Rng &rng) {
    Story story;
    std::int64_t total = numberBetween(2, config.maxNumber, rng);
    story.main.push_back({.what = Happening::Has, .number = total});
    const auto steps = numberBetween(config.minSteps, config.maxSteps, rng);
    const bool share = rng.uniform() < config.share;
    for (std::int64_t i = 0; i < steps; ++i) {
        const std::int64_t bags = numberBetween(2, 9, rng);
        story.bags = share && i + 1 == steps && total > 0 && total % bags == 0;
        const Told told =
            story.bags ? Told{.what = Happening::Bags, .number = bags} : nextHappening(config, total, rng);
        story.main.push_back(told);
        total = after(told, total);
    }
    const auto distractors = numberBetween(config.minDistractors, config.maxDistractors, rng);
    static constexpr Happening kBeside[] = {Happening::Has, Happening::Gets, Happening::Loses, Happening::Age};
    for (std::int64_t i = 0; i < distractors; ++i)
        story.beside.push_back({.what = kBeside[rng.below(4)], .number = numberBetween(2, config.maxNumber, rng)});
    return story;
}

/// What a plan makes of the story; nothing where it does not begin with what the person has.
std::optional<WorkPlan> planOf(const std::vector<Told> &main) {
    if (main.empty() || main[0].what != Happening::Has) return std::nullopt;
    WorkPlan plan({main[0].number, 1});
    for (std::size_t i = 1; i < main.size(); ++i) {
        const Fraction number{main[i].number, 1};
        switch (main[i].what) {
        case Happening::Gets:
            plan.apply('+', number);
            break;
        case Happening::Loses:
            plan.apply('-', number);
            break;
        case Happening::Bags:
            plan.apply('/', number);
            break;
        case Happening::Boxes: {
            WorkPlan boxes(number);
            boxes.apply('*', {main[i].each, 1});
            plan.apply('+', boxes);
            break;
        }
        default:
            return std::nullopt;
        }
    }
    return plan;
}

/// A sentence that nothing needs, without the names: of whom and of what matters only as far as it is another.
std::string besideForm(const Told &told, std::size_t person, std::size_t thing) {
    static constexpr const char *kNames[] = {"has", "gets", "loses", "boxes", "bags", "age"};
    std::string out = kNames[static_cast<std::size_t>(told.what)];
    out += " " + std::to_string(told.number) + (told.what == Happening::Boxes ? "x" + std::to_string(told.each) : "");
    if (told.what != Happening::Age) out += told.thing == thing ? " same" : " other";
    return out + (told.person == person ? " own" : " another's");
}

std::vector<WrittenStep> solve(const std::vector<Told> &main, double errorRate, Rng &rng, Fraction &written) {
    SolutionWriter writer(errorRate, rng);
    written = {main[0].number, 1};
    for (std::size_t i = 1; i < main.size(); ++i) {
        const Fraction number{main[i].number, 1};
        if (main[i].what == Happening::Boxes)
            written = writer.write(written, '+', writer.write(number, '*', {main[i].each, 1}));
        else
            written = writer.write(written,
                                   main[i].what == Happening::Gets    ? '+'
                                   : main[i].what == Happening::Loses ? '-'
                                                                      : '/',
                                   number);
    }
    return std::move(writer.steps);
}

/// Names, things and wordings by chance; a distractor speaks of another person or another thing.
std::string tell(Story &story, bool chinese, Rng &rng) {
    const std::size_t persons = personCount(chinese), things = thingCount(chinese);
    const std::size_t person = rng.below(persons), thing = rng.below(things);
    const auto another = [&](std::size_t one, std::size_t of) { return (one + 1 + rng.below(of - 1)) % of; };
    const auto sentence = [&](const Told &told) {
        return write(told, rng.below(wordingCount(told.what, chinese)), chinese);
    };
    for (Told &told : story.main) told.person = person, told.thing = thing, told.other = another(person, persons);
    for (Told &told : story.beside) {
        const bool own = told.what == Happening::Age || rng.below(2) == 1;
        told.person = own ? person : another(person, persons);
        told.thing = told.person == person || rng.below(2) == 1 ? another(thing, things) : thing;
        told.other = another(told.person, persons);
    }
    std::vector<std::string> sentences;
    for (const Told &told : story.main) sentences.push_back(sentence(told));
    for (const Told &told : story.beside) {
        std::string text = sentence(told);
        const auto place = static_cast<std::ptrdiff_t>(rng.below(sentences.size() + 1));
        sentences.insert(sentences.begin() + place, std::move(text));
    }
    sentences.push_back(sentence(
        {.what = story.bags ? Happening::HowManyInBag : Happening::HowMany, .person = person, .thing = thing}));
    std::string out;
    for (const auto &each : sentences) out += (out.empty() || chinese ? "" : " ") + each;
    return out;
}

MadeRow makeRow(const WordProblemsConfig &config, Rng &rng, Rng &chains) {
    const bool chinese = isChinese(config.language, rng);
    Story story = makeStory(config, rng);
    MadeRow out{.prompt = tell(story, chinese, rng), .chinese = chinese};
    const auto problem = readWordProblem(out.prompt); // what is written is what will be read
    out.form = problem ? problem->form() : out.prompt;
    out.reference = toText(planOf(story.main)->value().value_or(Fraction{}));
    out.more = {{"steps", story.main.size() - 1}, {"distractors", story.beside.size()}};
    Fraction written;
    out.steps = solve(story.main, config.errorRate, chains, written);
    out.answer = toText(written);
    return out;
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = WordProblemsConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (auto ok = mustBeOrdered("max_steps", config->minSteps, config->maxSteps); !ok) return unexpected(ok.error());
    if (auto ok = mustBeOrdered("max_distractors", config->minDistractors, config->maxDistractors); !ok)
        return unexpected(ok.error());
    return makeRows("word_problems", seed, count, [&](Rng &rng, Rng &chains) { return makeRow(*config, rng, chains); });
}

} // namespace

std::optional<WordedProblem> readWordProblem(std::string_view prompt) {
    auto told = readTold(prompt, false);
    if (!told) told = readTold(prompt, true);
    if (!told) return std::nullopt;
    const Told question = told->back();
    told->pop_back();
    if (question.what != Happening::HowMany && question.what != Happening::HowManyInBag) return std::nullopt;
    WordedProblem problem;
    std::vector<Told> main;
    for (const Told &each : *told) {
        if (each.what == Happening::HowMany || each.what == Happening::HowManyInBag) return std::nullopt;
        const bool needed =
            each.person == question.person && each.thing == question.thing && each.what != Happening::Age;
        if (needed)
            main.push_back(each);
        else
            problem.beside.push_back(besideForm(each, question.person, question.thing));
    }
    const bool bags = !main.empty() && main.back().what == Happening::Bags;
    auto plan = bags == (question.what == Happening::HowManyInBag) ? planOf(main) : std::nullopt;
    if (!plan) return std::nullopt;
    problem.plan = std::move(*plan);
    return problem;
}

const Described<WordProblemsConfig> &WordProblemsConfig::described() {
    using C = WordProblemsConfig;
    static const auto d =
        Described<C>()
            .add("min_steps", &C::minSteps, between(1, 12), "steps", "fewest things that happen")
            .add("max_steps", &C::maxSteps, between(1, 12), "steps", "most things that happen; more are harder")
            .add("max_number", &C::maxNumber, between(2, 100'000), "", "largest number that is told")
            .add("boxes", &C::boxes, between(0, 1), "", "share of happenings with boxes of several, which multiply")
            .add("share", &C::share, between(0, 1), "", "share of problems that end in equal bags, where it can be")
            .add("min_distractors", &C::minDistractors, between(0, 10), "sentences",
                 "fewest sentences that nothing needs")
            .add("max_distractors", &C::maxDistractors, between(0, 10), "sentences",
                 "most sentences that nothing needs")
            .choice("language", &C::language, kLanguages, kLanguageEffect)
            .add("error_rate", &C::errorRate, between(0, 1), "", kErrorEffect);
    return d;
}

TaskInfo wordProblemsTask() {
    return {.name = "word_problems",
            .summary = "Word problems from templates with distractors, with an exact label for every step",
            .rule = "worked",
            .spec = []() -> const ConfigSpec & { return WordProblemsConfig::described().spec(); },
            .make = make,
            .canonical = [](std::string_view prompt) -> std::optional<std::string> {
                const auto problem = readWordProblem(prompt);
                return problem ? std::optional(problem->form()) : std::nullopt;
            }};
}

} // namespace lapidary
