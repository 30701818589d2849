// SPDX-License-Identifier: Apache-2.0
// What machines say beside the steps, the turns of an agent's traces by keys, and the methods that learn from labels
// with what each leaves out.
#include "core/workbench/labels/kinds/turns.h"
#include "core/workbench/labels/label_queue.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/common/text_view.h"
#include "widgets/panels/label/trial_dialog.h"
#include "widgets/panels/train/live_dialog.h"
#include "widgets/shell/language.h"
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 30000;

LabelItem traceOf(int i) {
    const std::string city = i == 0 ? "Bath" : "York";
    const Json call = {{"type", "function"}, {"function", {{"name", "weather"}, {"arguments", {{"city", city}}}}}};
    Json calls = Json::array();
    calls.push_back(call);
    LabelItem item{.prompt = "Will it rain in " + city +
                             " tomorrow? I would like to walk along the river, and need to "
                             "know by noon.",
                   .origin = "data"};
    item.talk = {{.role = "user", .content = item.prompt},
                 {.role = "assistant", .content = "I look it up.", .extra = {{"tool_calls", calls}}},
                 {.role = "tool", .content = "tomorrow: rain, 80 %; wind from the west, 20 km/h"},
                 {.role = "assistant", .content = "Probably: 80 %."},
                 {.role = "user", .content = "And the day after?"},
                 {.role = "assistant", .content = "That I cannot know."}};
    item.steps = turnSteps(item.talk);
    item.answers = {{.text = item.steps[0] + "\n" + item.steps[1] + "\n" + item.steps[2], .name = "data"}};
    item.id = labelItemId(item);
    return item;
}

LabelItem chainOf(int i) {
    const std::string n = std::to_string(i + 3);
    LabelItem item{.prompt = "A basket holds " + n + " apples and 4 pears. Two are eaten. How many are left?",
                   .answers = {{.text = "", .run = "02-draws", .name = "draws"}},
                   .steps = {"There are " + n + " apples and 4 pears in the basket.",
                             "So I add " + n + " and 4, which gives " + std::to_string(i + 7) + ".",
                             "Two of them are eaten.", "The answer is " + std::to_string(i + 6) + "."},
                   .origin = "runs"};
    for (const std::string &step : item.steps) item.answers[0].text += step + "\n";
    item.id = labelItemId(item);
    return item;
}

LabelItem pairOf(int i) {
    const std::string n = std::to_string(i);
    LabelItem item{.prompt = "Say " + n, .answers = {{.text = "no " + n}, {.text = "never " + n}}, .origin = "data"};
    item.id = labelItemId(item);
    return item;
}

} // namespace

class LabelMachinesTest : public QObject {
    Q_OBJECT

