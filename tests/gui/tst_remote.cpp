// SPDX-License-Identifier: Apache-2.0
// A remote model from its address to its answers: the dialog, consent, the list, the playground and its tokens. The
// server stands on this machine.
#include "tests/gui/opened_window.h"
#include "tests/support/fault_server.h"
#include "widgets/common/token_flow.h"
#include "widgets/panels/models/chat_wording.h"
#include "widgets/panels/models/turn_text.h"
#include "widgets/panels/models/turn_view.h"
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <nlohmann/json.hpp>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 60000;

/// Lists two models; answers the last message word by word, each with a log-probability and an alternative; is busy
/// once.
void serve(Peer &peer) {
    if (peer.request().starts_with("GET "))
        return (void)peer.send(withLength(R"({"data":[{"id":"small"},{"id":"large"}]})"));
    if (peer.number() == 3)
        return (void)peer.send(head(503, "application/json", "Retry-After: 1\r\n") +
                               R"({"error":{"message":"the model is being loaded"}})");
    const Json body = Json::parse(peer.request().substr(peer.request().find("\r\n\r\n") + 4));
    const std::string said = body["messages"].back()["content"];
    peer.send(head(200, "text/event-stream"));
    for (const std::string word : {"You", " said", ": ", said.c_str(), "."}) {
        const Json logprobs = {
            {"content",
             {{{"token", word},
               {"logprob", -0.25},
               {"top_logprobs", {{{"token", word}, {"logprob", -0.25}}, {{"token", " other"}, {"logprob", -1.75}}}}}}}};
        peer.send(
            event(dumpJson({{"model", "small-2026"},
                            {"choices", {{{"index", 0}, {"delta", {{"content", word}}}, {"logprobs", logprobs}}}}})));
        peer.wait(0.03);
    }
    peer.send(event(R"({"model":"small-2026","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})") +
              event("[DONE]"));
}

