// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QLineEdit;

namespace lapidary {

class DataViewModel;

/// Writes the rows on show as a data set that experiments read, by a name of the experiment.
class FreezeDialog : public CurationDialog {
    Q_OBJECT
public:
    enum class Then { Close, Train }; ///< what comes behind the freezing
    FreezeDialog(CurationViewModel &model, DataViewModel &data, Then then, QWidget *parent);

protected:
    void refresh() override;

private:
    void apply();
    DataViewModel &data_;
    Then then_;
    QLineEdit *name_;
    QPushButton *apply_;
    bool written_ = false;
};

} // namespace lapidary
