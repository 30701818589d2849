// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_items.h"
#include "core/base/rng.h"
#include "core/data/formats/jsonl.h"
#include "core/data/layouts/registry.h"
#include "core/job/run_log.h"
#include "core/workbench/data/drawn_sample.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/turns.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary {
namespace {

/// The different answers to one prompt, in the order in which they were met, each with its steps where they are known.
struct PromptAnswers {
    std::string prompt{};
    Messages turns{};
    std::vector<LabelCandidate> all{};
    std::vector<std::vector<std::string>> steps{};
    std::vector<Messages> talks{};
    void add(LabelCandidate candidate, std::vector<std::string> itsSteps, Messages talk = {}) {
        const bool known =
            std::any_of(all.begin(), all.end(), [&](const auto &each) { return each.text == candidate.text; });
        if (known) return;
        all.push_back(std::move(candidate));
        steps.push_back(std::move(itsSteps));
        talks.push_back(std::move(talk));
    }
};

class Collector {
public:
    Collector(bool includeTruncated, bool ofTurns) : includeTruncated_(includeTruncated), ofTurns_(ofTurns) {}
    Status read(const fs::path &folder, const RunRecord &run) {
        run_ = {.run = run.id, .name = run.name};
        std::error_code wrong;
        if (fs::exists(folder / "samples.jsonl", wrong)) return rows(folder / "samples.jsonl");
        if (fs::exists(folder / "answers.jsonl", wrong)) return rows(folder / "answers.jsonl");
        if (fs::exists(folder / kJudgementsFile, wrong)) return judged(folder / kJudgementsFile);
        return log(folder / "run.log");
    }
    Status readData(const fs::path &file) {
        return forEachRow(file, [&](const Json &row) -> Status {
            const auto record = readRecord(row);
            if (!record) return unexpected(record.error());
            if (!proposed_) proposed_ = &labelKindOf(*record);
            if (add(*record)) return {};
            return fail({.code = "labels.no_text",
                         .message = "rows of this kind have no prompt with answers to label",
                         .found = std::string(kindOf(*record)),
                         .expected = "prompts, demonstrations, pairs, single answers, conversations or steps"});
        });
    }
    /// The pairs that a judge compared: what it says of them stands beside the items.
    Status judged(const fs::path &file) {
        return forEachRow(file, [&](const Json &line) -> Status {
            const auto record = readRecord(line.value("row", Json::object()));
            if (!record) return unexpected(record.error());
            if (const auto *pair = std::get_if<Preference>(&record->what))
                add(pair->prompt, {{"", &pair->chosen}, {"", &pair->rejected}});
            return {};
        });
    }
    const LabelKind *proposed() const { return proposed_; }
    const std::vector<PromptAnswers> &answers() const { return answers_; }
    std::size_t cut() const { return cut_; }
    std::size_t empty() const { return empty_; }

private:
    void add(const std::string &prompt, const Answer &answer) {
        const std::string fault = answer.fault();
        empty_ += fault == "empty";
        const bool left = !fault.empty() && !(fault == "cut" && includeTruncated_);
        cut_ += left && fault != "empty";
        if (left) return;
        LabelCandidate candidate = run_;
        candidate.text = answer.text;
        candidate.terminated = fault.empty();
        of(prompt).add(std::move(candidate), {});
    }

    PromptAnswers &of(const std::string &prompt, const Messages &turns = {}) {
        const auto [it, isNew] = byPrompt_.emplace(prompt, answers_.size());
        if (isNew) answers_.push_back({.prompt = prompt, .turns = turns});
        return answers_[it->second];
    }

    void add(const Messages &prompt, std::initializer_list<std::pair<const char *, const Messages *>> answers,
             const std::vector<std::string> &steps = {}) {
        const bool isTalk = !plainText(prompt).has_value();
        PromptAnswers &to = of(labelWords(prompt), isTalk ? prompt : Messages{});
        for (const auto &[name, answer] : answers)
            if (const std::string words = labelWords(*answer); words.empty())
                ++empty_;
            else
                to.add({.text = words, .name = name}, steps);
    }

