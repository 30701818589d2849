// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/config/spec.h"
#include "core/job/run_log.h"
#include "core/workbench/curves/event_file.h"
#include "core/workbench/curves/export_curves.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

std::string hexOf(const std::string &bytes) {
    constexpr const char *kDigits = "0123456789abcdef";
    std::string out;
    for (const unsigned char c : bytes) out += {kDigits[c >> 4], kDigits[c & 15]};
    return out;
}

/// A project with a training that was resumed at step 2 and logged step 3 twice, and a fork of it at step 2.
struct Curves {
    TemporaryFolder scratch{};
    std::unique_ptr<Project> project;
    fs::path folder(const std::string &id) const { return project->runFolder(id); }

    Curves() {
        writeSmallProject(scratch.path / "p");
        project = std::move(*Project::open(scratch.path / "p", "test"));
        makeRun("01-dpo", "dpo, hot", {{"kind", "train"}, {"algorithm", "dpo"}, {"config", {{"beta", 0.1}}}});
        auto log = logOf("01-dpo");
        step(log, 1, {{"loss", 0.75}, {"num_tokens", 64}});
        step(log, 2, {{"loss", nullptr}, {"eval_loss", 0.5}});
        step(log, 3, {{"loss", 99.0}});
        step(log, 4, {{"loss", 98.0}});
        step(log, 3, {{"loss", 0.25}});
        makeRun("02-fork", "fork", {{"kind", "train"}, {"fork", {{"run", "01-dpo"}, {"step", 2}}}});
        auto forked = logOf("02-fork");
        step(forked, 3, {{"loss", 0.125}});
        makeRun("03-none", "none", {{"kind", "train"}});
    }
    void makeRun(const std::string &id, const std::string &name, const Json &config) const {
        RunRecord record{
            .id = id, .name = name, .kind = "train", .method = "dpo", .inputHash = id, .state = "finished"};
        record.created = id[1] - '0';
        REQUIRE(project->store().save(record));
        mustWrite(folder(id) / "run.toml", writeToml(config));
    }
    RunLogWriter logOf(const std::string &id) const { return std::move(*RunLogWriter::open(folder(id) / "run.log")); }
    static void step(RunLogWriter &log, int number, const Json &values) {
        REQUIRE(log.append("metrics", {{"step", number}, {"values", values}}));
    }
    Status write(const std::string &run, const std::string &format, const std::string &target) const {
        return exportCurves(*project, {run}, scratch.path / target, format);
    }
    std::string text(const std::string &target) const { return *readFile(scratch.path / target); }
};

std::vector<std::string> linesOf(const std::string &text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

} // namespace

TEST_CASE("event files have the bytes that TensorBoard writes itself") {
    CHECK(event_file::crc32c("123456789") == 0xE3069283u); // the check value of the polynomial
    CHECK(event_file::crc32c("") == 0);
    // As written by the package tensorboard 2.21.0 (RecordWriter over Event messages).
    CHECK(hexOf(event_file::head(1000.5) +
                event_file::scalars(1002.25, 300, {{"train/loss", std::nan("")}, {"eval/loss", 0.5}})) ==
          "1800000000000000a37f4b22090000000000448f401a0d627261696e2e4576656e743a32aba333453300000000000000"
          "0ca72056090000000000528f4010ac022a250a100a096576616c2f6c6f7373150000003f0a110a0a747261696e2f6c6f"
          "7373150000c07f7db94657");
}

TEST_CASE("of a step that was logged twice the later one counts, and a fork begins with its trunk") {
    const Curves it;
    const auto rows = curvesOf(it.folder("01-dpo"));
    REQUIRE(rows);
    REQUIRE(rows->size() == 3);
    CHECK((*rows)[0].values.at("loss") == 0.75);
    CHECK(std::isnan((*rows)[1].values.at("loss")));
    CHECK((*rows)[2].values.at("loss") == 0.25);
    CHECK((*rows)[2].time > 1e9);
    const auto forked = curvesOf(it.folder("02-fork"));
    REQUIRE(forked->size() == 3);
    CHECK((*forked)[1].values.at("eval_loss") == 0.5);
    CHECK((*forked)[2].values.at("loss") == 0.125);
    CHECK((*forked)[2].seconds >= (*rows)[1].seconds);
    CHECK(trunkOf(it.folder("02-fork")).size() == 2);
    CHECK(trunkOf(it.folder("01-dpo")).empty());
}

TEST_CASE("a fork that names itself ends") {
    const Curves it;
    mustWrite(it.folder("02-fork") / "run.toml", writeToml({{"fork", {{"run", "02-fork"}, {"step", 9}}}}));
    const auto rows = curvesOf(it.folder("02-fork"));
    REQUIRE(rows);
    CHECK(rows->size() == 1);
}

