// SPDX-License-Identifier: Apache-2.0
// The window at the sizes that people have: every panel, dock and dialog in both languages. Nothing asks for more than
// 960 × 600, no word is cut, and the window keeps the size that it was given.
#include "tests/gui/layout_faults.h"
#include "tests/gui/opened_window.h"
#include "widgets/panels/feature.h"
#include "widgets/shell/dock_layout.h"
#include "widgets/shell/language.h"
#include <QDialog>
#include <QDockWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr QSize kLeast(960, 600);

QString sizeText(const QSize &size) {
    return QStringLiteral("%1×%2").arg(size.width()).arg(size.height());
}

} // namespace

class SizesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPanelFits_data();
    void everyPanelFits();
};

void SizesTest::everyPanelFits_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("docks");
    for (const char *language : {"en", "zh_CN"})
        for (const QSize &size : {kLeast, QSize(1280, 800), QSize(2560, 1440)})
            for (const bool docks : {false, true})
                QTest::addRow("%s %dx%d%s", language, size.width(), size.height(), docks ? " docks" : "")
                    << language << size << docks;
}

void SizesTest::everyPanelFits() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(bool, docks);
    installLanguage(*qApp, language);
    QStringList faults;
    {
        OpenedWindow o(mixedRuns());
        QVERIFY(o.open(6));
        o.window.resize(size);
        for (Feature *feature : o.workspace.features()) {
            o.window.showPanel(feature->id());
            for (const auto &dock : DockLayout::docks()) o.window.docks().dock(dock.id)->setVisible(docks);
            QTest::qWait(30);
            const QSize least = o.window.minimumSizeHint();
            auto *panel = o.window.findChild<Panel *>(feature->id());
            qInfo("%s: panel asks for %s, window for %s", qPrintable(feature->id()),
                  qPrintable(sizeText(panel->minimumSizeHint())), qPrintable(sizeText(least)));
            if (least.width() > kLeast.width() || least.height() > kLeast.height())
                faults += feature->id() + QStringLiteral(": the window asks for ") + sizeText(least);
            if (o.window.size() != size)
                faults += feature->id() + QStringLiteral(": the window became ") + sizeText(o.window.size());
            for (const QString &fault : layoutFaults(o.window)) faults += feature->id() + QStringLiteral(": ") + fault;
        }
    }
    installLanguage(*qApp, QStringLiteral("en"));
    QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
}

QTEST_MAIN(SizesTest)
#include "tst_sizes.moc"
