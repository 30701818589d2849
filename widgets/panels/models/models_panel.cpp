// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/models_panel.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/entry_list.h"
#include "widgets/common/fit_area.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/model_writer_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/remote_view_model.h"
#include "widgets/panels/models/config_view.h"
#include "widgets/panels/models/lineage_canvas.h"
#include "widgets/panels/models/mixer_view.h"
#include "widgets/panels/models/model_details.h"
#include "widgets/panels/models/model_wording.h"
#include "widgets/panels/models/playground_view.h"
#include "widgets/panels/models/remote_dialog.h"
#include "widgets/panels/models/write_dialog.h"
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>

namespace lapidary {

namespace {

QString heading(ModelValues::Kind kind) {
    switch (kind) {
    case ModelValues::Named:
        return ModelsPanel::tr("Of the experiment");
    case ModelValues::Trained:
        return ModelsPanel::tr("Trained here");
    case ModelValues::Adapter:
        return ModelsPanel::tr("Adapters");
    case ModelValues::Remote:
        return ModelsPanel::tr("Remote");
    case ModelValues::Folder:
        return ModelsPanel::tr("In models/, used by nothing");
    }
    return {};
}

QString aboutOf(const ModelValues &model) {
    QStringList parts{kindWord(model)};
    if (!model.base.isEmpty()) parts.append(ModelsPanel::tr("from %1").arg(QFileInfo(model.base).fileName()));
    return parts.join(QStringLiteral(" · "));
}

bool isGguf(const QString &path) {
    return QFileInfo(path).isFile() && path.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive);
}

} // namespace

ModelsPanel::ModelsPanel(ModelsViewModel &model, PlaygroundViewModel &playground, MixerViewModel &mixer,
                         ModelWriterViewModel &writer, RemoteViewModel &remote, QWidget *parent)
    : Panel(parent), model_(model), playground_(playground), mixer_(mixer), writer_(writer), remote_(remote),
      writeDialog_(new WriteDialog(writer, this)), remoteDialog_(new RemoteDialog(remote, this)) {
    setAcceptDrops(true);
    pages_ = new Pages(this);
    empty_ = new EmptyState({}, {}, {}, this);
    main_ = makeMain();
    pages_->addWidget(empty_);
    pages_->addWidget(main_);
    connect(empty_, &EmptyState::actionRequested, this, [this] {
        if (model_.hasProject())
            chooseFolder();
        else
            Q_EMIT intended({Intent::OpenProject, {}});
    });
    connect(&model_, &ModelsViewModel::modelsChanged, this, &ModelsPanel::refreshList);
    connect(&model_, &ModelsViewModel::currentChanged, this, &ModelsPanel::refreshHead);
    connect(&model_, &ModelsViewModel::outdated, this, [this] {
        if (isVisible()) model_.wantList();
    });
    connect(&model_, &ModelsViewModel::importChanged, this, &ModelsPanel::refreshImport);
    connect(&model_, &ModelsViewModel::usesKnown, this, &ModelsPanel::confirmDelete);
    connect(&writer_, &ModelWriterViewModel::changed, this, &ModelsPanel::refreshWriting);
    refreshList();
    refreshImport();
    refreshWriting();
}

QWidget *ModelsPanel::makeMain() {
    auto *page = new QWidget(this);
    tabs_ = new QTabWidget(page);
    tabs_->setObjectName(QStringLiteral("modelTabs"));
    tabs_->setDocumentMode(true);
    auto *lineage = new LineageCanvas(model_, tabs_);
    auto *mixer = new MixerView(mixer_, tabs_);
    auto *playground = new PlaygroundView(playground_, tabs_);
    const auto add = [this](QWidget *view, const QString &title) { tabs_->addTab(new FitArea(view, tabs_), title); };
    add(new ModelDetailsView(model_, tabs_), tr("D&etails"));
    add(playground, tr("Pla&yground"));
    add(lineage, tr("Li&neage"));
    add(new ConfigView(model_, tabs_), tr("C&onfigs"));
    add(mixer, tr("Mi&xer"));
    // Who clicks there wants to write; who comes by keys goes on with the tabs.
    connect(tabs_, &QTabWidget::tabBarClicked, playground, [playground](int tab) {
        if (tab == 1) QMetaObject::invokeMethod(playground, &PlaygroundView::beginWriting, Qt::QueuedConnection);
    });
    connect(lineage, &NodeCanvas::selected, this, &ModelsPanel::tellChosen);
    connect(lineage, &NodeCanvas::opened, this, [this] { tabs_->setCurrentIndex(0); });
    connect(mixer, &MixerView::writeWanted, this, &ModelsPanel::writeMix);
    auto *right = new QWidget(page);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3 * kGrid);
    column->addWidget(makeHead(right));
    column->addWidget(tabs_, 1);
    auto *split = new QSplitter(Qt::Horizontal, page);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(5 * kGrid);
    split->addWidget(makeSide(page));
    split->addWidget(right);
    split->setSizes({240, 900});
    split->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->addWidget(split);
    return page;
}

