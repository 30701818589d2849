// SPDX-License-Identifier: Apache-2.0
// The playground on the model that comes with Lapidary, answered by a real worker.
#include "widgets/bridge/project_session.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/models_view_model.h"
#include "widgets/shell/main_window.h"
#include "widgets/shell/workspace.h"
#include "tests/support/small_experiment.h"
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace lapidary;

class PlaygroundTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersShowTheirTokensAndBranch();
};

void PlaygroundTest::answersShowTheirTokensAndBranch() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    Themes themes(*qApp);
    ProjectSession session;
    Workspace workspace(session);
    MainWindow window(workspace, themes, settings);
    mustWrite(folder.filePath("p/experiment.toml").toStdString(), "version = 1\nname = \"play\"\n[models]\nbase = \"resources:starter\"\n[[data]]\nname = \"d\"\ntask = \"chain_mod\"\nseed = 1\ncount = 4\n"
                                                                  "[[stage]]\nname = \"sft\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = \"d\"\n");
    window.show();
    window.openProject(folder.filePath("p"));
    window.showPanel("models");
    ModelsViewModel &model = workspace.models();
    QTRY_VERIFY_WITH_TIMEOUT(model.current(), 30000);
    window.findChild<QTabWidget *>("modelTabs")->setCurrentIndex(1);
    auto *prompt = window.findChild<QPlainTextEdit *>("playPrompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, "f=l+j;j=1-3;l=j*4;?f:");
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!model.asking(), 120000);
    QVERIFY2(model.askProblem().isEmpty(), qPrintable(model.askProblem()));
    auto *flow = window.findChild<TokenFlow *>("playTokens");
    const PromptAnswer first = model.answer();
    QVERIFY(!first.tokens.isEmpty());
    QCOMPARE(flow->tokens().size(), first.tokens.size());
    for (const AnswerToken &token : first.tokens) QVERIFY(token.logprob <= 0 && token.entropy >= 0);
    // The chosen token's alternatives: greedy, so that the first one is what stands there, with the probability of its tint.
    QTest::mouseClick(flow->viewport(), Qt::LeftButton, {}, flow->boxOf(0).center());
    auto *table = window.findChild<QTableWidget *>("playAlternatives");
    QTRY_VERIFY_WITH_TIMEOUT(table->rowCount() > 1, 60000);
    const Alternatives found = model.alternatives();
    QCOMPARE(found.tokens[0].id, first.tokens[0].id);
    QVERIFY(std::abs(found.tokens[0].probability - std::exp(first.tokens[0].logprob)) < 1e-4);
    QDir().mkpath(LAPIDARY_SCREENSHOTS);
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        themes.setMode(mode);
        QTest::qWait(60);
        QVERIFY(window.grab().save(QStringLiteral("%1/playground-%2.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), mode == ThemeMode::Light ? "light" : "dark")));
    }
    themes.setMode(ThemeMode::System);
    // The second alternative is put in its place and the model goes on from there.
    table->setFocus();
    table->setCurrentCell(1, 0);
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!model.asking() && model.canGoBack(), 120000);
    QVERIFY2(model.askProblem().isEmpty(), qPrintable(model.askProblem()));
    QCOMPARE(model.answer().tokens[0].id, found.tokens[1].id);
    QVERIFY(model.answer().tokens[0].forced && !model.answer().tokens.value(1).forced);
    QVERIFY(std::abs(std::exp(model.answer().tokens[0].logprob) - found.tokens[1].probability) < 1e-4);
    QTest::mouseClick(window.findChild<QPushButton *>("playBack"), Qt::LeftButton);
    QTRY_COMPARE(model.answer().text, first.text);
}

QTEST_MAIN(PlaygroundTest)
#include "tst_playground.moc"
