// SPDX-License-Identifier: Apache-2.0
// 100,000 random things that a person can do while labelling. After each closing, and often between, the replay of what
// was written down equals what was shown; and both equal a plain list of snapshots that knows nothing of events.
#include "core/base/rng.h"
#include "core/workbench/labels/label_queue.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

constexpr int kRounds = 10, kActions = 10000, kItems = 25;

LabelQueue someQueue() {
    LabelQueue queue{.name = "q", .seed = 11};
    for (int i = 0; i < kItems; ++i) {
        LabelItem item{.prompt = "question " + std::to_string(i),
                       .a = {.text = "answer " + std::to_string(i * 2)},
                       .b = {.text = "reply " + std::to_string(i * 3)},
                       .origin = "runs"};
        item.id = labelItemId(item);
        queue.items.push_back(std::move(item));
    }
    return queue;
}

/// What is known of an item, in words.
using Facts = std::vector<std::string>;

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

std::string words(const std::string &verdict, bool strong, bool skipped, bool flagged, const std::string &comment,
                  const std::string &ideal) {
    return verdict + (strong ? "!" : "") + (skipped ? " skipped" : "") + (flagged ? " flagged" : "") +
           (comment.empty() ? "" : " c:" + comment) + (ideal.empty() ? "" : " i:" + ideal);
}
std::string words(const LabelMark &mark) {
    const std::string text = words(mark.verdict, mark.strong, mark.skipped, mark.flagged, mark.comment, mark.ideal);
    return text;
}
Facts factsOf(const LabelState &state) {
    Facts out;
    for (const auto &mark : state.marks()) out.push_back(words(mark));
    for (auto &each : out)
        if (each == words({})) each.clear();
    return out;
}

class Person {
public:
    Person(const fs::path &folder, std::uint64_t seed) : file_(folder / "project.db"), rng_(seed, "test/person") {
        open();
    }

    void act() {
        const std::size_t at = desk_.index().value_or(kItems);
        const LabelMark mark = at < kItems ? desk_.state().marks()[at] : LabelMark{};
        const auto action = rng_.below(16);
        if (action < 4)
            judge(at, mark);
        else if (action == 4)
            skip(at, mark);
        else if (action < 8)
            CHECK_EQ(desk_.undo(), snapshots_.undo());
        else if (action < 10)
            CHECK_EQ(desk_.redo(), snapshots_.redo());
        else if (action == 10)
            flag(at, mark);
        else if (action < 13)
            write(at, mark);
        else
            look(action);
        shownBelongsToTheList();
        REQUIRE(writeEvents(*store_, desk_.take()));
    }

    void check() {
        const auto replayed = labelState(*store_, queue_);
        REQUIRE(replayed);
        CHECK((*replayed == desk_.state()));
        CHECK(factsOf(*replayed) == snapshots_.facts());
    }
    void reopen() {
        store_.reset();
        open();
        check();
    }

private:
    void note(const char *kind, std::size_t at, const LabelMark &mark) {
        if (at < kItems) snapshots_.set(kind, at, words(mark));
    }
    void judge(std::size_t at, LabelMark mark) {
        static const char *const verdicts[] = {"left", "right", "tie", "both_bad"};
        mark.verdict = verdicts[rng_.below(4)];
        const bool strongly = rng_.below(2) == 0;
        mark.strong = strongly && (mark.verdict == "left" || mark.verdict == "right");
        mark.skipped = false;
        note("label", at, mark);
        desk_.choose(mark.verdict, strongly);
    }
    void skip(std::size_t at, LabelMark mark) {
        if (mark.verdict.empty()) {
            mark.skipped = true;
            note("skip", at, mark);
        }
        desk_.skip();
    }
    void flag(std::size_t at, LabelMark mark) {
        mark.flagged = !mark.flagged;
        note("flag", at, mark);
        desk_.flag();
    }
    void write(std::size_t at, LabelMark mark) {
        const bool comment = rng_.below(2) == 0;
        const std::string text =
            rng_.below(3) == 0 ? "" : std::string(1 + rng_.below(5), static_cast<char>('a' + rng_.below(26)));
        std::string &target = comment ? mark.comment : mark.ideal;
        if (target != text) {
            target = text;
            note(comment ? "comment" : "edit", at, mark);
        }
        if (comment)
            desk_.comment(text);
        else
            desk_.ideal(text);
    }
    void look(std::uint64_t action) {
        if (action == 13)
            desk_.setFilter({.which = static_cast<LabelFilter::Which>(rng_.below(6)),
                             .search = rng_.below(3) == 0 ? std::to_string(rng_.below(12)) : ""});
        else if (action == 14)
            desk_.move(rng_.below(2) == 0 ? 1 : -1);
        else
            desk_.show(rng_.below(kItems));
    }

    void open() {
        auto store = Store::open(file_, true);
        REQUIRE(store);
        store_ = std::move(*store);
        auto state = labelState(*store_, queue_);
        REQUIRE(state);
        desk_ = LabelDesk(std::move(*state), {.queue = "q", .annotator = "ada", .seed = queue_.seed});
        REQUIRE(writeEvents(*store_, desk_.take())); // the first item was shown
    }
    void shownBelongsToTheList() {
        if (!desk_.index())
            CHECK(matching(desk_.state(), desk_.filter()).empty());
        else
            CHECK(desk_.mark()->seen);
    }

    fs::path file_;
    Rng rng_;
    LabelQueue queue_ = someQueue();
    std::unique_ptr<Store> store_{};
    LabelDesk desk_{};
    Snapshots snapshots_{};
};

} // namespace

TEST_CASE("the replay of 100,000 random actions is what was shown") {
    for (int round = 0; round < kRounds; ++round) {
        CAPTURE(round);
        const TemporaryFolder folder;
        Person person(folder.path, static_cast<std::uint64_t>(round));
        Rng rng(static_cast<std::uint64_t>(round), "test/closings");
        for (int i = 0; i < kActions; ++i) {
            person.act();
            if (rng.below(500) == 0)
                person.reopen();
            else if (i % 500 == 0)
                person.check();
        }
        person.reopen();
    }
}
