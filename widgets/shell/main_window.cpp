// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/main_window.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/labels.h"
#include "widgets/common/theme.h"
#include "widgets/models/wording.h"
#include "widgets/shell/panel_registry.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/workspace.h"
#include <QActionGroup>
#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QStatusBar>

namespace lapidary {

MainWindow::MainWindow(Workspace &workspace, Themes &themes, QSettings &settings)
    : workspace_(workspace), themes_(themes), settings_(settings), recent_(settings), rail_(new Rail(this)),
      panels_(new QStackedWidget(this)), status_(plainLabel({}, Type::Caption, true)), projectLabel_(plainLabel({}, Type::Caption, true)) {
    setWindowTitle(QStringLiteral("Lapidary"));
    resize(1280, 800);
    auto *centre = new QWidget(this);
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(rail_);
    layout->addWidget(panels_, 1);
    setCentralWidget(centre);
    addPanels();
    addMenus();
    status_->setContentsMargins(2 * kGrid, 0, 0, 0);
    projectLabel_->setContentsMargins(0, 0, 2 * kGrid, 0);
    statusBar()->addWidget(status_, 1);
    statusBar()->addPermanentWidget(projectLabel_);
    statusBar()->setSizeGripEnabled(false);
    connect(&workspace_, &Workspace::projectChanged, this, &MainWindow::updateStatus);
    connect(&workspace_.session(), &ProjectSession::runsChanged, this, &MainWindow::updateStatus);
    connect(&workspace_.session(), &ProjectSession::failed, this, &MainWindow::showFailure);
    connect(&workspace_.session(), &ProjectSession::opened, this, [this](const ProjectValues &project) {
        recent_.add(project.folder);
        setWindowTitle(QStringLiteral("%1 – Lapidary").arg(project.name));
    });
    if (settings_.contains(QStringLiteral("geometry"))) restoreGeometry(settings_.value(QStringLiteral("geometry")).toByteArray());
    updateStatus();
}

void MainWindow::addPanels() {
    int number = 0;
    for (const PanelEntry &entry : panelRegistry()) {
        Panel *panel = entry.make(workspace_);
        panel->setObjectName(entry.id);
        panel->setAccessibleName(entry.title);
        panels_->addWidget(panel);
        rail_->addPanel(entry.glyph, entry.title, QStringLiteral("Ctrl+%1").arg(++number));
        connect(panel, &Panel::intended, this, &MainWindow::perform);
    }
    connect(rail_, &Rail::chosen, panels_, &QStackedWidget::setCurrentIndex);
    connect(panels_, &QStackedWidget::currentChanged, rail_, &Rail::setCurrent);
    rail_->setCurrent(0);
}

void MainWindow::addMenus() {
    auto *file = menuBar()->addMenu(tr("&Project"));
    file->addAction(tr("&Open…"), QKeySequence::Open, this, &MainWindow::chooseProject);
    auto *recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    fillRecent(recent);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    auto *view = menuBar()->addMenu(tr("&View"));
    int number = 0;
    for (const PanelEntry &entry : panelRegistry())
        view->addAction(entry.title, QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)), this, [this, id = entry.id] { showPanel(id); });
    view->addSeparator();
    addThemeMenu(view->addMenu(tr("&Theme")));
    auto *full = view->addAction(tr("&Full screen"), QKeySequence(Qt::Key_F11), this, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setObjectName(QStringLiteral("fullScreen"));
}

void MainWindow::addThemeMenu(QMenu *view) {
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &name, ThemeMode mode) {
        auto *action = group->addAction(view->addAction(name, this, [this, mode] {
            themes_.setMode(mode);
            settings_.setValue(QStringLiteral("theme"), int(mode));
        }));
        action->setCheckable(true);
        action->setChecked(themes_.mode() == mode);
    };
    add(tr("&System"), ThemeMode::System);
    add(tr("&Light"), ThemeMode::Light);
    add(tr("&Dark"), ThemeMode::Dark);
}

void MainWindow::fillRecent(QMenu *menu) {
    menu->clear();
    const QStringList folders = recent_.list();
    for (const QString &folder : folders)
        menu->addAction(QString(folder).replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, folder] { openProject(folder); });
    menu->setEnabled(!folders.isEmpty());
}

void MainWindow::openProject(const QString &folder) { workspace_.session().open(folder); }

void MainWindow::chooseProject() {
    // Not exec(): a nested event loop inside a slot is a trap, and the dialog needs none.
    auto *dialog = new QFileDialog(this, tr("Open a project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::showPanel(const QString &id) {
    if (auto *panel = findChild<Panel *>(id)) panels_->setCurrentWidget(panel);
}

QString MainWindow::currentPanel() const { return panels_->currentWidget()->objectName(); }

void MainWindow::perform(const Intent &intent) {
    switch (intent.kind) {
    case Intent::OpenProject: return chooseProject();
    case Intent::StartExperiment: return workspace_.session().startExperiment();
    case Intent::Pause: return workspace_.session().pause(intent.argument);
    case Intent::Resume: return workspace_.session().resume(intent.argument);
    case Intent::Stop: return workspace_.session().stop(intent.argument);
    case Intent::ShowPanel: return showPanel(intent.argument);
    case Intent::TrainOnLabels: return workspace_.session().trainOnLabels(intent.argument);
    }
}

void MainWindow::updateStatus() {
    const auto &project = workspace_.project();
    projectLabel_->setText(project ? project->folder : QString());
    QString text = project ? tr("Nothing is running") : tr("No project is open");
    for (const RunValues &run : workspace_.runs().runs()) {
        if (run.state != RunState::Running && run.state != RunState::Paused) continue;
        text = QStringLiteral("%1: %2").arg(stateWord(run.state), run.name);
        if (fractionOf(run) >= 0) text += QStringLiteral(", ") + percentText(fractionOf(run));
        if (run.etaSeconds >= 0) text += tr(", %1 left").arg(durationText(run.etaSeconds));
        break;
    }
    status_->setText(text);
}

void MainWindow::showFailure(const QString &title, const QString &text) {
    auto *box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(text);
    // The informative text has its own label, which would guess the format.
    for (auto *label : box->findChildren<QLabel *>()) label->setTextFormat(Qt::PlainText);
    box->open();
}

void MainWindow::paintEvent(QPaintEvent *event) {
    QMainWindow::paintEvent(event);
    if (painted_) return;
    painted_ = true;
    Q_EMIT firstPainted();
}

void MainWindow::closeEvent(QCloseEvent *event) {
    settings_.setValue(QStringLiteral("geometry"), saveGeometry());
    event->accept();
}

} // namespace lapidary
