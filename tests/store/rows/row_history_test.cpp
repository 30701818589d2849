// SPDX-License-Identifier: Apache-2.0
// Random work on rows beside a plain model of it: after every step the store shows what the model has, and the history
// alone, replayed, gives the same.
#include "core/base/rng.h"
#include "tests/store/rows/rows_for_tests.h"
#include <algorithm>
#include <set>

using namespace lapidary;
using namespace lapidary::test;

namespace {

struct Row {
    std::optional<Json> body{};
    bool deleted = false;
    std::set<std::string> tags{};
    bool operator==(const Row &) const = default;
};
using Rows = std::vector<Row>; ///< of the ids 1, 2, 3 …

const std::vector<std::string> kWords{"apple", "Pear", "苹果", "三个人", "naïve", "x", "a\"b", "\\n"};

Json drawnRow(Rng &rng) {
    Json row = {{"prompt", rng.pick(kWords) + " " + rng.pick(kWords)}, {"n", rng.below(4)}};
    if (rng.below(2)) row["other_columns"] = {{"source", rng.pick(kWords)}};
    return row;
}

std::vector<StoredRow> shownIn(RowStore &store, bool deleted) {
    const auto page = store.page(found(store, {.deleted = deleted}));
    REQUIRE(page);
    return *page;
}

void agrees(RowStore &store, const Rows &rows) {
    for (const bool deleted : {false, true}) {
        const auto shown = shownIn(store, deleted);
        std::size_t at = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows[i].body || rows[i].deleted != deleted) continue;
            REQUIRE(at < shown.size());
            CHECK(shown[at].id == static_cast<std::int64_t>(i) + 1);
            CHECK(shown[at].body == dumpJson(*rows[i].body));
            CHECK(std::set(shown[at].tags.begin(), shown[at].tags.end()) == rows[i].tags);
            ++at;
        }
        CHECK(at == shown.size());
    }
}

/// What a person would find who reads every row. The words of the test have no other small letters than these.
std::vector<std::int64_t> readThrough(const Rows &rows, std::string words) {
    const auto small = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c == 'P' ? 'p' : c; });
        return text;
    };
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].body || rows[i].deleted) continue;
        bool has = small((*rows[i].body)["prompt"]).find(small(words)) != std::string::npos;
        if (rows[i].body->contains("other_columns"))
            has = has || small((*rows[i].body)["other_columns"]["source"]).find(small(words)) != std::string::npos;
        if (has) out.push_back(static_cast<std::int64_t>(i) + 1);
    }
    return out;
}

/// The history alone, edit by edit, on what was imported.
Rows replayed(RowStore &store, Rows rows) {
    auto steps = store.steps();
    REQUIRE(steps);
    std::reverse(steps->begin(), steps->end());
    std::int64_t last = 0;
    for (const auto &step : *steps) {
        const auto edits = store.editsOfStep(step.seq);
        REQUIRE(edits);
        CHECK(!edits->empty());
        for (const auto &edit : *edits) {
            CHECK(edit.seq == ++last); // without gaps
            if (static_cast<std::size_t>(edit.row) > rows.size()) rows.resize(static_cast<std::size_t>(edit.row));
            Row &row = rows[static_cast<std::size_t>(edit.row) - 1];
            if (edit.part == "deleted")
                row.deleted = edit.after == "true";
            else if (edit.part == "tag" && edit.after == "true")
                CHECK(row.tags.insert(edit.field).second);
            else if (edit.part == "tag")
                CHECK(row.tags.erase(edit.field) == 1);
            else if (edit.field.empty())
                row.body = edit.after ? std::optional(Json::parse(*edit.after)) : std::nullopt;
            else {
                Json &cell = (*row.body)[Json::json_pointer(edit.field)];
                CHECK(dumpJson(cell) == edit.before);
                cell = Json::parse(*edit.after);
            }
        }
    }
    return rows;
}

