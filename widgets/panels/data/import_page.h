// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/data_values.h"
#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace lapidary {

class Choice;
class DataViewModel;

/// Before an import: what the file is taken for, which column becomes which field, the first rows as they would be, and
/// every bad row with its line and reason.
class ImportPage : public QWidget {
    Q_OBJECT
public:
    explicit ImportPage(DataViewModel &model, QWidget *parent = nullptr);
    void begin(); ///< puts the cursor where the person goes on

private:
    QWidget *makeHead();
    QWidget *makeSettings();
    QWidget *makeRows();
    QWidget *makeFoot();
    void refresh();
    void fillMapping();
    void fillRows();
    void fillFormats();
    void chooseBadFile();
    void remap(const QString &column, const QString &field);
    DataViewModel &model_;
    QLabel *title_, *facts_, *problem_, *left_, *notes_, *rowsTitle_, *badTitle_, *saved_;
    QLineEdit *name_;
    Choice *format_, *layout_;
    QTableWidget *mapping_, *rows_, *bad_;
    QProgressBar *progress_;
    QPushButton *import_, *cancel_, *saveBad_;
    QString file_{}; ///< whose name stands in name_
    QVector<Choice *> choices_{};
    QStringList mapped_{}; ///< columns and fields that the choices were made for
};

} // namespace lapidary
