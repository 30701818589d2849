// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"
#include <QStringList>

/// Which fields of a form a person sees first, and which say nothing as others stand. No widgets here.
namespace lapidary {

/// The place of one of the few that decide how a training goes, from 0; all others come behind them: -1.
int essentialRank(const std::string &name);
/// The fields that have to be set for this one to say anything, outermost first; none where nothing decides it.
QStringList fieldSwitches(const std::string &name, const Json &table);
/// Other words that people look for it by, English.
QString fieldSynonyms(const std::string &name);
/// Whether the field says something beside these values: a rank does not where no adapter is trained. `table` holds the
/// values of all fields, and "input:NAME" = true for each further input that is given.
bool isFieldShown(const std::string &name, const Json &table);
/// The same, and whether a rule of its own says that it has no effect beside them.
bool isFieldShown(const FieldSpec &field, const Json &table);
QStringList fieldSwitches(const FieldSpec &field, const Json &table);

} // namespace lapidary
