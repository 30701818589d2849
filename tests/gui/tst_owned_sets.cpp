// SPDX-License-Identifier: Apache-2.0
// Data sets as a person owns them: renamed, deleted and put back; two versions beside each other; rows that stand out;
// and a row that is read as the conversation that it is.
#include "tests/gui/layout_faults.h"
#include "tests/gui/stock_window.h"
#include "widgets/common/entry_list.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/data/bubble.h"
#include "widgets/panels/data/conversation_view.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/language.h"
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 60'000; ///< ms

const char *const kChats =
    R"({"messages":[{"role":"system","content":"You help with sums."},{"role":"user","content":"What is 2 + 2?"},)"
    R"({"role":"assistant","content":"<think>Two and two make four.</think>It is 4."}]})"
    "\n"
    R"({"messages":[{"role":"user","content":"北京的天气怎么样？"},{"role":"assistant","content":"","tool_calls":)"
    R"([{"type":"function","function":{"name":"weather","arguments":{"city":"北京"}}}]},)"
    R"({"role":"tool","name":"weather","content":"{\"sky\":\"clear\"}"},{"role":"assistant","content":"北京今天晴。"}]})"
    "\n"
    R"({"messages":[{"role":"user","content":"How many apples does Ann have in her basket?"},)"
    R"({"role":"assistant","content":"She has four apples and she will soon go to the"}]})"
    "\n"
    R"({"messages":[{"role":"user","content":"Say nothing."},{"role":"assistant","content":""}]})"
    "\n";

/// The window on a project with an imported set of conversations.
struct SetsWindow : StockWindow {
    bool begin() {
        mustWrite(path("project/datasets/imported/chats.jsonl"), kChats);
        mustWrite(path("project/added.toml"),
                  "[[data]]\nname = \"chats\" # four\nfile = \"datasets/imported/chats.jsonl\"\n");
        if (!open(QStringLiteral("data"))) return false;
        return QTest::qWaitFor([&] { return has("chats") && choose("chats"); }, kPatience);
    }
    DataViewModel &data() { return dataOf(workspace); }
    bool has(const QString &name) {
        return std::any_of(data().sets().begin(), data().sets().end(),
                           [&](const DataSetValues &set) { return set.name == name; });
    }
    bool choose(const QString &name) {
        for (int i = 0; i < data().sets().size(); ++i)
            if (data().sets()[i].name == name) return data().choose(i), true;
        return false;
    }
    /// With the keys, also where no window manager gives them back behind a dialog that goes.
    EntryList *list() {
        auto *found = find<EntryList>("dataSets");
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        found->setFocus();
        return found;
    }
    std::string text(const char *file) { return readFile(path(file)).value_or(""); }
    QDialog *dialog() {
        for (QDialog *each : window.findChildren<QDialog *>())
            if (each->isVisible() && !qobject_cast<QMessageBox *>(each)) return each;
        return nullptr;
    }
    template <class T> T *in(const char *name) { return dialog() ? dialog()->findChild<T *>(name) : nullptr; }
    bool curate() {
        auto *start = find<QPushButton>("curate");
        if (!QTest::qWaitFor([&] { return start->isEnabled(); }, kPatience)) return false;
        QTest::mouseClick(start, Qt::LeftButton);
        CurationViewModel &rows = curationOf(workspace);
        return QTest::qWaitFor(
            [&] { return rows.isOpen() && !rows.finding() && rows.rows()->rowCount() == 4 && rows.rows()->heldAt(0); },
            kPatience);
    }
    void tool(const char *name) {
        QMenu *menu = find<QPushButton>("toolsMenu")->menu();
        Q_EMIT menu->aboutToShow();
        menu->findChild<QAction *>(QLatin1String(name))->trigger();
    }
    /// The dialog that stands there, in light and dark, without faults in a window of 960 × 600.
    void shoot(const QString &name) {
        QVERIFY(dialog());
        for (const auto &[mode, word] : {std::pair(ThemeMode::Light, "light"), {ThemeMode::Dark, "dark"}}) {
            themes.setMode(mode);
            QTest::qWait(80);
            QVERIFY(dialog()->grab().save(
                QStringLiteral("%1/%2-%3.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), name, QLatin1String(word))));
        }
        QVERIFY2(dialog()->width() <= 960 && dialog()->height() <= 600,
                 qPrintable(QStringLiteral("%1 × %2").arg(dialog()->width()).arg(dialog()->height())));
        const QStringList faults = layoutFaults(*dialog());
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }
};

} // namespace

class OwnedSetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QDir().mkpath(LAPIDARY_SCREENSHOTS); }
    void aSetIsRenamedWhereverItIsNamed();
    void whatIsNeededIsNotDeleted();
    void whatIsDeletedIsPutBack();
    void theTrashPutsBackAndForgets();
    void curatedRowsAreRenamedAndDeletedWhileTheyAreOpen();
    void versionsAreCompared();
    void unusualRowsAreTagged();
    void aRowIsReadAsAConversation();
    void looksWell_data();
    void looksWell();
};

