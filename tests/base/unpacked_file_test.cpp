// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacked_file.h"
#include "tests/support/archive_bytes.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// The text of a file, read in pieces of this size; or the code of the error.
std::string textOf(const fs::path &path, std::size_t piece = 1 << 16) {
    auto file = UnpackedFile::open(path);
    if (!file) return file.error().code;
    std::string all, buffer(piece, '\0');
    for (;;) {
        const auto got = file->read(buffer);
        if (!got) {
            CHECK(got.error().file == path.string());
            return got.error().code;
        }
        if (*got == 0) break;
        all.append(buffer, 0, *got);
    }
    CHECK(file->bytesRead() == fs::file_size(path));
    return all;
}

/// Python's gzip.compress() of the row below, 40 times.
const std::string kDeflated("\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xAB\x56\x2A\x28\xCA\xCF\x2D\x28\x51\xB2\x52\x4A"
                            "\x54\xD2\x51\x4A\x06\xB2\x73\x52\x4B\x32\xF3\xF3\x80\x02\x49\x4A\xB5\x5C\xD5\xA3\xF2\xA3"
                            "\xF2\xA3\xF2\xA3\xF2\xC3\x54\x1E\x00\xDB\xA4\x80\xA7\x00\x05\x00\x00",
                            61);

/// The same packed by `zstd --check`.
const std::string
    kZstd("\x28\xB5\x2F\xFD\x04\x58\x4D\x01\x00\x04\x02\x7B\x22\x70\x72\x6F\x6D\x70\x74\x22\x3A\x22\x61\x22\x2C\x22"
          "\x63\x6F\x6D\x70\x6C\x65\x74\x69\x6F\x6E\x22\x3A\x22\x62\x22\x7D\x0A\x01\x00\xE8\x66\xFC\xEA\x09\x48\x04"
          "\xD2\x35",
          54);

/// And by Python's zipfile.
const std::string
    kZip("\x50\x4B\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x5C\xDB\xA4\x80\xA7\x2B\x00\x00\x00\x00\x05\x00\x00"
         "\x0A\x00\x00\x00\x72\x6F\x77\x73\x2E\x6A\x73\x6F\x6E\x6C\xAB\x56\x2A\x28\xCA\xCF\x2D\x28\x51\xB2\x52\x4A"
         "\x54\xD2\x51\x4A\x06\xB2\x73\x52\x4B\x32\xF3\xF3\x80\x02\x49\x4A\xB5\x5C\xD5\xA3\xF2\xA3\xF2\xA3\xF2\xA3"
         "\xF2\xC3\x54\x1E\x00\x50\x4B\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00\x00\x00\x21\x5C\xDB\xA4\x80\xA7\x2B"
         "\x00\x00\x00\x00\x05\x00\x00\x0A\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x01\x00\x00\x00\x00\x72"
         "\x6F\x77\x73\x2E\x6A\x73\x6F\x6E\x6C\x50\x4B\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00\x38\x00\x00\x00\x53"
         "\x00\x00\x00\x00\x00",
         161);

std::string row40() {
    std::string text;
    for (int i = 0; i < 40; ++i) text += "{\"prompt\":\"a\",\"completion\":\"b\"}\n";
    return text;
}

} // namespace

TEST_CASE("a file packed by gzip is read as what was packed, a plain one as it is, in pieces of any size") {
    const TemporaryFolder scratch;
    std::string large;
    for (int i = 0; i < 50000; ++i) large += std::to_string(i) + "\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 16}) {
        CHECK(textOf(scratch.write("a", kDeflated), piece) == row40());
        CHECK(textOf(scratch.write("b", "plain\x1F\x8B"), piece) == "plain\x1F\x8B");
        CHECK(textOf(scratch.write("c", gzipOf("") + gzipOf("one ") + gzipOf("two")), piece) == "one two");
    }
    CHECK(textOf(scratch.write("d", gzipOf(large))) == large);
    CHECK(textOf(scratch.write("e", kDeflated + std::string(1000, '\0'))) == row40());
    CHECK(textOf(scratch.write("f", "")) == "");
    CHECK(textOf(scratch.write("g", "\x1F")) == "\x1F");
    CHECK(textOf(scratch.path / "not there") == "file.not_found");
}

TEST_CASE("an archive that was cut anywhere, changed or added to is told") {
    const TemporaryFolder scratch;
    for (std::size_t size = 2; size < kDeflated.size(); ++size)
        CHECK(textOf(scratch.write("a", kDeflated.substr(0, size))) == "gzip.cut");
    std::string wrong = kDeflated;
    wrong[wrong.size() - 6] ^= 1; // of the checksum
    CHECK(textOf(scratch.write("b", wrong)) == "gzip.damaged");
    wrong = kDeflated;
    wrong[2] = 7; // another way of packing
    CHECK(textOf(scratch.write("c", wrong)) == "gzip.damaged");
    CHECK(textOf(scratch.write("d", kDeflated + "more")) == "gzip.damaged");
}

