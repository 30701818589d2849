// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/job/run_output.h"
#include "widgets/bridge/run_follower.h"
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace lapidary;

class RunFollowerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsALogThatGrows();
    void givesPointsInPortionsInOrder();
    void toleratesOddEvents();
    void tellsADamagedLogOnce();
    void aForkBeginsWithItsTrunk();
    void tellsSamplesAlarmsAndCheckpoints();
    void followsALiveRunWithoutItsLog();
    void opensNothingOfARunThatIsNotAtWork();
};

void RunFollowerTest::followsALogThatGrows() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    RunFollower follower(path, {.id = "r"}, "loss");
    QVERIFY(!follower.poll()); // the worker has not begun
    auto log = RunLogWriter::open(path / "run.log");
    QVERIFY(log.has_value());
    QVERIFY(log->append("state", {{"state", "running"}}));
    QVERIFY(log->append("metrics", {{"step", 1}, {"values", {{"loss", 0.5}, {"grad_norm", nullptr}}}}));
    QVERIFY(log->append("progress", {{"phase", "train"}, {"done", 1}, {"total", 4}, {"eta_s", 3.5}}));
    QVERIFY(follower.poll());
    QCOMPARE(follower.values().state, RunState::Running);
    QCOMPARE(follower.values().etaSeconds, 3.5);
    QCOMPARE(follower.values().keyFigure, QString("loss 0.5"));
    const auto points = follower.takePoints(100);
    QCOMPARE(points.size(), 1); // null is a gap
    QCOMPARE(points[0].points.size(), 1);
    QCOMPARE(points[0].points[0].step, 1.0);
    QCOMPARE(points[0].points[0].value, 0.5);
    QVERIFY(std::isnan(points[0].points[0].tokens)); // not told
    QVERIFY(follower.takePoints(100).isEmpty());
    QVERIFY(
        log->append("state", {{"state", "failed"}, {"error", toJson(Error{.code = "x", .message = "out of memory"})}}));
    QVERIFY(follower.poll());
    QCOMPARE(follower.values().state, RunState::Failed);
    QVERIFY(follower.values().error.contains("out of memory"));
    QVERIFY(!follower.poll());
}

void RunFollowerTest::givesPointsInPortionsInOrder() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    auto log = RunLogWriter::open(path / "run.log");
    QVERIFY(log.has_value());
    for (int step = 1; step <= 10; ++step)
        QVERIFY(
            log->append("metrics", {{"step", step}, {"values", {{"loss", 1.0 / step}, {"num_tokens", 64 * step}}}}));
    RunFollower follower(path, {.id = "r"});
    QVERIFY(follower.poll());
    QMap<QString, QVector<CurvePoint>> seen;
    for (int portion = 0; portion < 7; ++portion) {
        qsizetype taken = 0;
        for (const auto &part : follower.takePoints(3)) {
            seen[part.metric] += part.points;
            taken += part.points.size();
        }
        QVERIFY(taken <= 3);
    }
    QVERIFY(follower.takePoints(3).isEmpty());
    QCOMPARE(seen["loss"].size(), 10);
    for (int i = 0; i < 10; ++i) QCOMPARE(seen["loss"][i].step, i + 1.0);
    QCOMPARE(seen["loss"][4].tokens, 320.0);
    QCOMPARE(follower.values().tokens, 640.0);
}

void RunFollowerTest::toleratesOddEvents() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    auto log = RunLogWriter::open(path / "run.log");
    QVERIFY(log.has_value());
    for (const Json &body : {Json{{"state", 7}}, Json{{"state", "dancing"}}, Json::object()})
        QVERIFY(log->append("state", body));
    for (const Json &body :
         {Json{{"step", "one"}, {"values", Json::object()}}, Json{{"step", 1}, {"values", 3}}, Json{{"step", 1}}})
        QVERIFY(log->append("metrics", body));
    QVERIFY(log->append("progress", {{"phase", 1}, {"done", "x"}}));
    QVERIFY(log->append("novelty", {{"a", 1}}));
    RunFollower follower(path, {.id = "r", .state = RunState::Queued});
    QVERIFY(follower.poll());
    QCOMPARE(follower.values().state, RunState::Queued);
    QVERIFY(follower.takePoints(100).isEmpty());
}

void RunFollowerTest::tellsADamagedLogOnce() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    {
        auto log = RunLogWriter::open(path / "run.log");
        QVERIFY(log.has_value());
        QVERIFY(log->append("state", {{"state", "running"}}));
        QVERIFY(log->append("state", {{"state", "finished"}}));
    }
    QFile file(folder.filePath("run.log"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 2);
    file.write("####");
    file.close();
    RunFollower follower(path, {.id = "r"});
    QVERIFY(follower.poll());
    QVERIFY(!follower.values().error.isEmpty());
    QVERIFY(!follower.poll());
}

