// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_row.h"
#include "widgets/forms/field_shown.h"
#include "widgets/forms/field_text.h"
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace lapidary;

namespace {

ConfigSpec smallSpec() {
    return {
        {.name = "learning_rate",
         .type = FieldType::Number,
         .defaultValue = 2e-5,
         .minimum = 0.0,
         .effect = "size of an optimiser step"},
        {.name = "max_steps",
         .type = FieldType::Integer,
         .defaultValue = -1,
         .minimum = -1.0,
         .unit = "steps",
         .effect = "length of the run"},
        {.name = "weight_decay",
         .type = FieldType::Number,
         .defaultValue = 0.0,
         .minimum = 0.0,
         .maximum = 1.0,
         .effect = "pulls weights to zero"},
        {.name = "beta",
         .type = FieldType::Number,
         .defaultValue = 0.1,
         .minimum = 0.0,
         .aboveMinimum = true,
         .effect = "holds the policy"},
        {.name = "use_peft", .type = FieldType::Boolean, .defaultValue = false, .effect = "trains an adapter"},
        {.name = "lora_alpha", .type = FieldType::Number, .defaultValue = 8.0, .effect = "strength of the adapter"},
        {.name = "target_modules",
         .type = FieldType::TextList,
         .defaultValue = {"q_proj", "v_proj"},
         .effect = "which layers"},
        {.name = "loss_type",
         .type = FieldType::Choice,
         .defaultValue = "nll",
         .choices = {"nll", "dft"},
         .effect = "how it is averaged"},
        {.name = "completion_prefix", .type = FieldType::Text, .defaultValue = "", .effect = "begins every completion"},
        {.name = "peft_type",
         .type = FieldType::Choice,
         .defaultValue = "LORA",
         .choices = {"LORA", "PROMPT_TUNING"},
         .effect = "what is added"}};
}

struct Shown {
    ConfigForm form{};
    Shown(const Json &standard = Json::object()) {
        form.setSpec(smallSpec(), standard);
        form.resize(700, 800);
        form.show();
        form.activateWindow();
        if (!QTest::qWaitForWindowActive(&form)) qFatal("no active window");
    }
    template <class W = QLineEdit> W *editor(const char *name) { return qobject_cast<W *>(form.row(name)->editor()); }
    void type(const char *name, const QString &text) {
        editor(name)->setFocus();
        QTest::keyClick(editor(name), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor(name), Qt::Key_Backspace);
        QTest::keyClicks(editor(name), text);
    }
};

} // namespace

class FormsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsAndValues();
    void typedValuesComeOut();
    void allProblemsAtOnceWhileTyping();
    void tellsWhatDoesNotFit();
    void marksAndResetsChanges();
    void searchesAndNarrows();
    void beginsFromAnotherRun();
    void keysAlone();
    void everyFieldIsNamed();
    void switchesShowTheirFields();
    void theRestLiesBeneathAdvanced();
    void severalValuesAreASweep();
    void theDecidingFieldsComeFirst();
    void otherWordsFindAField();
    void whatIsWrongIsShown();
    void onlyChangedDoesNotCarryOver();
};

void FormsTest::textsAndValues() {
    const FieldSpec number{.name = "x", .type = FieldType::Number, .defaultValue = 1},
        whole{.name = "n", .type = FieldType::Integer, .defaultValue = 1};
    QCOMPARE(*fieldValue(number, " 1e-5 "), Json(1e-5));
    QCOMPARE(*fieldValue(number, "3"), Json(3));
    QVERIFY(fieldValue(number, "0,1")->is_string()); // resolve() says what is wrong with it
    QVERIFY(fieldValue(number, "1e999")->is_string());
    QVERIFY(fieldValue(number, "nan")->is_string());
    QVERIFY(!fieldValue(number, "  "));
    QCOMPARE(*fieldValue(whole, "1e3"), Json(1000));
    QVERIFY(fieldValue(whole, "1.5")->is_number_float());
    QCOMPARE(fieldText(Json(2e-5)), QString("2e-05"));
    QCOMPARE(fieldText(Json({"a", "b"})), QString("a, b"));
    QCOMPARE(fieldRange({.name = "x", .minimum = 0.0, .maximum = 1.0}), QString("0 … 1"));
    QCOMPARE(fieldRange({.name = "x", .minimum = 0.0, .aboveMinimum = true}), QString("> 0"));
    QVERIFY(sameFieldValue(Json(1), Json(1.0)));
}

