// SPDX-License-Identifier: Apache-2.0
// Every kind of item by real keys and mouse, from the page that makes its queue to the rows that a training takes;
// several people, keymaps, and how all of it looks.
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_export.h"
#include "tests/gui/made_project.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/key_button.h"
#include "widgets/common/text_view.h"
#include "widgets/common/theme.h"
#include "widgets/panels/label/estimate_chart.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/panels/label/rank_bar.h"
#include "widgets/panels/label/rating_cells.h"
#include "widgets/shell/language.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QtTest>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 30000, kPrompts = 12;

/// A finished sampling run with four answers of several lines to each prompt; to every other one only two, where
/// `uneven`.
void makeSamples(const fs::path &project, bool uneven = false) {
    makeRun(project, {.id = "02-draws", .kind = "sample", .state = "finished"});
    std::vector<Json> rows;
    for (int i = 0; i < kPrompts; ++i) {
        Json answers = Json::array();
        for (int k = 0; k < (uneven && i % 2 ? 2 : 4); ++k)
            answers.push_back(
                {{"text", "There are " + std::to_string(i + 3) + " apples and " + std::to_string(k + 2) +
                              " pears in the basket.\nSo I add " + std::to_string(i + 3) + " and " +
                              std::to_string(k + 2) + ", which gives " + std::to_string(i + k + 5) +
                              ".\nTwo of them are eaten.\nThe answer is " + std::to_string(i + 3 + k) + "."},
                 {"tokens", 30}});
        rows.push_back({{"id", std::to_string(i)},
                        {"prompt", "Problem " + std::to_string(i) + ": a basket holds " + std::to_string(i + 3) +
                                       " apples and some pears. Two are eaten. How many are left?"},
                        {"completions", std::move(answers)}});
    }
    mustWrite(project / "runs/02-draws/samples.jsonl", toJsonl(rows));
}

} // namespace

class LabelKindsTest : public QObject {
    Q_OBJECT

    struct Shown : test::ShownProject {
        explicit Shown(const QString &project) : ShownProject(project, "label") {
            QVERIFY(QTest::qWaitForWindowActive(&window));
        }
        LabelViewModel &model() { return labelsOf(workspace); }
        LabelPanel *panel() { return window.findChild<LabelPanel *>("label"); }
        template <class T> T *find(const char *name) { return panel()->findChild<T *>(QString::fromLatin1(name)); }
        QString text(const char *name) { return find<QLabel>(name)->text(); }
        void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
            QWidget *focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : static_cast<QWidget *>(panel()), key, modifiers);
        }
        bool isSaved() {
            return QTest::qWaitFor([&] { return model().isSaved(); }, kPatience);
        }
        const LabelMark &mark(std::size_t item) { return model().desk().state().marks()[item]; }
        bool isOpen(const char *kind) {
            return QTest::qWaitFor(
                [&] { return !model().queue().isEmpty() && model().desk().state().kind().name == kind; }, kPatience);
        }
        /// By keys: the run, the kind, the criteria, and the button.
        void makeQueue(const char *kind, const QString &criteria = {}) {
            if (!model().queues().isEmpty()) QTest::mouseClick(find<QPushButton>("newQueue"), Qt::LeftButton);
            auto *runs = find<QListWidget>("sourceRuns");
            QTRY_VERIFY_WITH_TIMEOUT(runs->count() > 0, kPatience);
            runs->setFocus();
            if (runs->item(0)->checkState() != Qt::Checked) key(Qt::Key_Space);
            auto *kinds = find<QComboBox>("queueKind");
            kinds->setFocus();
            key(Qt::Key_Home);
            while (kinds->currentData().toString() != QLatin1String(kind)) {
                const int before = kinds->currentIndex();
                key(Qt::Key_Down);
                QVERIFY(kinds->currentIndex() > before);
            }
            auto *field = find<QLineEdit>("queueCriteria");
            QCOMPARE(field->isVisible(), !criteria.isEmpty());
            if (!criteria.isEmpty()) {
                field->setFocus();
                QVERIFY(!find<QPushButton>("makeQueue")->isEnabled()); // ratings of nothing
                QTest::keyClicks(field, criteria);
            }
            auto *make = find<QPushButton>("makeQueue");
            QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), kPatience);
            QTest::mouseClick(make, Qt::LeftButton);
            QVERIFY(isOpen(kind));
            QVERIFY(find<QListView>("labelItems")->hasFocus());
        }
        /// What the export button writes, by the id of the rows.
        std::map<std::string, Json> exported() {
            Heard written(session.labels(), &ProjectLabels::exported);
            if (!isSaved()) return {};
            QTest::mouseClick(find<QPushButton>("exportLabels"), Qt::LeftButton);
            if (!QTest::qWaitFor([&] { return written.count() == 1; }, kPatience)) return {};
            std::map<std::string, Json> rows;
            (void)forEachRow(std::get<0>(written.calls[0]).toStdString(), [&](const Json &row) -> Status {
                rows[row["id"].get<std::string>()] = row;
                return {};
            });
            return rows;
        }
        void choose(const char *action) {
            auto *menu = find<QMenu>("labelMenu");
            Q_EMIT menu->aboutToShow();
            auto *chosen = menu->findChild<QAction *>(QString::fromLatin1(action));
            QVERIFY2(chosen, action);
            chosen->trigger();
        }
        bool mayChoose(const char *action) {
            auto *menu = find<QMenu>("labelMenu");
            Q_EMIT menu->aboutToShow();
            return menu->findChild<QAction *>(QString::fromLatin1(action))->isEnabled();
        }
        void becomes(const QString &name) {
            auto *who = find<QComboBox>("annotator");
            who->lineEdit()->setFocus();
            who->lineEdit()->selectAll();
            QTest::keyClicks(who->lineEdit(), name);
            QTest::keyClick(who->lineEdit(), Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(model().desk().session().annotator), name, kPatience);
        }
    };

    QTemporaryDir folder_{};
    QString project(const QString &name) {
        const QString path = folder_.filePath(name);
        makeSamples(path.toStdString());
        return path;
    }
    void shootKind(const char *kind, const QString &language);

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", folder_.filePath("config").toUtf8()); }
    void rankingsByKeysAndMouse();
    void itemsOfOtherSizesFollowEachOther();
    void ratingsByCriterion();
    void spansByKeysAndMouse();
    void aDataSetProposesItsKind();
    void thumbsTeachKto();
    void stepsTeachAPrm();
    void idealAnswersTeachSft();
    void twoPeopleDoNotTouchEachOther();
    void keysOfOthersAndOnesOwn();
    void blindnessIsLostForGood();
    void guidelinesAreWrittenHere();
    void allThatIsOpenStillFits();
    void looksGood_data();
    void looksGood();
};

