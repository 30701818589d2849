// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"

namespace lapidary {

/// Settings of all regularisers, by name. They are among those of every algorithm.
struct RegularizerSettings {
    Json values = Json::object();
};
const ConfigSpec &regularizerFields();

/// What including settings asks of them, answered from the list of regularisers instead of from members of a struct.
template <> class Described<RegularizerSettings> {
public:
    const ConfigSpec &spec() const { return regularizerFields(); }
    auto setter(std::size_t i) const {
        return [name = spec()[i].name](RegularizerSettings &settings, const Json &value) {
            settings.values[name] = value;
        };
    }
    auto getter(std::size_t i) const {
        return [field = spec()[i]](const RegularizerSettings &settings) {
            return settings.values.value(field.name, field.defaultValue);
        };
    }
};

} // namespace lapidary
