// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"
#include <QString>
#include <optional>

/// How the fields of a ConfigSpec are written, read, described and sorted for people. No widgets here.
namespace lapidary {

/// 2e-05, cosine, q_proj, v_proj.
QString fieldText(const Json &value);
/// What the person typed, as the field's type. Nothing for an empty number, which means the standard value. What cannot
/// be read comes back as the text itself, so that resolve() names it.
std::optional<Json> fieldValue(const FieldSpec &field, const QString &text);
/// "> 0", "0 … 1", "≥ 1", or empty.
QString fieldRange(const FieldSpec &field);
/// 1 and 1.0 are the same value.
bool sameFieldValue(const Json &a, const Json &b);
/// The heading under which a field stands. A field that no group knows belongs to the method itself.
QString fieldGroup(const FieldSpec &field);
/// "value not allowed; found -1, expected number above 0", without the field's name, which stands beside it.
QString problemSentence(const Error &problem);

} // namespace lapidary