void FormsTest::typedValuesComeOut() {
    Shown o;
    QCOMPARE(o.form.given(), Json::object());
    QCOMPARE(o.editor("learning_rate")->placeholderText(), QString("2e-05"));
    QSignalSpy changed(&o.form, &ConfigForm::changed);
    o.type("learning_rate", "1e-5");
    QVERIFY(changed.count() >= 4); // with every key
    o.type("max_steps", "20");
    o.type("target_modules", "q_proj, k_proj ,,");
    o.type("completion_prefix", "T");
    o.editor<QCheckBox>("use_peft")->setFocus();
    QTest::keyClick(o.editor<QCheckBox>("use_peft"), Qt::Key_Space);
    o.editor<QComboBox>("loss_type")->setFocus();
    QTest::keyClick(o.editor<QComboBox>("loss_type"), Qt::Key_Down);
    QVERIFY(o.form.isValid());
    const Json wanted = {{"learning_rate", 1e-5}, {"max_steps", 20},
                         {"use_peft", true},      {"target_modules", {"q_proj", "k_proj"}},
                         {"loss_type", "dft"},    {"completion_prefix", "T"}};
    QCOMPARE(o.form.given().size(), wanted.size());
    for (const auto &[key, value] : wanted.items()) QVERIFY2(o.form.given().at(key) == value, key.c_str());
    o.type("max_steps", "");
    QVERIFY(!o.form.given().contains("max_steps")); // empty: the default
}

void FormsTest::allProblemsAtOnceWhileTyping() {
    Shown o;
    o.type("learning_rate", "fast");
    o.type("beta", "0");
    o.type("weight_decay", "2");
    QCOMPARE(o.form.problems().size(), size_t(3));
    QVERIFY(o.form.row("learning_rate")->problem().contains("wrong type"));
    QVERIFY(o.form.row("beta")->problem().contains("above 0"));
    QVERIFY(o.form.row("weight_decay")->problem().contains("at most 1"));
    QVERIFY(o.editor("beta")->accessibleDescription().contains("above 0")); // a screen reader says it too
    QTest::keyClick(o.editor("weight_decay"), Qt::Key_Backspace);
    QTest::keyClicks(o.editor("weight_decay"), "0.5");
    QVERIFY(o.form.row("weight_decay")->problem().isEmpty());
    QCOMPARE(o.form.problems().size(), size_t(2));
}

void FormsTest::tellsWhatDoesNotFit() {
    Shown o;
    ConfigSpec spec = smallSpec();
    spec[0].rules = {{.kind = FieldRule::Kind::NotZero, .message = "nothing is learnt", .warning = true}};
    spec[6].rules = {{.kind = FieldRule::Kind::Among, .others = {"q_proj", "v_proj"}, .message = "no such layer"}};
    o.form.setSpec(spec);
    o.type("target_modules", "q_proj, w_proj");
    QCOMPARE(o.form.problems().size(), size_t(1));
    QVERIFY(o.form.row("target_modules")->problem().contains("no such layer"));
    o.type("target_modules", "q_proj");
    QVERIFY(o.form.isValid());
    o.type("learning_rate", "0");
    QVERIFY(o.form.isValid()); // it can be run
    QVERIFY(o.form.row("learning_rate")->warning().contains("nothing is learnt"));
    QVERIFY(o.editor("learning_rate")->accessibleDescription().contains("nothing is learnt"));
    o.type("learning_rate", "1");
    QVERIFY(o.form.row("learning_rate")->warning().isEmpty());
}

void FormsTest::marksAndResetsChanges() {
    Shown o;
    auto *row = o.form.row("beta");
    auto *reset = row->findChild<QPushButton *>();
    QVERIFY(!row->isChanged() && !reset->isVisible());
    o.type("beta", "0.1"); // the default, typed
    QVERIFY(!row->isChanged());
    o.type("beta", "0.4");
    QVERIFY(row->isChanged() && reset->isVisible());
    QVERIFY(o.editor("beta")->accessibleDescription().startsWith("Changed"));
    QTest::keyClick(o.editor("beta"), Qt::Key_Tab);
    QVERIFY(reset->hasFocus());
    QTest::keyClick(reset, Qt::Key_Space);
    QVERIFY(!row->isChanged() && o.editor("beta")->hasFocus());
    QCOMPARE(o.form.given(), Json::object());
}

