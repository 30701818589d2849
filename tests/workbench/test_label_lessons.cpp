// SPDX-License-Identifier: Apache-2.0
// The same labels for methods that learn from pairs and for those that learn from single answers, and what each leaves
// out.
#include "core/workbench/labels/label_export.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct JudgedPairs {
    LabelState state{};
    LabelDesk desk{};
    explicit JudgedPairs(int items, bool same = false) {
        for (int i = 0; i < items; ++i) {
            const std::string n = std::to_string(i);
            state.add({.id = n,
                       .prompt = "p" + n,
                       .answers = {{.text = "a" + n}, {.text = same ? "a" + n : "b" + n}},
                       .origin = "runs"});
        }
        desk = LabelDesk(std::move(state), {.queue = "q", .annotator = "ada", .seed = 1});
    }
    void say(std::size_t item, const char *verdict, bool strongly = false) {
        REQUIRE(desk.show(item));
        REQUIRE(desk.act(verdict, strongly));
    }
    LabelRows rows(LabelShape shape) const { return labelRows({{"ada", desk.state()}}, {}, shape); }
};

Json rowOf(const LabelRows &rows, const std::string &completion) {
    for (const Json &row : rows.rows)
        if (row.at("completion") == completion) return row;
    return nullptr;
}

} // namespace

TEST_CASE("for single answers both bad is two bad ones, a preference a good and a bad one, and a tie nothing") {
    JudgedPairs it(5);
    it.say(0, "both_bad");
    it.say(1, "tie");
    it.say(2, "left", true);
    it.say(3, "both_bad");
    const LabelRows pairs = it.rows(LabelShape::Own), answers = it.rows(LabelShape::Judged);
    CHECK(pairs.makes == "preference");
    CHECK(pairs.rows.size() == 1);
    CHECK(pairs.silent == 3);
    CHECK(pairs.silentBy.at("both_bad") == 2);
    CHECK(pairs.silentBy.at("tie") == 1);
    CHECK(leftOutOf(pairs, *labelKinds().front()).str() == "1 of “Tie”, 2 of “Both bad”, 1 open");

    CHECK(answers.makes == "unpaired_preference");
    REQUIRE(answers.rows.size() == 6);
    CHECK(answers.items == 3);
    for (const char *bad : {"a0", "b0", "a3", "b3"}) CHECK(rowOf(answers, bad).at("label") == false);
    const bool firstIsLeft = it.desk.state().marks()[2].shown == "ab";
    const Json good = rowOf(answers, firstIsLeft ? "a2" : "b2"), bad = rowOf(answers, firstIsLeft ? "b2" : "a2");
    CHECK(good.at("label") == true);
    CHECK(bad.at("label") == false);
    CHECK(good.at("strength") == 2); // as pairs have it
    CHECK(!rowOf(answers, "a0").contains("strength"));
    CHECK(rowOf(answers, "a1").is_null()); // a tie says neither good nor bad
    CHECK(leftOutOf(answers, *labelKinds().front()).str() == "1 of “Tie”, 1 open");
    CHECK(leftOutOf({}, *labelKinds().front()).empty());
}

TEST_CASE("of two equal answers one text is bad once, and an ideal answer is a good one") {
    JudgedPairs it(3, true);
    it.say(0, "both_bad");
    it.say(1, "left");
    REQUIRE(it.desk.show(2));
    it.desk.ideal("as it should be");
    it.say(2, "tie");
    const LabelRows answers = it.rows(LabelShape::Judged);
    REQUIRE(answers.rows.size() == 2);
    CHECK(answers.rows[0].at("label") == false);
    CHECK(rowOf(answers, "as it should be").at("label") == true);
    CHECK(answers.silent == 1); // better than itself
}

TEST_CASE("every algorithm that learns from a queue's labels is there, the usual one first") {
    const TemporaryFolder folder, elsewhere;
    auto made = Project::openOrMake(folder.path, "test");
    REQUIRE(made);
    Project &project = **made;
    LabelItem item{.prompt = "p", .answers = {{.text = "a"}, {.text = "b"}}};
    item.id = labelItemId(item);
    REQUIRE(makeLabelQueue(project.folder(), {.name = "q", .items = {item}}));
    auto desk = openLabelDesk(project, "q", "ada");
    REQUIRE(desk);
    REQUIRE(desk->act("both_bad"));
    REQUIRE(writeEvents(project.store(), desk->take()));
    Catalogue catalogue = smallCatalogue(elsewhere.path);
    MethodInfo answers = *catalogue.learningFrom("preference");
    answers.name = "of_answers";
    for (Port &port : answers.inputs)
        if (port.name == "train") port.layout = "unpaired_preference";
    catalogue.algorithms.push_back(answers);
    const auto lessons = lessonsOf(project, "q", catalogue);
    REQUIRE(lessons);
    REQUIRE(lessons->size() == 2);
    CHECK((*lessons)[0].method == catalogue.learningFrom("preference")->name);
    CHECK((*lessons)[0].labels.rows.empty());
    CHECK((*lessons)[0].leftOut.str() == "1 of “Both bad”");
    CHECK((*lessons)[1].method == "of_answers");
    CHECK((*lessons)[1].labels.rows.size() == 2);
    CHECK((*lessons)[1].leftOut.empty());
    CHECK(writeLabels(project, "q").error().code == "labels.nothing_to_export");
    const auto written = writeLabels(project, "q", (*lessons)[1].shape);
    REQUIRE(written);
    CHECK(written->labels.rows.size() == 2);
}
