// SPDX-License-Identifier: Apache-2.0
#include "core/base/folder_mark.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("the mark of a folder changes with a name, a size or a time of its files, and with nothing else") {
    const TemporaryFolder folder;
    const auto a = folder.path / "a", b = folder.path / "b";
    CHECK(folderMark(folder.path).empty());
    CHECK(folderMark(folder.path / "nowhere").empty());
    REQUIRE(writeFileAtomic(a, "one"));
    const auto first = folderMark(folder.path);
    const auto written = fs::last_write_time(a);
    CHECK(!first.empty());

    fs::create_directory(folder.path / "below");
    REQUIRE(writeFileAtomic(folder.path / "below/c", "three"));
    CHECK(folderMark(folder.path) == first);

    REQUIRE(writeFileAtomic(a, "longer"));
    fs::last_write_time(a, written);
    CHECK(folderMark(folder.path) != first);
    REQUIRE(writeFileAtomic(a, "two"));
    fs::last_write_time(a, written + std::chrono::milliseconds(1));
    CHECK(folderMark(folder.path) != first);
    fs::last_write_time(a, written);
    CHECK(folderMark(folder.path) == first);

    fs::rename(a, b);
    CHECK(folderMark(folder.path) != first);
    fs::rename(b, a);
    REQUIRE(writeFileAtomic(b, ""));
    CHECK(folderMark(folder.path) != first);
    fs::remove(b);
    fs::create_symlink("below/c", b); // as caches of downloads have them: what counts is the file behind
    const auto linked = folderMark(folder.path);
    REQUIRE(writeFileAtomic(folder.path / "below/c", "another"));
    CHECK(folderMark(folder.path) != linked);
}
