// SPDX-License-Identifier: Apache-2.0
#include "core/store/lock.h"
#include "core/store/migrations.h"
#include "core/store/store.h"
#include "tests/support/temporary_folder.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;

namespace {

RunRecord someRun() {
    return {.id = "01-sft-abcdef",
            .name = "sft",
            .kind = "train",
            .method = "sft",
            .inputHash = "h1",
            .state = "running",
            .created = 1,
            .started = 2,
            .pid = 77,
            .pidStart = 5,
            .memoryEstimate = 1 << 20};
}

std::string bytesOf(const fs::path &file) {
    const auto bytes = readFile(file);
    REQUIRE(bytes);
    return *bytes;
}

/// Writes four bytes, most significant first, where SQLite keeps a number in its header.
void patch(const fs::path &file, std::streamoff at, std::uint32_t value) {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(at);
    for (int shift = 24; shift >= 0; shift -= 8) out.put(static_cast<char>(value >> shift & 0xFF));
}

/// A closed project database with one run in it.
fs::path madeStore(const TemporaryFolder &folder) {
    const fs::path file = folder.path / "project.db";
    const auto store = Store::open(file, true);
    REQUIRE(store);
    REQUIRE((*store)->save(someRun()));
    return file;
}

void refuses(const fs::path &file, const std::string &code) {
    const std::string before = bytesOf(file);
    for (const bool writable : {true, false}) {
        const auto opened = Store::open(file, writable);
        REQUIRE(!opened);
        CHECK(opened.error().code == code);
        CHECK(!opened.error().remedy.empty());
    }
    CHECK(bytesOf(file) == before);
}

} // namespace

TEST_CASE("what is saved is there after reopening, and a run keeps its birth") {
    const TemporaryFolder folder;
    const auto file = madeStore(folder);
    auto store = Store::open(file, true);
    REQUIRE(store);
    auto run = someRun();
    run.state = "failed";
    run.error = Error{.code = "train.not_finite", .message = "the loss is not finite"};
    run.created = 99; // an update does not change it
    REQUIRE((*store)->save(run));
    const auto found = (*store)->run("01-sft-abcdef");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->state == "failed");
    CHECK((*found)->created == 1);
    CHECK((*found)->error->code == "train.not_finite");
    CHECK((*(*store)->runByInputHash("h1"))->id == run.id);
    CHECK(!*(*store)->runByInputHash("h2"));
    REQUIRE((*store)->cacheHash("/m", 10, 20, "abc"));
    CHECK(**(*store)->cachedHash("/m", 10, 20) == "abc");
    CHECK(!*(*store)->cachedHash("/m", 10, 21)); // touched since
}

TEST_CASE("who opens a project while another closes it waits for that moment") {
    const TemporaryFolder folder;
    const auto file = madeStore(folder);
    for (const bool writable : {true, false}) {
        auto holder = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
        holder->execAndGet("PRAGMA locking_mode = EXCLUSIVE");
        holder->exec("BEGIN EXCLUSIVE");
        std::jthread closing([&holder] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            holder.reset();
        });
        const auto opened = Store::open(file, writable);
        REQUIRE(opened);
        CHECK((*opened)->run("01-sft-abcdef"));
    }
}

TEST_CASE("a newer version, another program's database, text, nothing and damage are refused and left as they are") {
    const TemporaryFolder folder;
    const auto file = madeStore(folder);
    SUBCASE("newer") {
        patch(file, 60, Store::kVersion + 1);
        refuses(file, "store.newer_version");
    }
    SUBCASE("foreign") {
        patch(file, 68, 0x11223344);
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
    SUBCASE("torn pages") {
        auto bytes = bytesOf(file);
        REQUIRE(bytes.size() > 8192);
        for (std::size_t i = 4096; i < bytes.size(); ++i) bytes[i] = static_cast<char>(0xA5);
        REQUIRE(writeFileAtomic(file, bytes));
        refuses(file, "store.corrupt");
    }
}

TEST_CASE("a database with tables of somebody else's making is not opened") {
    const TemporaryFolder folder;
    const auto file = madeStore(folder);
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("CREATE VIEW planted AS SELECT 1");
    const auto opened = Store::open(file, true);
    REQUIRE(!opened);
    CHECK(opened.error().code == "store.changed_schema");
}

TEST_CASE("every migration alone brings an empty database to its version") {
    CHECK(migrations().size() == Store::kVersion);
    const TemporaryFolder folder;
    CHECK(!Store::open(folder.path / "project.db", false)); // reading makes nothing
    CHECK(!fs::exists(folder.path / "project.db"));
    std::ofstream(folder.path / "project.db-wal") << "left over";
    const auto stray = Store::open(folder.path / "project.db", true);
    REQUIRE(!stray);
    CHECK(stray.error().code == "store.stray_journal");
}

TEST_CASE("a second opener is told who has the project; a dead owner's lock is taken over") {
    const TemporaryFolder folder;
    {
        const auto first = ProjectLock::take(folder.path, "lapidary");
        REQUIRE(first);
        const auto second = ProjectLock::take(folder.path, "lapidary-cli");
        REQUIRE(!second);
        CHECK(second.error().code == "project.in_use");
        CHECK(second.error().message.find("lapidary (process " + std::to_string(getpid())) != std::string::npos);
        CHECK(second.error().message.find("since 20") != std::string::npos);
    }
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t owner = fork();
    REQUIRE(owner >= 0);
    if (owner == 0) {
        const auto lock = ProjectLock::take(folder.path, "lapidary");
        const char word = lock ? 'y' : 'n';
        const pid_t self = getpid();
        if (fork() == 0) { // a worker that is about to start has the lock, too, and for a moment longer
            while (getppid() == self) usleep(1000);
            usleep(100'000);
            _exit(0);
        }
        if (write(ready[1], &word, 1) == 1) pause();
        _exit(1);
    }
    char word = 0;
    REQUIRE(read(ready[0], &word, 1) == 1);
    REQUIRE(word == 'y');
    CHECK(!ProjectLock::take(folder.path, "lapidary-cli"));
    kill(owner, SIGKILL);
    waitpid(owner, nullptr, 0);
    CHECK(ProjectLock::take(folder.path, "lapidary-cli"));
    close(ready[0]);
    close(ready[1]);
}
