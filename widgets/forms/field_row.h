// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"
#include <QWidget>
#include <optional>

class QAbstractButton;

namespace lapidary {

class ToneLabel;

/// One field of a form: name and effect on the left, the editor that fits its type on the right, and beneath it what is
/// wrong with the value or how another run has it. A changed field is marked by a dot and a bold name.
class FieldRow : public QWidget {
    Q_OBJECT
public:
    /// `standard` is what an untouched field means: the default, or the value of the run that the form begins from.
    FieldRow(const FieldSpec &field, const Json &standard, QWidget *parent = nullptr);

    const FieldSpec &field() const { return field_; }
    QString group() const;
    QWidget *editor() const { return editor_; }
    QVector<QWidget *> tabStops() const; ///< in the order of the Tab key
    Json value() const;                  ///< as typed, also where it is wrong
    void setValue(const Json &value);
    /// A number that may be several: "1e-4, 3e-4". Off at first.
    void setSweepable(bool sweepable);
    /// As typed; more than one: a run for each.
    QVector<Json> values() const;
    bool isSwept() const { return values().size() > 1; }
    bool isChanged() const;
    bool differsFromOther() const;
    void reset();
    /// What is wrong, and what makes work worthless without being wrong; empty: nothing.
    void setProblem(const QString &sentence, const QString &warning = {});
    QString problem() const { return problem_; }
    QString warning() const { return warning_; }
    /// How another run has it; nothing takes the comparison away.
    void setOther(const QString &run, const std::optional<Json> &value);
    /// It says nothing before these fields are set, and tells so. Empty: it says something.
    void setDormant(const QString &switches);
    bool matches(const QString &search) const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeEditor();
    void makeLayout(QWidget *unitLabel);
    void showState();
    FieldSpec field_;
    Json standard_;
    QString problem_, warning_, otherRun_, dormant_;
    std::optional<Json> other_;
    QWidget *editor_ = nullptr;
    QString about_; ///< effect and range
    ToneLabel *mark_, *name_, *effect_, *note_;
    QAbstractButton *reset_;
    bool sweepable_ = false;
};

} // namespace lapidary
