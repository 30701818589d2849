// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/model_values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace lapidary {

class EmptyState;
class EntryList;
class ModelsViewModel;
class PlaygroundViewModel;

/// The project's models with what they were made from, their facts, import, deletion, and a playground.
class ModelsPanel : public Panel {
    Q_OBJECT
public:
    ModelsPanel(ModelsViewModel &model, PlaygroundViewModel &playground, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;

protected:
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeMain();
    QWidget *makeSide(QWidget *page);
    QWidget *makeHead(QWidget *page);
    void chooseFolder();
    void importFolder(const QString &folder);
    void refreshList();
    void refreshHead();
    void refreshImport();
    void confirmDelete(const ModelUses &uses);
    ModelsViewModel &model_;
    PlaygroundViewModel &playground_;
    QStackedLayout *pages_;
    EmptyState *empty_;
    QWidget *main_;
    EntryList *list_;
    QLabel *title_, *lineage_, *importText_, *importProblem_;
    QProgressBar *progress_;
    QPushButton *import_, *cancelImport_, *delete_;
};

} // namespace lapidary