void FormsTest::searchesAndNarrows() {
    Shown o;
    auto *search = o.form.findChild<QLineEdit *>("formSearch");
    o.editor("beta")->setFocus();
    QTest::keyClick(o.editor("beta"), Qt::Key_F, Qt::ControlModifier);
    QWidget *next = o.form.findChild<QWidget *>("onlyChanged")->nextInFocusChain();
    while (!(next->focusPolicy() & Qt::TabFocus)) next = next->nextInFocusChain();
    QCOMPARE(next, o.form.findChildren<FieldRow *>().first()->editor()); // Tab goes into the fields
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, "adapter");
    QVERIFY(o.form.row("lora_alpha")->isVisible() && o.form.row("use_peft")->isVisible()); // the group counts
    QVERIFY(!o.form.row("beta")->isVisible());
    QTest::keyClicks(search, "xyz");
    QVERIFY(!o.form.row("lora_alpha")->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty() && o.form.row("beta")->isVisible());
    auto *only = o.form.findChild<QCheckBox *>("onlyChanged");
    o.type("max_steps", "5");
    only->setFocus();
    QTest::keyClick(only, Qt::Key_Space);
    QVERIFY(o.form.row("max_steps")->isVisible() && !o.form.row("beta")->isVisible());
    o.form.setOther("sft", {{"beta", 0.3}});
    QVERIFY(o.form.row("beta")->isVisible()); // differs
    QVERIFY(o.form.row("beta")->differsFromOther());
    o.form.setOther({}, {});
    QVERIFY(!o.form.row("beta")->isVisible());
}

void FormsTest::beginsFromAnotherRun() {
    Shown o({{"learning_rate", 3e-4}, {"completion_prefix", "T"}, {"max_steps", 250}});
    QCOMPARE(o.editor("learning_rate")->placeholderText(), QString("0.0003"));
    QCOMPARE(o.form.given().size(), size_t(3)); // they differ from the defaults
    QCOMPARE(o.form.changes(), Json::object());
    o.type("learning_rate", "1e-4");
    QCOMPARE(o.form.changes(), Json({{"learning_rate", 1e-4}}));
    o.type("completion_prefix", "");
    QVERIFY(!o.form.given().contains("completion_prefix")); // emptied, not standard
    o.type("learning_rate", "2e-5");                        // the spec's default, but changed from that run's
    QVERIFY(o.form.row("learning_rate")->isChanged() && !o.form.given().contains("learning_rate"));
}