void OwnedSetsTest::aSetIsRenamedWhereverItIsNamed() {
    SetsWindow o;
    QVERIFY(o.begin());
    QVERIFY(o.choose("edge"));
    QTest::keyClick(o.list(), Qt::Key_F2);
    QTRY_VERIFY(o.in<QLineEdit>("setName"));
    auto *uses = o.in<QLabel>("setUses");
    QTRY_VERIFY2(uses->text().contains("arm sft, greedy"), qPrintable(uses->text()));
    QVERIFY(uses->text().contains("data set train"));
    o.shoot("set-rename");
    auto *name = o.in<QLineEdit>("setName");
    name->selectAll();
    QTest::keyClicks(name, "train"); // taken
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(o.in<QLabel>("setProblem")->text().contains("taken"));
    name->selectAll();
    QTest::keyClicks(name, "hard");
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!o.dialog());
    QTRY_VERIFY(o.has("hard"));
    QCOMPARE(QString::fromStdString(o.text("project/experiment.toml")),
             QString::fromStdString(replaced(kSmallExperiment, "\"edge\"", "\"hard\"")));
    QTest::keyClick(o.list(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(o.has("edge"));
    QCOMPARE(QString::fromStdString(o.text("project/experiment.toml")), QString(kSmallExperiment));
    QTest::keyClick(o.list(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(o.has("hard"));
}

void OwnedSetsTest::whatIsNeededIsNotDeleted() {
    SetsWindow o;
    QVERIFY(o.begin());
    QVERIFY(o.choose("train"));
    QTest::keyClick(o.list(), Qt::Key_Delete);
    QTRY_VERIFY(o.in<QLabel>("setUses"));
    QTRY_VERIFY(o.in<QLabel>("setUses")->text().contains("needed by stage base, stage sft"));
    QVERIFY(!o.in<QPushButton>("setApply")->isEnabled());
    o.shoot("set-needed");
    QTest::keyClick(o.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!o.dialog());
    QVERIFY(!QFile::exists(o.folder.filePath("project/trash")));
}

void OwnedSetsTest::whatIsDeletedIsPutBack() {
    SetsWindow o;
    QVERIFY(o.begin());
    const std::string added = o.text("project/added.toml");
    QTest::keyClick(o.list(), Qt::Key_Delete);
    QTRY_VERIFY(o.in<QPushButton>("setApply"));
    QTRY_VERIFY(o.in<QPushButton>("setApply")->isEnabled());
    o.shoot("set-delete");
    QTest::mouseClick(o.in<QPushButton>("setApply"), Qt::LeftButton);
    QTRY_VERIFY(!o.has("chats"));
    QVERIFY(!QFile::exists(o.folder.filePath("project/datasets/imported/chats.jsonl")));
    auto *back = o.find<QPushButton>("putBackSet");
    QTRY_VERIFY(back->isVisible());
    QCOMPARE(o.find<QLabel>("deletedSet")->text(), QString("Deleted: chats"));
    o.shootBoth("set-deleted");
    QTest::mouseClick(back, Qt::LeftButton);
    QTRY_VERIFY(o.has("chats"));
    QTRY_VERIFY(!back->isVisible());
    QVERIFY(o.text("project/added.toml").find("datasets/imported/chats.jsonl") != std::string::npos);
    QCOMPARE(o.text("project/datasets/imported/chats.jsonl"), std::string(kChats));
}

void OwnedSetsTest::theTrashPutsBackAndForgets() {
    SetsWindow o;
    QVERIFY(o.begin());
    for (const bool forGood : {false, true}) {
        QTRY_VERIFY(o.choose("chats"));
        QTest::keyClick(o.list(), Qt::Key_Delete);
        QTRY_VERIFY(o.in<QPushButton>("setApply") && o.in<QPushButton>("setApply")->isEnabled());
        QTest::mouseClick(o.in<QPushButton>("setApply"), Qt::LeftButton);
        QTRY_VERIFY(!o.has("chats") && !o.dialog());
        featureOf<DataFeature>(o.workspace).owned().wantTrash();
        for (const ActionEntry &entry : o.window.actions().entries())
            if (entry.id == QLatin1String("set:trashedSets")) entry.run();
        QTRY_VERIFY(o.in<QTableWidget>("trashedSets"));
        QTRY_COMPARE(o.in<QTableWidget>("trashedSets")->rowCount(), 1);
        if (!forGood) {
            o.shoot("set-trash");
            QTest::mouseClick(o.in<QPushButton>("trashPutBack"), Qt::LeftButton);
            QTRY_VERIFY(o.has("chats"));
        } else {
            QTest::mouseClick(o.in<QPushButton>("trashForget"), Qt::LeftButton);
            auto *ask = o.window.findChild<QMessageBox *>("forgetSet");
            QTRY_VERIFY(ask && ask->isVisible());
            for (QAbstractButton *each : ask->buttons())
                if (ask->buttonRole(each) == QMessageBox::AcceptRole) QTest::mouseClick(each, Qt::LeftButton);
            QTRY_COMPARE(o.in<QTableWidget>("trashedSets")->rowCount(), 0);
            QVERIFY(QDir(o.folder.filePath("project/trash")).isEmpty());
        }
        QTest::keyClick(o.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!o.dialog());
    }
    QVERIFY(!o.find<QPushButton>("putBackSet")->isVisible()); // it cannot come back any more
}

void OwnedSetsTest::curatedRowsAreRenamedAndDeletedWhileTheyAreOpen() {
    SetsWindow o;
    QVERIFY(o.begin());
    QVERIFY(o.curate());
    QTRY_VERIFY(o.data().isCurated());
    CurationViewModel &rows = curationOf(o.workspace);
    rows.tag({1}, QStringLiteral("good"), true);
    QTRY_VERIFY(!rows.undoText().isEmpty());
    QTest::keyClick(o.list(), Qt::Key_F2);
    QTRY_VERIFY(o.in<QPushButton>("setApply"));
    auto *name = o.in<QLineEdit>("setName");
    name->selectAll();
    QTest::keyClicks(name, "by hand");
    QTRY_VERIFY(o.in<QPushButton>("setApply")->isEnabled());
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!o.dialog());
    QTRY_VERIFY(rows.isOpen() && rows.name() == "by hand");
    QTRY_VERIFY2(rows.undoText().contains("good"), qPrintable(rows.undoText())); // its history came with it
    QVERIFY(QFile::exists(o.folder.filePath("project/datasets/curated/by hand.rows")));
    QVERIFY(!QFile::exists(o.folder.filePath("project/datasets/curated/chats.rows")));
    QTest::keyClick(o.list(), Qt::Key_Delete);
    QTRY_VERIFY(o.in<QPushButton>("setApply") && o.in<QPushButton>("setApply")->isEnabled());
    QTest::mouseClick(o.in<QPushButton>("setApply"), Qt::LeftButton);
    QTRY_VERIFY(!o.has("by hand"));
    QTRY_VERIFY(!rows.isOpen());
    QTest::mouseClick(o.find<QPushButton>("putBackSet"), Qt::LeftButton);
    QTRY_VERIFY(rows.isOpen() && rows.name() == "by hand");
    QTRY_VERIFY(rows.undoText().contains("good"));
}

void OwnedSetsTest::versionsAreCompared() {
    SetsWindow o;
    QVERIFY(o.begin());
    QVERIFY(o.curate());
    CurationViewModel &rows = curationOf(o.workspace);
    rows.edit(3, "messages",
              R"([{"role":"user","content":"How many apples does Ann have?"},)"
              R"({"role":"assistant","content":"She has five apples."}])");
    rows.remove({4});
    rows.tag({1}, QStringLiteral("good"), true);
    QTRY_VERIFY(rows.undoText().contains("good"));
    o.tool("compareVersions");
    QTRY_VERIFY(o.in<QTableView>("versionRows"));
    auto *table = o.in<QTableView>("versionRows");
    auto *result = o.in<QLabel>("versionsDialogResult");
    QTRY_COMPARE(result->text(), QString("1 row removed  ·  1 row changed  ·  1 row with other tags alone"));
    QCOMPARE(table->model()->rowCount(), 3);
    const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QTRY_COMPARE(cell(1, 2), QString("messages"));
    table->setCurrentIndex(table->model()->index(1, 0));
    QTRY_VERIFY(o.in<QPlainTextEdit>("rowBefore")->toPlainText().contains("four apples"));
    QVERIFY(o.in<QPlainTextEdit>("rowAfter")->toPlainText().contains("five apples"));
    QVERIFY(!o.in<QPlainTextEdit>("rowAfter")->extraSelections().isEmpty()); // the words that differ
    o.shoot("versions");
    auto *kind = o.in<QComboBox>("changeKind");
    kind->setCurrentIndex(1);
    Q_EMIT kind->activated(1);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(0, 0), QString("4"));
    auto *after = o.in<QComboBox>("versionAfter");
    after->setCurrentIndex(1); // as imported: the same as before
    Q_EMIT after->activated(1);
    QTRY_COMPARE(result->text(), QString("No row differs."));
}

void OwnedSetsTest::unusualRowsAreTagged() {
    SetsWindow o;
    QVERIFY(o.begin());
    QVERIFY(o.curate());
    o.tool("findUnusual");
    QTRY_VERIFY(o.in<QTableWidget>("unusualKinds"));
    auto *kinds = o.in<QTableWidget>("unusualKinds");
    QTRY_VERIFY(kinds->rowCount() >= 4);
    const auto lineOf = [&](const QString &tag) {
        for (int row = 0; row < kinds->rowCount(); ++row)
            if (kinds->item(row, 2)->text() == tag) return row;
        return -1;
    };
    QVERIFY(lineOf("empty-answer") >= 0);
    QVERIFY(lineOf("cut-off") >= 0);
    QVERIFY(lineOf("lang-zh") >= 0);
    QVERIFY(!o.in<QPushButton>("unusualTag")->isEnabled());
    for (const char *tag : {"empty-answer", "lang-zh"}) {
        kinds->setFocus();
        kinds->setCurrentCell(lineOf(tag), 0);
        QTest::keyClick(kinds, Qt::Key_Space);
        QCOMPARE(kinds->item(lineOf(tag), 0)->checkState(), Qt::Checked);
    }
    QTRY_COMPARE(o.in<QLabel>("unusualDialogResult")->text(), QString("2 rows ticked."));
    o.shoot("unusual");
    QTest::mouseClick(o.in<QPushButton>("unusualTag"), Qt::LeftButton);
    CurationViewModel &rows = curationOf(o.workspace);
    QTRY_COMPARE(rows.undoText(), QString("marking of 2 rows as unusual"));
    QTRY_COMPARE(rows.state().tags.count("lang-zh"), std::size_t(1));
    rows.setTagFilter("empty-answer");
    QTRY_COMPARE(rows.rows()->rowCount(), 1);
    QCOMPARE(rows.rows()->idAt(0), std::int64_t(4));
    rows.undo();
    QTRY_VERIFY(rows.state().tags.empty());
}

void OwnedSetsTest::aRowIsReadAsAConversation() {
    SetsWindow o;
    QVERIFY(o.begin());
    QVERIFY(o.curate());
    ConversationView *view = nullptr;
    for (auto *each : o.window.findChildren<ConversationView *>())
        if (each->isVisible()) view = each;
    QVERIFY(view);
    auto *table = o.find<QTableView>("curatedRows");
    table->setCurrentIndex(table->model()->index(0, 1));
    QTRY_COMPARE(view->bubbles().size(), 3);
    QVERIFY(view->bubbles()[1]->isOnTheRight());
    QCOMPARE(view->bubbles()[2]->accessibleName(), QString("Assistant"));
    QCOMPARE(view->bubbles()[2]->accessibleDescription(), QString("It is 4."));
    // Reasoning is folded until a key opens it.
    auto *fold = view->bubbles()[2]->findChild<QPushButton *>("fold");
    QVERIFY(fold && !fold->isChecked());
    view->bubbles()[1]->setFocus();
    QTest::keyClick(view->bubbles()[1], Qt::Key_Down);
    QTRY_VERIFY(view->bubbles()[2]->hasFocus());
    QTest::keyClick(view->bubbles()[2], Qt::Key_Space);
    QVERIFY(fold->isChecked());
    QTest::keyClick(view->bubbles()[2], Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("It is 4."));
    o.shootBoth("conversation");
    table->setCurrentIndex(table->model()->index(1, 1));
    QTRY_COMPARE(view->bubbles().size(), 4);
    QCOMPARE(view->bubbles()[1]->turn().calls, QString::fromUtf8("weather({\"city\":\"北京\"})"));
    QCOMPARE(view->bubbles()[2]->accessibleName(), QString("Tool weather"));
    auto *talk = o.find<QPushButton>("rowAsConversation");
    QTest::mouseClick(talk, Qt::LeftButton);
    QVERIFY(!view->isVisible());
    QTRY_VERIFY(o.find<QPlainTextEdit>("curatedRow")->isVisible());
}

void OwnedSetsTest::looksWell_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"})
        for (const QSize size : {QSize(960, 600), QSize(1280, 800)})
            QTest::addRow("%s %d", language, size.width()) << language << size;
}

