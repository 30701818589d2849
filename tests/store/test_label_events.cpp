// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.h"
#include "core/store/store.h"
#include "tests/support/small_disk.h"
#include "tests/support/temporary_folder.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

LabelEvent labelOf(const std::string &item, const std::string &verdict) {
    return {.queue = "q",
            .item = item,
            .kind = "label",
            .verdict = verdict,
            .strong = true,
            .shown = "ba",
            .milliseconds = 1234,
            .annotator = "ada",
            .time = 5.5,
            .text = "naïve\n\"\0x\""};
}

/// A database as the first version made it.
void makeFirstVersion(const fs::path &file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec(migrations()[0]);
    database.exec("PRAGMA user_version = 1");
    database.exec("INSERT INTO datasets VALUES ('h', 'edge', '{}', 12)");
}

int versionOf(const fs::path &file) {
    return SQLite::Database(file.string()).execAndGet("PRAGMA user_version").getInt();
}

} // namespace

TEST_CASE("label events come back as they were given, by queue and in their order") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "project.db";
    std::vector<LabelEvent> given{
        labelOf("one", "left"), labelOf("two", "tie"), {.queue = "q", .item = "one", .kind = "undo"}};
    {
        const auto store = Store::open(file, true);
        REQUIRE(store);
        const auto first = (*store)->add({&given[0], 1});
        REQUIRE(first);
        given[0].seq = *first;
        REQUIRE((*store)->add(std::vector<LabelEvent>{{.queue = "other", .item = "x", .kind = "flag"}}));
        const auto last = (*store)->add({&given[1], 2});
        REQUIRE(last);
        given[1].seq = *last - 1;
        given[2].seq = *last;
        CHECK(given[0].seq < given[1].seq);
    }
    for (const bool writable : {true, false}) {
        const auto store = Store::open(file, writable);
        REQUIRE(store);
        const auto read = (*store)->labelEvents("q");
        REQUIRE(read);
        CHECK(*read == given);
        CHECK((*store)->labelEvents("none")->empty());
        if (!writable) {
            const auto refused = (*store)->add(given);
            REQUIRE(!refused);
            CHECK(refused.error().code == "store.read_only");
        }
    }
}

TEST_CASE("nothing changes or removes an event") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "project.db";
    const auto store = Store::open(file, true);
    REQUIRE(store);
    REQUIRE((*store)->add(std::vector{labelOf("one", "left")}));
    SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
    CHECK_THROWS_AS(other.exec("UPDATE label_events SET verdict = 'right'"), SQLite::Exception);
    CHECK_THROWS_AS(other.exec("DELETE FROM label_events"), SQLite::Exception);
    CHECK((*store)->labelEvents("q")->at(0).verdict == "left");
}

TEST_CASE("a project of the first version is brought to this one with all that it holds; who only reads leaves it") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "project.db";
    makeFirstVersion(file);
    {
        const auto reader = Store::open(file, false);
        REQUIRE_MESSAGE(reader, reader.error().code);
        CHECK((*reader)->labelEvents("q")->empty());
        CHECK((*reader)->datasets()->size() == 1);
    }
    CHECK(versionOf(file) == 1);
    {
        const auto owner = Store::open(file, true);
        REQUIRE(owner);
        CHECK((*owner)->datasets()->at(0).name == "edge");
        CHECK((*owner)->add(std::vector{labelOf("one", "left")}));
    }
    CHECK(versionOf(file) == Store::kVersion);
}

TEST_CASE("a full disk refuses the event with a sentence; those before it are whole, and later ones go in when there "
          "is room") {
    const auto disk = test::SmallDisk::make(2 << 20);
    if (!disk) {
        MESSAGE("skipped: a small disk cannot be mounted here");
        return;
    }
    const fs::path file = disk->path() / "project.db";
    std::size_t kept = 0;
    {
        const auto store = Store::open(file, true);
        REQUIRE(store);
        std::vector<LabelEvent> event{labelOf("one", "left")};
        event[0].text = std::string(20000, 'x');
        Result<std::int64_t> added = 0;
        for (; kept < 1000 && (added = (*store)->add(event)); ++kept) {
        }
        REQUIRE(!added);
        CHECK(added.error().code == "file.disk_full");
        CHECK(!added.error().remedy.empty());
        CHECK((*store)->labelEvents("q")->size() == kept);
    }
    CHECK(kept > 10);
    const auto again = Store::open(file, true);
    REQUIRE_MESSAGE(again, describe(again.error()));
    const auto events = (*again)->labelEvents("q");
    REQUIRE(events);
    REQUIRE(events->size() == kept);
    for (const auto &event : *events) CHECK(event.text.size() == 20000);
}
