// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QDoubleSpinBox;

namespace lapidary {

class CheckBox;
class Choice;

/// Rows on show that are the same, or near each other: their clusters, the row of each that is kept, and the others to
/// be tagged or deleted as one step.
class DuplicatesDialog : public CurationDialog {
    Q_OBJECT
public:
    DuplicatesDialog(CurationViewModel &model, QWidget *parent);

protected:
    void refresh() override;

private:
    struct Found {
        std::vector<DuplicateCluster> clusters{};
        std::vector<RowCells> first{}; ///< rows of the first clusters
    };
    static Result<Found> foundIn(RowStore &rows, const RowQuery &query, const DuplicateConfig &config,
                                 const StoreWork &work);
    void makeFields();
    DuplicateConfig config() const;
    void look();
    void show(const Found &found);
    void apply(const RowChange &change);
    CheckBox *near_;
    QDoubleSpinBox *similarity_;
    Choice *field_, *keep_;
    QTableWidget *table_;
    QPushButton *look_, *tag_, *delete_;
    std::vector<std::int64_t> surplus_{};
    std::size_t clusters_ = 0;
    bool known_ = false;
};

} // namespace lapidary
