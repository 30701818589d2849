// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/types.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary::test;

namespace {

/// What is said of a tree with these two headers.
std::string said(const std::string &first, const std::string &second) {
    const lapidary::TemporaryFolder root;
    root.write("core/data/a.h", first);
    root.write("widgets/models/b.h", second);
    std::vector<Offence> found;
    checkTypes(root.path, found);
    std::string out;
    for (const auto &offence : found)
        out += offence.file + ":" + std::to_string(offence.line) + " " + offence.text + "\n";
    return out;
}

const std::string kPlan = "namespace lapidary {\nstruct Plan {\n    int x;\n};\n} // namespace lapidary\n";

} // namespace

TEST_CASE("a type that two headers define in one namespace is found") {
    const std::string twice = "widgets/models/b.h:2 lapidary::Plan is defined in core/data/a.h too\n";
    CHECK(said(kPlan, kPlan) == twice);
    CHECK(said(kPlan, "namespace lapidary {\nclass Plan final : public Base {\n};\n} // namespace lapidary\n") ==
          twice);
    CHECK(said(kPlan, "namespace lapidary {\nenum class Plan : int { A };\n} // namespace lapidary\n") == twice);
    CHECK(said(kPlan, "namespace lapidary {\nclass Plan;\n} // namespace lapidary\n") == "");
    CHECK(said(kPlan, "namespace lapidary::math {\nstruct Plan {\n};\n} // namespace lapidary::math\n") == "");
    CHECK(said(kPlan,
               "namespace lapidary {\nnamespace {\nstruct Plan {\n};\n} // namespace\n} // namespace lapidary\n") ==
          "");
    CHECK(said(kPlan, "namespace lapidary {\nstruct Other::Plan {\n};\n} // namespace lapidary\n") == "");
}
