// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/run_kind.h"
#include "tests/support/small_catalogue.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

TEST_CASE("every kind of run says what the planner, the queue and the graph need") {
    const TemporaryFolder folder;
    const Catalogue catalogue = smallCatalogue(folder.path);
    std::set<std::string> names;
    for (const RunKind &kind : runKinds()) {
        CAPTURE(kind.info.name);
        CHECK(names.insert(kind.info.name).second);
        CHECK(runKind(kind.info.name) == &kind);
        CHECK_FALSE(kind.info.summary.empty());
        CHECK((kind.methods != nullptr) == (*kind.methodKey != '\0'));
        CHECK_FALSE((kind.work && kind.methods)); // one who chooses a method needs its worker
        CHECK(isTraining(kind.info.name) == kind.trains);
        CHECK((ownerJob(kind.info.name) == &kind) == (kind.work != nullptr));
        const MethodInfo *method =
            methodOf(kind, catalogue, kind.methods ? (catalogue.*kind.methods).front().name : std::string());
        REQUIRE(method);
        CHECK_FALSE(method->inputs.empty());
        const bool measures = kind.isArm || kind.info.name == "loss";
        CHECK(measures == method->outputs.empty()); // of another somebody can go on with what it leaves
        if (kind.methods) CHECK(methodOf(kind, catalogue, "unheard_of") == nullptr);
        if (!kind.work) continue;
        CHECK_FALSE(kind.layout().empty());
        for (const Port &port : method->inputs) CHECK_FALSE(port.effect.empty());
        for (const FieldSpec &field : method->spec) CHECK_MESSAGE(!field.effect.empty(), field.name);
    }
    CHECK(stageKinds().size() + 1 == names.size()); // all but the arm
    CHECK_FALSE(runKind("unheard_of"));
    CHECK_FALSE(isTraining("unheard_of"));
    CHECK(kindOf(&Catalogue::algorithms).trains);
    CHECK(kindOf(&Catalogue::strategies).isArm);
}

TEST_CASE("a catalogue that lists a method in another place is refused") {
    const TemporaryFolder folder;
    Json json = smallCatalogueJson();
    json["algorithms"][0]["role"] = "strategy";
    mustWrite(folder.path / "catalogue.json", dumpJson(json));
    const auto read = readCatalogue(folder.path / "catalogue.json");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "config.bad_catalogue");
    CHECK(read.error().field == "algorithms.pretrain.role");
    const Catalogue good = smallCatalogue(folder.path);
    CHECK(good.learningFrom("preference")->name == "dpo");
    CHECK(good.learningFrom("unheard_of") == nullptr);
    CHECK(good.stageLeaving(Artifact::Samples)->name == "sample");
    CHECK(good.stageLeaving(Artifact::Labels) == nullptr);
}