    /// The answers that a row of a data set has.
    bool add(const Record &record) {
        if (const auto *pair = std::get_if<Preference>(&record.what))
            add(pair->prompt, {{"chosen", &pair->chosen}, {"rejected", &pair->rejected}});
        else if (const auto *one = std::get_if<Unpaired>(&record.what))
            add(one->prompt, {{one->good ? "good" : "bad", &one->completion}});
        else if (const auto *shown = std::get_if<Demonstration>(&record.what))
            add(shown->prompt, {{"data", &shown->completion}});
        else if (const auto *asked = std::get_if<PromptOnly>(&record.what))
            add(asked->prompt, {});
        else if (const auto *chain = std::get_if<Stepwise>(&record.what))
            addChain(*chain);
        else if (const auto *whole = std::get_if<Conversation>(&record.what); whole && ofTurns_)
            addTrace(whole->turns);
        else if (const auto *talk = std::get_if<Conversation>(&record.what); talk && talk->turns.size() > 1) {
            const Messages prompt(talk->turns.begin(), talk->turns.end() - 1), last{talk->turns.back()};
            add(prompt, {{"data", &last}});
        } else {
            return false;
        }
        return true;
    }

    /// A conversation whose turns are judged; its words are the answer.
    void addTrace(const Messages &talk) {
        const auto steps = turnSteps(talk);
        std::string text;
        for (const auto &step : steps) text += (text.empty() ? "" : "\n") + step;
        if (text.empty())
            ++empty_;
        else
            of(labelWords(askedOf(talk))).add({.text = text, .name = "data"}, steps, talk);
    }

    void addChain(const Stepwise &chain) {
        std::string text;
        for (const auto &step : chain.steps) text += (text.empty() ? "" : "\n") + step;
        const Messages answer = plain(text);
        add(chain.prompt, {{"data", &answer}}, chain.steps);
    }

    Status row(const Json &row) {
        const auto prompt = getString(row, "prompt");
        if (!prompt) return unexpected(prompt.error());
        if (!row.contains("completions")) {
            const auto answer = gradedAnswer(row);
            if (!answer) return unexpected(answer.error());
            add(*prompt, answer->answer);
            return {};
        }
        const auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        for (const GradedAnswer &each : *completions) add(*prompt, each.answer);
        return {};
    }

    /// The whole lines of a file that may still grow: a last line without its end is not there yet.
    Status rows(const fs::path &file) {
        auto text = readFile(file, 4ull << 30);
        if (!text) return unexpected(text.error());
        text->resize(text->rfind('\n') == text->npos ? 0 : text->rfind('\n') + 1);
        std::optional<Error> bad;
        const auto take = [&](const JsonlRow &read) {
            if (auto ok = row(read.value); !ok) {
                bad = ok.error();
                bad->file = file.string();
                bad->line = read.line;
            }
            return !bad;
        };
        forEachJsonlRow(*text, file.string(), {}, take, [&](Error error) {
            if (!bad) bad = std::move(error);
        });
        return bad ? Status(fail(*bad)) : Status{};
    }

    Status log(const fs::path &file) {
        std::error_code wrong;
        if (!fs::exists(file, wrong)) return {};
        RunLogReader reader(file);
        for (;;) {
            const auto events = reader.next();
            if (!events) return unexpected(events.error());
            if (events->empty()) return {};
            for (const auto &event : *events) {
                if (event.type != "sample") continue;
                const auto prompt = getString(event.body, "prompt");
                if (prompt && getString(event.body, "completion")) add(*prompt, drawnSample(event.body).answer);
            }
        }
    }

    bool includeTruncated_, ofTurns_;
    std::size_t cut_ = 0, empty_ = 0;
    const LabelKind *proposed_ = nullptr;
    LabelCandidate run_{};
    std::vector<PromptAnswers> answers_{};
    std::map<std::string, std::size_t> byPrompt_{};
};

LabelItem itemOf(const PromptAnswers &answers, const std::vector<std::size_t> &chosen) {
    LabelItem item{.prompt = answers.prompt, .turns = answers.turns};
    for (const std::size_t i : chosen) {
        item.answers.push_back(answers.all[i]);
        item.origin = answers.all[i].run.empty() ? "data" : "runs";
        if (chosen.size() == 1) item.steps = answers.steps[i];
        if (chosen.size() == 1) item.talk = answers.talks[i];
    }
    if (chosen.empty()) item.origin = "data";
    item.id = labelItemId(item);
    return item;
}

/// Pairs of one prompt: those of two runs before those of one, each kind in random order, no answer twice while others
/// are left.
void addPairs(const PromptAnswers &answers, const LabelItemsConfig &config, Rng &rng, std::vector<LabelItem> &out) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < answers.all.size(); ++i)
        for (std::size_t j = i + 1; j < answers.all.size(); ++j) pairs.push_back({i, j});
    rng.shuffle(pairs);
    std::stable_partition(pairs.begin(), pairs.end(), [&](const auto &pair) {
        return answers.all[pair.first].run != answers.all[pair.second].run;
    });
    std::vector<int> uses(answers.all.size(), 0);
    for (std::int64_t made = 0; made < config.itemsPerPrompt && !pairs.empty(); ++made) {
        const auto least = std::min_element(pairs.begin(), pairs.end(), [&](const auto &x, const auto &y) {
            return uses[x.first] + uses[x.second] < uses[y.first] + uses[y.second];
        });
        ++uses[least->first];
        ++uses[least->second];
        out.push_back(itemOf(answers, {least->first, least->second}));
        pairs.erase(least);
    }
}

