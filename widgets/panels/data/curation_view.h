// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSet>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTableView;
class QTimer;

namespace lapidary {

class CellDelegate;
class ConversationView;
class CurationViewModel;
class DataViewModel;
class FilterHeader;
class RowActions;
class TextView;
class ToneLabel;

/// The rows of a data set that is being curated: search, a filter for each column, the table, the chosen row as a
/// whole, and the menus of what can be done.
class CurationView : public QWidget {
    Q_OBJECT
public:
    CurationView(CurationViewModel &model, DataViewModel &data, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeSearch();
    QWidget *makeWork();
    QWidget *makeEmpty();
    void makeTable();
    QWidget *makeRow();
    void fillColumns();
    void fillTools();
    void refresh();
    void refreshWork();
    void refreshFields();
    void layOutColumns();
    void restoreChoice();
    void showRow();
    CurationViewModel &model_;
    DataViewModel &data_;
    QLabel *title_, *summary_, *chosen_, *work_, *empty_;
    ToneLabel *problem_;
    QWidget *working_, *problemBar_, *emptyBar_;
    QLineEdit *search_;
    QPushButton *deleted_, *columns_, *rowsButton_, *tools_, *stop_, *clear_;
    QTableView *table_;
    FilterHeader *header_;
    CellDelegate *cells_;
    RowActions *actions_;
    TextView *row_;
    ConversationView *conversation_;
    QPushButton *asTalk_;
    QTimer *typing_;
    QSet<QString> laidOut_{};  ///< columns that have their first width
    std::int64_t current_ = 0; ///< the id of the row that the cursor stands in
    int currentRow_ = 0, currentColumn_ = 1;
};

} // namespace lapidary
