// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QLineEdit;
class QTimer;

namespace lapidary {

class CheckBox;
class Choice;

/// Puts one text for another in many rows, as one step. How many it touches, and how the first of them will read,
/// stands there before anything is changed.
class ReplaceDialog : public CurationDialog {
    Q_OBJECT
public:
    /// `chosen`: the rows that are chosen in the table; where there is one at most, those on show are meant.
    ReplaceDialog(CurationViewModel &model, std::vector<std::int64_t> chosen, QWidget *parent);

protected:
    void refresh() override;

private:
    void makeFields();
    TextReplacement wanted() const;
    std::vector<std::int64_t> ids() const;
    void look();
    void show(const ReplacementPreview &preview);
    void apply();
    std::vector<std::int64_t> chosen_;
    QLineEdit *find_, *with_;
    CheckBox *regex_;
    Choice *field_, *scope_;
    QTableWidget *first_;
    QPushButton *apply_;
    QTimer *rest_;
    std::int64_t touched_ = -1; ///< -1: not known of what stands in the fields now
};

} // namespace lapidary
