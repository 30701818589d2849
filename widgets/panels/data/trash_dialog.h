// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace lapidary {

class OwnedSets;
class ToneLabel;

/// The data sets that were deleted: each can be put back, or deleted for good.
class TrashDialog : public QDialog {
    Q_OBJECT
public:
    TrashDialog(OwnedSets &sets, QWidget *parent);

private:
    void makeTable();
    void fill();
    void refresh();
    void forget();
    QString chosen() const; ///< the id; empty: none
    OwnedSets &sets_;
    QTableWidget *table_;
    QLabel *empty_;
    ToneLabel *problem_;
    QPushButton *back_, *forget_;
};

} // namespace lapidary
