// SPDX-License-Identifier: Apache-2.0
// 100,000 random things that two people can do while they label items of every kind. After each closing, and often
// between, the replay of what was written down equals what each of them sees; and both equal a plain list of snapshots
// that knows nothing of events. Nobody's labels change by what the other does, and no event is ever lost.
#include "core/base/rng.h"
#include "core/workbench/labels/label_queue.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

constexpr int kRounds = 16, kActions = 6300, kItems = 25; // each kind twice: 100,800 actions

LabelQueue someQueue(const LabelKind &kind) {
    LabelQueue queue{.name = "q", .setup = {.kind = &kind}, .seed = 11};
    if (kind.rated) queue.setup.criteria = {"right", "short"};
    for (int i = 0; i < kItems; ++i) {
        LabelItem item{.prompt = "question " + std::to_string(i), .origin = "runs"};
        const std::size_t most = std::min<std::size_t>(kind.most, 4), n = std::max(kind.fewest, i % (most + 1));
        for (std::size_t k = 0; k < n; ++k)
            item.answers.push_back({.text = "answer " + std::to_string(i * 2 + int(k))});
        if (kind.ofSteps) item.steps.assign(static_cast<std::size_t>(1 + i % 6), "a step");
        if (kind.ofTurns) item.talk.assign(item.steps.size(), {.role = "assistant", .content = "a step"});
        item.id = labelItemId(item);
        queue.items.push_back(std::move(item));
    }
    queue.items[7].repeats = queue.items[1].id;
    queue.items[7].answers = queue.items[1].answers;
    queue.items[7].steps = queue.items[1].steps;
    queue.items[7].talk = queue.items[1].talk;
    return queue;
}

/// What is known of an item, in words.
using Facts = std::vector<std::string>;

std::string words(const LabelMark &mark) {
    return mark.verdict + (mark.strong ? "!" : "") + (mark.skipped ? " skipped" : "") +
           (mark.flagged ? " flagged" : "") + (mark.begun.empty() ? "" : " b:" + mark.begun) +
           (mark.accepted.empty() ? "" : " a:" + mark.accepted) + (mark.rejected.empty() ? "" : " r:" + mark.rejected) +
           (mark.comment.empty() ? "" : " c:" + mark.comment) + (mark.ideal.empty() ? "" : " i:" + mark.ideal);
}
Facts factsOf(const LabelState &state) {
    Facts out;
    for (const auto &mark : state.marks()) out.push_back(words(mark));
    return out;
}

/// The same queue by snapshots: undo and redo walk along them.
class Snapshots {
public:
    Snapshots() { history_.push_back({Facts(kItems), {}, 0}); }
    void set(const std::string &kind, std::size_t item, const std::string &facts) {
        Facts next = history_[at_].facts;
        next[item] = facts;
        const bool text = kind == "comment" || kind == "edit";
        const bool grows =
            text && at_ + 1 == history_.size() && history_[at_].kind == kind && history_[at_].item == item;
        history_.resize(at_ + 1);
        if (grows)
            history_[at_].facts = next;
        else {
            history_.push_back({next, kind, item});
            ++at_;
        }
    }
    bool undo() { return at_ > 0 && (--at_, true); }
    bool redo() { return at_ + 1 < history_.size() && (++at_, true); }
    const Facts &facts() const { return history_[at_].facts; }

private:
    struct Snapshot {
        Facts facts{};
        std::string kind{};
        std::size_t item = 0;
    };
    std::vector<Snapshot> history_{};
    std::size_t at_ = 0;
};

class Person {
public:
    Person(const fs::path &folder, const LabelQueue &queue, std::string name, std::uint64_t seed)
        : file_(folder / "project.db"), name_(std::move(name)), rng_(seed, "test/" + name_), queue_(queue) {
        open();
    }

    void act() {
        const std::size_t at = desk_.index().value_or(kItems);
        const auto action = rng_.below(20);
        if (action < 6)
            judge(at);
        else if (action == 6)
            skip(at);
        else if (action < 10)
            CHECK_EQ(desk_.undo(), snapshots_.undo());
        else if (action < 12)
            CHECK_EQ(desk_.redo(), snapshots_.redo());
        else if (action == 12)
            flag(at);
        else if (action < 15)
            write(at);
        else if (action < 18)
            look(action);
        else
            weigh(at);
        shownBelongsToTheList();
        save();
    }

