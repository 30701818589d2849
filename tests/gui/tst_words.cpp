// SPDX-License-Identifier: Apache-2.0
// Every word of a method that the window shows can be translated, and what the core says is.
#include "core/base/json.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/common/core_text.h"
#include "widgets/common/method_words.h"
#include "widgets/shell/language.h"
#include <QtTest>
#include <set>

using namespace lapidary;

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWordOfAMethodIsToBeTranslated();
    void theCoreSpeaksTheLanguageOfTheWindow();

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
    for (const MethodInfo &method : catalogue->algorithms)
        QVERIFY2(catalogue->advice.count(method.name) && method.keyMetric(), method.name.c_str()); // its card
    for (const auto &[name, advice] : catalogue->advice)
        for (const std::string &sentence : {advice.when, advice.caution}) {
            QVERIFY2(sentence.ends_with('.'), sentence.c_str());
            take(sentence);
        }
    for (const RunKind &kind : runKinds()) take(kind.info);
    take(LabelItemsConfig::described().spec());
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

/// Also what a worker wrote into its log; what nobody translated, and what is data, stands as it is.
void WordsTest::theCoreSpeaksTheLanguageOfTheWindow() {
    const Error error{.code = "file.too_large",
                      .message = "the file is larger than this reader takes",
                      .file = "a file",
                      .line = 2,
                      .found = {"{0} bytes", 7},
                      .expected = {"at most {0} bytes", 5},
                      .remedy = {"There are: {0}.", std::string("a folder")}};
    const QString english =
        "a file:2: the file is larger than this reader takes; found 7 bytes; expected at most 5 bytes. "
        "There are: a folder.";
    QCOMPARE(coreText(error), english);
    QVERIFY(installLanguage(*qApp, "zh_CN"));
    const QString chinese =
        QStringLiteral("a file:2：文件超过此读取器的上限；实际为：7 字节；应为：最多 5 字节。现有：a folder。");
    QCOMPARE(coreText(error), chinese);
    QCOMPARE(coreText(errorFromJson(toJson(error))), chinese);
    QCOMPARE(coreText(Sentence("nobody translated {0}", "a folder")), QStringLiteral("nobody translated 文件夹"));
    const ConfigSpec spec{{.name = "beta", .type = FieldType::Number, .defaultValue = 1.0, .minimum = 0.0}};
    const auto broken = resolve(spec, Json{{"beta", -1}});
    QVERIFY(!broken);
    QCOMPARE(coreText(broken.error().at(0)), QStringLiteral("beta：不允许的值；实际为：-1；应为：数，不小于 0。"));
    installLanguage(*qApp, "en");
    QCOMPARE(coreText(error), english);
    QCOMPARE(coreText(broken.error().at(0)),
             QString("beta: value not allowed; found -1; expected number of at least 0."));
}

QTEST_MAIN(WordsTest)
#include "tst_words.moc"
