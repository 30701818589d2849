// SPDX-License-Identifier: Apache-2.0
// Random keys, clicks, drags and wheels on the whole window, seeded: no crash, no assertion, no wait over a second
// (three for another theme). LAPIDARY_MONKEY_EVENTS says how many (20,000 by default), LAPIDARY_MONKEY_SEED which.
#include "tests/gui/opened_window.h"
#include "tests/support/budget.h"
#include "tests/support/small_catalogue.h"
#include "widgets/shell/dock_layout.h"
#include <QDialog>
#include <QRandomGenerator>
#include <QScopeGuard>

using namespace lapidary;
using namespace lapidary::test;

class MonkeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesRandomEvents();
};

namespace {

/// How long this thread has been ready to run while the machine ran others, in milliseconds: no fault of the window.
qint64 waitedMs() {
    QFile file("/proc/thread-self/schedstat");
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() / 1000000 : 0;
}

/// What lies on top, for a complaint.
QString onTop() {
    const QWidget *top =
        QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget();
    if (!top) return QStringLiteral("the window");
    const QWidget *owner = top->parentWidget();
    return QStringLiteral("%1 of %2 %3%4")
        .arg(top->metaObject()->className(), owner ? owner->metaObject()->className() : "nobody",
             owner ? owner->objectName() : QString(), top->isEnabled() ? QString() : QStringLiteral(", disabled"));
}

class Monkey {
public:
    Monkey(OpenedWindow &opened, quint32 seed) : o_(opened), random_(seed) {}

    /// Acts until so many events are done. Each asks for the next before it begins: menus and questions of Qt's own
    /// file dialog wait in loops inside of it, and only the monkey can end them.
    void play(int events) {
        left_ = events;
        QEventLoop loop;
        end_ = [&loop] { loop.quit(); };
        since_.start();
        waited_ = waitedMs();
        next();
        loop.exec();
    }
    qint64 longest() const { return longest_; }
    int slow() const { return slow_; }

private:
    void next() {
        QTimer::singleShot(0, &o_.window, [this] {
            const qint64 waited = waitedMs(), took = since_.restart() - (waited - waited_);
            waited_ = waited;
            longest_ = std::max(longest_, took);
            slow_ += double(took) > test::budget(patience_);
            patience_ = kPatienceMs;
            if (left_-- <= 0) return leave();
            next();
            ++depth_;
            act();
            --depth_;
            if (!o_.window.isVisible()) o_.window.show(); // it found Quit
        });
    }

    /// Closes what lies on top until nothing waits any more.
    void leave() {
        if (QWidget *top = QApplication::activePopupWidget() ? QApplication::activePopupWidget()
                                                             : QApplication::activeModalWidget())
            top->close();
        else if (depth_ == 0)
            return end_();
        QTimer::singleShot(10, &o_.window, [this] { leave(); });
    }