void LabelKindsTest::rankingsByKeysAndMouse() {
    const QString path = project("ranking");
    std::string begun;
    {
        Shown o(path);
        o.makeQueue("ranking");
        QCOMPARE(o.model().desk().item()->answers.size(), std::size_t(4));
        for (const Qt::Key pressed : {Qt::Key_3, Qt::Key_1, Qt::Key_4}) o.key(pressed);
        QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  3>1>4"));
        QCOMPARE(o.text("rankAnswer4"), QStringLiteral("Place 3"));
        o.key(Qt::Key_2, Qt::ShiftModifier); // as good as the one before, and the last: the verdict
        QCOMPARE(o.text("labelTitle"), QStringLiteral("Ranking 2 of 12"));
        o.key(Qt::Key_Backspace); // back across the submit, to what was begun
        QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  3>1>4"));
        o.key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(o.text("labelStatus"), QStringLiteral("done  ·  3>1>4=2"));
        QVERIFY(o.text("nameAnswer1").contains("02-draws")); // judged: whose it is
        o.key(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(!o.text("nameAnswer1").contains("02-draws"));
        auto *bar = o.find<RankBar>("rankBar");
        QTest::mousePress(bar, Qt::LeftButton, {}, bar->tile(3).center());
        QTest::mouseMove(bar, bar->tile(0).center());
        QTest::mouseRelease(bar, Qt::LeftButton, {}, bar->tile(0).center());
        QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  4>1>2>3"));
        o.key(Qt::Key_Down); // which answer the keys are about
        o.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  4>2>1>3"));
        begun = o.mark(1).begun;
        QVERIFY(o.isSaved());
    }
    Shown o(path); // what was begun is there after a restart
    QVERIFY(o.isOpen("ranking"));
    QCOMPARE(o.mark(1).begun, begun);
    o.model().show(1);
    QTest::mouseClick(o.find<KeyButton>("submit"), Qt::LeftButton);
    QCOMPARE(o.model().figures().done, std::size_t(2));
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(5 + 6)); // of the first, two share a place
    for (const auto &[id, row] : rows) QVERIFY(row["chosen"] != row["rejected"]);
}