void FormsTest::keysAlone() {
    Shown o;
    o.editor("learning_rate")->setFocus();
    QTest::keyClick(o.editor("learning_rate"), Qt::Key_Down);
    QVERIFY(!o.editor("learning_rate")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    QVERIFY(o.editor("learning_rate")->hasFocus());
    // The wheel over a choice that has no focus scrolls the form and changes nothing.
    auto *choice = o.editor<QComboBox>("loss_type");
    QWheelEvent wheel(QPointF(5, 5), choice->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(choice, &wheel);
    QCOMPARE(choice->currentText(), QString("nll"));
}

void FormsTest::everyFieldIsNamed() {
    Shown o;
    for (const FieldSpec &field : smallSpec()) {
        const QWidget *editor = o.form.row(QString::fromStdString(field.name))->editor();
        QVERIFY(editor->accessibleName().startsWith(QString::fromStdString(field.name)));
        QVERIFY(editor->accessibleDescription().contains(QString::fromStdString(field.effect)));
    }
}

void FormsTest::switchesShowTheirFields() {
    QVERIFY(!isFieldShown("lora_alpha", {{"use_peft", false}, {"peft_type", "LORA"}}));
    QVERIFY(isFieldShown("lora_alpha", {{"use_peft", true}, {"peft_type", "LORA"}}));
    QVERIFY(!isFieldShown("lora_alpha", {{"use_peft", true}, {"peft_type", "PROMPT_TUNING"}}));
    QVERIFY(!isFieldShown("num_virtual_tokens", {{"use_peft", false}, {"peft_type", "PROMPT_TUNING"}}));
    QVERIFY(isFieldShown("num_virtual_tokens", {{"use_peft", true}, {"peft_type", "PREFIX_TUNING"}}));
    QVERIFY(isFieldShown("lora_alpha", {})); // of a method without the switch
    QVERIFY(!isFieldShown("num_train_epochs", {{"max_steps", 100}}));
    QVERIFY(isFieldShown("num_train_epochs", {{"max_steps", -1}}));
    QVERIFY(isFieldShown("discopop_tau", {{"loss_type", {"sigmoid", "discopop"}}}));
    QVERIFY(!isFieldShown("judge_reward_prompt", {{"reward_funcs", {"correct"}}}));
    QVERIFY(isFieldShown("judge_reward_prompt", {{"reward_funcs", {"correct", "judge"}}}));
    const Json rubric = {{"reward_funcs", {"rubric"}}, {"rubric_judge", true}, {"rubric_max_reason_tokens", 0}};
    QVERIFY(isFieldShown("rubric_prompt", rubric));
    QVERIFY(!isFieldShown("rubric_answer_prefix", rubric));
    Json other = rubric;
    other["reward_funcs"] = {"correct"}; // a hidden switch is off
    QVERIFY(!isFieldShown("rubric_prompt", other));
    QVERIFY(!isFieldShown("canary_steps", Json::object()) && isFieldShown("canary_steps", {{"input:canary", true}}));
    QVERIFY(isFieldShown("simpo_gamma", Json::object())); // of a method that has no other loss
    const FieldSpec smoothing{
        .name = "label_smoothing",
        .defaultValue = 0.0,
        .rules = {{.kind = FieldRule::Kind::Zero, .unless = {{"loss_type", {"cdpo", "robust"}}}}}};
    QVERIFY(!isFieldShown(smoothing, {{"loss_type", {"sigmoid"}}}));
    QVERIFY(isFieldShown(smoothing, {{"loss_type", {"sigmoid", "robust"}}}));
    QCOMPARE(fieldSwitches(smoothing, {{"loss_type", {"sigmoid"}}}), QStringList("loss_type"));
    QVERIFY(!isFieldShown("discopop_tau", {{"loss_type", {"sigmoid"}}}));
    QVERIFY(!isFieldShown("eval_steps", {{"test_size", 0.0}}));
    QVERIFY(isFieldShown("eval_steps", {{"test_size", 0.1}}));
    QVERIFY(isFieldShown("eval_steps", {{"test_size", 0.0}, {"input:eval", true}}));
    QVERIFY(!isFieldShown("ewc_fisher", {{"ewc_lambda", 0}}) && isFieldShown("ewc_fisher", {{"ewc_lambda", 10.5}}));
    QVERIFY(isFieldShown("learning_rate", {}) && isFieldShown("a field of tomorrow", {{"x", 1}}));

    Shown o;
    QVERIFY(!o.form.row("lora_alpha")->isVisible());
    auto *use = o.editor<QCheckBox>("use_peft");
    use->setFocus();
    QTest::keyClick(use, Qt::Key_Space);
    QVERIFY(o.form.row("lora_alpha")->isVisible());
    o.type("lora_alpha", "16");
    use->setFocus();
    QTest::keyClick(use, Qt::Key_Space);
    QVERIFY(o.form.row("lora_alpha")->isVisible()); // it was changed: never out of sight
}

void FormsTest::theRestLiesBeneathAdvanced() {
    Shown o;
    o.form.setFolding(true);
    o.form.setSpec(smallSpec());
    auto *advanced = o.form.findChild<QPushButton *>("advanced");
    QVERIFY(advanced && advanced->isVisible());
    QVERIFY(o.form.row("learning_rate")->isVisible() && o.form.row("beta")->isVisible());
    QVERIFY(!o.form.row("weight_decay")->isVisible());
    advanced->setFocus();
    QTest::keyClick(advanced, Qt::Key_Space);
    QVERIFY2(o.form.row("weight_decay")->isVisible() && advanced->text().contains("5"), qPrintable(advanced->text()));
    o.type("weight_decay", "0.5");
    o.editor("beta")->setFocus();
    QTest::keyClick(advanced, Qt::Key_Space);
    QVERIFY(o.form.row("weight_decay")->isVisible()); // changed
    QVERIFY(!o.form.row("completion_prefix")->isVisible());
    auto *search = o.form.findChild<QLineEdit *>("formSearch");
    search->setFocus();
    QTest::keyClicks(search, "prefix");
    QVERIFY(o.form.row("completion_prefix")->isVisible() && !advanced->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!o.form.row("completion_prefix")->isVisible() && advanced->isVisible());
}

void FormsTest::theDecidingFieldsComeFirst() {
    Shown o;
    o.form.setFolding(true);
    o.form.setSpec(smallSpec());
    QStringList order;
    for (FieldRow *row : o.form.findChildren<FieldRow *>())
        if (row->isVisible()) order.append(QString::fromStdString(row->field().name));
    std::sort(order.begin(), order.end(),
              [&](const QString &a, const QString &b) { return o.form.row(a)->y() < o.form.row(b)->y(); });
    QCOMPARE(order, QStringList({"use_peft", "max_steps", "learning_rate", "beta", "loss_type"}));
    QVERIFY(o.editor<QCheckBox>("use_peft")->text().contains("LoRA"));
}

void FormsTest::otherWordsFindAField() {
    Shown o;
    auto *search = o.form.findChild<QLineEdit *>("formSearch");
    search->setFocus();
    QTest::keyClicks(search, "epochs"); // nothing here has epochs
    QVERIFY(!o.form.row("max_steps")->isVisible());
    search->clear();
    QTest::keyClicks(search, "iterations");
    QVERIFY(o.form.row("max_steps")->isVisible() && !o.form.row("beta")->isVisible());
    // What is found and sleeps tells so, and the switch that wakes it stands beside it.
    search->clear();
    QTest::keyClicks(search, "lora");
    QVERIFY(o.form.row("lora_alpha")->isVisible() && o.form.row("use_peft")->isVisible());
    const auto sleeps = [&] {
        return o.form.row("lora_alpha")->editor()->accessibleDescription().contains("only with: use_peft, peft_type");
    };
    QVERIFY(sleeps());
    QCOMPARE(fieldSwitches("lora_alpha", {{"use_peft", false}, {"peft_type", "LORA"}}),
             QStringList({"use_peft", "peft_type"}));
    QVERIFY(fieldSwitches("learning_rate", {{"use_peft", false}}).isEmpty());
    auto *use = o.editor<QCheckBox>("use_peft");
    use->setFocus();
    QTest::keyClick(use, Qt::Key_Space);
    QVERIFY(!sleeps());
}

void FormsTest::whatIsWrongIsShown() {
    Shown o;
    o.form.setFolding(true);
    o.form.setSpec(smallSpec());
    auto *search = o.form.findChild<QLineEdit *>("formSearch");
    QTest::keyClicks(search, "weight");
    o.type("weight_decay", "7");
    search->clear();
    search->setFocus();
    QTest::keyClicks(search, "beta");
    QVERIFY(!o.form.row("weight_decay")->isVisible());
    o.form.reveal("weight_decay");
    QTRY_VERIFY(o.editor("weight_decay")->hasFocus());
    QVERIFY(o.form.row("weight_decay")->isVisible() && search->text().isEmpty());
}

void FormsTest::onlyChangedDoesNotCarryOver() {
    Shown o;
    auto *only = o.form.findChild<QCheckBox *>("onlyChanged");
    only->setFocus();
    QTest::keyClick(only, Qt::Key_Space);
    QVERIFY(!o.form.row("beta")->isVisible());
    o.form.setSpec(smallSpec());
    QVERIFY(!only->isChecked() && o.form.row("beta")->isVisible());
}

void FormsTest::severalValuesAreASweep() {
    Shown o;
    o.type("learning_rate", "1e-5, 3e-5");
    QVERIFY(!o.form.isValid()); // one value, where nobody said that it may be several
    o.form.setSweepable(true);
    o.form.setSpec(smallSpec());
    QCOMPARE(o.form.sweep(), Json::object());
    o.type("learning_rate", "1e-5, 3e-5,");
    o.type("max_steps", "10");
    QVERIFY2(o.form.isValid(), qPrintable(o.form.row("learning_rate")->problem()));
    QCOMPARE(o.form.sweep(), Json({{"learning_rate", {1e-5, 3e-5}}}));
    QCOMPARE(o.form.given(), Json({{"max_steps", 10}}));
    QVERIFY(o.form.row("learning_rate")->isChanged());
    o.type("learning_rate", "1e-5, -1");
    QVERIFY(!o.form.isValid() && o.form.row("learning_rate")->problem().contains("at least 0"));
    o.type("learning_rate", "1e-5, fast");
    QVERIFY(!o.form.isValid());
    o.type("learning_rate", "1e-5, 1e-5");
    QVERIFY(!o.form.isValid() && o.form.row("learning_rate")->problem().contains("twice"));
    o.type("learning_rate", "1e-5");
    QVERIFY(o.form.isValid());
    QCOMPARE(o.form.sweep(), Json::object());
    QCOMPARE(o.form.given(), Json({{"learning_rate", 1e-5}, {"max_steps", 10}}));
}

QTEST_MAIN(FormsTest)
#include "tst_forms.moc"
