// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QLineEdit;
class QListWidget;

namespace lapidary {

/// Which tag the chosen rows get, or lose: a new one, or one of those that there are.
class TagDialog : public CurationDialog {
    Q_OBJECT
public:
    TagDialog(CurationViewModel &model, std::vector<std::int64_t> ids, bool on, QWidget *parent);

protected:
    void refresh() override;

private:
    void apply();
    std::vector<std::int64_t> ids_;
    bool on_;
    QLineEdit *name_;
    QListWidget *known_;
    QPushButton *apply_ = nullptr;
};

} // namespace lapidary
