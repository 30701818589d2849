// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"
#include "core/workbench/data/jsonl.h"
#include "tests/cli/cli.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

/// A project with a finished sampling run of two answers to each of five prompts, a training, and a data set.
class Made {
public:
    Made() {
        std::vector<Json> rows;
        for (int i = 0; i < 5; ++i)
            rows.push_back({{"id", std::to_string(i)},
                            {"prompt", "p" + std::to_string(i)},
                            {"completions", {{{"text", "yes" + std::to_string(i)}}, {{"text", "no\x1b[31m"}}}}});
        folder_.write("runs/01-draws/samples.jsonl", toJsonl(rows));
        folder_.write("runs/02-sft/model/config.json", "{}");
        folder_.write("runs/02-sft/model/model.safetensors", "weights");
        folder_.write("runs/03-lora/model/adapter_config.json", "{}");
        folder_.write("runs/04-later/run.toml", "");
        folder_.write("datasets/h1/rows.jsonl", "{\"prompt\":\"x\"}\n");
        folder_.write("datasets/h2/rows.jsonl", "{\"prompt\":\"y\"}\n");
        const auto store = Store::open(folder_.path / "project.db", true);
        REQUIRE(store);
        double created = 0;
        for (const auto &[id, kind, state] : {std::tuple{"01-draws", "sample", "finished"},
                                              {"02-sft", "train", "finished"},
                                              {"03-lora", "train", "finished"},
                                              {"04-later", "train", "queued"}})
            REQUIRE((*store)->save(RunRecord{.id = id,
                                             .name = std::string(id).substr(3),
                                             .kind = kind,
                                             .inputHash = id,
                                             .state = state,
                                             .created = ++created}));
        for (const auto &[hash, name] : {std::pair{"h1", "edge"}, {"h2", "train"}, {"h3", "train"}})
            REQUIRE((*store)->save(DatasetRecord{.hash = hash, .name = name, .origin = "{}", .rows = 1}));
    }
    std::string path() const { return folder_.path.string(); }
    std::string path(const std::string &name) const { return (folder_.path / name).string(); }
    Finished label(const std::string &keys, const std::vector<std::string> &more = {}) const {
        std::vector<std::string> arguments{"label", path(), "--queue", "q"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return cli(arguments, keys);
    }
    Json counts() const { return onlyAnswer(cli({"label", path(), "--list", "--json"})); }
    Finished copy(const std::string &what, const std::string &name, const std::string &to) const {
        return cli({"export", what, name, path(to), "--project", path(), "--json-errors"});
    }
    std::string codeOfCopy(const std::string &what, const std::string &name, const std::string &to = "new") const {
        const auto done = copy(what, name, to);
        CHECK(done.code == 1);
        const Json answer = onlyAnswer(done);
        CHECK(!std::filesystem::exists(path("new")));
        return codeOf(answer);
    }

private:
    TemporaryFolder folder_{};
};

} // namespace

TEST_CASE("label: the keys of the window, line by line; what was said is there in the next call") {
    const Made made;
    const auto first = made.label("1\n2!\n3\nu\nc a remark\nf\n", {"--from", "draws"});
    REQUIRE_MESSAGE(first.code == 0, first.err);
    CHECK(first.out.find("[1] LEFT") != std::string::npos);
    CHECK(first.out.find('\x1b') == std::string::npos); // what models write does not steer the terminal
    Json counts = made.counts();
    CHECK(counts["total"] == 5);
    CHECK(counts["done"] == 2);
    CHECK(counts["draft"] == 1);
    CHECK(counts["flagged"] == 1);
    const auto second = made.label("4\ns\n \nu\nq\n1\n"); // nothing behind q
    REQUIRE_MESSAGE(second.code == 0, second.err);
    counts = made.counts();
    CHECK(counts["done"] == 3);
    CHECK(counts["skipped"] == 1);
    CHECK(counts["pending"] == 1);

    const auto out = made.copy("labels", "q", "preferences.jsonl");
    REQUIRE_MESSAGE(out.code == 0, out.err);
    std::vector<Json> rows;
    REQUIRE(forEachRow(made.path("preferences.jsonl"),
                       [&](const Json &row) -> Status { return rows.push_back(row), Status{}; }));
    REQUIRE(rows.size() == 2);
    for (const auto &row : rows) CHECK(row["chosen"] != row["rejected"]);
    CHECK(rows[0].contains("strength") != rows[1].contains("strength"));
}

namespace {

void labelAt(const Made &made, const std::string &queue, const std::string &keys, std::vector<std::string> more) {
    std::vector<std::string> arguments{"label", made.path(), "--queue", queue};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto done = cli(arguments, keys);
    REQUIRE_MESSAGE(done.code == 0, done.err);
}

std::vector<Json> rowsOf(const Made &made, const std::string &queue) {
    fs::remove(made.path(queue + ".jsonl"));
    const auto out = made.copy("labels", queue, queue + ".jsonl");
    REQUIRE_MESSAGE(out.code == 0, out.err);
    std::vector<Json> all;
    REQUIRE(forEachRow(made.path(queue + ".jsonl"),
                       [&](const Json &row) -> Status { return all.push_back(row), Status{}; }));
    return all;
}

} // namespace

