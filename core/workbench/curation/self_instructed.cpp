// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/self_instructed.h"
#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/data/layouts/alpaca_prompt.h"
#include "core/data/layouts/registry.h"
#include "core/data/near_duplicates.h"
#include "core/data/rewards/rule_reward.h"
#include "core/data/rouge.h"
#include "core/data/row_quality.h"
#include "core/text/answer/answer.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace lapidary {
namespace {

constexpr std::uint64_t kSeedOfAnswers = 1ull << 30; ///< behind those of the questions for tasks
constexpr std::int64_t kNewShare = 4;                ///< a quarter of what is shown is new

Error badSetting(const char *field, Sentence found, Sentence expected) {
    return {.code = "curation.instruct",
            .message = "no rows can be made so",
            .field = field,
            .found = std::move(found),
            .expected = std::move(expected)};
}

Status check(const SelfInstructConfig &config) {
    const auto within = [](const char *field, double value, double least, double most) -> Status {
        if (value >= least && value <= most) return {};
        return fail(badSetting(field, std::to_string(value), {"{0} to {1}", least, most}));
    };
    for (const auto &[field, value, least, most] : {std::tuple("rows", double(config.rows), 1.0, 1e6),
                                                    {"shown", double(config.shown), 1.0, 64.0},
                                                    {"asked", double(config.asked), 1.0, 64.0},
                                                    {"likeness", config.likeness, 0.05, 1.0},
                                                    {"words", double(config.leastWords), 1.0, double(config.mostWords)},
                                                    {"answers", double(config.answers), 1.0, 256.0},
                                                    {"agreement", config.agreement, 0.0, 1.0},
                                                    {"temperature", config.temperature, 0.0, 10.0},
                                                    {"max_new_tokens", double(config.maxNewTokens), 1.0, 1e6},
                                                    {"patience", double(config.patience), 1.0, 1e6}})
        if (auto good = within(field, value, least, most); !good) return good;
    if (config.rule.empty() || config.answers > 1) return {};
    return fail(badSetting("answers", "1", "2 or more, since a rule looks for answers that agree"));
}

Result<const RuleReward *> rewardNamed(const std::string &name) {
    if (name.empty()) return nullptr;
    std::string known;
    for (const RuleReward &each : ruleRewards()) {
        if (each.needsReference) continue; // a new task has none
        if (name == each.name) return &each;
        known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    return fail(badSetting("reward", name, known));
}

class Instructing {
public:
    Instructing(const InstructSeeds &seeds, const SelfInstructConfig &config, const InstructModel &model,
                const StoreWork &work)
        : seeds_(seeds), config_(config), model_(model), work_(work) {}

    Status open() {
        if (auto good = check(config_); !good) return good;
        auto rule = ruleByName(config_.rule.empty() ? ruleNames().front() : config_.rule);
        if (!rule) return unexpected(rule.error());
        rule_ = std::move(*rule);
        const auto reward = rewardNamed(config_.reward);
        if (!reward) return unexpected(reward.error());
        reward_ = *reward;
        for (const InstructSeed &each : seeds_.all) {
            like_.add(each.task);
            order_.push_back(order_.size());
        }
        return {};
    }

    Result<SelfInstructed> all() {
        std::int64_t fruitless = 0;
        while (!isFull() && !out_.gaveUp && !out_.stopped) {
            const std::size_t before = out_.rows.size();
            if (auto done = once(); !done) {
                out_.stopped = done.error().code == kCancelled;
                if (!out_.stopped && out_.rows.empty()) return unexpected(done.error());
                if (!out_.stopped) out_.trouble = done.error();
                break;
            }
            fruitless = out_.rows.size() > before ? 0 : fruitless + 1;
            out_.gaveUp = fruitless >= config_.patience && !isFull();
        }
        return std::move(out_);
    }

private:
    struct Shown {
        std::vector<std::string> tasks{};
        std::vector<InstructSeed> seeds{};
    };
    struct Drawn {
        std::string text{};
        std::optional<std::string> result{};
    };

    bool isFull() const { return static_cast<std::int64_t>(out_.rows.size()) >= config_.rows; }
    void drop(const char *reason, std::int64_t count = 1) { out_.dropped[reason] += count; }

    /// Seeds at random, and some of the new tasks among them.
    Shown draw() {
        Rng rng(config_.seed, "instruct/" + std::to_string(out_.questions));
        Shown out;
        const auto most = static_cast<std::size_t>(config_.shown);
        const std::size_t fresh = std::min(made_.size(), most / kNewShare);
        const std::size_t seeds = std::min(order_.size(), most - fresh);
        for (std::size_t i = 0; i < seeds; ++i) { // the beginning of a shuffle
            std::swap(order_[i], order_[i + rng.below(order_.size() - i)]);
            out.seeds.push_back(seeds_.all[order_[i]]);
            out.tasks.push_back(out.seeds.back().task);
        }
        std::vector<std::size_t> newest(made_.size());
        for (std::size_t i = 0; i < newest.size(); ++i) newest[i] = i;
        rng.shuffle(newest);
        for (std::size_t i = 0; i < fresh; ++i) out.tasks.push_back(made_[newest[i]]);
        rng.shuffle(out.tasks);
        return out;
    }

    Result<Answers> ask(const std::string &text, std::int64_t n, double temperature, std::uint64_t seed,
                        std::vector<std::string> stop) {
        if (work_.stop.stop_requested()) return fail(kCancelled, "Stopped on request");
        Json request = {{"n", n},
                        {"temperature", temperature},
                        {"max_new_tokens", config_.maxNewTokens},
                        {"seed", (config_.seed + seed) % (1ull << 31)}};
        if (model_.chats)
            request["messages"] = Json::array({{{"role", "user"}, {"content", text}}});
        else
            request.update({{"prompt", text}, {"stop", std::move(stop)}});
        if (model_.chat)
            if (auto filled = model_.chat->fill(request, true); !filled) return unexpected(filled.error());
        request["verb"] = "generate";
        request["model"] = model_.reference;
        const auto answer = model_.ask(request, work_.stop);
        return answer ? answersFromJson(*answer) : Result<Answers>(unexpected(answer.error()));
    }

    /// A question for tasks, and one for the answers to each that may stay.
    Status once() {
        const Shown shown = draw();
        const auto said =
            ask(moreTasksPrompt(shown.tasks, config_.asked, model_.chats), 1, config_.temperature,
                static_cast<std::uint64_t>(out_.questions++), {moreTasksEnd(shown.tasks.size(), config_.asked)});
        if (!said) return unexpected(said.error());
        const Answer &answer = said->best();
        const auto proposed = proposedTasks(answer.text, model_.chats, !endedItself(answer.finishReason));
        out_.tasks += static_cast<std::int64_t>(proposed.tasks.size()) + proposed.cut;
        if (proposed.cut) drop("cut");
        for (const std::string &task : proposed.tasks) {
            if (isFull())
                drop("spare");
            else if (auto done = take(task, shown); !done)
                return done;
        }
        return {};
    }

    /// Why a task is none; null where it is one.
    const char *faultOf(const std::string &task, double likeness) const {
        const auto words = static_cast<std::int64_t>(wordHashes(task).size());
        if (words < config_.leastWords) return "short";
        if (words > config_.mostWords) return "long";
        if (task.find(kAskedPlainly) != std::string::npos || task.find(kAskedInChat) != std::string::npos)
            return "copied";
        return likeness >= config_.likeness ? "like" : nullptr;
    }

    Status take(const std::string &task, const Shown &shown) {
        const auto nearest = like_.nearestTo(task);
        if (const char *fault = faultOf(task, nearest.likeness)) {
            drop(fault);
            return {};
        }
        const std::string text = model_.chats ? task : answerPrompt(shown.seeds, task);
        const auto said = ask(text, config_.answers, config_.answers > 1 ? config_.temperature : 0.0,
                              kSeedOfAnswers + static_cast<std::uint64_t>(asked_++), {kAnswerEnd});
        if (!said) return unexpected(said.error());
        const char *fault = "empty";
        const auto chosen = choose(*said, task, fault);
        if (chosen) return keep(task, *chosen, shown, nearest.likeness);
        drop(fault);
        return {};
    }

    /// Why an answer is none; null where it is one.
    const char *faultOf(const Answer &answer, const std::string &text, const Problem &problem) const {
        if (text.empty()) return "empty";
        if (!answer.fault().empty()) return "unfinished";
        const RowFlagSet flags = flagsOf({.asked = {problem.prompt}, .answers = {text}});
        if (text == problem.prompt || (flags & bitOf(RowFlag::CopiesPrompt))) return "echo";
        if (flags & bitOf(RowFlag::Repeats)) return "repeats";
        if (flags & bitOf(RowFlag::Refusal)) return "refused";
        if (!reward_) return nullptr;
        const auto score =
            reward_->score(*rule_, problem, {.text = text, .finishReason = answer.finishReason, .problem = &problem});
        return score && *score >= config_.leastReward ? nullptr : "reward";
    }

    /// The first answer that may stay; where a rule is named, with the result that most of them have.
    std::optional<Drawn> choose(const Answers &said, const std::string &task, const char *&fault) const {
        const Problem problem{.id = "", .prompt = task, .reference = "", .row = {{"prompt", task}}};
        std::vector<Drawn> good;
        for (const Answer &each : said.all) {
            const auto begin = each.text.find_first_not_of(" \t\r\n");
            const std::string text = begin == std::string::npos
                                         ? ""
                                         : each.text.substr(begin, each.text.find_last_not_of(" \t\r\n") + 1 - begin);
            if (const char *why = faultOf(each, text, problem)) {
                fault = why;
                continue;
            }
            good.push_back({text, config_.rule.empty() ? std::nullopt : rule_->answerOf(text)});
        }
        if (good.empty()) return std::nullopt;
        if (config_.rule.empty()) return good.front();
        std::map<std::string, std::size_t> votes;
        for (const Drawn &each : good)
            if (each.result) ++votes[*each.result];
        const auto most = std::max_element(votes.begin(), votes.end(),
                                           [](const auto &a, const auto &b) { return a.second < b.second; });
        fault = "disagree";
        if (most == votes.end() || double(most->second) < config_.agreement * double(said.all.size()))
            return std::nullopt;
        return *std::find_if(good.begin(), good.end(), [&](const Drawn &each) { return each.result == most->first; });
    }

    Status keep(const std::string &task, const Drawn &answer, const Shown &shown, double likeness) {
        Record record{.id = "instruct-" + contentHash(task).substr(0, 12), .reference = answer.result};
        if (seeds_.as == InstructSeeds::As::Chat)
            record.what =
                Conversation{{{.role = "user", .content = task}, {.role = "assistant", .content = answer.text}}};
        else
            record.what = Demonstration{plain(seeds_.as == InstructSeeds::As::Alpaca ? alpacaPrompt({task, ""}) : task),
                                        plain(answer.text)};
        Json seeds = Json::array();
        for (const InstructSeed &each : shown.seeds) seeds.push_back(each.row);
        record.other = {
            {"source", "self-instruct"}, {"seeds", std::move(seeds)}, {"likeness", std::round(likeness * 1000) / 1000}};
        auto row = writeRecord(record);
        if (!row) return unexpected(row.error());
        out_.rows.push_back(std::move(*row));
        made_.push_back(task);
        like_.add(task);
        if (work_.progress) work_.progress(static_cast<std::int64_t>(out_.rows.size()));
        return {};
    }

    const InstructSeeds &seeds_;
    const SelfInstructConfig &config_;
    const InstructModel &model_;
    const StoreWork &work_;
    std::unique_ptr<Rule> rule_{};
    const RuleReward *reward_ = nullptr;
    LikeTexts like_{};
    std::vector<std::size_t> order_{}; ///< of the seeds, shuffled further with every question
    std::vector<std::string> made_{};  ///< tasks of the rows
    std::int64_t asked_ = 0;           ///< questions for answers
    SelfInstructed out_{};
};

} // namespace

std::span<const DropReason> dropReasons() {
    static const DropReason list[] = {
        {"cut", worded("cut off")},
        {"spare", worded("more than was wanted")},
        {"short", worded("too short")},
        {"long", worded("too long")},
        {"copied", worded("a copy of the question")},
        {"like", worded("like another task")},
        {"empty", worded("without an answer")},
        {"unfinished", worded("with an answer that was cut off")},
        {"echo", worded("with an answer that says the task again")},
        {"repeats", worded("with an answer that repeats itself")},
        {"refused", worded("refused")},
        {"reward", worded("with an answer that its check does not pass")},
        {"disagree", worded("with answers that do not agree")},
    };
    return list;
}

Result<SelfInstructed> selfInstruct(const InstructSeeds &seeds, const SelfInstructConfig &config,
                                    const InstructModel &model, const StoreWork &work) {
    Instructing instructing(seeds, config, model, work);
    if (auto opened = instructing.open(); !opened) return unexpected(opened.error());
    return instructing.all();
}

} // namespace lapidary
