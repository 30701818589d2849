// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lapidary {

class Choice;
class ConfigForm;
class RemoteViewModel;
class ToneLabel;

/// Sets up a model behind an OpenAI-compatible API, or changes it: where it is, its key, and whether texts may go
/// there.
class RemoteDialog : public QDialog {
    Q_OBJECT
public:
    explicit RemoteDialog(RemoteViewModel &model, QWidget *parent = nullptr);

private:
    void prepareFields();
    void connectAll();
    void makeLayout();
    void addRow(QGridLayout *grid, const QString &label, QWidget *field, QWidget *beside = nullptr);
    void fill();
    void refresh();
    RemoteViewModel &model_;
    QLineEdit *name_, *url_, *key_;
    QComboBox *served_;
    Choice *api_, *plainHttp_;
    QCheckBox *allow_;
    QPushButton *look_, *more_, *save_;
    QLabel *title_, *keyNote_, *said_, *plainLabel_;
    ConfigForm *others_;
    ToneLabel *problems_;
    bool filling_ = false;
};

} // namespace lapidary