/// Buttons, keys and columns are made anew while one of them is at work.
void LabelKindsTest::itemsOfOtherSizesFollowEachOther() {
    const QString path = folder_.filePath("uneven");
    makeSamples(path.toStdString(), true);
    Shown o(path);
    o.makeQueue("ranking");
    bool byMouse = false;
    for (int i = 0; i < kPrompts; ++i, byMouse = !byMouse) {
        QCOMPARE(o.text("labelTitle"), QStringLiteral("Ranking %1 of 12").arg(i + 1));
        QTest::mouseClick(o.find<KeyButton>("place2"), Qt::LeftButton);
        if (byMouse)
            QTest::mouseClick(o.find<KeyButton>("submit"), Qt::LeftButton);
        else
            o.key(Qt::Key_Return);
        QCOMPARE(o.model().figures().done, std::size_t(i + 1));
    }
    for (int i = 0; i < 3; ++i) QTest::mouseClick(o.find<KeyButton>("undoLabel"), Qt::LeftButton);
    QVERIFY(!o.find<KeyButton>("place3") || o.model().desk().item()->answers.size() == 4);
}

void LabelKindsTest::ratingsByCriterion() {
    Shown o(project("ratings"));
    o.makeQueue("ratings", "correct, clear");
    QCOMPARE(o.model().desk().state().setup().criteria, (std::vector<std::string>{"correct", "clear"}));
    for (const Qt::Key pressed : {Qt::Key_5, Qt::Key_4, Qt::Key_2}) o.key(pressed);
    QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  54 2-"));
    o.key(Qt::Key_Return);
    QVERIFY(o.text("labelNews").contains("not enough"));
    auto *cells = o.find<RatingCells>("ratings1");
    QTest::mouseClick(cells, Qt::LeftButton, {}, cells->cell(0, 3).center());
    QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  34 2-"));
    o.key(Qt::Key_1);
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Item 2 of 12"));
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(1));
    const LabelState &state = o.model().desk().state();
    const std::size_t better = state.marks()[0].shown[0] == 'a' ? 0 : 1; // the first on the screen
    QCOMPARE(rows.begin()->second["chosen"].get<std::string>(), state.items()[0].answers[better].text);
}

void LabelKindsTest::spansByKeysAndMouse() {
    const QString path = project("spans");
    std::string begun;
    {
        Shown o(path);
        o.makeQueue("spans", "wrong, unclear");
        auto *text = o.find<TextView>("labelSpans");
        const QString words = text->toPlainText();
        text->setFocus();
        text->moveCursor(QTextCursor::Start);
        QTest::keyClick(text, Qt::Key_Right, Qt::ControlModifier); // a word on
        for (int i = 0; i < 2; ++i) QTest::keyClick(text, Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(text->textCursor().selectedText().trimmed(), words.section(QLatin1Char(' '), 1, 2));
        o.key(Qt::Key_2);
        QCOMPARE(o.text("labelSpanList"), QStringLiteral("unclear: “%1”").arg(words.section(QLatin1Char(' '), 1, 2)));
        QVERIFY(text->hasFocus()); // one goes on marking
        text->moveCursor(QTextCursor::End);
        o.key(Qt::Key_1);
        QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  2×"));
        QCOMPARE(text->extraSelections().size(), 2);
        o.key(Qt::Key_Backspace);
        QCOMPARE(text->extraSelections().size(), 1);
        o.key(Qt::Key_Y, Qt::ControlModifier);
        // With the mouse: a double click takes a word.
        const QRect second = text->cursorRect(QTextCursor(text->document()->findBlockByNumber(1)));
        QTest::mouseDClick(text->viewport(), Qt::LeftButton, {}, second.center() + QPoint(4, 0));
        o.key(Qt::Key_1);
        QCOMPARE(text->extraSelections().size(), 3);
        begun = o.mark(0).begun;
        QVERIFY(o.isSaved());
    }
    Shown o(path);
    QVERIFY(o.isOpen("spans"));
    QCOMPARE(o.mark(0).begun, begun);
    QTest::mouseClick(o.find<KeyButton>("submit"), Qt::LeftButton);
    QTest::mouseClick(o.find<KeyButton>("submit"), Qt::LeftButton); // nothing is wrong in the second one
    QCOMPARE(o.mark(1).verdict, std::string("none"));
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(2));
    const auto &items = o.model().desk().state().items();
    QCOMPARE(rows.at(items[0].id)["labels"], Json::array({false, false, true, false}));
    QCOMPARE(rows.at(items[1].id)["labels"], Json::array({true, true, true, true}));
}

