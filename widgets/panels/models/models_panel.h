// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/model_values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QTabWidget;

namespace lapidary {

class EmptyState;
class EntryList;
class MixerViewModel;
class ModelWriterViewModel;
class ModelsViewModel;
class PlaygroundViewModel;
class RemoteDialog;
class RemoteViewModel;
class WriteDialog;

/// The project's models with what they were made from, their facts and settings, import, export and merging, a mixer of
/// adapters, deletion, and a playground.
class ModelsPanel : public Panel {
    Q_OBJECT
public:
    ModelsPanel(ModelsViewModel &model, PlaygroundViewModel &playground, MixerViewModel &mixer,
                ModelWriterViewModel &writer, RemoteViewModel &remote, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    bool mayTake(const QString &path) const override;
    void take(const QString &path) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeMain();
    QWidget *makeSide(QWidget *page);
    QWidget *makeHead(QWidget *page);
    void chooseFolder();
    void chooseFile();
    void importFrom(const QString &place); ///< a folder, or a GGUF file
    void refreshList();
    void refreshHead();
    void refreshImport();
    void refreshWriting();
    void writeMix(bool merged);
    void changeRemote();
    void tellChosen(const QString &id);
    void confirmDelete(const ModelUses &uses);
    ModelsViewModel &model_;
    PlaygroundViewModel &playground_;
    MixerViewModel &mixer_;
    ModelWriterViewModel &writer_;
    RemoteViewModel &remote_;
    WriteDialog *writeDialog_;
    RemoteDialog *remoteDialog_;
    QStackedLayout *pages_;
    EmptyState *empty_;
    QWidget *main_;
    EntryList *list_;
    QTabWidget *tabs_;
    QLabel *title_, *lineage_, *importText_, *importProblem_, *writingText_;
    QProgressBar *progress_, *writing_;
    QPushButton *import_, *cancelImport_, *cancelWriting_, *write_, *delete_, *addRemote_, *changeRemote_;
};

} // namespace lapidary
