// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/dock_layout.h"
#include <QCryptographicHash>
#include <QDockWidget>
#include <QMainWindow>
#include <QRegularExpression>
#include <QSettings>
#include <QUndoStack>

namespace lapidary {

namespace {
constexpr int kVersion = 1;    ///< of the saved states
constexpr auto kHome = "home"; ///< the one panel that begins with docks
} // namespace

class DockLayout::Change : public QUndoCommand {
public:
    Change(DockLayout &layout, QString panel, QByteArray before, QByteArray after)
        : QUndoCommand(DockLayout::tr("change of the layout")), layout_(layout), panel_(std::move(panel)),
          before_(std::move(before)), after_(std::move(after)) {}
    void undo() override { layout_.apply(panel_, before_); }
    void redo() override {
        if (done_) layout_.apply(panel_, after_);
        done_ = true; // the first time it has been done by hand
    }

private:
    DockLayout &layout_;
    QString panel_;
    QByteArray before_, after_;
    bool done_ = false;
};

QVector<DockLayout::Dock> DockLayout::docks() {
    return {{QStringLiteral("jobs"), tr("&Jobs"), QStringLiteral("Ctrl+J")},
            {QStringLiteral("log"), tr("Lo&g"), QStringLiteral("Ctrl+Shift+L")},
            {QStringLiteral("inspector"), tr("&Inspector"), QStringLiteral("Ctrl+I")}};
}

DockLayout::DockLayout(QMainWindow &window, QSettings &settings, QUndoStack &undo)
    : QObject(&window), window_(window), settings_(settings), undo_(undo) {
    settled_.setSingleShot(true);
    settled_.setInterval(0);
    connect(&settled_, &QTimer::timeout, this, &DockLayout::noteChange);
}

void DockLayout::add(const QString &id, QWidget *content) {
    auto *dock = new QDockWidget(&window_);
    dock->setObjectName(QStringLiteral("dock:") + id);
    for (const Dock &each : docks())
        if (each.id == id)
            dock->setWindowTitle(
                QString(each.title).remove(QRegularExpression(QStringLiteral("\\(&.\\)"))).remove(QLatin1Char('&')));
    dock->setAccessibleName(dock->windowTitle());
    dock->setWidget(content);
    window_.addDockWidget(Qt::BottomDockWidgetArea, dock);
    docks_.insert(id, dock);
    const auto later = [this] {
        if (!quiet_) settled_.start();
    };
    const auto moved = [this, later] {
        moved_ = true;
        later();
    };
    connect(dock, &QDockWidget::visibilityChanged, this, later);
    connect(dock, &QDockWidget::dockLocationChanged, this, moved);
    connect(dock, &QDockWidget::topLevelChanged, this, moved);
}

QString DockLayout::key(const QString &panel) const {
    const auto hash = QCryptographicHash::hash(project_.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("layouts/%1/%2")
        .arg(project_.isEmpty() ? QStringLiteral("none") : QString::fromLatin1(hash), panel);
}

void DockLayout::begin(const QString &panel) {
    panel_ = panel;
    restore();
}

void DockLayout::setProject(const QString &folder) {
    if (folder == project_) return;
    save();
    layouts_.clear();
    project_ = folder;
    restore();
}

void DockLayout::setPanel(const QString &panel) {
    if (panel == panel_ || panel_.isEmpty()) return;
    layouts_[panel_] = window_.saveState(kVersion);
    panel_ = panel;
    restore();
}

void DockLayout::save() {
    if (panel_.isEmpty()) return;
    layouts_[panel_] = window_.saveState(kVersion);
    for (auto it = layouts_.cbegin(); it != layouts_.cend(); ++it) settings_.setValue(key(it.key()), it.value());
}

void DockLayout::restore() {
    QByteArray state = layouts_.value(panel_);
    if (state.isEmpty()) state = settings_.value(key(panel_)).toByteArray();
    quiet_ = true;
    if (state.isEmpty() || !window_.restoreState(state, kVersion)) arrangeAsNew();
    settle();
    Q_EMIT changed();
}

/// The layout as it is now is where the next change begins.
void DockLayout::settle() {
    last_ = window_.saveState(kVersion);
    hidden_ = hidden();
    moved_ = quiet_ = false;
    settled_.stop();
}

/// Jobs and log share a place at the bottom, the inspector stands beside them.
void DockLayout::arrangeAsNew() {
    const bool shown = panel_ == QLatin1String(kHome) && !project_.isEmpty();
    QDockWidget *jobs = dock("jobs"), *log = dock("log"), *inspector = dock("inspector");
    for (QDockWidget *each : {jobs, log, inspector}) {
        each->setFloating(false);
        window_.removeDockWidget(each);
        window_.addDockWidget(Qt::BottomDockWidgetArea, each);
        each->setVisible(shown);
    }
    window_.splitDockWidget(jobs, inspector, Qt::Horizontal);
    window_.tabifyDockWidget(jobs, log);
    jobs->raise();
    window_.resizeDocks({jobs, inspector}, {820, 460}, Qt::Horizontal);
    window_.resizeDocks({jobs}, {230}, Qt::Vertical);
}

void DockLayout::reset() {
    for (const QString &panel : layouts_.keys()) settings_.remove(key(panel));
    settings_.remove(key(panel_));
    layouts_.clear();
    quiet_ = true;
    arrangeAsNew();
    quiet_ = false;
    moved_ = true;
    settled_.start();
}

void DockLayout::toggle(const QString &id) {
    QDockWidget *dock = docks_.value(id);
    if (!dock) return;
    if (isShown(id)) return dock->hide();
    dock->show();
    dock->raise();
    if (QWidget *first = dock->widget()->findChild<QWidget *>(QStringLiteral("dockFocus")))
        first->setFocus(Qt::ShortcutFocusReason);
    else
        dock->widget()->setFocus(Qt::ShortcutFocusReason);
}

/// On show and not behind another tab.
bool DockLayout::isShown(const QString &id) const {
    const QDockWidget *dock = docks_.value(id);
    return dock && dock->isVisible() && !dock->visibleRegion().isEmpty();
}

void DockLayout::apply(const QString &panel, const QByteArray &state) {
    if (panel != panel_) Q_EMIT panelWanted(panel);
    quiet_ = true;
    window_.restoreState(state, kVersion);
    settle();
    Q_EMIT changed();
}

QStringList DockLayout::hidden() const {
    QStringList out;
    for (auto it = docks_.cbegin(); it != docks_.cend(); ++it)
        if (it.value()->isHidden()) out.append(it.key());
    out.sort();
    return out;
}

void DockLayout::noteChange() {
    const bool moved = std::exchange(moved_, false);
    if (quiet_ || !window_.isVisible() || window_.isMinimized()) return; // hidden with the window is not hidden by hand
    if (!moved && hidden() == hidden_) return;                           // another tab came to the front
    const QByteArray now = window_.saveState(kVersion);
    if (now == last_) return;
    hidden_ = hidden();
    undo_.push(new Change(*this, panel_, std::exchange(last_, now), now));
    Q_EMIT changed();
}

} // namespace lapidary