QWidget *ModelsPanel::makeSide(QWidget *page) {
    auto *side = new QWidget(page);
    list_ = new EntryList(QStringLiteral("models"), tr("Models of the project"), side);
    importText_ = plainLabel({}, Type::Caption, true, side);
    importText_->setWordWrap(true);
    importProblem_ = plainLabel({}, Type::Body, false, side);
    importProblem_->setObjectName(QStringLiteral("modelImportProblem"));
    importProblem_->setWordWrap(true);
    progress_ = new QProgressBar(side);
    progress_->setAccessibleName(tr("Progress of the copy"));
    progress_->setRange(0, 100);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(6);
    cancelImport_ = button(tr("&Cancel the copy"), false, side);
    cancelImport_->setObjectName(QStringLiteral("cancelModelImport"));
    import_ = button(tr("&Import a model…"), true, side);
    import_->setObjectName(QStringLiteral("importModel"));
    addRemote_ = button(tr("Add a &remote model…"), false, side);
    addRemote_->setObjectName(QStringLiteral("addRemote"));
    addRemote_->setToolTip(tr("A model behind an OpenAI-compatible API: a vLLM or SGLang server, or a provider"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(list_, 1);
    writingText_ = plainLabel({}, Type::Caption, true, side);
    writingText_->setObjectName(QStringLiteral("modelWriting"));
    writingText_->setWordWrap(true);
    writing_ = new QProgressBar(side);
    writing_->setAccessibleName(tr("Progress of the writing"));
    writing_->setTextVisible(false);
    writing_->setFixedHeight(6);
    cancelWriting_ = button(tr("Cancel the &writing"), false, side);
    cancelWriting_->setObjectName(QStringLiteral("cancelWriting"));
    for (QWidget *each : std::initializer_list<QWidget *>{writingText_, writing_, cancelWriting_, importProblem_,
                                                          importText_, progress_, cancelImport_, addRemote_, import_})
        layout->addWidget(each);
    connect(cancelWriting_, &QPushButton::clicked, &writer_, &ModelWriterViewModel::cancel);
    connect(list_, &EntryList::chosen, &model_, &ModelsViewModel::choose);
    connect(list_, &EntryList::chosen, this, &ModelsPanel::tellChosen);
    auto *ways = new QMenu(import_);
    ways->addAction(tr("A &folder…"), this, &ModelsPanel::chooseFolder);
    ways->addAction(tr("A &GGUF file…"), this, &ModelsPanel::chooseFile);
    import_->setMenu(ways);
    connect(addRemote_, &QPushButton::clicked, this, [this] {
        remote_.begin();
        remoteDialog_->open();
    });
    connect(cancelImport_, &QPushButton::clicked, &model_, &ModelsViewModel::cancelImport);
    return side;
}

QWidget *ModelsPanel::makeHead(QWidget *page) {
    auto *head = new QWidget(page);
    title_ = new ElidedLabel(Type::Title, false, head);
    lineage_ = new ElidedLabel(Type::Body, true, head);
    lineage_->setObjectName(QStringLiteral("lineage"));
    delete_ = button(tr("&Delete…"), false, head);
    delete_->setObjectName(QStringLiteral("deleteModel"));
    write_ = button(tr("Export or &merge…"), false, head);
    write_->setObjectName(QStringLiteral("writeModel"));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addWidget(lineage_);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(words, 1);
    layout->setSpacing(2 * kGrid);
    changeRemote_ = button(tr("C&hange…"), false, head);
    changeRemote_->setObjectName(QStringLiteral("changeRemote"));
    connect(changeRemote_, &QPushButton::clicked, this, &ModelsPanel::changeRemote);
    layout->addWidget(changeRemote_, 0, Qt::AlignBottom);
    layout->addWidget(write_, 0, Qt::AlignBottom);
    layout->addWidget(delete_, 0, Qt::AlignBottom);
    connect(write_, &QPushButton::clicked, this, [this] {
        if (!model_.current()) return;
        writer_.begin(*model_.current());
        writeDialog_->open();
    });
    connect(delete_, &QPushButton::clicked, &model_, &ModelsViewModel::askDelete);
    return head;
}

QVector<KeyHelp> ModelsPanel::keyHelp() const {
    return PlaygroundView::keyHelp();
}

void ModelsPanel::chooseFolder() {
    auto *dialog = new QFileDialog(this, tr("Import a model folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelsPanel::importFrom);
    dialog->open();
}

void ModelsPanel::chooseFile() {
    auto *dialog = new QFileDialog(this, tr("Import a GGUF file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Models of llama.cpp (*.gguf)"));
    connect(dialog, &QFileDialog::fileSelected, this, &ModelsPanel::importFrom);
    dialog->open();
}

void ModelsPanel::importFrom(const QString &place) {
    const QFileInfo info(place);
    const bool file = isGguf(place);
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Import a model"));
    dialog->setLabelText(file ? tr("A model folder is made of the file in the project. Its name there:")
                              : tr("The folder is copied into the project. Its name there:"));
    dialog->setTextValue(model_.freeImportName(file ? info.completeBaseName() : info.fileName()));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, place](const QString &name) { model_.startImport(place, name.trimmed()); });
    dialog->open();
}

void ModelsPanel::refreshList() {
    if (isVisible()) model_.wantList();
    QVector<EntryList::Entry> entries;
    for (const ModelValues &model : model_.models())
        entries.append({.id = model.id,
                        .name = model.name,
                        .about = aboutOf(model),
                        .right = model.present && model.kind != ModelValues::Remote
                                     ? QLocale().formattedDataSize(model.diskBytes, 1)
                                     : QString(),
                        .heading = heading(model.kind),
                        .absent = !model.present});
    list_->setEntries(entries, model_.current() ? model_.current()->id : QString());
    if (!model_.hasProject())
        empty_->setText(
            tr("Open a project"),
            tr("Models belong to a project: those that its experiment begins with, and those that it makes."),
            tr("Open a folder…"));
    else if (!model_.listed())
        empty_->setText(tr("Reading the project …"), {}, {});
    else
        empty_->setText(tr("No models yet"),
                        tr("Drop a model folder in Hugging Face layout or a GGUF file here, or choose a folder: "
                           "config.json, safetensors and a tokenizer."),
                        model_.readOnly() ? QString() : tr("Import a model…"));
    pages_->setCurrentWidget(entries.isEmpty() ? static_cast<QWidget *>(empty_) : main_);
    refreshHead();
}

void ModelsPanel::refreshHead() {
    const ModelValues *model = model_.current();
    if (model && list_->currentId() != model->id) return refreshList();
    title_->setText(model ? model->name : QString());
    const QStringList line = model ? model_.lineage(model->id) : QStringList();
    QStringList names;
    for (const QString &name : line) names.append(name.contains(QLatin1Char('/')) ? QFileInfo(name).fileName() : name);
    lineage_->setText(names.size() > 1 ? names.join(QStringLiteral(" → "))
                      : model && model->kind == ModelValues::Remote
                          ? (model->away ? tr("On another machine") : tr("Behind a server of this machine"))
                      : model && model->run.isEmpty() ? tr("Not made here")
                                                      : QString());
    const bool remote = model && model->kind == ModelValues::Remote;
    write_->setVisible(!remote);
    changeRemote_->setVisible(remote && model->present);
    delete_->setText(remote ? tr("&Forget…") : tr("&Delete…"));
    write_->setEnabled(model && model->present && !writer_.busy());
    delete_->setEnabled(model && model->ours && !model_.readOnly());
    delete_->setToolTip(!model        ? QString()
                        : model->ours ? tr("Shows first who needs it")
                                      : tr("Only models that were imported into the project are its own to delete."));
}

/// The Inspector follows what the person chooses: the run that made a model, or the entry of the experiment.
void ModelsPanel::tellChosen(const QString &id) {
    for (const ModelValues &model : model_.models()) {
        if (model.id != id) continue;
        if (!model.run.isEmpty())
            Q_EMIT intended({Intent::SelectRun, model.run});
        else if (model.kind == ModelValues::Named)
            Q_EMIT intended({Intent::SelectStage, QStringLiteral("model:") + model.name});
    }
}

void ModelsPanel::refreshImport() {
    importText_->setText(tr("Copying %1: %2 %").arg(model_.importName()).arg(int(100 * model_.importProgress())));
    importText_->setVisible(model_.importing());
    importProblem_->setText(model_.importProblem());
    importProblem_->setVisible(!model_.importProblem().isEmpty());
    progress_->setVisible(model_.importing());
    progress_->setValue(int(100 * model_.importProgress()));
    cancelImport_->setVisible(model_.importing());
    import_->setEnabled(!model_.importing() && !model_.readOnly());
    import_->setToolTip(model_.readOnly() ? tr("This project is open elsewhere: it can be read, not added to.")
                                          : tr("A folder in Hugging Face layout; it may also be dropped here"));
}

void ModelsPanel::writeMix(bool merged) {
    writer_.beginMix(mixer_.writtenReference(), mixer_.baseName() + QStringLiteral("-mix"),
                     merged ? ModelWriting::Merged : ModelWriting::Adapter);
    writeDialog_->open();
}

void ModelsPanel::changeRemote() {
    const QJsonObject reference = QJsonDocument::fromJson(model_.current()->reference.toUtf8()).object();
    const QString settings =
        QString::fromUtf8(QJsonDocument(reference.value(QStringLiteral("remote")).toObject()).toJson());
    remote_.change(reference.value(QStringLiteral("name")).toString(), settings, model_.current()->allowed);
    remoteDialog_->open();
}

void ModelsPanel::refreshWriting() {
    QString text;
    if (writer_.busy())
        text = tr("Writing %1 …").arg(writer_.sourceName());
    else if (!writer_.problem().isEmpty())
        text = writer_.problem();
    else if (!writer_.written().isEmpty())
        text = tr("Written: %1").arg(writer_.written());
    writingText_->setText(text);
    writingText_->setVisible(!text.isEmpty());
    writing_->setVisible(writer_.busy());
    writing_->setRange(0, writer_.progress() < 0 ? 0 : 100); // a worker does not tell how far it is
    writing_->setValue(int(100 * writer_.progress()));
    cancelWriting_->setVisible(writer_.busy());
    write_->setEnabled(model_.current() && model_.current()->present && !writer_.busy());
}

void ModelsPanel::confirmDelete(const ModelUses &uses) {
    const ModelValues *model = model_.current();
    if (!model) return;
    QStringList blocking, others;
    for (const ModelUseValues &use : uses.uses) {
        const QString kind = use.kind == QLatin1String("stage") ? tr("stage")
                             : use.kind == QLatin1String("arm") ? tr("arm")
                             : use.kind == QLatin1String("run") ? tr("run")
                                                                : tr("the file");
        (use.blocks ? blocking : others).append(QStringLiteral("• %1 %2").arg(kind, use.name));
    }
    auto *box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("confirmDelete"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QString about;
    if (!blocking.isEmpty()) {
        box->setIcon(QMessageBox::Information);
        box->setText(tr("“%1” is needed").arg(model->name));
        about = tr("Take these out of the experiment first:\n%1").arg(blocking.join(QLatin1Char('\n')));
        box->setStandardButtons(QMessageBox::Ok);
    } else {
        box->setIcon(QMessageBox::Warning);
        box->setText(model->kind == ModelValues::Remote ? tr("Forget “%1” on this machine?").arg(model->name)
                                                        : tr("Delete “%1” and its files?").arg(model->name));
        about = others.isEmpty() ? tr("Nothing in this project needs it. This cannot be undone.")
                                 : tr("These finished with it and could not be repeated:\n%1\nThis cannot be undone.")
                                       .arg(others.join(QLatin1Char('\n')));
        if (model->kind == ModelValues::Remote)
            about += QLatin1Char('\n') + tr("A key that only it sends leaves the keyring, too.");
        box->setStandardButtons(QMessageBox::Cancel);
        box->setDefaultButton(QMessageBox::Cancel);
        auto *yes = box->addButton(model->kind == ModelValues::Remote ? tr("Forget") : tr("Delete"),
                                   QMessageBox::DestructiveRole);
        connect(yes, &QAbstractButton::clicked, &model_, &ModelsViewModel::confirmDelete);
    }
    box->setInformativeText(about);
    for (auto *label : box->findChildren<QLabel *>()) label->setTextFormat(Qt::PlainText);
    box->open();
}

void ModelsPanel::showEvent(QShowEvent *event) {
    Panel::showEvent(event);
    model_.wantList();
}

bool ModelsPanel::mayTake(const QString &path) const {
    const QFileInfo info(path);
    const bool project = QFileInfo::exists(path + QStringLiteral("/experiment.toml"));
    return model_.hasProject() && !model_.readOnly() && ((info.isDir() && !project) || isGguf(path));
}

void ModelsPanel::take(const QString &path) {
    importFrom(path);
}

} // namespace lapidary
