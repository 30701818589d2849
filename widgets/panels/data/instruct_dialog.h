// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/self_instructed.h"
#include "widgets/panels/data/curation_dialog.h"

class QDoubleSpinBox;
class QSpinBox;

namespace lapidary {

class Choice;
class DataViewModel;

/// A model writes further rows like those on show; they are looked at before they are added, as one step.
class InstructDialog : public CurationDialog {
    Q_OBJECT
public:
    InstructDialog(CurationViewModel &model, DataViewModel &data, QWidget *parent);

protected:
    void refresh() override;
    void reject() override; ///< asks once more where rows would be lost

private:
    struct Made {
        SelfInstructed rows{};
        SelfInstructConfig config{};
        Json lineage{};
    };
    using Shown = std::shared_ptr<const Made>;
    QWidget *beside(QWidget *first, QWidget *second);
    void makeFields();
    void fillChoices();
    SelfInstructConfig config() const;
    void write();
    void show(const Shown &made);
    void add();
    QString summary() const;
    DataViewModel &data_;
    Choice *who_, *rule_, *reward_;
    QSpinBox *rows_, *answers_, *tokens_, *seed_;
    QDoubleSpinBox *likeness_;
    QTableWidget *table_;
    QPushButton *write_, *add_;
    Shown made_{};
    bool warned_ = false; ///< that they are not added yet
};

} // namespace lapidary
