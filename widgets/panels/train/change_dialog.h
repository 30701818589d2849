// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"
#include <QDialog>

class QPushButton;

namespace lapidary {

class ConfigForm;
class ToneLabel;

/// Other values for what a paused run may have otherwise from here on: the settings that each step reads anew.
class ChangeDialog : public QDialog {
    Q_OBJECT
public:
    /// `settings`: of the run as they stand; what `spec` does not know is of another version.
    ChangeDialog(const QString &run, ConfigSpec spec, const Json &settings, QWidget *parent = nullptr);
    Json changes() const;

private:
    void makeLayout();
    void refresh();
    ConfigSpec spec_;
    Json settings_;
    ConfigForm *form_;
    ToneLabel *problems_;
    QPushButton *change_;
};

/// The part of a method's settings that can be changed where the others stand so; without rules, since those speak of
/// the rest.
ConfigSpec changeableSpec(const ConfigSpec &spec, const Json &settings);
/// Those of the settings that the spec knows, and the defaults of all others.
Json knownSettings(const ConfigSpec &spec, const Json &settings);

} // namespace lapidary
