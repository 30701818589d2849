// SPDX-License-Identifier: Apache-2.0
// The window with a downloaded model, as a person meets it: its GGUF file is dropped on the window, it is talked with,
// looked into and judged, and adapters of it are mixed. Where SmolLM2 is (installer/real-model.sh fetches it, or
// LAPIDARY_SMOLLM2 names its folder), with that; everywhere with a tiny one. Pictures go to the folder of screenshots.
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/panels/models/chat_column.h"
#include "widgets/panels/models/turn_text.h"
#include "widgets/panels/models/turn_view.h"
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace lapidary;

namespace {

constexpr int kPatience = 300'000; ///< the machine may be busy, and a real model is read
enum class Tab { Details, Playground, Lineage, Configs, Mixer };

constexpr const char *kExperiment = R"(version = 1
name = "A real model"
seed = 1
rule = "worked"

[models]
base = "MODEL"

[[data]]
name = "words"
task = "word_problems"
seed = 7
count = 16
config = { min_steps = 1, max_steps = 2, max_number = 30 }
chat = "base"

[[data]]
name = "chains"
task = "chain"
seed = 8
count = 16
config = { min_steps = 2, max_steps = 2, max_number = 30 }
chat = "base"

[[stage]]
name = "on words"
algorithm = "sft"
model = "base"
data = "words"
[stage.config]
max_steps = 2
use_peft = true
learning_rate = 1e-3
per_device_train_batch_size = 2

[[stage]]
name = "on chains"
algorithm = "sft"
model = "base"
data = "chains"
[stage.config]
max_steps = 2
use_peft = true
learning_rate = 1e-3
per_device_train_batch_size = 2
)";

QString realModel() {
    for (const QString &place :
         {qEnvironmentVariable("LAPIDARY_SMOLLM2"), QStringLiteral(LAPIDARY_SOURCE "/resources/smollm2")})
        if (QFileInfo::exists(place + QStringLiteral("/config.json"))) return place;
    return {};
}

} // namespace

class RealModelTest : public QObject {
    Q_OBJECT
    struct Shown : test::ShownProject {
        explicit Shown(const QString &project) : ShownProject(project) {}
        template <class T> T *find(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
        void click(QAbstractButton *button) { QTest::mouseClick(button, Qt::LeftButton); }
        ChatColumn *column() { return find<ChatColumn>("chatColumn"); }
        PlaygroundViewModel &chat() { return playgroundOf(workspace); }
        const ChatTurn &last() { return chat().conversation().at(chat().conversation().end()); }
        bool open() {
            return QTest::qWaitFor([&] { return workspace.project().has_value(); }, kPatience) &&
                   QTest::qWaitForWindowActive(&window);
        }
        void tab(Tab which) { find<QTabWidget>("modelTabs")->setCurrentIndex(static_cast<int>(which)); }
        bool settled() {
            return QTest::qWaitFor([&] { return !chat().asking() && areScored(last().answer.tokens); }, kPatience);
        }
        /// Keys reach whoever has the focus of an active window, which pictures in another size take away.
        QPlainTextEdit *prompt() {
            window.activateWindow();
            if (!QTest::qWaitForWindowActive(&window)) QTest::qFail("the window is not active", __FILE__, __LINE__);
            auto *edit = find<QPlainTextEdit>("playPrompt");
            edit->setFocus();
            return edit;
        }
        void say(const QString &words) {
            QVERIFY(QTest::qWaitFor([&] { return chat().canAsk(); }, kPatience));
            auto *prompt = this->prompt();
            QTest::keyClicks(prompt, words);
            QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        }
        void drop(const QString &path) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(path)});
            QDragEnterEvent enter({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&window, &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&window, &event);
        }
        /// In both themes, as large as it is made and as small as it may be.
        void shoot(const QString &name) {
            for (const QSize size : {QSize(1280, 800), QSize(960, 600)}) {
                window.resize(size);
                QTest::qWait(100);
                shootBoth(QStringLiteral("%1-%2").arg(name).arg(size.width()));
            }
            window.resize(1280, 800);
        }
    };

    QTemporaryDir folder_{};
    void imports(Shown &o, const QString &file, const QString &name);
    void talks(Shown &o);
    void looks(Shown &o);
    void judges(Shown &o);
    void mixes(Shown &o);

private Q_SLOTS:
    void aTinyGgufIsDroppedAndTalkedWith();
    void aDropGoesToWhomItConcerns();
    void aRealModelFromItsFileToAMixOfItsAdapters();
};

