// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/value.h"

namespace lapidary::jinja {

/// `on | name(arguments)`. template.unknown_filter, template.type.
Value applyFilter(const std::string &name, const Value &on, const Arguments &arguments);
/// `on is name(arguments)`. template.unknown_test.
bool applyTest(const std::string &name, const Value &on, const Arguments &arguments);

/// A method of a text, list or dict by its Python name; nothing where the type has none of that name. Methods that
/// change what they are called on are refused: template.immutable.
bool findMethod(const Value &on, const std::string &name, Value &found);

/// Attribute or item, as Jinja looks for either first. Undefined where there is none.
Value attributeOf(const Value &on, const std::string &name);
Value itemOf(const Value &on, const Value &key);

/// As markupsafe.escape: &, <, >, " and ' as HTML writes them; what is markup stays.
Value escaped(const Value &on);

// Texts as Python changes them, by code points.
std::string upper(const std::string &text), lower(const std::string &text), titleCase(const std::string &text),
    capitalise(const std::string &text);
std::string strip(const std::string &text, const Value &characters, bool left, bool right);
std::string replaced(const std::string &text, const std::string &from, const std::string &to, std::int64_t most);
/// `pattern % values`: %s %r %d %i %f %x %%.
std::string formatted(const std::string &pattern, const Values &values);

} // namespace lapidary::jinja
