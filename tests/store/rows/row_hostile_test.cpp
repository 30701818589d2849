// SPDX-License-Identifier: Apache-2.0
// Databases of rows that are none, that were torn, and disks that are full.
#include "core/store/open_database.h"
#include "core/store/store.h"
#include "tests/store/rows/rows_for_tests.h"
#include "tests/support/small_disk.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <fstream>

using namespace lapidary;
using namespace lapidary::test;

namespace {

std::vector<Json> manyRows(int count, std::size_t bytes = 300) {
    std::vector<Json> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({{"prompt", std::to_string(i) + " " + std::string(bytes, static_cast<char>('a' + i % 26))}});
    return rows;
}

/// Writes four bytes, most significant first, where SQLite keeps a number in its header.
void patch(const fs::path &file, std::streamoff at, std::uint32_t value) {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(at);
    for (int shift = 24; shift >= 0; shift -= 8) out.put(static_cast<char>(value >> shift & 0xFF));
}

void refuses(const fs::path &file, const std::string &code) {
    const auto before = readFile(file);
    REQUIRE(before);
    for (const bool writable : {true, false}) {
        const auto opened = RowStore::open(file, writable);
        REQUIRE(!opened);
        CHECK(opened.error().code == code);
        CHECK(!opened.error().remedy.empty());
    }
    CHECK(*readFile(file) == *before);
}

} // namespace

TEST_CASE("what is no database of rows, or a newer one, or has other tables, is refused and left as it is") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "a.rows";
    madeRows(file, manyRows(50)).reset();
    SUBCASE("newer") {
        patch(file, 60, RowStore::kVersion + 1);
        refuses(file, "store.newer_version");
    }
    SUBCASE("a project's database, and a project's that is one of rows") {
        CHECK(Store::open(file, true).error().code == "store.foreign");
        fs::remove(file);
        REQUIRE(Store::open(file, true));
        refuses(file, "store.foreign");
    }
    SUBCASE("text") {
        std::ofstream(file) << std::string(300, 'x');
        refuses(file, "store.not_a_database");
    }
    SUBCASE("empty") {
        std::ofstream(file, std::ios::trunc).close();
        refuses(file, "store.not_a_database");
    }
    SUBCASE("a trigger that nobody of us made") {
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
            .exec("CREATE TRIGGER planted AFTER INSERT ON edits BEGIN DELETE FROM bodies; END");
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE).execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
        refuses(file, "store.changed_schema");
    }
    SUBCASE("nothing") {
        fs::remove(file);
        CHECK(RowStore::open(file, true).error().code == "store.missing");
        CHECK(!fs::exists(file));
    }
}

TEST_CASE("a torn database is told to be damaged, wherever it is torn, and never read as another one") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "a.rows";
    const auto given = manyRows(400);
    auto store = madeRows(file, given);
    REQUIRE(*store->index(1000) == 0);
    changed(*store, "tag", found(*store, {}), {.tag = {"t"}});
    store.reset();
    const auto whole = readFile(file);
    REQUIRE(whole);
    REQUIRE(whole->size() > 40 * 4096);
    int refused = 0;
    for (std::size_t page = 1; page < whole->size() / 4096; page += 3) {
        CAPTURE(page);
        std::string torn = *whole;
        for (std::size_t i = page * 4096; i < (page + 1) * 4096; ++i) torn[i] = static_cast<char>(0xA5);
        REQUIRE(writeFileAtomic(file, torn));
        const auto opened = RowStore::open(file, true); // small enough to be read whole
        if (!opened) {
            CHECK(opened.error().code == "store.corrupt");
            ++refused;
            continue;
        }
        std::int64_t good = 0; // a page that is no longer used, or one of the index of words
        const auto read = (*opened)->stream({}, [&](const StoredRow &row) -> Status {
            good += row.body == dumpJson(given[static_cast<std::size_t>(row.id) - 1]);
            return {};
        });
        CHECK((read ? good == 400 : read.error().code == "store.corrupt"));
    }
    CHECK(refused > 15);
    REQUIRE(writeFileAtomic(file, whole->substr(0, whole->size() / 2)));
    CHECK(RowStore::open(file, true).error().code == "store.corrupt");
}

