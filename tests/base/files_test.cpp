// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/base/utf8.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lapidary;

TEST_CASE("an atomic write leaves the old bytes or the new ones, and nothing beside them") {
    const TemporaryFolder folder;
    const auto file = folder.write("a", "old");
    REQUIRE(writeFileAtomic(file, "new"));
    CHECK(*readFile(file) == "new");
    const auto failed = writeFileAtomic(file, [](const ByteSink &sink) -> Status {
        if (auto ok = sink("half"); !ok) return ok;
        return fail("test.stop", "stopped");
    });
    REQUIRE(!failed);
    CHECK(failed.error().code == "test.stop");
    CHECK(*readFile(file) == "new");
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
    CHECK(writeFileAtomic(folder.path / "none" / "a", "x").error().code == "file.not_found");
    fs::create_directory(folder.path / "folder");
    CHECK(!writeFileAtomic(folder.path / "folder", "x"));
}

TEST_CASE("a full disk keeps the old file and says how much is free") {
    const TemporaryFolder folder;
    if (::mount("tmpfs", folder.path.c_str(), "tmpfs", 0, "size=1m") != 0) {
        MESSAGE("left out: needs the right to mount a small file system");
        return;
    }
    const auto file = folder.write("a", std::string(400'000, 'o'));
    const auto written = writeFileAtomic(file, std::string(2'000'000, 'n'));
    const auto kept = readFile(file);
    const auto count = std::distance(fs::directory_iterator(folder.path), fs::directory_iterator());
    ::umount(folder.path.c_str());
    REQUIRE(!written);
    CHECK(written.error().code == "file.disk_full");
    CHECK(written.error().found.str().ends_with(" bytes free"));
    REQUIRE(kept);
    CHECK(*kept == std::string(400'000, 'o'));
    CHECK(count == 1);
}

TEST_CASE("only regular files up to the cap are read") {
    const TemporaryFolder folder;
    const auto fifo = folder.path / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    for (const fs::path &path : {fifo, folder.path, fs::path("/dev/null")}) {
        CHECK(readFile(path).error().code == "file.not_regular");
        CHECK(contentHashOfFile(path).error().code == "file.not_regular");
    }
    CHECK(readFile(folder.path / "none").error().code == "file.not_found");
    CHECK(readFile(folder.write("big", "12345"), 4).error().code == "file.too_large");
    CHECK(*readFile(folder.write("fits", "1234"), 4) == "1234");
    CHECK(readFile(folder.write("empty", ""))->empty());
}

TEST_CASE("hashes and checksums are those of the world") {
    CHECK(crc32("123456789") == 0xCBF43926u);
    CHECK(crc32("6789", crc32("12345")) == 0xCBF43926u);
    CHECK(crc32("") == 0);
    CHECK(contentHash("") == "99aa06d3014798d86001c324468d497f");
    const TemporaryFolder folder;
    const std::string bytes(3'000'000, 'x');
    CHECK(*contentHashOfFile(folder.write("a", bytes)) == contentHash(bytes));
}

TEST_CASE("random streams give the same numbers everywhere") {
    Rng reference(0, "x");
    reference.setState({1, 2, 3, 4}); // the first numbers of xoshiro256** as its authors give them
    for (const std::uint64_t expected : {11520ull, 0ull, 1509978240ull, 1215971899390074240ull})
        CHECK(reference.next() == expected);
    Rng a(7, "data"), b(7, "data"), c(7, "model"), d(8, "data");
    for (int i = 0; i < 100; ++i) {
        const auto value = a.next();
        CHECK(value == b.next());
        CHECK(value != c.next());
        CHECK(value != d.next());
    }
    std::array<int, 3> counts{};
    for (int i = 0; i < 30'000; ++i) {
        ++counts[a.below(3)];
        const double u = a.uniform();
        CHECK_UNARY(u >= 0 && u < 1);
    }
    for (const int count : counts) CHECK_UNARY(count > 9'600 && count < 10'400);
}

TEST_CASE("malformed UTF-8 is found at its first byte and replaced as Python does") {
    using namespace std::string_literals;
    for (const auto &[text, at, clean] :
         {std::tuple{"a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80"s, std::string::npos,
                     "a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80"s},
          {"a\xFF", 1, "a\xEF\xBF\xBD"},
          {"\xC0\xAF", 0, "\xEF\xBF\xBD\xEF\xBF\xBD"},                                 // overlong
          {"\xED\xA0\x80", 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},                 // surrogate
          {"x\xE4\xB8", 1, "x\xEF\xBF\xBD"},                                           // cut
          {"\xF4\x90\x80\x80", 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}, // above U+10FFFF
          {"\x80", 0, "\xEF\xBF\xBD"}}) {
        CHECK(utf8::firstInvalid(text) == at);
        CHECK(utf8::sanitize(text) == clean);
    }
    for (const char32_t code : {0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
        std::string text;
        utf8::append(text, code);
        CHECK(utf8::decode(text, 0) == code);
        CHECK(utf8::sequenceLength(text, 0) == static_cast<int>(text.size()));
    }
}
