// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace lapidary {

class CheckBox;
class Choice;
class DataViewModel;

/// Deals the rows on show among parts that have none in common; each row gets the name of its part as a tag, and each
/// part may become a data set of the experiment.
class SplitDialog : public CurationDialog {
    Q_OBJECT
public:
    SplitDialog(CurationViewModel &model, DataViewModel &project, QWidget *parent);

protected:
    void refresh() override;

private:
    SplitConfig config() const;
    using Parts = std::vector<std::pair<QString, FrozenRows>>; ///< and what the experiment calls each
    static Status freezeParts(const fs::path &project, const std::string &name, RowStore &rows, const RowQuery &query,
                              const SplitConfig &config, Parts &out, const StoreWork &work);
    QString nameOf(const std::string &part) const;
    void addParts();
    void apply();
    void addFields();
    DataViewModel &data_;
    QVector<QPair<QLineEdit *, QDoubleSpinBox *>> parts_{};
    Choice *how_, *column_;
    QSpinBox *seed_;
    CheckBox *freeze_;
    Parts unsaved_{}; ///< written, and not yet of the experiment
    QPushButton *apply_;
};

} // namespace lapidary