struct Remoted : OpenedWindow {
    PlaygroundViewModel &chat;
    Remoted() : OpenedWindow({}), chat(playgroundOf(workspace)) {
        const std::string project = this->project().toStdString();
        fs::create_directories(project + "/models");
        mustWrite(project + "/experiment.toml",
                  "version = 1\nname = \"play\"\n[models]\nbase = \"resources:starter\"\n"
                  "[[data]]\nname = \"d\"\ntask = \"chain_mod\"\nseed = 1\ncount = 4\n[[stage]]\nname = "
                  "\"sft\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = \"d\"\n");
        window.resize(1280, 800);
        window.openProject(this->project());
        window.showPanel("models");
    }
    bool isThere(const QString &name) {
        return QTest::qWaitFor(
            [&] { return modelsOf(workspace).current() && modelsOf(workspace).current()->name == name; }, kPatience);
    }
    template <class T> T *in(const char *name) {
        return window.findChild<QDialog *>("remoteDialog")->findChild<T *>(QLatin1String(name));
    }
    const ChatTurn &last() const { return chat.conversation().at(chat.conversation().end()); }
    void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    void fill(const char *field, const QString &text) {
        auto *edit = in<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void shootDialog(const QString &name, const char *object = "remoteDialog") {
        auto *dialog = window.findChild<QDialog *>(QLatin1String(object));
        for (const auto &[mode, word] : {std::pair(ThemeMode::Light, "light"), {ThemeMode::Dark, "dark"}}) {
            themes.setMode(mode);
            QTest::qWait(60);
            QVERIFY(dialog->grab().save(
                QStringLiteral("%1/%2-%3.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), name, QLatin1String(word))));
        }
        themes.setMode(ThemeMode::Light);
    }
};

} // namespace

class RemoteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aServerIsSetUpAndChatsWith();
    void nothingLeavesWithoutConsent();

private:
    void setsUp(Remoted &r, const QString &url);
    void chats(Remoted &r);
    void forgets(Remoted &r);
    QTemporaryDir config_;
};

void RemoteTest::initTestCase() {
    qputenv("XDG_CONFIG_HOME", config_.path().toUtf8());
    QDir().mkpath(LAPIDARY_SCREENSHOTS);
}

void RemoteTest::setsUp(Remoted &r, const QString &url) {
    r.click(r.find<QPushButton>("addRemote"));
    auto *dialog = r.find<QDialog>("remoteDialog");
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QVERIFY(!r.in<QPushButton>("remoteSave")->isEnabled());
    r.fill("remoteName", "cluster");
    r.fill("remoteUrl", url);
    QVERIFY(!r.in<QCheckBox>("remoteAllow")->isVisible()); // nothing leaves the machine
    r.click(r.in<QPushButton>("remoteLook"));
    QTRY_COMPARE_WITH_TIMEOUT(r.in<QComboBox>("remoteServed")->currentText(), QString("small"), kPatience);
    QVERIFY(r.in<QLabel>("remoteSaid")->text().contains("models: 2"));
    r.shootDialog("remote-1-dialog");
    r.click(r.in<QPushButton>("remoteMore"));
    r.shootDialog("remote-2-more");
    r.click(r.in<QPushButton>("remoteMore"));
    r.click(r.in<QPushButton>("remoteSave"));
    QVERIFY(r.isThere("cluster"));
    QVERIFY(!dialog->isVisible());
    QVERIFY(!r.find<QPushButton>("writeModel")->isVisible());
    r.shootBoth("remote-3-details");
}

void RemoteTest::chats(Remoted &r) {
    QVERIFY(r.chat.canAsk());
    QVERIFY(r.find<QLabel>("playNotice")->text().contains("of this machine")); // nothing leaves it
    auto *prompt = r.find<QPlainTextEdit>("playPrompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, "hello");
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!r.chat.asking() && r.last().answer.made(), kPatience);
    QCOMPARE(r.last().text, QString("You said: hello."));
    QCOMPARE(r.last().answer.tokens.size(), 5u);
    QCOMPARE(r.window.findChildren<TurnText *>().last()->toPlainText(), r.last().text);
    QCOMPARE(modelsOf(r.workspace).current()->base, QString());
    QVERIFY(areScored(r.last().answer.tokens));
    QVERIFY(provenanceText(r.last()).contains("small-2026"));

    // The second question meets a server that is busy, says so, and is asked again.
    prompt->setFocus();
    QTest::keyClicks(prompt, "again");
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(r.find<QLabel>("playNotice")->text().contains("is being loaded"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!r.chat.asking() && r.last().answer.made(), kPatience);
    QCOMPARE(r.last().text, QString("You said: again."));
    QVERIFY(provenanceText(r.last()).contains("asked again 1"));
}

/// From the panel.
void RemoteTest::forgets(Remoted &r) {
    r.click(r.find<QPushButton>("deleteModel"));
    QTRY_VERIFY(r.find<QMessageBox>("confirmDelete"));
    auto *box = r.find<QMessageBox>("confirmDelete");
    r.shootDialog("remote-6-forget", "confirmDelete");
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole) r.click(button);
    QTRY_VERIFY_WITH_TIMEOUT(std::none_of(modelsOf(r.workspace).models().begin(), modelsOf(r.workspace).models().end(),
                                          [](const ModelValues &model) { return model.name == "cluster"; }),
                             kPatience);
}

void RemoteTest::aServerIsSetUpAndChatsWith() {
    const FaultServer server(serve);
    Remoted r;
    QVERIFY(r.isThere("base"));
    setsUp(r, QString::fromStdString(server.url()));
    if (QTest::currentTestFailed()) return;
    r.find<QTabWidget>("modelTabs")->setCurrentIndex(1);
    chats(r);
    if (QTest::currentTestFailed()) return;
    // The microscope shows what the server gave; a remote model does not go on from another token.
    r.chat.chooseToken(r.chat.conversation().end(), 3);
    auto *alternatives = r.find<QTableWidget>("playAlternatives");
    QTRY_COMPARE(alternatives->rowCount(), 2);
    QCOMPARE(alternatives->item(1, 1)->text(), QString("17.4 %"));
    const auto turns = r.chat.conversation().size();
    alternatives->setFocus();
    QTest::keyClick(alternatives, Qt::Key_Return);
    QCOMPARE(r.chat.conversation().size(), turns);
    r.shootBoth("remote-4-chat");

    // Asked again from the chip, it says the same.
    r.chat.reproduce(r.chat.conversation().end());
    QTRY_VERIFY_WITH_TIMEOUT(!r.chat.asking(), kPatience);
    QCOMPARE(r.last().check.state, ChatTurn::Check::Identical);
    forgets(r);
}

void RemoteTest::nothingLeavesWithoutConsent() {
    Remoted r;
    QVERIFY(r.isThere("base"));
    r.click(r.find<QPushButton>("addRemote"));
    QVERIFY(QTest::qWaitForWindowExposed(r.find<QDialog>("remoteDialog")));
    r.fill("remoteName", "far");
    r.fill("remoteUrl", "http://far.invalid:8000/v1");
    auto *save = r.in<QPushButton>("remoteSave");
    r.in<QComboBox>("remoteServed")->setEditText("m");
    QVERIFY(!save->isEnabled()); // without https
    QVERIFY(r.in<QComboBox>("remotePlain")->isVisible());
    r.fill("remoteUrl", "https://user:secret@far.invalid/v1");
    QVERIFY(!save->isEnabled());
    r.fill("remoteUrl", "https://far.invalid/v1");
    QVERIFY(!r.in<QComboBox>("remotePlain")->isVisible());
    auto *allow = r.in<QCheckBox>("remoteAllow");
    QVERIFY(allow->isVisible() && !allow->isChecked());
    QVERIFY(!r.in<QPushButton>("remoteLook")->isEnabled());
    r.shootDialog("remote-5-consent");
    QVERIFY(save->isEnabled());
    r.click(save);
    QVERIFY(r.isThere("far"));
    r.find<QTabWidget>("modelTabs")->setCurrentIndex(1);
    QVERIFY(!r.chat.canAsk());
    QVERIFY(r.find<QLabel>("playNotice")->text().contains("allowed"));
    // Allowed by the same dialog.
    r.click(r.find<QPushButton>("changeRemote"));
    QVERIFY(QTest::qWaitForWindowExposed(r.find<QDialog>("remoteDialog")));
    QTest::mouseClick(allow, Qt::LeftButton, {}, QPoint(8, allow->height() / 2));
    QVERIFY(allow->isChecked());
    r.click(save);
    QTRY_VERIFY_WITH_TIMEOUT(r.chat.canAsk(), kPatience);
    QVERIFY(r.find<QLabel>("playNotice")->text().contains("leave this machine"));
    // Another address has another consent.
    r.click(r.find<QPushButton>("changeRemote"));
    QVERIFY(QTest::qWaitForWindowExposed(r.find<QDialog>("remoteDialog")));
    QVERIFY(allow->isChecked());
    r.fill("remoteUrl", "https://elsewhere.invalid/v1");
    QVERIFY(!allow->isChecked());
}

QTEST_MAIN(RemoteTest)
#include "tst_remote.moc"
