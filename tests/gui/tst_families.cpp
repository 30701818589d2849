// SPDX-License-Identifier: GPL-3.0-or-later
// One training of each family through the window: planned on the canvas, run, watched and compared, on the starter.
#include "tests/gui/shown_project.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

using namespace lapidary;

namespace {

constexpr int kPatience = 60000; ///< milliseconds; the machine may be busy

/// A training, a chart of it, and the group of charts that it is in; empty: those that are shown first.
struct Family {
    const char *training, *chart, *view = "";
};
constexpr Family kFamilies[] = {{"sft", "loss"},
                                {"ewc", "ewc_penalty", "forgetting"},
                                {"gkd", "loss"},
                                {"dpo", "rewards/margins", "preference"},
                                {"reward", "accuracy"},
                                {"process-reward", "accuracy"},
                                {"grpo", "reward"},
                                {"ppo", "loss/value_avg", "value"},
                                {"opsd", "self_distillation/distillation_loss", "loss"},
                                {"feedback-learnt", "rewards/margins", "preference"},
                                {"revisions-learnt", "peak_memory", "progress"}};
constexpr const char *kArms[] = {"base",
                                 "sft, greedy",
                                 "ewc, greedy",
                                 "gkd, greedy",
                                 "dpo, greedy",
                                 "grpo, greedy",
                                 "revisions-learnt, greedy",
                                 "best of 4 by answers",
                                 "best of 4 by steps"};

} // namespace

class FamiliesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_{};
    QString project_ = folder_.filePath("families");

    template <class W> static W *part(test::ShownProject &o, const char *name) {
        return o.window.findChild<W *>(QLatin1String(name));
    }
    static void shows(test::ShownProject &o, const Family &family);

private Q_SLOTS:
    void initTestCase();
    void plansAndRuns();
    void watchesEach();
    void comparesAll();
};

void FamiliesTest::initTestCase() {
    QVERIFY(QDir().mkpath(project_));
    for (const char *name : {"experiment.toml", "constitution.toml"})
        QVERIFY(QFile::copy(QStringLiteral(LAPIDARY_SOURCE "/tests/gui/families/") + QLatin1String(name),
                            project_ + '/' + QLatin1String(name)));
}

/// Every stage and arm stands on the canvas before anything has run; one button runs them all.
void FamiliesTest::plansAndRuns() {
    test::ShownProject o(project_);
    QTRY_VERIFY_WITH_TIMEOUT(homeOf(o.workspace).graph().find("stage:revisions-learnt"), kPatience);
    for (const Family &family : kFamilies)
        QVERIFY2(homeOf(o.workspace).graph().find(QStringLiteral("stage:") + family.training), family.training);
    for (const char *arm : kArms) QVERIFY2(homeOf(o.workspace).graph().find(QStringLiteral("arm:") + arm), arm);
    o.shootBoth("families-0-plan");
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(o, "start")->isEnabled(), kPatience);
    QTest::mouseClick(part<QPushButton>(o, "start"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.experimentRunning(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!o.workspace.experimentRunning(), 280000);
    for (const Family &family : kFamilies) QVERIFY2(o.reaches(family.training, RunState::Finished, 0), family.training);
    for (const char *arm : kArms) QVERIFY2(o.reaches(arm, RunState::Finished, 0), arm);
    o.shootBoth("families-1-ran");
}

void FamiliesTest::shows(test::ShownProject &o, const Family &family) {
    auto *runs = part<QComboBox>(o, "trainRun");
    QVERIFY2(runs->findText(family.training) >= 0, family.training);
    runs->setFocus();
    QTest::keyClick(runs, Qt::Key_Home);
    for (int i = 0; i < runs->count() && runs->currentText() != family.training; ++i)
        QTest::keyClick(runs, Qt::Key_Down);
    QCOMPARE(runs->currentText(), QString(family.training));
    curvesOf(o.workspace).setPreset(QString::fromLatin1(family.view));
    auto *panel = part<TrainPanel>(o, "train");
    const QString id = o.run(family.training)->id;
    QTRY_VERIFY2_WITH_TIMEOUT(panel->chart(family.chart, id), family.chart, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(panel->chart(family.chart, id)->pointCount(id), 4, kPatience);
}

void FamiliesTest::watchesEach() {
    for (const char *language : {"zh_CN", "en"}) {
        QVERIFY(installLanguage(*qApp, language));
        test::ShownProject o(project_, "train");
        QTRY_VERIFY_WITH_TIMEOUT(o.run("revisions-learnt"), kPatience);
        for (const Family &family : kFamilies) {
            shows(o, family);
            if (QTest::currentTestFailed()) return;
            o.shootBoth(
                QStringLiteral("families-2-%1-%2").arg(QLatin1String(family.training), QLatin1String(language)));
        }
    }
}

void FamiliesTest::comparesAll() {
    test::ShownProject o(project_, "compare");
    const auto &comparison = comparisonOf(o.workspace).table()->comparison();
    QTRY_COMPARE_WITH_TIMEOUT(comparison.arms.size(), std::size(kArms), kPatience);
    for (const char *arm : kArms) {
        const auto cell = comparison.cell(arm, "test");
        QVERIFY2(cell && cell->n == 16 && cell->low <= cell->accuracy && cell->accuracy <= cell->high, arm);
    }
    o.shootBoth("families-3-compare");
}

QTEST_MAIN(FamiliesTest)
#include "tst_families.moc"