/// Groups of answers in random order, none in two of them; the last group may be smaller where the kind allows it.
void addGroups(const PromptAnswers &answers, const LabelKind &kind, std::size_t size, std::int64_t most, Rng &rng,
               std::vector<LabelItem> &out) {
    std::vector<std::size_t> left(answers.all.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
    rng.shuffle(left);
    for (std::int64_t made = 0; made < most && (made == 0 || !left.empty()); ++made) {
        const std::size_t n = std::min(size, left.size());
        if (n < std::max(kind.fewest, std::min<std::size_t>(size, kind.most > 1 && kind.fewest > 0 ? 2 : 0)) ||
            (made > 0 && n < size))
            return;
        out.push_back(itemOf(answers, {left.end() - static_cast<std::ptrdiff_t>(n), left.end()}));
        left.resize(left.size() - n);
        if (kind.ofSteps && !kind.ofTurns && out.back().steps.empty())
            out.back().steps = stepsOfAnswer(out.back().answers[0].text);
    }
}

Result<RunRecord> runNamed(const std::vector<RunRecord> &runs, const std::string &name) {
    std::string known;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // of equal names the newest
        if (run->id == name || run->name == name) return *run;
        known = run->id + (known.empty() ? "" : ", ") + known;
    }
    return fail({.code = "run.unknown",
                 .message = "the project has no such run",
                 .found = name,
                 .expected = known.empty() ? Sentence("none has been started yet") : Sentence(known)});
}

} // namespace

const Described<LabelItemsConfig> &LabelItemsConfig::described() {
    using C = LabelItemsConfig;
    static const auto d =
        Described<C>()
            .add("items_per_prompt", &C::itemsPerPrompt, between(1, 100), "items",
                 "more items, but of fewer different prompts")
            .add("answers_per_item", &C::answersPerItem, between(0, 9), "answers",
                 "more answers are judged at one go; 0 takes what is usual for the kind")
            .add("max_items", &C::maxItems, atLeast(0), "items", "a random part of the items; 0 takes all")
            .add("asked_twice", &C::askedTwice, between(0, 1), "share",
                 "tells how consistent a person is, at the price of that much more work")
            .add("seed", &C::seed, atLeast(0), "", "another one draws other items and other orders")
            .add("include_truncated_completions", &C::includeTruncatedCompletions, "",
                 "takes completions that were cut before they ended");
    return d;
}

bool mayHaveSamples(const RunRecord &run) {
    return runKind(run.kind) && !ownerJob(run.kind); // a worker wrote, and showed, what it drew
}

std::string labelWords(const Messages &messages) {
    if (messages.size() == 1) return messages[0].content;
    std::string out;
    for (const Message &each : messages)
        out += (out.empty() ? "" : "\n\n") + (each.role.empty() ? "" : each.role + ": ") + each.content;
    return out;
}

std::vector<std::string> stepsOfAnswer(const std::string &text) {
    std::vector<std::string> steps;
    std::string step;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        step += text.substr(from, end - from);
        if (step.find_first_not_of(" \t\r\n") == std::string::npos)
            step += '\n';
        else
            steps.push_back(std::exchange(step, {}));
        from = end + 1;
    }
    return steps;
}

