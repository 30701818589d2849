// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace lapidary {

class DataViewModel;
class EmptyState;
class EntryList;
class ImportPage;

/// The project's data sets: list, rows, the chosen row as tokens, and the import of new ones.
class DataPanel : public Panel {
    Q_OBJECT
public:
    explicit DataPanel(DataViewModel &model, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    bool mayTake(const QString &path) const override;
    void take(const QString &path) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeMain();
    void chooseFile();
    void refreshList();
    void refresh();
    DataViewModel &model_;
    QStackedLayout *pages_;
    EmptyState *empty_;
    EntryList *list_;
    ImportPage *import_;
    QPushButton *importButton_;
    QWidget *main_;
};

} // namespace lapidary