/// The model of a store, and the person's random work on both.
struct Work {
    RowStore &store;
    Rng &rng;
    Rows rows;
    std::vector<Rows> done{}, undone{}; ///< what undo and redo go back to

    std::vector<std::int64_t> some() {
        std::vector<std::int64_t> ids;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].body && rng.below(4) == 0) ids.push_back(static_cast<std::int64_t>(i) + 1);
        return ids;
    }
    Row &row(std::int64_t id) { return rows[static_cast<std::size_t>(id) - 1]; }

    void step(const std::function<void()> &work) {
        Rows before = rows;
        work();
        if (rows == before) return;
        done.push_back(std::move(before));
        undone.clear();
    }
    void edit() {
        std::map<std::int64_t, Json> after;
        const auto ids = some();
        for (const auto id : ids) after[id] = drawnRow(rng);
        step([&] {
            REQUIRE(store.change({.kind = "edit"}, ids, [&](const StoredRow &each) -> Result<RowChange> {
                return RowChange{.row = after[each.id]};
            }));
            for (const auto id : ids) row(id).body = after[id];
        });
    }
    void mark() {
        const auto ids = some();
        const std::string tag = rng.below(2) ? "a" : "b";
        const bool on = rng.below(3) > 0;
        step([&] {
            changed(store, "tag", ids, on ? RowChange{.tag = {tag}} : RowChange{.untag = {tag}});
            for (const auto id : ids)
                if (on)
                    row(id).tags.insert(tag);
                else
                    row(id).tags.erase(tag);
        });
    }
    void drop() {
        const auto ids = some();
        const bool deleted = rng.below(3) > 0;
        step([&] {
            changed(store, "delete", ids, {.deleted = deleted});
            for (const auto id : ids) row(id).deleted = deleted;
        });
    }
    void append() {
        const std::vector<Json> more{drawnRow(rng)};
        step([&] {
            REQUIRE(store.add(RowStep{.kind = "add"}, more));
            rows.push_back({.body = more.front()});
        });
    }
    void turn(bool back) {
        auto &from = back ? done : undone;
        auto &to = back ? undone : done;
        const auto turned = back ? store.undo("ada") : store.redo("ada");
        REQUIRE(turned);
        CHECK(turned->has_value() == !from.empty());
        if (from.empty()) return;
        const std::size_t given = rows.size();
        to.push_back(std::exchange(rows, from.back()));
        from.pop_back();
        rows.resize(given); // ids that were given once are not given again
    }
    void any() {
        const auto what = rng.below(10);
        what < 3 ? edit() : what < 5 ? mark() : what < 6 ? drop() : what < 7 ? append() : turn(what < 9);
    }
};

} // namespace

TEST_CASE(
    "random edits, tags, deletions, undos, redos and searches: the store shows what a plain model has, and so does "
    "its replayed history, which never shrinks") {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        CAPTURE(seed);
        Rng rng(seed, "test/rows");
        const TemporaryFolder folder;
        std::vector<Json> given;
        for (int i = 0; i < 25; ++i) given.push_back(drawnRow(rng));
        auto store = madeRows(folder.path / "a.rows", given);
        Rows first;
        for (const auto &row : given) first.push_back({.body = row});
        Work work{*store, rng, first};
        std::size_t steps = 0;
        for (int i = 0; i < 120; ++i) {
            CAPTURE(i);
            work.any();
            const auto &word = rng.pick(kWords);
            CAPTURE(word);
            CHECK(found(*store, {.words = word}) == readThrough(work.rows, word));
            const std::size_t now = store->steps()->size();
            CHECK(now >= steps);
            steps = now;
            if (rng.below(10) == 0) REQUIRE(store->index(static_cast<std::int64_t>(rng.below(9)) + 1));
            if (i % 10 == 9) agrees(*store, work.rows);
        }
        CHECK(steps > 60);
        Rows shown = replayed(*store, first);
        shown.resize(work.rows.size());
        CHECK(shown == work.rows);
        const auto verified = store->verify();
        CHECK_MESSAGE(verified, describe(verified.error()));
    }
}
