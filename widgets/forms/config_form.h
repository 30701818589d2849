// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"
#include <QStringList>
#include <QVector>
#include <QWidget>

class QAbstractButton;
class QCheckBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace lapidary {

class FieldRow;

/// A form for any ConfigSpec: its fields under headings, a search over names and effects (Ctrl+F), "only changed", and
/// the differences from another configuration. A field that says nothing as the others stand is not shown. Every change
/// is checked with resolve() and checkRules(), all problems at once.
class ConfigForm : public QWidget {
    Q_OBJECT
public:
    explicit ConfigForm(QWidget *parent = nullptr);

    /// Whether all but the essential fields lie beneath "Advanced". Counts for the fields that are made from now on.
    void setFolding(bool folding) { folding_ = folding; }
    /// Which further inputs are given: some fields say something only with them.
    void setInputs(const QStringList &names);

    /// Builds the fields. `standard` holds what an untouched field means where that is not the default: the
    /// configuration of the run that this one begins from.
    void setSpec(const ConfigSpec &spec, const Json &standard = Json::object());
    /// Values that the person changed before, by name; fields that are not there stay as they are.
    void setValues(const Json &values);
    /// The differences are shown from `config`; an empty name takes them away.
    void setOther(const QString &run, const Json &config);

    /// Whether numbers may be several, for a run each. Counts for the fields that are made from now on.
    void setSweepable(bool sweepable) { sweepable_ = sweepable; }

    /// The fields that differ from the defaults of the spec: what goes into a stage. Without those of several values.
    Json given() const;
    /// The fields of several values with their lists; a stage has them as its sweep.
    Json sweep() const;
    /// The fields that the person changed from `standard`.
    Json changes() const;
    const Problems &problems() const { return problems_; }
    bool isValid() const { return problems_.empty(); }
    FieldRow *row(const QString &name) const;
    /// Brings a field before the person's eyes, with the focus in it.
    void reveal(const QString &name);

Q_SIGNALS:
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void orderTabs();
    void check();
    void checkSwept(FieldRow &row);
    void addGroup(QVBoxLayout &layout, const QString &title, const QVector<const FieldSpec *> &fields,
                  const Json &standard, bool folded);
    void addFold(QVBoxLayout &layout, int fields);
    bool isShown(const FieldRow &row, const QString &wanted, const Json &table) const;
    QStringList wakeDormant(const QString &wanted, const Json &table);
    Json table() const;
    void filter();
    ConfigSpec spec_;
    Problems problems_;
    QVector<FieldRow *> rows_;
    struct Heading {
        QWidget *label = nullptr;
        QVector<FieldRow *> rows{};
        bool folded = false; ///< beneath "Advanced"
    };
    QVector<Heading> headings_;
    QStringList inputs_;
    bool filling_ = false, sweepable_ = false, folding_ = false;
    QAbstractButton *advanced_ = nullptr; ///< none where nothing is folded
    QLineEdit *search_;
    QCheckBox *onlyChanged_;
    QLabel *nothing_;
    QScrollArea *area_;
    QWidget *fields_ = nullptr;
};

} // namespace lapidary
