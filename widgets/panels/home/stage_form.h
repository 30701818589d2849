// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/canvas_view_model.h"
#include <QHash>
#include <QTimer>
#include <QVector>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

class Choice;
class CheckList;
class ConfigForm;
class ToneLabel;

/// What a node of the graph is made of, beside the graph: its name, what it is given, and its settings. What is changed
/// here is written to the experiment's file at once, and can be undone.
class StageForm : public QWidget {
    Q_OBJECT
public:
    explicit StageForm(CanvasViewModel &edits, QWidget *parent = nullptr);
    /// An empty id: nothing.
    void showNode(const QString &id, const QString &trouble);
    const QString &node() const { return node_; }
    void focusName();
    void flush(); ///< writes what is not written yet

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectAll();
    void fill();
    void fillInputs();
    QHash<QString, QStringList> namesByPort() const;
    QWidget *inputRow(const QString &port, const QString &key, const QString &about, const QStringList &names,
                      const QString &given, bool required);
    void showFurther(const QVector<QWidget *> &rows);
    void fillBuckets();
    void fillSettings();
    ConfigSpec ownSpec() const;
    void write();
    CanvasViewModel &edits_;
    QString node_;
    std::optional<TableName> table_;
    Json shown_;      ///< the table as the form shows it
    ConfigSpec own_;  ///< keys of the table itself
    ConfigSpec spec_; ///< and of its settings
    QTimer later_;
    QLabel *kind_, *bucketsLabel_;
    QLineEdit *name_, *place_;
    ToneLabel *trouble_;
    QWidget *inputs_ = nullptr;
    QVBoxLayout *inputsRoom_;
    CheckList *buckets_;
    ConfigForm *form_;
    QPushButton *further_;
    bool filling_ = false, furtherOpen_ = false;
};

} // namespace lapidary