void RealModelTest::imports(Shown &o, const QString &file, const QString &name) {
    o.drop(file);
    QTRY_VERIFY(o.window.findChild<QInputDialog *>());
    QCOMPARE(o.window.currentPanel(), QString("models"));
    auto *dialog = o.window.findChild<QInputDialog *>();
    dialog->setTextValue(name);
    dialog->accept();
    ModelsViewModel &models = modelsOf(o.workspace);
    QTRY_VERIFY_WITH_TIMEOUT(models.current() && models.current()->name == name, kPatience);
    QVERIFY2(models.importProblem().isEmpty(), qPrintable(models.importProblem()));
    QTRY_VERIFY_WITH_TIMEOUT(!models.facts().facts.isEmpty(), kPatience);
}

void RealModelTest::aTinyGgufIsDroppedAndTalkedWith() {
    const QString project = folder_.filePath("tiny");
    writeSmallProject(project.toStdString(), kSmallExperiment);
    Shown o(project);
    QVERIFY(o.open());
    QCOMPARE(o.window.currentPanel(), QString("home"));
    QVERIFY(QFile::copy(LAPIDARY_SOURCE "/tests/golden/gguf/tiny.gguf", folder_.filePath("tiny.gguf")));
    imports(o, folder_.filePath("tiny.gguf"), "from a file");
    if (QTest::currentTestFailed()) return;
    o.tab(Tab::Playground);
    QVERIFY(QTest::qWaitFor([&] { return o.chat().hasTemplate(); }, kPatience));
    o.find<QSpinBox>("playMaxTokens")->setValue(16); // its context holds two turns then
    o.say("Hello");
    if (QTest::currentTestFailed()) return;
    QVERIFY(o.settled());
    QVERIFY2(o.last().problem.isEmpty(), qPrintable(o.last().problem));
    QVERIFY(!o.last().answer.tokens.empty());
    o.say("And again?");
    QVERIFY(o.settled());
    QCOMPARE(o.chat().conversation().path().size(), 4);
    QVERIFY2(o.last().problem.isEmpty() && !o.last().answer.tokens.empty(), qPrintable(o.last().problem));
    // An answer has its tokens with how sure the model was, and a token what else could have stood there.
    o.column()->turns().last()->text()->setFocus();
    QTest::keyClick(o.column()->turns().last()->text(), Qt::Key_Right);
    auto *table = o.find<QTableWidget>("playAlternatives");
    QTRY_VERIFY_WITH_TIMEOUT(table->rowCount() > 1, kPatience);
    QVERIFY(std::abs(o.chat().alternatives().tokens[0].logprob - double(*o.last().answer.tokens[0].logprob)) < 1e-3);
    // Made again, it is the same.
    o.click(o.column()->turns().last()->findChild<QPushButton *>("turnChip"));
    QTRY_VERIFY_WITH_TIMEOUT(!o.chat().asking(), kPatience);
    QCOMPARE(o.last().check.state, ChatTurn::Check::Identical);
}