void OwnedSetsTest::looksWell() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QVERIFY(installLanguage(*qApp, language));
    const auto back = qScopeGuard([] { installLanguage(*qApp, "en"); });
    SetsWindow o;
    o.window.resize(size);
    QVERIFY(o.begin());
    auto *talk = o.find<QPushButton>("tokensAsConversation");
    QTRY_VERIFY(talk->isEnabled());
    talk->click();
    QTest::qWait(200);
    const QString name = QStringLiteral("sets-%1-%2").arg(language).arg(size.width());
    o.shootBoth(name + QStringLiteral("-read"));
    QVERIFY(o.curate());
    auto *table = o.find<QTableView>("curatedRows");
    table->setCurrentIndex(table->model()->index(1, 1));
    QTest::qWait(200);
    o.shootBoth(name);
    for (const char *tool : {"findUnusual", "compareVersions"}) {
        o.tool(tool);
        QTRY_VERIFY(o.dialog());
        QTest::qWait(300);
        o.shoot(name + QLatin1Char('-') + QLatin1String(tool));
        if (QTest::currentTestFailed()) return;
        QTest::keyClick(o.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!o.dialog());
    }
    for (const int key : {int(Qt::Key_F2), int(Qt::Key_Delete)}) {
        QTest::keyClick(o.list(), Qt::Key(key));
        QTRY_VERIFY(o.in<QPushButton>("setApply"));
        QTest::qWait(200);
        o.shoot(QStringLiteral("%1-set-%2").arg(name).arg(key == Qt::Key_F2 ? "rename" : "delete"));
        if (QTest::currentTestFailed()) return;
        QTest::keyClick(o.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!o.dialog());
    }
}

QTEST_MAIN(OwnedSetsTest)
#include "tst_owned_sets.moc"
