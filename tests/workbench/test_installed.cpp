// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/installed.h"
#include "tests/support/temporary_folder.h"
#include <cstdlib>
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("a model that does not come along is looked for in the person's data folder") {
    const TemporaryFolder home;
    const char *was = std::getenv("XDG_DATA_HOME");
    const std::string before = was ? was : "";
    ::setenv("XDG_DATA_HOME", home.path.c_str(), 1);
    const fs::path own = home.path / "lapidary/resources";
    fs::create_directories(own / "mine");
    fs::create_directories(own / "starter"); // does not hide the one that comes along
    const fs::path shipped = fs::path(LAPIDARY_SOURCE) / "resources";
    CHECK(modelFolder("resources:mine", "/base").value() == own / "mine");
    CHECK(modelFolder("resources:starter", "/base").value() == shipped / "starter");
    CHECK(modelFolder("resources:nowhere", "/base").value() == shipped / "nowhere");
    CHECK(modelFolder("models/a", "/base").value() == "/base/models/a");
    ::setenv("XDG_DATA_HOME", fs::relative(home.path).c_str(), 1); // does not count, after the XDG base directories
    CHECK(modelFolder("resources:mine", "/base").value() == shipped / "mine");
    was ? ::setenv("XDG_DATA_HOME", before.c_str(), 1) : ::unsetenv("XDG_DATA_HOME");
}
