// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/names.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary::test;

namespace {

/// Where a tree with these files names what it should not.
std::string namedIn(const std::vector<std::pair<std::string, std::string>> &files) {
    const lapidary::TemporaryFolder root;
    root.write("core/engine/train/algorithms/dpo.cpp", "MethodInfo{.name = \"dpo\"};\n");
    root.write("core/workbench/stages/train.cpp", "RunKind{.info = {.name = \"train\"}};\n");
    root.write("core/data/formats/registry.cpp",
               "all{{\"lines\", worded(\"Lines\"), {\".jsonl\"}, isLines, openLines}};\n");
    for (const auto &[path, content] : files) root.write(path, content);
    std::vector<Offence> found;
    checkNames(root.path, found);
    std::string out;
    for (const auto &offence : found) out += offence.file + ":" + std::to_string(offence.line) + " ";
    return out;
}

} // namespace

TEST_CASE("a method or a kind that is named elsewhere is found") {
    CHECK(namedIn({}) == "");
    CHECK(namedIn({{"core/workbench/a.cpp", "\nif (method == \"dpo\") {}\n"}}) == "core/workbench/a.cpp:2 ");
    CHECK(namedIn({{"widgets/a.h", "QLatin1String(\"dpo\")\n"}}) == "widgets/a.h:1 ");
    CHECK(namedIn({{"core/workbench/a.cpp", "// as \"dpo\" does\n\"dpo_like\"\n"}}) == "");
    CHECK(namedIn({{"core/engine/train/algorithms/registry.cpp", "\"dpo\"\n"}}) == "");
    CHECK(namedIn({{"tests/a.cpp", "\"dpo\"\n"}}) == "");
    CHECK(namedIn({{"app/cli/a.cpp", "run.kind == \"train\"\n"}}) == "app/cli/a.cpp:1 ");
    CHECK(namedIn({{"app/cli/a.cpp", "data[\"train\"]\n"}}) == ""); // a port of that name
    CHECK(namedIn({{"core/data/a.cpp", "format == \"lines\"\n"}}) == "core/data/a.cpp:1 ");
    CHECK(namedIn({{"core/workbench/stages/registry.cpp", "kind == \"train\"\n"}}) == "");
}