TEST_CASE("a file packed by zstd, and the only file of a zip archive, are read as what was packed") {
    const TemporaryFolder scratch;
    std::string large;
    for (int i = 0; i < 100000; ++i) large += std::to_string(i) + "\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 16}) {
        CHECK(textOf(scratch.write("a", kZstd), piece) == row40());
        CHECK(textOf(scratch.write("b", kZip), piece) == row40());
        CHECK(textOf(scratch.write("c", zstdOf("one ") + zstdOf("") + zstdOf("two")), piece) == "one two");
    }
    CHECK(textOf(scratch.write("d", zstdOf(large))) == large);
    CHECK(textOf(scratch.write("e", zipOf({{"rows.jsonl", large}}))) == large);
    CHECK(textOf(scratch.write("f", zipOf({{"empty.csv", ""}}))) == "");
    CHECK(textOf(scratch.write("h", zipOf({{"folder/", ""},
                                           {"folder/rows.csv", "a,b\n"},
                                           {"__MACOSX/folder/._rows.csv", "x"},
                                           {"folder/.DS_Store", "y"}}))) == "a,b\n");
    // One layer is taken away and no more: what is inside is refused by its name.
    CHECK(textOf(scratch.write("i", zstdOf(zstdOf("one")))) == zstdOf("one"));
}

TEST_CASE("a zstd or zip archive that was cut anywhere, or changed, is told; nothing of it passes as the whole") {
    const TemporaryFolder scratch;
    for (std::size_t size = 4; size < kZstd.size(); ++size)
        CHECK(textOf(scratch.write("a", kZstd.substr(0, size))) == "zstd.damaged");
    for (std::size_t size = 4; size < kZip.size(); ++size)
        CHECK(textOf(scratch.write("a", kZip.substr(0, size))) == "zip.damaged");
    std::string wrong = kZstd;
    wrong.back() ^= 1; // of the checksum
    CHECK(textOf(scratch.write("b", wrong)) == "zstd.damaged");
    CHECK(textOf(scratch.write("c", kZstd + "more")) == "zstd.damaged");
    CHECK(textOf(scratch.write("e", zstdOf(""))) == "zstd.damaged"); // which may be empty, as its message says
    std::string stored = zipOf({{"rows.csv", "a,b\n1,2\n"}});
    stored[stored.find("1,2")] = '7'; // its sum is of the text before
    CHECK(textOf(scratch.write("d", stored)) == "zip.damaged");
}

TEST_CASE("a zip archive of several files says which, one of an Office program what it is, a locked one that it is") {
    const TemporaryFolder scratch;
    const auto told = [&](const std::vector<ZipMember> &members) {
        const auto opened = UnpackedFile::open(scratch.write("a.zip", zipOf(members)));
        REQUIRE(!opened);
        CHECK(opened.error().file == (scratch.path / "a.zip").string());
        return opened.error();
    };
    const auto two = told({{"train.jsonl", "{}"}, {"test.jsonl", "{}"}});
    CHECK(two.code == "zip.members");
    CHECK(two.found == "train.jsonl, test.jsonl");
    CHECK(two.remedy == "Unpack it, and import each file that you want by itself.");
    std::vector<ZipMember> many;
    for (int i = 0; i < 200; ++i) many.push_back({"part-" + std::to_string(i) + ".csv", "a"});
    CHECK(told(many).found.str().ends_with("part-19.csv, and more"));
    const auto sheet = told({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}});
    CHECK(sheet.code == "zip.members");
    CHECK(sheet.remedy == "Save it as CSV in UTF-8.");
    CHECK(told({{"folder/", ""}}).code == "zip.empty");
    CHECK(told({}).code == "zip.empty");
    CHECK(told({{"rows.csv", "a", true}}).code == "zip.encrypted");
}

TEST_CASE("what unpacks to far more than text is stopped early, what is small or dense is not") {
    const TemporaryFolder scratch;
    const auto read = [&](const fs::path &path) {
        auto file = UnpackedFile::open(path);
        REQUIRE(file);
        std::vector<char> buffer(1 << 20);
        std::uint64_t all = 0;
        for (;;) {
            const auto got = file->read(buffer);
            if (!got) CHECK(got.error().code == "archive.bomb");
            if (!got || *got == 0) return std::pair(all, got.has_value());
            all += *got;
        }
    };
    const std::uint64_t free = UnpackedFile::kAlwaysTaken;
    CHECK(read(scratch.write("a", zstdBomb(512, '\n'))) == std::pair(free, true)); // 64 MiB
    const auto bomb = read(scratch.write("b", zstdBomb(16384, 'x')));              // 2 GiB in 64 KiB
    CHECK(!bomb.second);
    CHECK(bomb.first <= free + (1 << 20));
    const std::string dense(std::size_t{1} << 20, 'x');
    std::string packed;
    for (int i = 0; i < 65; ++i) packed += zstdOf(dense);
    CHECK(read(scratch.write("c", packed)) == std::pair(std::uint64_t{65} << 20, true));
}
