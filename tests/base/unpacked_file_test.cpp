// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacked_file.h"
#include "tests/support/gzip_bytes.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// The text of a file, read in pieces of this size; or the code of the error.
std::string textOf(const fs::path &path, std::size_t piece = 1000) {
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
