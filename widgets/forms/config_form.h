// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"
#include <QVector>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace lapidary {

class FieldRow;

/// A form for any ConfigSpec: its fields under headings, a search over names and effects (Ctrl+F), "only changed", and
/// the differences from another configuration. Every change is checked with resolve() and checkRules(), all problems at
/// once.
class ConfigForm : public QWidget {
    Q_OBJECT
public:
    explicit ConfigForm(QWidget *parent = nullptr);

    /// Builds the fields. `standard` holds what an untouched field means where that is not the default: the
    /// configuration of the run that this one begins from.
    void setSpec(const ConfigSpec &spec, const Json &standard = Json::object());
    /// Values that the person changed before, by name; fields that are not there stay as they are.
    void setValues(const Json &values);
    /// The differences are shown from `config`; an empty name takes them away.
    void setOther(const QString &run, const Json &config);

    /// The fields that differ from the defaults of the spec: what goes into a stage.
    Json given() const;
    /// The fields that the person changed from `standard`.
    Json changes() const;
    const Problems &problems() const { return problems_; }
    bool isValid() const { return problems_.empty(); }
    FieldRow *row(const QString &name) const;

Q_SIGNALS:
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void orderTabs();
    void check();
    void filter();
    ConfigSpec spec_;
    Problems problems_;
    QVector<FieldRow *> rows_;
    struct Heading {
        QString title{};
        QWidget *label = nullptr;
    };
    QVector<Heading> headings_;
    bool filling_ = false;
    QLineEdit *search_;
    QCheckBox *onlyChanged_;
    QLabel *nothing_;
    QScrollArea *area_;
    QWidget *fields_ = nullptr;
};

} // namespace lapidary