void LabelKindsTest::guidelinesAreWrittenHere() {
    const QString path = project("guide");
    {
        Shown o(path);
        o.makeQueue("thumbs");
        auto *guide = o.find<QPlainTextEdit>("guidelines");
        QVERIFY(!guide->isVisible());
        o.key(Qt::Key_H);
        QVERIFY(guide->isVisible());
        guide->setFocus();
        QTest::keyClicks(guide, "Good 1 if it is right");
        QCOMPARE(o.model().figures().done, std::size_t(0)); // keys type there
        QTest::keyClick(guide, Qt::Key_Escape);
        QVERIFY(o.find<QListView>("labelItems")->hasFocus());
        QTRY_COMPARE_WITH_TIMEOUT(readLabelQueue(path.toStdString(), "02-draws")->guidelines,
                                  std::string("Good 1 if it is right"), kPatience);
    }
    Shown o(path);
    QVERIFY(o.isOpen("thumbs"));
    QCOMPARE(o.find<QPlainTextEdit>("guidelines")->toPlainText(), QStringLiteral("Good 1 if it is right"));
}

void LabelKindsTest::aDataSetProposesItsKind() {
    const QString path = project("data");
    writeSmallProject(path.toStdString());
    const fs::path set = fs::path(path.toStdString()) / "datasets/h1";
    fs::create_directories(set);
    mustWrite(set / "rows.jsonl", toJsonl({{{"prompt", "2+2="}, {"completion", "5"}, {"label", false}},
                                           {{"prompt", "3+3="}, {"completion", "6"}, {"label", true}}}));
    {
        const auto store = Store::open(fs::path(path.toStdString()) / "project.db", true);
        QVERIFY(store.has_value());
        QVERIFY((*store)->save(DatasetRecord{.hash = "h1", .name = "sums", .origin = "{}", .rows = 2}).has_value());
    }
    Shown o(path);
    auto *sources = o.find<QListWidget>("sourceRuns");
    QTRY_COMPARE_WITH_TIMEOUT(sources->count(), 2, kPatience); // the run, and the data
    QVERIFY2(sources->item(1)->text().startsWith("sums"), qPrintable(sources->item(1)->text()));
    sources->setFocus();
    sources->setCurrentRow(1);
    o.key(Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QComboBox>("queueKind")->currentText(),
                              QStringLiteral("As the data suggests: Good or bad"), kPatience);
    o.shootBoth("label-new-data");
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QPushButton>("makeQueue")->isEnabled(), kPatience);
    QTest::mouseClick(o.find<QPushButton>("makeQueue"), Qt::LeftButton);
    QVERIFY(o.isOpen("thumbs"));
    QCOMPARE(o.model().queue(), QStringLiteral("sums"));
    o.key(Qt::Key_1);
    o.key(Qt::Key_1);
    QCOMPARE(o.exported().size(), std::size_t(2));
    // Whose answers these are nobody knows: the form asks which model shall learn from the labels.
    QTest::mouseClick(o.find<QPushButton>("trainOnLabels"), Qt::LeftButton);
    const auto chosen = [&](const char *name) {
        auto *field = o.window.findChild<QComboBox *>(QLatin1String(name));
        return field ? field->currentText() : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(chosen("launchData"), QStringLiteral("labels sums"), kPatience);
    QCOMPARE(chosen("launchAlgorithm"), QStringLiteral("kto"));
}

void LabelKindsTest::thumbsTeachKto() {
    Shown o(project("thumbs"));
    o.makeQueue("thumbs");
    o.key(Qt::Key_1);
    o.key(Qt::Key_Minus);
    QTest::mouseClick(o.find<KeyButton>("good"), Qt::LeftButton);
    o.key(Qt::Key_Space);
    QVERIFY(o.find<QLabel>("labelProgress")->text().contains("3 of 12 judged, 1 skipped"));
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(3));
    int good = 0;
    for (const auto &[id, row] : rows) good += row["label"].get<bool>();
    QCOMPARE(good, 2);
}

