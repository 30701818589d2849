// SPDX-License-Identifier: Apache-2.0
// Rows of a data set curated from outside, word by word.
#include "core/base/hash.h"
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr const char *kRows =
    R"({"prompt":"Ann has 3 apples","completion":"3","other_columns":{"source":"web","score":2}}
{"prompt":"小明有三个苹果","completion":"三"}
{"prompt":"last","completion":"one","other_columns":{"source":"web","score":0.5}}
{"prompt":"last","completion":"one"}
)";

/// A project with an imported data set that was opened for editing.
struct Curated {
    TemporaryFolder scratch{};
    fs::path project = scratch.path / "project";
    Process::Variables variables{};

    Curated() {
        const fs::path worker = scratch.path / "worker/lapidary-worker";
        writeSmallProject(project);
        mustWrite(worker, ""); // a name only: what it can do stands in the catalogue beside it
        fs::permissions(worker, fs::perms::owner_all);
        mustWrite(worker.parent_path() / "catalogue.json", dumpJson(smallCatalogueJson()));
        variables = {{"LAPIDARY_WORKER", worker.string()}};
        mustWrite(project / "datasets/imported/mine.jsonl", kRows);
        CHECK(answer({"open", "mine"})["hash"] == contentHash(kRows));
    }
    Finished data(std::vector<std::string> words) const {
        words.insert(words.begin(), "data");
        words.insert(words.end(), {"--project", project.string()});
        return cli(words, {}, variables);
    }
    Json answer(const std::vector<std::string> &words) const {
        const auto finished = data(words);
        CHECK_MESSAGE(finished.code == 0, finished.err);
        return onlyAnswer(finished);
    }
    std::vector<std::int64_t> rows(std::vector<std::string> filters) const {
        filters.insert(filters.begin(), {"rows", "mine"});
        std::vector<std::int64_t> out;
        for (const Json &line : answersOf(data(filters))) out.push_back(line["row"].get<std::int64_t>());
        return out;
    }
};
using Ids = std::vector<std::int64_t>;

} // namespace

TEST_CASE("data: rows are searched, filtered, ordered and paged") {
    const Curated curated;
    CHECK(curated.rows({}) == Ids{1, 2, 3, 4});
    CHECK(curated.rows({"--words", "苹果"}) == Ids{2});
    CHECK(curated.rows({"--words", "APPLES"}) == Ids{1});
    CHECK(curated.rows({"--where", "source=web", "--where", "score<1"}) == Ids{3});
    CHECK(curated.rows({"--where", "source!=web"}) == Ids{2, 4});
    CHECK(curated.rows({"--where", "source?"}) == Ids{2, 4});
    CHECK(curated.rows({"--where", "prompt~ANN"}) == Ids{1});
    CHECK(curated.rows({"--order-by", "score", "--descending"}) == Ids{1, 3, 2, 4});
    CHECK(curated.rows({"--first", "1", "--count", "2"}) == Ids{2, 3});
    CHECK(curated.data({"rows", "mine", "--where", "nothing=1"}).err.find("other_columns.source") != std::string::npos);
    CHECK(curated.data({"rows", "mine", "--where", "source"}).code == 2);
    CHECK(curated.data({"rows", "yours"}).err.find("expected mine") != std::string::npos);
}

