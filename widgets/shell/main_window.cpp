// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/main_window.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_comparison.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/theme.h"
#include "widgets/models/wording.h"
#include "widgets/panels/feature.h"
#include "widgets/panels/workspace.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/banner.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/desktop_notice.h"
#include "widgets/shell/dock_layout.h"
#include "widgets/shell/docks/inspector_view.h"
#include "widgets/shell/docks/jobs_view.h"
#include "widgets/shell/docks/log_view.h"
#include "widgets/shell/main_actions.h"
#include "widgets/shell/manual.h"
#include "widgets/shell/manual_dialog.h"
#include "widgets/shell/message.h"
#include "widgets/shell/new_project_dialog.h"
#include "widgets/shell/palette_entries.h"
#include "widgets/shell/panel_stack.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/run_control.h"
#include "widgets/shell/run_end_bar.h"
#include "widgets/shell/same_run_dialog.h"
#include "widgets/shell/settings_dialog.h"
#include "widgets/shell/shortcuts_dialog.h"
#include "widgets/shell/status_line.h"
#include "widgets/shell/tour.h"
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTimer>
#include <QUrl>

namespace lapidary {

namespace {

constexpr QLatin1String kExperiment("experiment.toml");

/// The folder of a project: of one whose experiment is named, as a file manager does, too.
QString projectFolderOf(const QString &path) {
    const QFileInfo given(path);
    return given.isFile() && given.fileName() == kExperiment ? given.absolutePath() : path;
}

bool isProject(const QString &path) {
    return !path.isEmpty() && QFileInfo::exists(projectFolderOf(path) + QLatin1Char('/') + kExperiment);
}

} // namespace

MainWindow::MainWindow(Workspace &workspace, Themes &themes, QSettings &settings)
    : workspace_(workspace), themes_(themes), settings_(settings), recent_(settings), rail_(new Rail(this)),
      panels_(new PanelStack(this)), banner_(new Banner(this)) {
    setWindowTitle(QStringLiteral("Lapidary"));
    resize(1280, 800);
    setAcceptDrops(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks); // nothing in this window is animated
    auto *centre = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(banner_);
    right->addWidget(panels_, 1);
    auto *ended = new RunEndBar(workspace_, centre);
    right->addWidget(ended);
    connect(ended, &RunEndBar::intended, this, &MainWindow::perform);
    connect(ended, &RunEndBar::longRunEnded, new DesktopNotice(*this), &DesktopNotice::show);
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(rail_);
    layout->addLayout(right, 1);
    setCentralWidget(centre);
    docks_ = new DockLayout(*this, settings_, workspace_.undoStack());
    addRail();
    panelOf(*workspace_.features().front()); // the others must not keep the first frame waiting
    addDocks();
    addActions();
    control_ = new RunControl(workspace_, settings_, this);
    status_ = new StatusLine(workspace_, *statusBar());
    palette_ = new CommandPalette(this);
    tour_ = new Tour(*this);
    connect(&workspace_, &Workspace::projectChanged, this, &MainWindow::projectOpened);
    connect(&workspace_, &Workspace::selectionChanged, this, &MainWindow::showSelection);
    connect(&workspace_, &Workspace::costsChanged, this, &MainWindow::showSelection);
    connectParts();
    if (settings_.contains(QStringLiteral("geometry")))
        restoreGeometry(settings_.value(QStringLiteral("geometry")).toByteArray());
    docks_->begin(currentPanel());
    panel()->setFocus(Qt::OtherFocusReason); // not the rail
    workspace_.setRecentProjects(recent_.list());
    actions_->refresh();
}

MainWindow::~MainWindow() {
    workspace_.undoStack().clear(); // its commands know parts of this window
    delete tour_;                   // it watches parts that go away
    disconnect(&workspace_, nullptr, this, nullptr);
}

void MainWindow::connectParts() {
    ProjectSession &session = workspace_.session();
    for (const ProjectPart *part : session.parts()) connect(part, &ProjectPart::failed, this, &MainWindow::showFailure);
    connect(&session.queue(), &ExperimentQueue::sameRunFound, this, [this, &session](const SameRunValues &same) {
        askSameRun(this, same, [&session, same](SameRun answer) {
            post(session.queue(), &ExperimentQueue::addAndRunAs, same, answer);
        });
    });
    connect(&session.queue(), &ExperimentQueue::nothingToDo, this, &MainWindow::showNothingToDo);
    connect(&session.comparison(), &ProjectComparison::reportWritten, this, &MainWindow::showReport);
}

void MainWindow::addRail() {
    const QVector<Feature *> &features = workspace_.features();
    for (int i = 0; i < features.size(); ++i) {
        Feature *feature = features[i];
        rail_->addPanel(feature->glyph(), feature->title(), QStringLiteral("Ctrl+%1").arg(i + 1));
        connect(feature, &Feature::panelWanted, this, [this, feature] { showPanel(feature->id()); });
    }
    connect(rail_, &Rail::chosen, this, [this](int index) { showPanel(workspace_.features()[index]->id()); });
    rail_->setCurrent(0);
}

Feature *MainWindow::feature(const QString &id) const {
    for (Feature *each : workspace_.features())
        if (each->id() == id) return each;
    return nullptr;
}

Panel *MainWindow::panelOf(Feature &feature) {
    if (auto *made = panels_->find(feature.id())) return made;
    Panel *made = feature.makePanel();
    made->setObjectName(feature.id());
    made->setAccessibleName(feature.title());
    panels_->add(made);
    connect(made, &Panel::intended, this, &MainWindow::perform);
    return made;
}

void MainWindow::makeAllPanels() {
    for (Feature *feature : workspace_.features()) panelOf(*feature);
}

void MainWindow::addDocks() {
    jobs_ = new JobsView(workspace_.runs(), this);
    auto *log = new LogView(workspace_.log(), this);
    inspector_ = new InspectorView(this);
    docks_->add(QStringLiteral("jobs"), jobs_);
    docks_->add(QStringLiteral("log"), log);
    docks_->add(QStringLiteral("inspector"), inspector_);
    connect(jobs_, &Panel::intended, this, &MainWindow::perform);
    connect(log, &Panel::intended, this, &MainWindow::perform);
    connect(docks_, &DockLayout::panelWanted, this, &MainWindow::showPanel);
    connect(&workspace_.session().runs(), &ProjectRuns::factsReady, inspector_, &InspectorView::setFacts);
}

void MainWindow::addActions() {
    actions_ = new Actions(mainActions(*this, workspace_), *this);
    auto *recent = new QMenu(tr("Open &recent"), this);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    fillRecent(recent);
    QMenu *project = actions_->menu(MenuPlace::Project);
    project->insertMenu(project->actions().value(3), recent);
    const auto refresh = [this] { actions_->refresh(); };
    connect(docks_, &DockLayout::changed, actions_, refresh);
    connect(&workspace_, &Workspace::experimentRunningChanged, actions_, refresh);
    for (const Feature *feature : workspace_.features()) connect(feature, &Feature::actionsChanged, actions_, refresh);
    connect(&workspace_.undoStack(), &QUndoStack::indexChanged, actions_, refresh);
    connect(&themes_, &Themes::modeChanged, actions_, refresh);
    // A key must work as soon as its run can be paused; figures alone change nothing here.
    connect(&workspace_.session().runs(), &ProjectRuns::runsChanged, this, [this] { showSelection(); });
    connect(&themes_, &Themes::modeChanged, this,
            [this](ThemeMode mode) { settings_.setValue(QLatin1String(kThemeKey), int(mode)); });
}

void MainWindow::fillRecent(QMenu *menu) {
    menu->clear();
    const QStringList folders = recent_.list();
    for (const QString &folder : folders)
        menu->addAction(QString(folder).replace(QLatin1Char('&'), QLatin1String("&&")), this,
                        [this, folder] { openProject(folder); });
    menu->setEnabled(!folders.isEmpty());
}

void MainWindow::projectOpened() {
    const auto &project = workspace_.project();
    recent_.add(project->folder);
    workspace_.setRecentProjects(recent_.list());
    setWindowTitle(QStringLiteral("%1 – Lapidary").arg(project->name));
    banner_->setText(project->readOnly);
    jobs_->setProject(project);
    docks_->setProject(project->folder);
    actions_->refresh();
    if (std::exchange(tourWaits_, false)) tour_->start();
}

void MainWindow::openProject(const QString &path) {
    makeAllPanels(); // each is told of the project
    post(workspace_.session().project(), &OpenProject::open, projectFolderOf(path));
}

void MainWindow::chooseProject() {
    // Not exec(): a nested event loop inside a slot is a trap, and the dialog needs none.
    auto *dialog = new QFileDialog(this, tr("Open a project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOptions(QFileDialog::ShowDirsOnly | QFileDialog::ReadOnly); // choosing deletes and renames nothing
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::newProject(const QString &from) {
    const QString key = QStringLiteral("projectsFolder");
    auto *dialog = new NewProjectDialog(from, settings_.value(key, QDir::homePath()).toString(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::rejected, this, [this] { tourWaits_ = false; });
    connect(dialog, &NewProjectDialog::chosen, this, [this, key](const QString &folder, const QString &begins) {
        settings_.setValue(key, QFileInfo(folder).path());
        showPanel(workspace_.features().front()->id()); // there it begins
        post(workspace_.session().project(), &OpenProject::create, folder, begins);
    });
    OpenProject &project = workspace_.session().project();
    connect(&project, &OpenProject::templatesListed, dialog, &NewProjectDialog::setTemplates);
    if (from.isEmpty()) post(project, &OpenProject::listTemplates);
    dialog->open();
}

void MainWindow::showPanel(const QString &id) {
    Feature *shown = feature(id);
    if (!shown) return;
    Panel *wanted = panelOf(*shown);
    panels_->bring(wanted);
    rail_->setCurrent(int(workspace_.features().indexOf(shown)));
    docks_->setPanel(id);
    // The keys belong to what is shown now. From the rail one goes on by Tab.
    QWidget *focus = QApplication::focusWidget();
    if (!focus || !(wanted->isAncestorOf(focus) || rail_->isAncestorOf(focus))) wanted->setFocus(Qt::OtherFocusReason);
    actions_->refresh();
}

Panel *MainWindow::panel() const {
    return panels_->current();
}
QString MainWindow::currentPanel() const {
    return panel()->objectName();
}

void MainWindow::showRun(const QString &run) {
    workspace_.selectRun(run);
    const RunValues *values = workspace_.runs().find(run);
    for (Feature *each : workspace_.features())
        if (values && each->showRun(*values)) return;
    if (!docks_->isShown(QStringLiteral("inspector"))) docks_->toggle(QStringLiteral("inspector"));
}

void MainWindow::perform(const Intent &intent) {
    for (Feature *each : workspace_.features())
        if (each->perform(intent, this)) return;
    if (control_->perform(intent)) return;
    switch (intent.kind) {
    case Intent::OpenProject:
        return chooseProject();
    case Intent::OpenFolder:
        return openProject(intent.argument);
    case Intent::NewProject:
        return newProject(intent.argument);
    case Intent::ShowPanel:
        return showPanel(intent.argument);
    case Intent::SelectStage:
        return workspace_.selectStage(intent.argument);
    case Intent::SelectRun:
        return workspace_.selectRun(intent.argument);
    case Intent::ShowRun:
        return showRun(intent.argument);
    case Intent::InspectRun:
        workspace_.selectRun(intent.argument);
        if (!docks_->isShown(QStringLiteral("inspector"))) docks_->toggle(QStringLiteral("inspector"));
        return;
    case Intent::TakeTour:
        return takeTour();
    default:
        return; // a feature's
    }
}

/// The facts are asked for when another run is chosen or its state has changed; its figures follow at once.
void MainWindow::showSelection() {
    const RunValues *run = workspace_.runs().find(workspace_.selectedRun());
    const QString stage = workspace_.selectedStage();
    inspector_->show(workspace_.graph().find(stage), run, workspace_.costOf(stage));
    const QString shown = run ? run->id + stateWord(run->state) : QString();
    if (inspector_->property("shown").toString() == shown) return;
    inspector_->setProperty("shown", shown);
    if (run) post(workspace_.session().runs(), &ProjectRuns::inspect, run->id);
    jobs_->select(workspace_.selectedRun());
    actions_->refresh();
}

void MainWindow::undo() {
    if (!panel()->undo()) workspace_.undoStack().undo();
}

void MainWindow::redo() {
    if (!panel()->redo()) workspace_.undoStack().redo();
}

QString MainWindow::undoText() const {
    return panel()->undoText().value_or(workspace_.undoStack().undoText());
}

QString MainWindow::redoText() const {
    return panel()->redoText().value_or(workspace_.undoStack().redoText());
}

void MainWindow::showPalette() {
    palette_->open(paletteEntries(*this, *actions_, workspace_, recent_.list()));
}

void MainWindow::showShortcuts() {
    QVector<ShortcutsDialog::Group> groups;
    const auto &entries = actions_->entries();
    for (int i = 0; i < entries.size(); ++i) {
        const QAction &action = *actions_->action(i);
        if (action.shortcuts().isEmpty()) continue;
        const QString title = Actions::menuTitle(entries[i].menu)
                                  .remove(QRegularExpression(QStringLiteral("\\(&.\\)")))
                                  .remove(QLatin1Char('&'));
        if (groups.isEmpty() || groups.last().title != title) groups.append({title, {}});
        groups.last().keys.append({Actions::keysText(action), Actions::plainText(action)});
    }
    for (Feature *each : workspace_.features()) groups.append({each->title(), panelOf(*each)->keyHelp()});
    auto *dialog = new ShortcutsDialog(groups, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showManual() {
    QVector<ManualDialog::Page> pages{{{}, tr("First of all"), manualIntroduction(), {}}};
    for (Feature *each : workspace_.features())
        pages.append({each->id(), each->title(), manualPage(each->id()), panelOf(*each)->keyHelp()});
    auto *dialog = new ManualDialog(pages, currentPanel(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout() {
    auto *box =
        messageBox(this, QMessageBox::NoIcon, QStringLiteral("Lapidary %1").arg(QCoreApplication::applicationVersion()),
                   tr("A workbench for the post-training of language models: fine-tuning, preferences, "
                      "reinforcement learning and search at test time, on your own machine.") +
                       QStringLiteral("\n\nGPL-3.0-or-later, Apache-2.0 · Qt ") + QLatin1String(qVersion()));
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setWindowTitle(tr("About Lapidary"));
    box->setIconPixmap(windowIcon().pixmap(64));
    box->addButton(QMessageBox::Close);
    box->open();
}

/// Through the project that is open; where there is none the starter is made first.
void MainWindow::takeTour() {
    if (workspace_.project()) return tour_->start();
    tourWaits_ = true;
    newProject(QStringLiteral("starter"));
}

void MainWindow::showSettings() {
    auto *dialog = new SettingsDialog(themes_, settings_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::setTheme(ThemeMode mode) {
    themes_.setMode(mode);
}
ThemeMode MainWindow::theme() const {
    return themes_.mode();
}

void MainWindow::showFailure(const QString &title, const QString &text) {
    workspace_.log().append({{double(QDateTime::currentMSecsSinceEpoch()) / 1000,
                              NoticeLevel::Error,
                              {},
                              title + QStringLiteral(": ") + text}});
    auto *box = messageBox(this, QMessageBox::Warning, title, text);
    box->addButton(QMessageBox::Ok);
    box->open();
}

void MainWindow::showNothingToDo(int stages) {
    auto *box =
        messageBox(this, QMessageBox::Information, tr("Nothing is left to run"),
                   tr("All runs have finished (%n), and what goes into them is unchanged.", nullptr, stages) +
                       QLatin1Char(' ') + tr("Change a stage or add one, or delete a run to have it made anew."));
    box->setObjectName(QStringLiteral("nothingToDo"));
    box->addButton(QMessageBox::Ok);
    box->open();
}

void MainWindow::showReport(const QString &file) {
    auto *box = messageBox(this, QMessageBox::Information, tr("The report is written"), file);
    auto *open = box->addButton(tr("&Open in the browser"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Close);
    connect(open, &QAbstractButton::clicked, this, [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    box->open();
}

/// A project is opened; anything else is for the panel that is shown, or for the first one that takes such a
/// thing.
Panel *MainWindow::takerOf(const QString &path) const {
    if (path.isEmpty()) return nullptr;
    if (panel()->mayTake(path)) return panel();
    for (Panel *each : panels_->panels())
        if (each->mayTake(path)) return each;
    return nullptr;
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    const QString path = droppedPath(event->mimeData());
    if (isProject(path) || takerOf(path)) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) {
    event->acceptProposedAction();
    const QString path = droppedPath(event->mimeData());
    if (isProject(path)) return openProject(path);
    Panel *taker = takerOf(path);
    if (!taker) return;
    showPanel(taker->objectName());
    taker->take(path);
}

void MainWindow::paintEvent(QPaintEvent *event) {
    QMainWindow::paintEvent(event);
    if (painted_) return;
    painted_ = true;
    QTimer::singleShot(0, this, [this] { // here only the window itself is painted, not yet what is in it
        Q_EMIT firstPainted();
        makeAllPanels();
    });
}

void MainWindow::closeEvent(QCloseEvent *event) {
    settings_.setValue(QStringLiteral("geometry"), saveGeometry());
    docks_->save();
    event->accept();
}

} // namespace lapidary