void LabelKindsTest::stepsTeachAPrm() {
    Shown o(project("steps"));
    o.makeQueue("steps");
    auto *list = o.find<QListWidget>("labelSteps");
    QVERIFY(list->isVisible());
    QCOMPARE(list->count(), 4);
    o.key(Qt::Key_Plus);
    o.key(Qt::Key_0);
    QCOMPARE(list->currentRow(), 2);
    o.key(Qt::Key_Up);
    o.key(Qt::Key_Minus);
    QCOMPARE(o.text("labelStatus"), QStringLiteral("draft  ·  +-??"));
    o.key(Qt::Key_Return);
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Chain 2 of 12"));
    o.key(Qt::Key_Down);
    o.key(Qt::Key_Down);
    o.key(Qt::Key_X); // one key: the first error here, all before it right
    QCOMPARE(o.mark(1).verdict, std::string("++-?"));
    const QRect third = list->visualItemRect(list->item(3));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, third.center());
    QCOMPARE(o.model().desk().at(), std::size_t(3));
    o.find<QListView>("labelItems")->setFocus();
    o.key(Qt::Key_A);
    QCOMPARE(o.mark(2).verdict, std::string("++++"));
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(3));
    const auto &items = o.model().desk().state().items();
    QCOMPARE(rows.at(items[1].id)["labels"], (Json{true, true, false, nullptr}));
    QCOMPARE(rows.at(items[1].id)["completions"].size(), std::size_t(4));
}

