// SPDX-License-Identifier: Apache-2.0
// A data set that is made of earlier ones.
#include "core/workbench/data/datasets.h"
#include "core/workbench/experiment/plan.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <map>

using namespace lapidary;

namespace {

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    std::unique_ptr<Store> store{};
    Given() {
        writeTinyModel(folder.path / "blank");
        catalogue = smallCatalogue(folder.path);
        auto opened = Store::open(folder.path / "project.db", true);
        REQUIRE(opened);
        store = std::move(*opened);
        for (const auto &[name, rows] : {std::pair{"new", 8}, {"old", 20}}) {
            std::string lines;
            for (int i = 0; i < rows; ++i)
                lines += dumpJson({{"prompt", name + std::to_string(i)}, {"completion", "c"}, {"id", i}}) + "\n";
            mustWrite(folder.path / (std::string(name) + ".jsonl"), lines);
        }
        mustWrite(folder.path / "ids.jsonl", "{\"input_ids\": [1, 2]}\n");
    }
    tl::expected<Experiment, Problems> read(const std::string &mixture) {
        mustWrite(folder.path / "experiment.toml",
                  "version = 1\nname = \"mix\"\nseed = 1\nrule = \"exact\"\n[models]\nblank = \"blank\"\n"
                  "[[data]]\nname = \"new\"\nfile = \"new.jsonl\"\n[[data]]\nname = \"old\"\nfile = \"old.jsonl\"\n"
                  "[[data]]\nname = \"ids\"\nfile = \"ids.jsonl\"\nformat = \"tokens\"\n"
                  "[[data]]\nname = \"both\"\n" +
                      mixture +
                      "\n[[stage]]\nname = \"sft\"\nalgorithm = \"sft\"\nmodel = \"blank\"\ndata = \"both\"\n");
        return readExperiment(folder.path / "experiment.toml", catalogue);
    }
    /// How often each prompt stands in the mixture, and the prompts as they stand.
    std::pair<std::map<std::string, int>, std::vector<std::string>> rowsOf(const std::string &mixture) {
        const auto experiment = read(mixture);
        if (!experiment) FAIL(describe(joined(experiment.error())));
        Datasets sets(*experiment, folder.path, *store);
        std::pair<std::map<std::string, int>, std::vector<std::string>> out;
        std::set<std::string> ids;
        REQUIRE(sets.each("both", [&](const Json &row) {
            ++out.first[row["prompt"].get<std::string>()];
            out.second.push_back(row["prompt"]);
            CHECK(ids.insert(row["id"].get<std::string>()).second);
        }));
        CHECK(makePlan(*experiment, folder.path, *store));
        return out;
    }
    std::string problem(const std::string &mixture) {
        const auto experiment = read(mixture);
        REQUIRE_FALSE(experiment);
        return experiment.error().front().field + " " + experiment.error().front().code;
    }
};

int countOf(const std::map<std::string, int> &rows, const std::string &set) {
    int count = 0;
    for (const auto &[prompt, times] : rows) count += prompt.starts_with(set) ? times : 0;
    return count;
}

} // namespace

TEST_CASE("a mixture has each row of its sets as often as their weights say, in an order of its own") {
    Given given;
    const auto [plain, order] = given.rowsOf("mix = [\"new\", \"old\"]");
    CHECK(order.size() == 28);
    CHECK(plain.size() == 28);
    CHECK(order.front().substr(0, 3) + order[1].substr(0, 3) + order[2].substr(0, 3) != "newnewnew");
    CHECK(given.rowsOf("mix = [\"new\", \"old\"]").second == order);
    const auto weighed = given.rowsOf("mix = [\"new\", \"old\"]\nweights = [2.5, 0.25]").first;
    CHECK(countOf(weighed, "new") == 20);
    CHECK(countOf(weighed, "old") == 5);
    for (const auto &[prompt, times] : weighed)
        CHECK((prompt.starts_with("new") ? times == 2 || times == 3 : times == 1)); // each before any again
    CHECK(countOf(given.rowsOf("mix = [\"new\", \"old\"]\nweights = [1, 0]").first, "old") == 0);
    CHECK(countOf(given.rowsOf("mix = [\"old\"]\ndisjoint_from = [\"new\"]").first, "old") == 20);
}

TEST_CASE("a mixture that cannot be made says which line is wrong") {
    Given given;
    CHECK(given.problem("mix = [\"new\", \"gone\"]") == "data.both.mix experiment.mixture");
    CHECK(given.problem("mix = [\"new\", \"ids\"]") == "data.both.mix experiment.mixture");
    CHECK(given.problem("mix = [\"new\", \"old\"]\nweights = [1]") == "data.both.weights experiment.mixture");
    CHECK(given.problem("mix = [\"new\", \"old\"]\nweights = [1, -1]") == "data.both.weights experiment.mixture");
    CHECK(given.problem("mix = [\"new\", \"old\"]\nweights = [0, 0]") == "data.both.weights experiment.mixture");
    CHECK(given.problem("mix = [\"new\"]\nfile = \"new.jsonl\"") == "data.both experiment.data_source");
}