TEST_CASE("curves as CSV: a gap is an empty cell, what was not finite is nan") {
    const Curves it;
    REQUIRE(it.write("dpo, hot", "csv", "a.csv"));
    const auto lines = linesOf(it.text("a.csv"));
    REQUIRE(lines.size() == 4);
    CHECK(lines[0] == "run,step,time,seconds,eval_loss,loss,num_tokens");
    CHECK(lines[1].starts_with("\"dpo, hot\",1,"));
    CHECK(lines[1].ends_with(",,0.75,64"));
    CHECK(lines[2].ends_with(",0.5,nan,"));
    CHECK(lines[3].ends_with(",,0.25,"));
}

TEST_CASE("curves as JSON Lines: flat objects, null where a value was not finite") {
    const Curves it;
    REQUIRE(it.write("01-dpo", "jsonl", "a.jsonl"));
    const auto lines = linesOf(it.text("a.jsonl"));
    REQUIRE(lines.size() == 3);
    const Json second = *parseJson(lines[1]);
    CHECK(second["step"] == 2);
    CHECK(second["run"] == "dpo, hot");
    CHECK(second["loss"].is_null());
    CHECK(second["eval_loss"] == 0.5);
    CHECK(!second.contains("num_tokens"));
}

TEST_CASE("curves for TensorBoard: one run in the folder itself, several in folders of their own") {
    const Curves it;
    REQUIRE(it.write("01-dpo", "tensorboard", "tb"));
    std::vector<std::string> files;
    for (const auto &entry : fs::recursive_directory_iterator(it.scratch.path / "tb"))
        files.push_back(entry.path().lexically_relative(it.scratch.path / "tb").string());
    REQUIRE(files.size() == 1);
    CHECK(files[0].starts_with("events.out.tfevents."));
    const std::string bytes = it.text("tb/" + files[0]);
    const auto rows = *curvesOf(it.folder("01-dpo"));
    CHECK(bytes == event_file::head(rows[0].time) +
                       event_file::scalars(rows[0].time, 1, {{"train/loss", 0.75}, {"train/num_tokens", 64}}) +
                       event_file::scalars(rows[1].time, 2, {{"train/loss", std::nan("")}, {"eval/loss", 0.5}}) +
                       event_file::scalars(rows[2].time, 3, {{"train/loss", 0.25}}));
    REQUIRE(exportCurves(*it.project, {"01-dpo", "fork"}, it.scratch.path / "both", "tensorboard"));
    CHECK(fs::is_directory(it.scratch.path / "both" / "dpo-hot"));
    CHECK(fs::is_directory(it.scratch.path / "both" / "fork"));
}

TEST_CASE("curves for Trackio: its schema, its names, its word for NaN") {
    const Curves it;
    REQUIRE(exportCurves(*it.project, {"01-dpo", "02-fork"}, it.scratch.path / "p.db", "trackio"));
    SQLite::Database database((it.scratch.path / "p.db").string());
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 2);
    CHECK(database.execAndGet("SELECT count(*) FROM metrics").getInt() == 6);
    CHECK(database.execAndGet("SELECT count(DISTINCT run_id) FROM configs").getInt() == 2);
    SQLite::Statement row(database,
                          "SELECT run_name, timestamp, metrics FROM metrics WHERE run_id='01-dpo' AND step=2");
    REQUIRE(row.executeStep());
    CHECK(row.getColumn(0).getString() == "dpo, hot");
    CHECK(row.getColumn(1).getString().ends_with("+00:00"));
    CHECK(*parseJson(row.getColumn(2).getString()) == Json{{"eval/loss", 0.5}, {"train/loss", "NaN"}});
    const Json config = *parseJson(database.execAndGet("SELECT config FROM configs WHERE run_id='01-dpo'").getString());
    CHECK(config == Json{{"beta", 0.1}, {"algorithm", "dpo"}});
}

TEST_CASE("curves that cannot be written are refused, and nothing is left behind") {
    const Curves it;
    CHECK(it.write("01-dpo", "xlsx", "a").error().code == "export.unknown_format");
    const Error unknown = it.write("no such", "csv", "a").error();
    CHECK(unknown.code == "export.unknown");
    CHECK(unknown.expected.str() == "dpo, hot, fork, none");
    CHECK(it.write("none", "csv", "a").error().code == "export.no_curves");
    CHECK(it.write("01-dpo", "csv", "nowhere/a").error().code != "");
    REQUIRE(it.write("01-dpo", "csv", "a"));
    CHECK(it.write("01-dpo", "csv", "a").error().code == "export.exists");
    for (const auto &entry : fs::directory_iterator(it.scratch.path))
        CHECK(!entry.path().filename().string().starts_with(".a"));
}