void LabelKindsTest::idealAnswersTeachSft() {
    Shown o(project("ideal"));
    o.makeQueue("ideal");
    auto *ideal = o.find<QPlainTextEdit>("idealAnswer");
    QVERIFY(ideal->isVisible());
    o.key(Qt::Key_Return);
    QCOMPARE(o.model().figures().done, std::size_t(0)); // nothing is written
    o.key(Qt::Key_E);
    QVERIFY(ideal->hasFocus());
    QVERIFY(!ideal->toPlainText().isEmpty()); // it begins with the answer
    QTest::keyClick(ideal, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(ideal, "Seven are left.");
    QTest::keyClick(ideal, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Prompt 2 of 12"));
    QVERIFY(o.find<QListView>("labelItems")->hasFocus());
    o.key(Qt::Key_1); // as it is
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(2));
    const auto &items = o.model().desk().state().items();
    QCOMPARE(rows.at(items[0].id)["completion"].get<std::string>(), std::string("Seven are left."));
    QCOMPARE(rows.at(items[1].id)["completion"].get<std::string>(), items[1].answers[0].text);
}

void LabelKindsTest::twoPeopleDoNotTouchEachOther() {
    Shown o(project("people"));
    o.makeQueue("thumbs");
    o.becomes("ada");
    for (int i = 0; i < 6; ++i) o.key(i % 2 ? Qt::Key_1 : Qt::Key_2);
    QVERIFY(o.isSaved());
    o.becomes("bob");
    QVERIFY(o.find<QListView>("labelItems")->hasFocus());
    QCOMPARE(o.model().figures().done, std::size_t(0));
    o.key(Qt::Key_Backspace); // there is nothing of his to undo
    for (int i = 0; i < 6; ++i) o.key(i % 3 ? Qt::Key_1 : Qt::Key_2);
    QVERIFY(o.isSaved());
    o.choose("showQuality");
    auto *chart = o.find<EstimateChart>("labelEstimates");
    QTRY_VERIFY_WITH_TIMEOUT(chart->lines().size() >= 8, kPatience);
    QCOMPARE(chart->lines()[2].value.value(), 0.5); // the same of six
    QVERIFY(o.text("labelDisputes").contains("3 items"));
    o.shootBoth("label-quality");
    QTest::mouseClick(o.find<QPushButton>("settleDisputes"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(o.model().queue(), QStringLiteral("02-draws-settled"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!o.text("labelSaid").isEmpty(), kPatience);
    QVERIFY(o.text("labelSaid").contains("ada") && o.text("labelSaid").contains("bob"));
    for (int i = 0; i < 3; ++i) o.key(Qt::Key_1);
    QVERIFY(o.isSaved());
    o.becomes("ada");
    o.model().openQueue("02-draws");
    QTRY_COMPARE_WITH_TIMEOUT(o.model().figures().done, std::size_t(6), kPatience); // all of hers are there
    const auto rows = o.exported();
    QCOMPARE(rows.size(), std::size_t(6)); // three agreed on, three settled
}

void LabelKindsTest::keysOfOthersAndOnesOwn() {
    const QString path = project("keys");
    {
        Shown o(path);
        o.makeQueue("thumbs");
        o.choose("keys-prodigy");
        QVERIFY(o.find<KeyButton>("good")->accessibleName().contains("(A)"));
        o.key(Qt::Key_1);
        QCOMPARE(o.model().figures().done, std::size_t(0)); // that key means nothing here
        o.key(Qt::Key_A);
        o.key(Qt::Key_X);
        QCOMPARE(o.model().figures().done, std::size_t(2));
        QVERIFY(o.isSaved());
    }
    mustWrite(folder_.filePath("config").toStdString() + "/" + QCoreApplication::applicationName().toStdString() +
                  "/labelling-keys.toml",
              "[keys]\ngood = \"J\"\nbad = \"K\"\n");
    Shown o(path);
    QVERIFY(o.isOpen("thumbs"));
    QCOMPARE(o.model().keymap().name, std::string("prodigy")); // it is remembered
    o.choose("keys-own");
    QVERIFY(o.find<KeyButton>("bad")->accessibleName().contains("(K)"));
    o.find<QListView>("labelItems")->setFocus();
    o.key(Qt::Key_J);
    QCOMPARE(o.model().figures().done, std::size_t(3));
    o.choose("keys-lapidary");
}

void LabelKindsTest::blindnessIsLostForGood() {
    const QString path = project("blind");
    {
        Shown o(path);
        o.makeQueue("pair");
        QCOMPARE(o.text("nameLeft"), QStringLiteral("Left"));
        QVERIFY(o.mayChoose("showNames"));
        o.choose("showNames");
        QVERIFY(o.text("nameLeft").contains("02-draws"));
        QVERIFY(!o.mayChoose("showNames"));
        o.key(Qt::Key_1);
        o.key(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(o.text("labelStatus").contains("not blind"));
        QVERIFY(o.isSaved());
    }
    Shown o(path);
    QVERIFY(o.isOpen("pair"));
    QVERIFY(o.text("nameLeft").contains("02-draws"));
    QVERIFY(!o.mayChoose("showNames"));
}

void LabelKindsTest::shootKind(const char *kind, const QString &language) {
    Shown o(project(QStringLiteral("look-%1-%2").arg(QLatin1String(kind), language)));
    o.makeQueue(kind, (*labelKindNamed(kind))->rated ? QStringLiteral("correct,clear,short") : QString());
    if (QTest::currentTestFailed()) return;
    o.key(Qt::Key_2);
    o.key(Qt::Key_1);
    o.key(Qt::Key_F);
    for (const QSize size : {QSize(960, 600), QSize(1440, 900)}) {
        o.window.resize(size);
        QTest::qWait(50);
        QCOMPARE(o.window.size(), size); // it fits
        o.shootBoth(QStringLiteral("label-%1-%2-%3").arg(QLatin1String(kind), language).arg(size.width()));
    }
    if (std::string(kind) == "ratings") {
        QTest::mouseClick(o.find<QPushButton>("newQueue"), Qt::LeftButton);
        o.window.resize(960, 600);
        QTest::qWait(300);
        o.shootBoth(QStringLiteral("label-new-%1-%2").arg(QLatin1String(kind), language));
    }
}

void LabelKindsTest::allThatIsOpenStillFits() {
    Shown o(project("open"));
    o.makeQueue("pair");
    o.key(Qt::Key_H);
    o.key(Qt::Key_C);
    QTest::keyClicks(o.find<QPlainTextEdit>("labelComment"), "hm");
    QTest::keyClick(o.find<QPlainTextEdit>("labelComment"), Qt::Key_Escape);
    o.key(Qt::Key_E);
    QTest::keyClicks(o.find<QPlainTextEdit>("idealAnswer"), "!");
    o.window.resize(960, 600);
    QTest::qWait(50);
    QCOMPARE(o.window.size(), QSize(960, 600));
    o.shootBoth("label-all-open");
}

void LabelKindsTest::looksGood_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("language");
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")})
        for (const LabelKind *each : labelKinds()) {
            if (each->ofTurns) continue; // of no samples: see tst_label_machines
            const std::string kind(each->name);
            QTest::addRow("%s %s", kind.c_str(), qPrintable(language)) << QString::fromStdString(kind) << language;
        }
}

void LabelKindsTest::looksGood() {
    QFETCH(QString, kind);
    QFETCH(QString, language);
    QVERIFY(installLanguage(*qApp, language));
    shootKind(kind.toLatin1().constData(), language);
    installLanguage(*qApp, "en");
}

QTEST_MAIN(LabelKindsTest)
#include "tst_label_kinds.moc"