TEST_CASE("data: what is edited, tagged, replaced or deleted is a step that undo takes back, and freeze writes out") {
    const Curated curated;
    CHECK(curated.answer({"edit", "mine", "3", "prompt", "first"})["step"] == 1);
    CHECK(curated.answer({"tag", "mine", "good", "--where", "source=web"})["rows"] == 2);
    CHECK(curated.answer({"delete", "mine", "--row", "2"})["rows"] == 1);
    CHECK(curated.data({"delete", "mine"}).code == 2); // which rows?
    CHECK(curated.rows({"--tag", "good"}) == Ids{1, 3});
    CHECK(curated.rows({"--deleted"}) == Ids{2});
    CHECK(curated.answer({"replace", "mine", "--find", "ap+le", "--with", "pear", "--regex", "--all"})["rows"] == 1);
    CHECK(curated.answer({"undo", "mine"})["meant"] == 4);
    CHECK(curated.answer({"redo", "mine"})["meant"] == 4);
    CHECK(curated.rows({"--words", "pears"}) == Ids{1});
    CHECK(curated.answer({"restore", "mine", "--row", "2"})["rows"] == 1);
    const Json frozen = curated.answer({"freeze", "mine", "--tag", "good", "--as", "clean"});
    CHECK(frozen["rows"] == 2);
    const auto bytes = readFile(curated.project / frozen["file"].get<std::string>());
    REQUIRE(bytes);
    CHECK(contentHash(*bytes) == frozen["hash"]);
    CHECK(bytes->find("\"first\"") != std::string::npos);
    CHECK(readFile(curated.project / "added.toml")->find("clean") != std::string::npos);
    const auto differences = answersOf(curated.data({"diff", "mine", "1", "2"}));
    REQUIRE(differences.size() == 2);
    CHECK(differences[1]["before"]["body"]["prompt"] == "last");
    CHECK(differences[1]["after"]["body"]["prompt"] == "first");
    CHECK(answersOf(curated.data({"history", "mine", "--row", "3"})).size() == 2);
    CHECK(answersOf(curated.data({"history", "mine"})).size() == 7);
    CHECK(curated.data({"diff", "mine", "1", "9"}).err.find("step:N") != std::string::npos);
    CHECK(curated.answer({"verify", "mine"})["whole"] == true);
    const Json info = curated.answer({"info", "mine"});
    CHECK(info["tags"] == Json{{"good", 2}});
    CHECK(info["versions"].size() == 2);
    CHECK(*readFile(curated.project / "datasets/imported/mine.jsonl") == kRows); // stays what it was
}

TEST_CASE("data: duplicates, contaminated rows and splits; a data set that is open already stays as it is") {
    const Curated curated;
    auto lines = answersOf(curated.data({"duplicates", "mine", "--mark", "twice"}));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == Json{{"rows", {3, 4}}, {"kept", 3}});
    CHECK(lines[1] == Json{{"clusters", 1}, {"surplus", 1}, {"step", 1}});
    CHECK(curated.rows({"--tag", "twice"}) == Ids{4});
    const auto questions = curated.scratch.write("q.jsonl", "{\"prompt\":\"x\"}\n{\"prompt\":\"小明有三个苹果\"}\n");
    lines = answersOf(curated.data({"contamination", "mine", "--against", questions.string(), "--delete"}));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["row"] == 2);
    CHECK(lines[0]["question"] == 2);
    CHECK(lines[0]["same_problem"] == true);
    CHECK(curated.rows({}) == Ids{1, 3, 4});
    lines = answersOf(curated.data({"split", "mine", "--part", "train=2", "--part", "test=1", "--freeze"}));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["part"] == "test");
    CHECK(lines[0]["rows"] == 1);
    CHECK(lines[1]["rows"] == 2);
    CHECK(fs::exists(curated.project / lines[1]["file"].get<std::string>()));
    CHECK(curated.data({"open", "mine"}).err.find("already") != std::string::npos);
    CHECK(curated.data({"split", "mine", "--part", "train"}).code == 2);
}

