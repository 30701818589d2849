// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
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
    void toleratesOddEvents();
    void tellsADamagedLogOnce();
};

void RunFollowerTest::followsALogThatGrows() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    RunFollower follower(path, {.id = "r"});
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
    const auto points = follower.takePoints();
    QCOMPARE(points.size(), 1); // null is a gap
    QCOMPARE(points[0].points, QVector<QPointF>({{1, 0.5}}));
    QVERIFY(follower.takePoints().isEmpty());
    QVERIFY(log->append("state", {{"state", "failed"}, {"error", toJson(Error{.code = "x", .message = "out of memory"})}}));
    QVERIFY(follower.poll());
    QCOMPARE(follower.values().state, RunState::Failed);
    QVERIFY(follower.values().error.contains("out of memory"));
    QVERIFY(!follower.poll());
}

void RunFollowerTest::toleratesOddEvents() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    auto log = RunLogWriter::open(path / "run.log");
    QVERIFY(log.has_value());
    for (const Json &body : {Json{{"state", 7}}, Json{{"state", "dancing"}}, Json::object()}) QVERIFY(log->append("state", body));
    for (const Json &body : {Json{{"step", "one"}, {"values", Json::object()}}, Json{{"step", 1}, {"values", 3}}, Json{{"step", 1}}}) QVERIFY(log->append("metrics", body));
    QVERIFY(log->append("progress", {{"phase", 1}, {"done", "x"}}));
    QVERIFY(log->append("novelty", {{"a", 1}}));
    RunFollower follower(path, {.id = "r", .state = RunState::Queued});
    QVERIFY(follower.poll());
    QCOMPARE(follower.values().state, RunState::Queued);
    QVERIFY(follower.takePoints().isEmpty());
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

QTEST_GUILESS_MAIN(RunFollowerTest)
#include "tst_run_follower.moc"