void RunFollowerTest::aForkBeginsWithItsTrunk() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    for (const char *name : {"parent", "fork"}) fs::create_directory(path / name);
    auto parent = RunLogWriter::open(path / "parent/run.log"), log = RunLogWriter::open(path / "fork/run.log");
    QVERIFY(parent.has_value() && log.has_value());
    for (int step = 1; step <= 4; ++step)
        QVERIFY(parent->append("metrics", {{"step", step}, {"values", {{"loss", 1.0}}}}));
    QVERIFY(writeFileAtomic(path / "fork/run.toml", "[fork]\nrun = \"parent\"\nstep = 2\n"));
    QVERIFY(log->append("metrics", {{"step", 3}, {"values", {{"loss", 2.0}}}}));
    RunFollower follower(path / "fork", {.id = "f"});
    QVERIFY(follower.poll());
    const auto points = follower.takePoints(100);
    QCOMPARE(points.size(), 1);
    QCOMPARE(points[0].points.size(), 3);
    QCOMPARE(points[0].points[1].value, 1.0);
    QCOMPARE(points[0].points[2].step, 3.0);
    QCOMPARE(points[0].points[2].value, 2.0);
    QVERIFY(points[0].points[2].seconds >= points[0].points[1].seconds);
}

void RunFollowerTest::tellsSamplesAlarmsAndCheckpoints() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    auto log = RunLogWriter::open(path / "run.log");
    QVERIFY(log.has_value());
    for (int step = 1; step <= 20; ++step)
        QVERIFY(log->append("metrics",
                            {{"step", step}, {"values", {{"loss", step == 18 ? 9.0 : 1.0}, {"step_time", 0.25}}}}));
    QVERIFY(log->append("metrics", {{"step", 21}, {"values", {{"loss", nullptr}}}}));
    QVERIFY(log->append("checkpoint", {{"step", 20}, {"path", "checkpoints/20"}}));
    QVERIFY(log->append("sample", {{"step", 20},
                                   {"group", "p7"},
                                   {"prompt", "a=1"},
                                   {"completion", "T so\n7"},
                                   {"reward", 1},
                                   {"advantage", 0.5},
                                   {"tokens", {" so", "\n", "7"}},
                                   {"logps", {-0.5, -0.25, -3}}}));
    QVERIFY(log->append("sample", {{"step", 20},
                                   {"group", 3},
                                   {"prompt", nullptr},
                                   {"completion", "x"},
                                   {"tokens", {"x"}},
                                   {"logps", {-1, -2}}}));
    RunFollower follower(path, {.id = "g", .kind = "train"});
    QVERIFY(follower.poll());
    QCOMPARE(follower.values().checkpoint, 20.0);
    QCOMPARE(follower.values().stepSeconds, 0.25);
    QCOMPARE(follower.values().alarms.size(), 2);
    QVERIFY(follower.values().alarms[0].kind == AlarmKind::Spike && follower.values().alarms[0].step == 18);
    QVERIFY(follower.values().alarms[1].kind == AlarmKind::NotFinite);
    const auto samples = follower.takeSamples();
    QCOMPARE(samples.size(), 2);
    QVERIFY(follower.takeSamples().isEmpty());
    QCOMPARE(samples[0].run, std::string("g"));
    QCOMPARE(samples[0].answer.tokens.size(), 3u);
    QCOMPARE(samples[0].answer.tokens[0].text, std::string(" so"));
    QVERIFY(samples[0].hasTokens() && samples[0].answer.tokens[2].logprob == -3.0f);
    QVERIFY(!samples[1].hasTokens()); // the figures do not fit the tokens
    QCOMPARE(samples[1].group, std::string("3"));
    // It goes on from step 10: what was said of the steps behind is void.
    QVERIFY(log->append("metrics", {{"step", 11}, {"values", {{"loss", 1.0}}}}));
    QVERIFY(follower.poll());
    QVERIFY(follower.values().alarms.isEmpty());
}

void RunFollowerTest::followsALiveRunWithoutItsLog() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    qputenv("XDG_RUNTIME_DIR", folder.path().toUtf8());
    const auto worker = RunOutput::open(path);
    QVERIFY(worker.has_value());
    (*worker)->listen([](const Json &, ClientId) {});
    QVERIFY((*worker)->emit("state", {{"state", "running"}}));
    RunFollower follower(path, {.id = "r"}, "loss");
    QVERIFY(follower.poll());
    for (int i = 0; i < 5; ++i, QTest::qWait(20)) follower.poll(); // is let in
    fs::rename(path / "run.log", path / "away");
    QVERIFY((*worker)->emit("metrics", {{"step", 1}, {"values", {{"loss", 0.5}}}}));
    QTRY_VERIFY(follower.poll() || !follower.values().keyFigure.isEmpty());
    QCOMPARE(follower.values().keyFigure, QString("loss 0.5"));
    qunsetenv("XDG_RUNTIME_DIR");
}

void RunFollowerTest::opensNothingOfARunThatIsNotAtWork() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    auto log = RunLogWriter::open(path / "run.log");
    QVERIFY(log.has_value());
    QVERIFY(log->append("state", {{"state", "running"}})); // its worker was killed
    RunFollower follower(path, {.id = "r"});
    QVERIFY(follower.poll(false));
    QVERIFY(!follower.poll(false));
    QVERIFY(log->append("state", {{"state", "starting"}}));
    for (int i = 0; i < 3; ++i) QVERIFY(!follower.poll(false)); // it is not looked at …
    QVERIFY(follower.poll(true));                               // … until a worker is put to it
    QCOMPARE(follower.values().state, RunState::Starting);
}

QTEST_GUILESS_MAIN(RunFollowerTest)
#include "tst_run_follower.moc"