    void check() {
        const auto replayed = labelState(*store_, queue_, name_);
        REQUIRE(replayed);
        CHECK((*replayed == desk_.state()));
        CHECK(factsOf(*replayed) == snapshots_.facts());
        for (std::size_t i = 0; i < kItems; ++i) {
            const LabelMark &mark = replayed->marks()[i];
            const auto sound = [&](const std::string &verdict) {
                return queue_.setup.kind->check(replayed->task(i), verdict);
            };
            if (mark.status() == LabelStatus::Done) CHECK(sound(mark.verdict) == LabelSoundness::Whole);
            if (!mark.begun.empty()) CHECK(sound(mark.begun) != LabelSoundness::Wrong);
            if (mark.named && mark.status() == LabelStatus::Done) CHECK(mark.seen);
        }
        CHECK(store_->labelEvents("q")->size() >= written_);
    }
    void reopen() {
        store_.reset();
        open();
        check();
    }

private:
    void save() {
        const auto events = desk_.take();
        written_ += events.size();
        for (const auto &event : events) CHECK(event.annotator == name_);
        REQUIRE(writeEvents(*store_, events));
    }
    /// A step that the desk made at an item, and at no other.
    void note(const char *kind, std::size_t at) {
        if (at < kItems) snapshots_.set(kind, at, words(desk_.state().marks()[at]));
        CHECK(factsOf(desk_.state()) == snapshots_.facts());
    }
    void judge(std::size_t at) {
        if (at >= kItems) {
            CHECK(!desk_.act("left"));
            return;
        }
        desk_.aim(rng_.below(8));
        const LabelTask task{queue_.items[at], desk_.order(), queue_.setup.criteria};
        const auto actions = queue_.setup.kind->actions(task);
        const std::string name = rng_.below(30) == 0 ? "nonsense" : actions[rng_.below(actions.size())].name;
        const std::string before = words(*desk_.mark());
        if (rng_.below(12) == 0 && queue_.setup.kind->check(task, "b>a") == LabelSoundness::Whole) {
            if (desk_.begin("b>a")) note("draft", at);
        } else if (desk_.act(name, rng_.below(2) == 0)) {
            note("label", at);
        } else {
            CHECK(words(desk_.state().marks()[at]) == before);
        }
    }
    void skip(std::size_t at) {
        const bool done = at < kItems && desk_.mark()->status() == LabelStatus::Done;
        desk_.skip();
        if (at < kItems && !done) note("skip", at);
    }
    void flag(std::size_t at) {
        desk_.flag();
        if (at < kItems) note("flag", at);
    }
    void write(std::size_t at) {
        const bool comment = rng_.below(2) == 0;
        const std::string text =
            rng_.below(3) == 0 ? "" : std::string(1 + rng_.below(5), static_cast<char>('a' + rng_.below(26)));
        const bool other = at < kItems && (comment ? desk_.mark()->comment : desk_.mark()->ideal) != text;
        if (comment)
            desk_.comment(text);
        else
            desk_.ideal(text);
        if (other) note(comment ? "comment" : "edit", at);
    }
    /// What a judge says of it is looked at, taken over or rejected.
    void weigh(std::size_t at) {
        const std::string judge = "judge " + std::to_string(rng_.below(2));
        const auto what = rng_.below(3);
        if (what == 0)
            desk_.seeSuggestion();
        else if (what == 1 && desk_.reject(judge))
            note("reject", at);
        else if (what == 2 && desk_.accept("right", judge))
            note("label", at);
    }
    void look(std::uint64_t action) {
        if (action == 15)
            desk_.setFilter({.which = static_cast<LabelFilter::Which>(rng_.below(6)),
                             .search = rng_.below(3) == 0 ? std::to_string(rng_.below(12)) : ""});
        else if (action == 16)
            desk_.move(rng_.below(2) == 0 ? 1 : -1);
        else if (rng_.below(400) == 0)
            desk_.unblind();
        else
            desk_.show(rng_.below(kItems));
    }

    void open() {
        auto store = Store::open(file_, true);
        REQUIRE(store);
        store_ = std::move(*store);
        auto state = labelState(*store_, queue_, name_);
        REQUIRE(state);
        desk_ = LabelDesk(std::move(*state), {.queue = "q", .annotator = name_, .seed = queue_.seed});
        save(); // the first item was shown
    }
    void shownBelongsToTheList() {
        if (!desk_.index())
            CHECK(matching(desk_.state(), desk_.filter()).empty());
        else
            CHECK(desk_.mark()->seen);
    }

    fs::path file_;
    std::string name_;
    Rng rng_;
    LabelQueue queue_;
    std::unique_ptr<Store> store_{};
    LabelDesk desk_{};
    Snapshots snapshots_{};
    std::size_t written_ = 0;
};

} // namespace

TEST_CASE("the replay of 100,000 random actions of two people is what each of them sees") {
    for (int round = 0; round < kRounds; ++round) {
        CAPTURE(round);
        const TemporaryFolder folder;
        const auto kinds = labelKinds();
        const LabelQueue queue = someQueue(*kinds[static_cast<std::size_t>(round) % kinds.size()]);
        Person people[] = {{folder.path, queue, "ada", static_cast<std::uint64_t>(round)},
                           {folder.path, queue, "bob", static_cast<std::uint64_t>(round) + 1000}};
        Rng rng(static_cast<std::uint64_t>(round), "test/closings");
        for (int i = 0; i < kActions; ++i) {
            people[rng.below(2)].act();
            if (rng.below(500) == 0)
                people[rng.below(2)].reopen();
            else if (i % 500 == 0)
                for (Person &each : people) each.check();
        }
        for (Person &each : people) each.reopen();
    }
}