    struct Shown : ShownProject {
        explicit Shown(const QString &project) : ShownProject(project, "label") {
            QVERIFY(QTest::qWaitForWindowActive(&window));
            QTRY_VERIFY_WITH_TIMEOUT(labels().desk().item(), kPatience);
        }
        LabelViewModel &labels() { return labelsOf(workspace); }
        LiveViewModel &live() { return featureOf<LabelFeature>(workspace).live(); }
        StepHelpModel &steps() { return featureOf<LabelFeature>(workspace).steps(); }
        template <class T> T *find(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
        void key(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
        QString step(int row) {
            return find<QListWidget>("labelSteps")->item(row)->data(Qt::AccessibleTextRole).toString();
        }
        QMenu *lessons() {
            QTest::mouseClick(find<QPushButton>("trainOtherwise"), Qt::LeftButton);
            const auto isThere = [&] { return find<QMenu>("lessonMenu") && find<QMenu>("lessonMenu")->isVisible(); };
            if (!QTest::qWaitFor(isThere, kPatience)) return nullptr;
            return find<QMenu>("lessonMenu");
        }
    };
    QTemporaryDir folder_{};
    QString project(const QString &name, const LabelQueue &queue) {
        const QString path = folder_.filePath(name);
        mustWrite(path.toStdString() + "/experiment.toml", "version = 1\nname = \"labels\"\n");
        if (!makeLabelQueue(path.toStdString(), queue)) qFatal("no queue");
        return path;
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", folder_.filePath("config").toUtf8()); }
    void turnsByKeys();
    void machinesStandBesideTheSteps();
    void bothBadIsOfferedToMethodsThatUseIt();
    void aRunThatWaitsStandsOverItsLabels();
    void looksGood_data();
    void looksGood();
};

void LabelMachinesTest::turnsByKeys() {
    Shown o(project("turns", {.name = "traces", .setup = {.kind = &turnsKind()}, .items = {traceOf(0), traceOf(1)}}));
    auto *list = o.find<QListWidget>("labelSteps");
    QCOMPARE(list->count(), 3);
    QVERIFY(list->item(0)->text().contains(QStringLiteral("→ weather({\"city\":\"Bath\"})")));
    QVERIFY(list->item(1)->text().startsWith("tool: tomorrow"));
    QCOMPARE(list->accessibleName(), QString("Turns of the agent"));
    o.key(Qt::Key_Plus);
    QVERIFY(list->item(0)->data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", good")));
    o.key(Qt::Key_0);
    o.key(Qt::Key_Minus); // the last one gives the verdict
    QCOMPARE(o.labels().desk().state().marks()[0].verdict, std::string("+0-"));
    o.key(Qt::Key_Down);
    o.key(Qt::Key_X); // the first bad turn here
    QCOMPARE(o.labels().desk().state().marks()[1].verdict, std::string("+-?"));
    QTRY_VERIFY_WITH_TIMEOUT(o.labels().isSaved(), kPatience);
    const QMenu *menu = o.lessons();
    QVERIFY(menu);
    QVERIFY(menu->findChild<QAction *>("lesson-prm")->text().contains("2 rows of 2 items"));
    QVERIFY(menu->findChild<QAction *>("lesson-kto")->text().contains("4 rows of 2 items")); // a neutral turn is none
}

void LabelMachinesTest::machinesStandBesideTheSteps() {
    Shown o(project("machines", {.name = "chains",
                                 .setup = {.kind = *labelKindNamed("steps")},
                                 .items = {chainOf(0), chainOf(1), chainOf(2)}}));
    const std::string first = o.labels().desk().item()->id;
    StepHelpValues help{.queue = "chains"};
    help.scorers.append(QPair<QString, QString>("07-prm", "prm"));
    help.scores[first] = {{.by = StepScores::Rollouts, .name = "base", .values = {0.75, 0.5, std::nullopt, 0.0}}};
    o.steps().setHelp(help);
    QVERIFY(o.steps().shown().empty()); // not before somebody wants to see it
    QVERIFY(!o.step(0).contains("base"));
    QVERIFY(!o.labels().desk().mark()->suggested);
    o.key(Qt::Key_V);
    QVERIFY(o.step(0).contains("75") && o.step(0).contains("base"));
    QVERIFY(!o.step(2).contains("base")); // it says nothing of that one
    QVERIFY(o.labels().desk().mark()->suggested);
    QVERIFY(o.find<QLabel>("stepLegend")->text().contains("base"));
    o.steps().setScores({.queue = "chains",
                         .item = first,
                         .scores = {.by = StepScores::Model, .name = "prm", .values = {0.9, 0.2, 0.5, 0.1}},
                         .done = 4,
                         .of = 4});
    QVERIFY(o.step(1).contains("prm") && o.step(1).contains("base"));
    o.shootBoth("label-machines");
    o.key(Qt::Key_Down);
    o.key(Qt::Key_X); // the first error stays one key
    QCOMPARE(o.labels().desk().state().marks()[0].verdict, std::string("+-??"));
    QVERIFY(!o.labels().desk().state().marks()[0].unaided);
    QVERIFY(o.steps().shown().empty()); // nobody said anything of the next one
    o.key(Qt::Key_V);
    o.steps().setScores({.queue = "chains", .item = first, .problem = "no tokenizer"});
    QVERIFY(o.find<QLabel>("stepLegend")->text().contains("no tokenizer"));
}

void LabelMachinesTest::bothBadIsOfferedToMethodsThatUseIt() {
    Shown o(project("bad", {.name = "pairs", .items = {pairOf(0), pairOf(1), pairOf(2), pairOf(3)}}));
    o.key(Qt::Key_4);
    o.key(Qt::Key_3);
    o.key(Qt::Key_1);
    QTRY_VERIFY_WITH_TIMEOUT(o.labels().isSaved(), kPatience);
    QMenu *menu = o.lessons();
    QVERIFY(menu);
    const QString dpo = menu->findChild<QAction *>("lesson-dpo")->text(),
                  kto = menu->findChild<QAction *>("lesson-kto")->text();
    QVERIFY2(dpo.contains("1 rows of 1 items") && dpo.contains("1 of “Both bad”") && dpo.contains("1 of “Tie”"),
             qPrintable(dpo));
    QVERIFY2(kto.contains("4 rows of 2 items") && !kto.contains("Both bad") && kto.contains("1 of “Tie”"),
             qPrintable(kto));
    menu->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/label-lessons.png"));
    Heard wanted(o.session.labels(), &ProjectLabels::modelWanted);
    menu->findChild<QAction *>("lesson-kto")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 1, kPatience); // the answers are of no model: the person names one
}

