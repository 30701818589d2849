// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"

namespace lapidary {

/// Settings of the regularisers that need nothing but the weights, by name. They are among those of every algorithm.
struct RegularizerSettings {
    Json values = Json::object();
};
/// Of those that have inputs of their own: among the settings of the algorithms that learn texts.
struct InputRegularizerSettings {
    Json values = Json::object();
};
const ConfigSpec &regularizerFields(bool withInputs);

/// What including settings asks of them, answered from the list of regularisers instead of from members of a struct.
template <class S, bool kWithInputs> class DescribedRegularizers {
public:
    const ConfigSpec &spec() const { return regularizerFields(kWithInputs); }
    auto setter(std::size_t i) const {
        return [name = spec()[i].name](S &settings, const Json &value) { settings.values[name] = value; };
    }
    auto getter(std::size_t i) const {
        return [field = spec()[i]](const S &settings) { return settings.values.value(field.name, field.defaultValue); };
    }
};
template <> class Described<RegularizerSettings> : public DescribedRegularizers<RegularizerSettings, false> {};
template <> class Described<InputRegularizerSettings> : public DescribedRegularizers<InputRegularizerSettings, true> {};

} // namespace lapidary
