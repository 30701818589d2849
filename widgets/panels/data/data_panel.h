// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QStackedWidget;

namespace lapidary {

class CurationViewModel;
class DataViewModel;
class EmptyState;
class EntryList;
class ImportPage;
class OwnedSets;

/// The project's data sets: list, rows, the chosen row as tokens, and the import of new ones.
class DataPanel : public Panel {
    Q_OBJECT
public:
    DataPanel(DataViewModel &model, CurationViewModel &curation, OwnedSets &owned, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    bool undo() override;
    bool redo() override;
    std::optional<QString> undoText() const override;
    std::optional<QString> redoText() const override;
    bool mayTake(const QString &path) const override;
    void take(const QString &path) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeMain();
    QWidget *makeUndoBar();
    void makeSetActions();
    void chooseFile();
    void refreshList();
    void refresh();
    bool isCurating() const;
    DataViewModel &model_;
    CurationViewModel &curation_;
    OwnedSets &owned_;
    QStackedLayout *pages_;
    EmptyState *empty_;
    EntryList *list_;
    ImportPage *import_;
    QPushButton *importButton_, *mixButton_;
    QWidget *tokens_ = nullptr;  ///< the chosen row as a trainer reads it
    QWidget *undoBar_ = nullptr; ///< below the list: what was deleted last
    QLabel *undoText_ = nullptr;
    QStackedWidget *right_ = nullptr; ///< rows as they are read, or rows that are edited
    QWidget *main_;
};

} // namespace lapidary