TEST_CASE("label: every kind by its keys") {
    const Made made;
    const auto label = [&](const char *kind, const std::string &keys, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"--from", "draws", "--kind", kind});
        labelAt(made, kind, keys, more);
        return rowsOf(made, kind);
    };
    CHECK(label("ranking", "\n2\n1\n1!\n2!\nd\n").size() == 1); // 2 before 1; of the next one is as good as two
    const auto rated = label("ratings", "4\n2\nd\n5\n2\n1\n1\n", {"--criteria", "right,short"});
    REQUIRE(rated.size() == 1);
    CHECK(rated[0].contains("chosen"));
    const auto thumbs = label("thumbs", "1\n-\n");
    REQUIRE(thumbs.size() == 2);
    CHECK(thumbs[0]["label"] == true);
    CHECK(thumbs[1]["label"] == false);
    CHECK(label("steps", "x\n+\n")[0]["labels"] == Json{false});
    const auto ideal = label("ideal", "d\ne as it should be\nd\n1\n"); // nothing is written for the first d
    REQUIRE(ideal.size() == 2);
    CHECK(ideal[0]["completion"] == "as it should be");
    labelAt(made, "data", "e an answer\nd\n", {"--from-data", "edge"}); // a prompt alone asks for an answer
    CHECK(rowsOf(made, "data")[0] ==
          Json{{"id", rowsOf(made, "data")[0]["id"]}, {"prompt", "x"}, {"completion", "an answer"}});
}

TEST_CASE("label: nobody touches what another said; both are compared, and disputes are settled") {
    const Made made;
    labelAt(made, "two", "1\n1\n1\n1\n1\n", {"--from", "draws", "--annotator", "ada"});
    labelAt(made, "two", "1\n1\n2\n2\nu\nu\nu\nu\nu\nr\nr\nr\nr\n", {"--annotator", "bob"});
    const Json quality = onlyAnswer(cli({"label", made.path(), "--queue", "two", "--quality", "--json"}));
    REQUIRE(quality["people"].size() == 2);
    CHECK(quality["people"][0]["done"] == 5); // ada's, whatever bob undid
    CHECK(quality["people"][1]["done"] == 4);
    CHECK(quality["disputed"] == 2);
    CHECK(quality["pairs"][0]["same"]["n"] == 4);
    CHECK(rowsOf(made, "two").size() == 3); // two agreed on, and one that only ada judged
    labelAt(made, "settled", "1\n1\n", {"--adjudicate", "two", "--annotator", "eve"});
    CHECK(rowsOf(made, "two").size() == 5);
}

TEST_CASE("label: mistakes are told") {
    const Made made;
    const auto code = [&](const std::vector<std::string> &more) {
        std::vector<std::string> arguments{"label", made.path(), "--json-errors"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto done = cli(arguments);
        return std::pair(done.code, codeOf(onlyAnswer(done)));
    };
    using Told = std::pair<int, std::string>;
    CHECK(code({}).first == 2);
    CHECK(code({"--queue", "none"}) == Told{1, "labels.no_queue"});
    CHECK(code({"--queue", "q", "--from", "nobody"}) == Told{1, "run.unknown"});
    CHECK(code({"--queue", "../q", "--from", "draws"}) == Told{1, "labels.bad_name"});
    REQUIRE(made.label("", {"--from", "draws"}).code == 0);
    CHECK(code({"--queue", "q", "--from", "draws"}) == Told{1, "labels.queue_exists"});
    CHECK(code({"--queue", "k", "--from", "draws", "--kind", "scales"}) == Told{1, "labels.no_kind"});
    CHECK(code({"--queue", "k", "--from", "draws", "--kind", "ratings"}) == Told{1, "labels.no_criteria"});
    CHECK(code({"--queue", "k", "--from", "draws", "--criteria", "right"}) == Told{1, "labels.no_criteria"});
    CHECK(code({"--queue", "k", "--from-data", "nothing"}) == Told{1, "labels.no_data"});
    CHECK(code({"--queue", "k", "--adjudicate", "q"}) == Told{1, "labels.no_dispute"});
    CHECK(made.codeOfCopy("labels", "q") == "labels.nothing_to_export");
}

TEST_CASE("export: models, adapters and data sets, whole or not at all") {
    const Made made;
    REQUIRE(made.copy("model", "sft", "out/model").code == 0);
    CHECK(textOf(made.path("out/model/model.safetensors")) == "weights");
    REQUIRE(made.copy("adapter", "03-lora", "out/adapter").code == 0);
    CHECK(std::filesystem::exists(made.path("out/adapter/adapter_config.json")));
    REQUIRE(made.copy("dataset", "edge", "out/edge.jsonl").code == 0);
    REQUIRE(made.copy("dataset", "h2", "out/train.jsonl").code == 0);
    CHECK(textOf(made.path("out/train.jsonl")) == "{\"prompt\":\"y\"}\n");
    CHECK(made.codeOfCopy("model", "nobody") == "export.unknown");
    CHECK(made.codeOfCopy("model", "lora") == "export.is_adapter");
    CHECK(made.codeOfCopy("adapter", "sft") == "export.is_model");
    CHECK(made.codeOfCopy("model", "later") == "export.not_there");
    CHECK(made.codeOfCopy("dataset", "train") == "export.ambiguous");
    CHECK(made.codeOfCopy("dataset", "nothing") == "export.unknown");
    CHECK(made.codeOfCopy("labels", "q") == "labels.no_queue");
    CHECK(made.codeOfCopy("model", "sft", "out/model") == "export.exists");
    CHECK(cli({"export", "--project", made.path()}).code == 2);
}
