// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace lapidary {

class Choice;

/// Deals the rows on show among parts that have none in common; each row gets the name of its part as a tag.
class SplitDialog : public CurationDialog {
    Q_OBJECT
public:
    SplitDialog(CurationViewModel &model, QWidget *parent);

protected:
    void refresh() override;

private:
    SplitConfig config() const;
    void apply();
    QVector<QPair<QLineEdit *, QDoubleSpinBox *>> parts_{};
    Choice *how_, *column_;
    QSpinBox *seed_;
    QPushButton *apply_;
};

} // namespace lapidary
