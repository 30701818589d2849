// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QSpinBox;

namespace lapidary {

class CheckList;
class DataViewModel;

/// Rows on show that have seen questions of evaluation sets: tagged or deleted, as one step.
class ContaminationDialog : public CurationDialog {
    Q_OBJECT
public:
    ContaminationDialog(CurationViewModel &model, const DataViewModel &data, QWidget *parent);

protected:
    void refresh() override;

private:
    struct Against {
        std::string name{}, file{};
    };
    struct Hit {
        SeenRow seen{};
        std::string set{};
        std::size_t question = 0; ///< of its set, from 1
    };
    static Result<std::vector<Hit>> hitsIn(RowStore &rows, const RowQuery &query, const std::vector<Against> &sets,
                                           const ContaminationConfig &config, const StoreWork &work);
    void look();
    void show(const std::vector<Hit> &hits);
    void apply(const RowChange &change);
    CheckList *sets_;
    QSpinBox *words_;
    QTableWidget *table_;
    QPushButton *look_, *tag_, *delete_;
    std::vector<std::int64_t> seen_{};
    bool known_ = false;
};

} // namespace lapidary
