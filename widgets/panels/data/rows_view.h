// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QTimer;

namespace lapidary {

class DataViewModel;
class TextView;

/// The rows of the open data set as a table, with full-text search.
class RowsView : public QWidget {
    Q_OBJECT
public:
    explicit RowsView(DataViewModel &model, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void makeTable();
    void refresh();
    void layOutColumns();
    void chooseRow();
    void copySelected();
    DataViewModel &model_;
    QLabel *title_, *facts_, *hits_, *problem_;
    QLineEdit *search_;
    QPushButton *bad_, *curate_, *train_;
    TextView *badLines_;
    QTableView *table_;
    QTimer *typing_;
    QString laidOut_{};
};

} // namespace lapidary
