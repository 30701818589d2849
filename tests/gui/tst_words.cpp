// SPDX-License-Identifier: Apache-2.0
// Every word of a method that the window shows can be translated.
#include "core/workbench/labels/label_pairs.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/common/method_words.h"
#include <QtTest>
#include <set>

using namespace lapidary;

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWordOfAMethodIsToBeTranslated();

private:
    void take(const std::string &word) {
        if (!word.empty()) words_.insert(word);
    }
    void take(const ConfigSpec &spec) {
        for (const FieldSpec &field : spec) {
            take(field.effect);
            take(field.unit);
        }
    }
    void take(const MethodInfo &method) {
        take(method.summary);
        take(method.spec);
        for (const Port &port : method.inputs) take(port.effect);
        for (const MetricInfo &metric : method.metrics) {
            take(metric.effect);
            take(metric.unit);
        }
    }
    std::set<std::string> words_;
};

void WordsTest::everyWordOfAMethodIsToBeTranslated() {
    const auto catalogue = readCatalogue(LAPIDARY_BIN "/catalogue.json");
    QVERIFY(catalogue.has_value());
    for (const auto *list : {&catalogue->algorithms, &catalogue->strategies, &catalogue->stages})
        for (const MethodInfo &method : *list) take(method);
    for (const RunKind &kind : runKinds()) take(kind.info);
    take(LabelPairsConfig::described().spec());
    QVERIFY(words_.size() > 100);
    std::set<std::string> known;
    for (const char *word : kMethodWords) known.insert(word);
    QString missing;
    for (const auto &word : words_)
        if (!known.count(word))
            missing += QStringLiteral("\n    QT_TRANSLATE_NOOP(\"Method\", \"%1\"),").arg(QString::fromStdString(word));
    QVERIFY2(missing.isEmpty(),
             qPrintable("add to widgets/common/method_words.h, then build the target \"translations\":" + missing));
}

QTEST_MAIN(WordsTest)
#include "tst_words.moc"