void RealModelTest::aDropGoesToWhomItConcerns() {
    const QString project = folder_.filePath("drops"), other = folder_.filePath("other");
    writeSmallProject(project.toStdString(), kSmallExperiment);
    writeSmallProject(other.toStdString(), kSmallExperiment);
    Shown o(project);
    QVERIFY(o.open());
    o.window.showPanel("models");
    mustWrite(folder_.filePath("rows.jsonl").toStdString(), "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
    o.drop(folder_.filePath("rows.jsonl"));
    QCOMPARE(o.window.currentPanel(), QString("data"));
    QTRY_VERIFY(o.find<QPushButton>("importStart")->isEnabled());
    o.drop(other);
    QTRY_COMPARE(o.workspace.project()->folder, other);
}

void RealModelTest::talks(Shown &o) {
    o.tab(Tab::Playground);
    o.shoot("model-2-empty");
    o.say("Write a short story about a lighthouse keeper who finds a message in a bottle.");
    QTRY_VERIFY_WITH_TIMEOUT(o.last().answer.tokens.size() > 20, kPatience);
    o.shootBoth("model-3-writing");
    EventLoopProbe probe;
    QVERIFY(o.settled());
    probe.print("an answer of a real model");
    qInfo("%s", qPrintable(o.column()->turns().last()->findChild<QLabel *>("turnFacts")->text()));
    o.say("Who wrote the message?");
    QVERIFY(o.settled());
    qInfo("%s", qPrintable(o.column()->turns().last()->findChild<QLabel *>("turnFacts")->text()));
    QVERIFY(o.last().answer.first < o.last().answer.seconds);
    // Stop ends it at once.
    const auto turns = o.chat().conversation().path().size();
    o.say("Tell me everything about the sea, in as many words as you can.");
    QTRY_VERIFY_WITH_TIMEOUT(o.chat().conversation().path().size() > turns && o.last().answer.tokens.size() > 10,
                             kPatience);
    QElapsedTimer clock;
    clock.start();
    QTest::keyClick(o.prompt(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!o.chat().asking(), kPatience);
    qInfo("stopped after %lld ms", clock.elapsed());
    QVERIFY(o.settled());
    QCOMPARE(o.last().answer.finishReason, std::string("cancelled"));
    o.shoot("model-4-talk");
}

void RealModelTest::looks(Shown &o) {
    TurnText *text = o.column()->turns()[1]->text();
    text->setFocus();
    for (int i = 0; i < 6; ++i) QTest::keyClick(text, Qt::Key_Right);
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(o.chat().token() == 5 && o.find<QTableWidget>("playAlternatives")->rowCount() == 8,
                             kPatience);
    qInfo("what else could have stood there after %lld ms", clock.elapsed());
    o.shoot("model-5-tokens");
}

/// Two answers to one question, of which a person takes one as the better.
void RealModelTest::judges(Shown &o) {
    o.click(o.find<QPushButton>("playNew"));
    o.find<QDoubleSpinBox>("playTemperature")->setValue(0.8);
    o.say("Name three fruits.");
    QVERIFY(o.settled());
    QTest::keyClick(o.prompt(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(o.settled());
    TurnView *turn = o.column()->turns()[1];
    turn->text()->setFocus();
    QTest::qWait(50);
    o.click(turn->findChild<QPushButton *>("turnMore"));
    auto *menu = turn->findChild<QMenu *>();
    QVERIFY(menu);
    o.shoot("model-6-judged");
    menu->actions()[1]->trigger();
    menu->close();
    auto *dialog = o.find<QFileDialog>("playSave");
    QVERIFY(dialog);
    dialog->selectFile(folder_.filePath("judged.jsonl"));
    QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
    QTRY_VERIFY(QFileInfo(folder_.filePath("judged.jsonl")).size() > 0);
    o.find<QDoubleSpinBox>("playTemperature")->setValue(0);
}

void RealModelTest::mixes(Shown &o) {
    post(o.session.queue(), &ExperimentQueue::startExperiment);
    for (const char *name : {"on words", "on chains"}) QVERIFY(o.reaches(name, RunState::Finished, 3 * kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(!o.workspace.experimentRunning(), kPatience);
    ModelsViewModel &models = modelsOf(o.workspace);
    o.window.showPanel("models");
    models.choose("model:base");
    MixerViewModel &mixer = mixerOf(o.workspace);
    QTRY_COMPARE_WITH_TIMEOUT(mixer.parts().size(), 2, kPatience);
    o.tab(Tab::Mixer);
    QTRY_VERIFY_WITH_TIMEOUT(mixer.chats(), kPatience);
    for (int part : {0, 1})
        QTest::mouseClick(o.window.findChild<QAbstractButton *>(QStringLiteral("mixOn%1").arg(part)), Qt::LeftButton,
                          {}, QPoint(8, 8));
    auto *prompt = o.find<QPlainTextEdit>("mixPrompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, "Anna has 4 apples and buys 3 more. How many has she?");
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking() && !mixer.mixed().text.empty() && !mixer.plain().text.empty(), kPatience);
    QVERIFY2(mixer.problem().isEmpty(), qPrintable(mixer.problem()));
    o.shoot("model-7-mix");
}

void RealModelTest::aRealModelFromItsFileToAMixOfItsAdapters() {
    const QString model = realModel();
    if (model.isEmpty()) QSKIP("SmolLM2 is not here: installer/real-model.sh fetches it");
    const QString project = folder_.filePath("real");
    writeSmallProject(project.toStdString(), replaced(kExperiment, "MODEL", model.toStdString()));
    Shown o(project);
    QVERIFY(o.open());
    o.shoot("model-0-home");
    imports(o, qEnvironmentVariable("LAPIDARY_SMOLLM2_GGUF", model), "smollm2"); // the file, or the folder
    if (QTest::currentTestFailed()) return;
    o.shoot("model-1-imported");
    for (auto part : {&RealModelTest::talks, &RealModelTest::looks, &RealModelTest::judges, &RealModelTest::mixes}) {
        (this->*part)(o);
        if (QTest::currentTestFailed()) return;
    }
}

QTEST_MAIN(RealModelTest)
#include "tst_real_model.moc"