    void act() {
        QWidget *window = front();
        // The menu of a field that was disabled meanwhile: the first click closes it in Qt's own window.
        if (!window->isEnabled() && window == QApplication::activePopupWidget()) return void(window->close());
        // A file dialog is Qt's own, and reaches the files of whoever runs this: rename, delete, overwrite. It is only
        // left.
        if (QDialog *files = fileDialog(window)) return files->reject();
        switch (random_.bounded(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
            return click(window);
        case 4:
            return drag(window);
        case 5:
            return wheel(window);
        case 6:
        case 7:
            return words();
        case 8:
            return QTest::keyClick(target(window), special(), modifiers());
        case 9:
            return shortcut(window);
        case 10:
            return menuKey(window);
        default:
            return rare();
        }
    }

    /// What a person can reach: a menu, else the question on top, else the window. What lies under a modal window gets
    /// no keys and no mouse.
    QWidget *front() {
        if (QWidget *popup = QApplication::activePopupWidget()) return popup;
        if (QWidget *modal = QApplication::activeModalWidget()) return modal;
        return &o_.window;
    }
    static QDialog *fileDialog(QWidget *window) {
        for (QWidget *each = window; each; each = each->parentWidget())
            if (each->inherits("QFileDialog")) return static_cast<QDialog *>(each);
        return nullptr;
    }
    QWidget *target(QWidget *window) {
        QWidget *focus = QApplication::focusWidget();
        return focus && focus->isVisible() && (focus == window || window->isAncestorOf(focus)) ? focus : window;
    }
    QPoint place(const QWidget *widget) {
        return {int(random_.bounded(std::max(widget->width(), 1))),
                int(random_.bounded(std::max(widget->height(), 1)))};
    }
    /// The widget under a random place, as the mouse finds it.
    QPair<QWidget *, QPoint> under(QWidget *window) {
        const QPoint at = place(window);
        QWidget *child = window->childAt(at);
        return child ? qMakePair(child, child->mapFrom(window, at)) : qMakePair(window, at);
    }
    Qt::MouseButton button() {
        return random_.bounded(8) == 0 ? Qt::RightButton : random_.bounded(20) == 0 ? Qt::MiddleButton : Qt::LeftButton;
    }
    Qt::KeyboardModifiers modifiers() {
        static const Qt::KeyboardModifiers all[]{Qt::NoModifier,    Qt::NoModifier,
                                                 Qt::ShiftModifier, Qt::ControlModifier,
                                                 Qt::AltModifier,   Qt::ControlModifier | Qt::ShiftModifier};
        return all[random_.bounded(6)];
    }
    Qt::Key special() {
        static const Qt::Key all[]{Qt::Key_Tab,    Qt::Key_Backtab,  Qt::Key_Return, Qt::Key_Escape, Qt::Key_Up,
                                   Qt::Key_Down,   Qt::Key_Left,     Qt::Key_Right,  Qt::Key_Home,   Qt::Key_End,
                                   Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Space,  Qt::Key_Delete, Qt::Key_Backspace,
                                   Qt::Key_F2,     Qt::Key_F4,       Qt::Key_F10,    Qt::Key_Plus,   Qt::Key_Minus};
        return all[random_.bounded(int(std::size(all)))];
    }

    void click(QWidget *window) {
        const auto [widget, at] = under(window);
        if (random_.bounded(5) == 0)
            QTest::mouseDClick(widget, Qt::LeftButton, modifiers(), at);
        else
            QTest::mouseClick(widget, button(), modifiers(), at);
    }
    void drag(QWidget *window) {
        const auto [found, from] = under(window);
        const QPointer<QWidget> widget = found;
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        for (int i = 0; i < 4 && widget; ++i) QTest::mouseMove(widget, place(widget));
        if (widget) QTest::mouseRelease(widget, Qt::LeftButton, {}, place(widget));
    }
    void wheel(QWidget *window) {
        const auto [widget, at] = under(window);
        QWheelEvent event(at, widget->mapToGlobal(QPointF(at)), {}, {0, random_.bounded(2) ? 120 : -120}, Qt::NoButton,
                          modifiers(), Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }
    void words() {
        if (fileDialog(front())) return;
        static const QString letters = QStringLiteral("abcdefghijklmnopqrstuvwxyz0123456789 .,/%&<>\"'\\ä中🙂");
        QWidget *window = front();
        for (int i = 0; i < 4; ++i) {
            const QChar letter = letters[random_.bounded(int(letters.size()))];
            QKeyEvent press(QEvent::KeyPress,
                            letter.isLetterOrNumber() && letter.unicode() < 128 ? letter.toUpper().unicode() : 0,
                            Qt::NoModifier, QString(letter));
            QApplication::sendEvent(target(window), &press);
            window = front();
            if (fileDialog(window)) return;
        }
    }
    void shortcut(QWidget *window) {
        static const std::pair<Qt::Key, Qt::KeyboardModifiers> all[]{
            {Qt::Key_1, Qt::ControlModifier},
            {Qt::Key_2, Qt::ControlModifier},
            {Qt::Key_3, Qt::ControlModifier},
            {Qt::Key_4, Qt::ControlModifier},
            {Qt::Key_5, Qt::ControlModifier},
            {Qt::Key_6, Qt::ControlModifier},
            {Qt::Key_7, Qt::ControlModifier},
            {Qt::Key_K, Qt::ControlModifier},
            {Qt::Key_Slash, Qt::ControlModifier},
            {Qt::Key_Comma, Qt::ControlModifier},
            {Qt::Key_J, Qt::ControlModifier},
            {Qt::Key_I, Qt::ControlModifier},
            {Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier},
            {Qt::Key_Z, Qt::ControlModifier},
            {Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier},
            {Qt::Key_C, Qt::ControlModifier},
            {Qt::Key_A, Qt::ControlModifier},
            {Qt::Key_V, Qt::ControlModifier},
            {Qt::Key_F11, {}},
            {Qt::Key_F5, {}},
            {Qt::Key_N, Qt::ControlModifier},
            {Qt::Key_O, Qt::ControlModifier}};
        const auto [key, held] = all[random_.bounded(int(std::size(all)))];
        QTest::keyClick(target(window), key, held);
    }
    void menuKey(QWidget *window) {
        QWidget *widget = target(window);
        const QPoint at = widget->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, widget->mapToGlobal(at));
        QApplication::sendEvent(widget, &event);
    }
    void rare() {
        switch (random_.bounded(6)) {
        case 0:
            return o_.window.resize(600 + int(random_.bounded(900)), 400 + int(random_.bounded(500)));
        case 1:
            patience_ = 3 * kPatienceMs;
            return o_.window.setTheme(static_cast<ThemeMode>(random_.bounded(4)));
        case 2:
            return o_.window.docks().reset();
        case 3:
            return o_.window.openProject(o_.project());
        case 4:
            return o_.workspace.selectRun(mixedRuns()[random_.bounded(6)].id.c_str());
        default:
            QTest::qWait(20);
        }
    }

    OpenedWindow &o_;
    QRandomGenerator random_;
    static constexpr int kPatienceMs = 1000;
    int left_ = 0, depth_ = 0, slow_ = 0;
    int patience_ = kPatienceMs;      ///< with the next event; longer for a theme, which styles 1,400 widgets anew
    qint64 longest_ = 0, waited_ = 0; ///< between two events; on the run queue so far
    QElapsedTimer since_{};
    std::function<void()> end_{};
};

} // namespace

void MonkeyTest::survivesRandomEvents() {
    const int events = qEnvironmentVariableIntValue("LAPIDARY_MONKEY_EVENTS") > 0
                           ? qEnvironmentVariableIntValue("LAPIDARY_MONKEY_EVENTS")
                           : 20000;
    const quint32 seed = qEnvironmentVariableIsSet("LAPIDARY_MONKEY_SEED")
                             ? quint32(qEnvironmentVariableIntValue("LAPIDARY_MONKEY_SEED"))
                             : 1;
    // Whatever it types into a file dialog lands here. The worker that it starts dies at once.
    QTemporaryDir ground;
    const QString before = QDir::currentPath();
    const auto back = qScopeGuard([&] { QDir::setCurrent(before); });
    QDir::setCurrent(ground.path());
    qputenv("HOME", ground.path().toUtf8());
    mustWrite(ground.path().toStdString() + "/bin/lapidary-worker", "#!/bin/sh\nexit 3\n");
    mustWrite(ground.path().toStdString() + "/bin/catalogue.json", dumpJson(smallCatalogueJson()));
    QFile::setPermissions(ground.filePath("bin/lapidary-worker"),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("LAPIDARY_WORKER", ground.filePath("bin/lapidary-worker").toUtf8());

    QStringList complaints; // of Qt itself: "QPainter not active", "QObject::connect: …"
    static QStringList *heard;
    heard = &complaints;
    const auto handler = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
        if (type == QtFatalMsg || type == QtCriticalMsg ||
            (type == QtWarningMsg && !text.contains("This plugin does not support") &&
             !text.contains("XDG_RUNTIME_DIR")))
            heard->append(text + QStringLiteral(" [%1]").arg(onTop()));
    });
    const auto quiet = qScopeGuard([&] { qInstallMessageHandler(handler); });
    qint64 longest = 0, slow = 0;
    {
        OpenedWindow o(mixedRuns());
        writeSmallProject(o.project().toStdString());
        o.window.openProject(o.project());
        QTest::qWait(500);
        Monkey monkey(o, seed);
        monkey.play(events);
        longest = monkey.longest();
        slow = monkey.slow();
        QTest::qWait(300);
    }
    qInstallMessageHandler(handler);
    complaints.removeDuplicates();
    qInfo("%d random events with seed %u: the longest took %lld ms; %lld complaints of Qt", events, seed, longest,
          qint64(complaints.size()));
    for (const QString &each : complaints.mid(0, 10)) qInfo("  %s", qPrintable(each));
    QCOMPARE(slow, 0);
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.value(0)));
}

QTEST_MAIN(MonkeyTest)
#include "tst_monkey.moc"