/// What a real run does is in tst_live_labels; here is how it looks.
void LabelMachinesTest::aRunThatWaitsStandsOverItsLabels() {
    Shown o(project("live", {.name = "dpo-step-8",
                             .items = {pairOf(0), pairOf(1), pairOf(2)},
                             .live = {.run = "02-dpo", .step = 8, .takes = "preference"}}));
    auto *goOn = o.find<QPushButton>("goOnWithLabels");
    QVERIFY(o.find<QLabel>("liveText")->isVisible());
    QVERIFY(!goOn->isVisible()); // nobody waits
    RunValues run;
    run.id = "02-dpo";
    run.name = "dpo";
    run.kind = "train";
    run.state = RunState::Paused;
    o.labels().setRuns({run});
    QVERIFY(goOn->isVisible());
    QCOMPARE(goOn->text(), QString("&Go on without labels"));
    o.key(Qt::Key_1);
    QCOMPARE(goOn->text(), QString("&Go on with one label"));
    o.key(Qt::Key_2);
    QCOMPARE(goOn->text(), QString("&Go on with 2 labels"));
    o.labels().addGiven("dpo-step-8", {o.labels().desk().state().items()[0].id});
    QCOMPARE(o.live().ready(), 1);
    for (const QSize size : {QSize(960, 600), QSize(1280, 800)}) {
        o.window.resize(size);
        QTest::qWait(50);
        QCOMPARE(o.window.size(), size); // it fits
        o.shootBoth(QStringLiteral("label-live-%1").arg(size.width()));
    }
    LiveDialog asks("02-dpo", "dpo", &o.window);
    asks.show();
    QTest::qWait(50);
    asks.grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/live-dialog.png"));
    o.live().tryLabels(8, 2e-4);
    TrialDialog trial(o.live(), &o.window);
    trial.show();
    LabelTrialValues done{.queue = "dpo-step-8",
                          .phase = LabelTrialValues::Done,
                          .method = "dpo",
                          .labels = 2,
                          .steps = 8,
                          .firstLoss = 0.693,
                          .lastLoss = 0.58};
    done.answers = {{"Say 0", "never 0, or so I think", "no 0, or so I think"}, {"Say 1", "no 1", "no 1"}};
    o.live().setTrial(done);
    QTest::qWait(50);
    QCOMPARE(trial.findChild<TextView *>("after1")->toPlainText(), done.answers[0].after);
    QVERIFY(trial.findChild<QLabel *>("trialState")->text().contains("1 of 2 answers changed"));
    trial.grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/trial-dialog.png"));
}

void LabelMachinesTest::looksGood_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
}

void LabelMachinesTest::looksGood() {
    QFETCH(QString, language);
    QVERIFY(installLanguage(*qApp, language));
    {
        Shown o(project("look-" + language,
                        {.name = "traces", .setup = {.kind = &turnsKind()}, .items = {traceOf(0), traceOf(1)}}));
        o.key(Qt::Key_Plus);
        o.key(Qt::Key_0);
        for (const QSize size : {QSize(960, 600), QSize(1280, 800)}) {
            o.window.resize(size);
            QTest::qWait(50);
            QCOMPARE(o.window.size(), size); // it fits
            o.shootBoth(QStringLiteral("label-turns-%1-%2").arg(language).arg(size.width()));
        }
    }
    installLanguage(*qApp, "en");
}

QTEST_MAIN(LabelMachinesTest)
#include "tst_label_machines.moc"
