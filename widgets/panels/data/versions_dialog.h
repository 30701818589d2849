// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/row_changes_model.h"
#include "widgets/panels/data/curation_dialog.h"

class QLabel;
class QTableView;

namespace lapidary {

class Choice;
class TextView;

/// Two versions of the rows side by side, each a frozen one, a step of the history, or the rows as they are now: how
/// many rows differ and in what, and each of them with the words that differ.
class VersionsDialog : public CurationDialog {
    Q_OBJECT
public:
    VersionsDialog(CurationViewModel &model, QWidget *parent);

protected:
    void refresh() override;

private:
    struct History {
        std::vector<RowVersion> versions{};
        std::vector<RowStep> steps{};
    };
    static Result<History> historyOf(RowStore &rows);
    void makeRows();
    void fillChoices(const History &history);
    void compare();
    void show(const std::shared_ptr<const RowsBetween> &found);
    void fillFilters();
    void filter();
    void fetch(const std::vector<std::int64_t> &ids);
    void showRow();
    QString countsText() const;
    RowChangesModel changes_{};
    std::shared_ptr<const RowsBetween> found_{};
    std::int64_t from_ = 0, to_ = 0; ///< the steps that found_ is of
    Choice *before_, *after_, *kind_, *field_;
    QTableView *table_ = nullptr;
    QLabel *note_;
    TextView *old_ = nullptr, *new_ = nullptr;
};

} // namespace lapidary
