// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QVector>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace lapidary {

class DataViewModel;
class ToneLabel;

/// A data set of several by their weights, added to the experiment: it is made when a training needs it.
class MixtureDialog : public QDialog {
    Q_OBJECT
public:
    MixtureDialog(DataViewModel &model, QWidget *parent);

private:
    struct Part {
        QString name{};
        qint64 rows = -1; ///< -1: not counted yet
        QCheckBox *taken = nullptr;
        QDoubleSpinBox *weight = nullptr;
    };
    void addParts();
    void addFields();
    void refresh();
    void apply();
    DataViewModel &model_;
    QVector<Part> parts_{};
    QTableWidget *table_;
    QLineEdit *name_;
    QSpinBox *seed_;
    QLabel *summary_;
    ToneLabel *problem_;
    QPushButton *apply_;
    bool asked_ = false;
};

} // namespace lapidary