void askTwice(std::vector<LabelItem> &items, double share, std::uint64_t seed) {
    Rng rng(seed, "labels/repeats");
    std::vector<std::pair<double, LabelItem>> all;
    const auto n = static_cast<double>(items.size());
    std::vector<std::size_t> order(items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    rng.shuffle(order);
    order.resize(static_cast<std::size_t>(std::lround(share * n)));
    for (const std::size_t i : order) {
        LabelItem again = items[i];
        again.repeats = again.id;
        again.id += "/again";
        const double soonest = static_cast<double>(i) + n / 4;
        all.push_back({soonest + rng.uniform() * std::max(n - soonest, n / 8), std::move(again)});
    }
    for (std::size_t i = 0; i < items.size(); ++i) all.push_back({static_cast<double>(i), std::move(items[i])});
    std::stable_sort(all.begin(), all.end(), [](const auto &x, const auto &y) { return x.first < y.first; });
    items.clear();
    for (auto &[place, item] : all) items.push_back(std::move(item));
}

namespace {

/// rows.jsonl of the frozen data set of this name or hash: of equal names the newest, which comes last.
Result<fs::path> rowsOf(Project &project, const std::string &name) {
    const auto sets = project.store().datasets();
    if (!sets) return unexpected(sets.error());
    std::string known, hash;
    for (const DatasetRecord &set : *sets) {
        if (set.hash == name || set.name == name) hash = set.hash;
        known += (known.empty() ? "" : ", ") + set.name;
    }
    if (!hash.empty()) return project.folder() / "datasets" / hash / "rows.jsonl";
    return fail({.code = "labels.no_data",
                 .message = "the project has no such frozen data set",
                 .found = name,
                 .expected = known.empty() ? Sentence("none has been frozen yet") : Sentence(known),
                 .remedy = "Data sets are frozen by the first experiment that reads them."});
}

Status collect(Project &project, const std::vector<std::string> &sources, Collector &collector) {
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    for (const auto &source : sources) {
        if (source.starts_with(kLabelDataPrefix)) {
            const auto rows = rowsOf(project, source.substr(std::string_view(kLabelDataPrefix).size()));
            if (!rows) return unexpected(rows.error());
            if (auto read = collector.readData(*rows); !read) return read;
            continue;
        }
        const auto run = runNamed(*runs, source);
        if (!run) return unexpected(run.error());
        if (auto read = collector.read(project.runFolder(run->id), *run); !read) return read;
    }
    return {};
}

Error tooFew(Project &project, const LabelItems &made, std::size_t needed) {
    return {.code = "labels.no_answers",
            .message = "no prompt has enough different answers in these sources",
            .file = project.folder().string(),
            .found = {"{0} prompts with answers; {1} cut and {2} empty answers left out", made.prompts, made.cut,
                      made.empty},
            .expected = {"at least {0} different answers to one prompt", needed},
            .remedy = "Choose a run that samples several answers a prompt, or two runs that answer the same prompts."};
}

} // namespace

Result<LabelItems> itemsFor(Project &project, const std::vector<std::string> &sources, const LabelKind &kind,
                            const LabelItemsConfig &config) {
    Collector collector(config.includeTruncatedCompletions, kind.ofTurns);
    if (auto read = collect(project, sources, collector); !read) return unexpected(read.error());
    LabelItems made{.cut = collector.cut(), .empty = collector.empty(), .proposed = collector.proposed()};
    const std::size_t size =
        std::clamp(config.answersPerItem > 0 ? static_cast<std::size_t>(config.answersPerItem) : kind.usual,
                   kind.fewest, kind.most);
    Rng rng(static_cast<std::uint64_t>(config.seed), "labels/pairs");
    for (const auto &answers : collector.answers()) {
        ++made.prompts;
        if (answers.all.size() < kind.fewest)
            ++made.withoutContrast;
        else if (kind.fewest == 2 && size == 2)
            addPairs(answers, config, rng, made.items);
        else
            addGroups(answers, kind, size, config.itemsPerPrompt, rng, made.items);
    }
    std::erase_if(made.items, [&](const LabelItem &item) { return kind.ofSteps && item.steps.empty(); });
    if (made.items.empty()) return fail(tooFew(project, made, kind.fewest));
    rng.shuffle(made.items);
    if (config.maxItems > 0 && made.items.size() > static_cast<std::size_t>(config.maxItems))
        made.items.resize(static_cast<std::size_t>(config.maxItems));
    const std::size_t once = made.items.size();
    askTwice(made.items, config.askedTwice, static_cast<std::uint64_t>(config.seed));
    made.repeated = made.items.size() - once;
    return made;
}

} // namespace lapidary