TEST_CASE("a large database that is torn opens, tells the damage where it is read, and verify() finds it") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "a.rows";
    madeRows(file, manyRows(9000, 2000)).reset();
    const auto bytes = fs::file_size(file);
    REQUIRE(bytes > 16 << 20);
    {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(bytes / 2 / 4096 * 4096));
        out << std::string(8 * 4096, '\xA5');
    }
    const auto store = RowStore::open(file, false);
    REQUIRE_MESSAGE(store, describe(store.error()));
    const auto read = (*store)->stream({}, [](const StoredRow &) { return Status{}; });
    REQUIRE(!read);
    CHECK(read.error().code == "store.corrupt");
    CHECK((*store)->verify().error().code == "store.corrupt");
}

TEST_CASE("a history that somebody changed is told by verify()") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "a.rows";
    auto store = madeRows(file, manyRows(5));
    changed(*store, "edit", {2}, {.row = Json{{"prompt", "new"}}});
    SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
    CHECK_THROWS_AS(other.exec("UPDATE edits SET before = '\"x\"'"), SQLite::Exception);
    CHECK_THROWS_AS(other.exec("DELETE FROM steps"), SQLite::Exception);
    CHECK_THROWS_AS(other.exec("DELETE FROM versions"), SQLite::Exception);
    CHECK(store->verify());
    other.exec("UPDATE bodies SET body = '{\"prompt\":\"other\"}' WHERE id = 3");
    CHECK(store->verify().error().code == "rows.history");
}

TEST_CASE("a full disk refuses an edit with a sentence; what was acknowledged is whole, and later edits go in when "
          "there is room") {
    const auto disk = test::SmallDisk::make(4 << 20);
    if (!disk) {
        MESSAGE("skipped: a small disk cannot be mounted here");
        return;
    }
    const fs::path file = disk->path() / "a.rows";
    const fs::path ballast = disk->path() / "ballast";
    std::ofstream(ballast) << std::string(1 << 20, 'x');
    std::int64_t kept = 0;
    {
        const auto store = madeRows(file, manyRows(50));
        REQUIRE(*store->index(1000) == 0);
        Result<RowStep> step;
        for (; kept < 2000; ++kept) {
            step = store->change(
                {.kind = "edit"}, std::vector{kept % 50 + 1}, [&](const StoredRow &) -> Result<RowChange> {
                    return RowChange{.row = Json{{"prompt", std::string(9000, 'y') + std::to_string(kept)}}};
                });
            if (!step) break;
        }
        REQUIRE(!step);
        CHECK(step.error().code == "file.disk_full");
        CHECK(!step.error().remedy.empty());
        CHECK(store->steps()->size() == static_cast<std::size_t>(kept));
        CHECK(kept > 10);
        fs::remove(ballast);
        CHECK(changed(*store, "tag", {1}, {.tag = {"t"}}).seq == kept + 1);
    }
    const auto again = RowStore::open(file, true);
    REQUIRE_MESSAGE(again, describe(again.error()));
    CHECK((*again)->steps()->size() == static_cast<std::size_t>(kept) + 1);
    CHECK(bodyOf(**again, (kept - 1) % 50 + 1)["prompt"] == std::string(9000, 'y') + std::to_string(kept - 1));
    CHECK((*again)->verify());
    const auto tooLarge = RowStore::make(disk->path() / "b.rows", "", "", feedOf(manyRows(5000, 2000)));
    REQUIRE(!tooLarge);
    CHECK(tooLarge.error().code == "file.disk_full");
    CHECK(!fs::exists(disk->path() / "b.rows.making"));
}