TEST_CASE("data: a large file is opened, searched and frozen in bounded memory; how fast is printed") {
    const char *asked = std::getenv("LAPIDARY_ROWS"); // 1000000 for a measurement
    const int count = asked ? std::atoi(asked) : 30000;
    const Curated curated;
    const fs::path file = curated.scratch.path / "large.jsonl";
    {
        std::ofstream out(file);
        for (int i = 0; i < count; ++i)
            out << "{\"id\":\"" << i << "\",\"prompt\":\"question " << i * 7919 % 1000003
                << " of some words\",\"completion\":\"" << std::string(240, static_cast<char>('a' + i % 26))
                << "\",\"other_columns\":{\"n\":" << i << "}}\n";
    }
    const double megabytes = static_cast<double>(fs::file_size(file)) / 1e6;
    const auto opened = curated.data({"open", "large", "--from", file.string(), "--no-index"});
    REQUIRE_MESSAGE(opened.code == 0, opened.err);
    CHECK(onlyAnswer(opened)["rows"] == count);
    CHECK(onlyAnswer(opened)["hash"] == *contentHashOfFile(file));
    const auto found = curated.data({"rows", "large", "--where", "n=" + std::to_string(count - 1)});
    CHECK(answersOf(found).size() == 1);
    const auto frozen = curated.data({"freeze", "large", "--where", "n>9"});
    CHECK(onlyAnswer(frozen)["rows"] == count - 10);
    for (const auto *each : {&opened, &found, &frozen}) CHECK(each->peakKiB < 200 << 10);
    MESSAGE(count << " rows, " << megabytes << " MB: opened at " << megabytes / opened.cpuSeconds
                  << " MB/s of CPU time, peak " << opened.peakKiB / 1024 << " MiB; filtered in " << found.cpuSeconds
                  << " s, frozen in " << frozen.cpuSeconds << " s");
}

TEST_CASE("data: sets are renamed, removed and put back, and who needs one keeps it") {
    const Curated curated;
    const auto uses = answersOf(curated.data({"remove", "edge", "--uses"}));
    REQUIRE(uses.size() == 2);
    CHECK(uses[0]["name"] == "train");
    CHECK(uses[0]["blocks"] == true);
    CHECK(curated.data({"remove", "edge"}).err.find("is needed") != std::string::npos);
    CHECK(curated.answer({"rename", "edge", "hard"})["was"] == "edge");
    CHECK(readFile(curated.project / "experiment.toml")->find("\"edge\"") == std::string::npos);
    CHECK(curated.answer({"rename", "mine", "yours", "--kind", "curated"})["name"] == "yours");
    CHECK(curated.data({"info", "mine"}).code != 0);
    const Json gone = curated.answer({"remove", "yours", "--kind", "curated"});
    CHECK(gone["kind"] == "curated");
    CHECK(curated.answer({"trash"})["id"] == gone["id"]);
    CHECK(curated.answer({"put-back", gone["id"].get<std::string>()})["name"] == "yours");
    CHECK(curated.answer({"info", "yours"})["rows"] == 4);
    CHECK(answersOf(curated.data({"trash"})).empty());
    const Json again = curated.answer({"remove", "yours", "--kind", "curated"});
    CHECK(curated.answer({"trash", again["id"].get<std::string>(), "--forget"})["deleted"] == true);
    CHECK(curated.data({"put-back", again["id"].get<std::string>()}).code != 0);
    CHECK(curated.data({"trash", "--forget"}).code == 2); // which?
}

TEST_CASE("data: unusual rows are told with their languages, marked or deleted") {
    const Curated curated;
    const fs::path more = curated.scratch.path / "more.jsonl";
    mustWrite(more, "{\"prompt\":\"How many apples does Ann have?\",\"completion\":\" \"}\n");
    CHECK(curated.answer({"add", "mine", more.string()})["rows"] == 1);
    const auto lines = answersOf(curated.data({"unusual", "mine"}));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["row"] == 5);
    CHECK(lines[0]["flags"] == Json::array({"empty-answer"}));
    CHECK(lines[1]["looked_at"] == 5);
    CHECK(lines[1]["flags"]["empty-answer"] == 1);
    const auto marked = answersOf(curated.data({"unusual", "mine", "--mark", "--language", "zh"}));
    CHECK(marked.back()["tagged"] == 1);
    CHECK(curated.rows({"--tag", "lang-zh"}) == Ids{2});
    CHECK(answersOf(curated.data({"unusual", "mine", "--flag", "empty-answer", "--delete"})).back()["deleted"] == 1);
    CHECK(curated.rows({}) == Ids{1, 2, 3, 4});
    CHECK(curated.data({"unusual", "mine", "--flag", "odd"}).err.find("cut-off") != std::string::npos);
}
