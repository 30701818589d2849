// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include <algorithm>
#include <functional>
#include <stdexcept>
#include <type_traits>

namespace lapidary {

struct Range {
    std::optional<double> minimum{}, maximum{};
    bool aboveMinimum = false;
};
inline Range atLeast(double low) {
    return {low, std::nullopt, false};
}
inline Range above(double low) {
    return {low, std::nullopt, true};
}
inline Range between(double low, double high) {
    return {low, high, false};
}

/// Ties a plain struct of hyper-parameters to its spec; defaults come from a default-constructed struct.
///     static const Described<DpoConfig> &described() {
///         static const auto d = Described<DpoConfig>().add("beta", &DpoConfig::beta, above(0), "", "…");
template <class C> class Described {
public:
    template <class T>
    Described &add(const std::string &name, T C::*member, Range range, const std::string &unit,
                   const std::string &effect) {
        FieldSpec field{.name = name,
                        .type = typeOf<T>(),
                        .defaultValue = C{}.*member,
                        .minimum = range.minimum,
                        .maximum = range.maximum,
                        .aboveMinimum = range.aboveMinimum,
                        .unit = unit,
                        .effect = effect};
        return push(std::move(field), member);
    }
    template <class T>
    Described &add(const std::string &name, T C::*member, const std::string &unit, const std::string &effect) {
        return add(name, member, Range{}, unit, effect);
    }
    Described &choice(const std::string &name, std::string C::*member, const std::vector<std::string> &choices,
                      const std::string &effect) {
        FieldSpec field{
            .name = name, .type = FieldType::Choice, .defaultValue = C{}.*member, .choices = choices, .effect = effect};
        return push(std::move(field), member);
    }
    /// A list of any of `choices`.
    Described &choices(const std::string &name, std::vector<std::string> C::*member,
                       const std::vector<std::string> &choices, const std::string &effect) {
        FieldSpec field{.name = name,
                        .type = FieldType::TextList,
                        .defaultValue = C{}.*member,
                        .choices = choices,
                        .effect = effect};
        return push(std::move(field), member);
    }
    /// A folder, or one of `words`.
    Described &folder(const std::string &name, std::string C::*member, const std::vector<std::string> &words,
                      const std::string &effect) {
        FieldSpec field{.name = name,
                        .type = FieldType::Text,
                        .defaultValue = C{}.*member,
                        .choices = words,
                        .folder = true,
                        .effect = effect};
        return push(std::move(field), member);
    }
    /// A rule of the field that was added last.
    Described &must(FieldRule rule) {
        spec_.back().rules.push_back(std::move(rule));
        return *this;
    }
    /// A rule of a field that was added before; throws std::logic_error where none has this name.
    Described &must(const std::string &name, FieldRule rule) {
        const auto field =
            std::find_if(spec_.begin(), spec_.end(), [&](const FieldSpec &one) { return one.name == name; });
        if (field == spec_.end()) throw std::logic_error("a rule for a field that is not described: " + name);
        field->rules.push_back(std::move(rule));
        return *this;
    }
    /// Takes over all fields of a nested struct under their own names; defaults are those that C gives to the member.
    template <class N> Described &include(const Described<N> &nested, N C::*member) {
        for (std::size_t i = 0; i < nested.spec().size(); ++i) {
            spec_.push_back(nested.spec()[i]);
            spec_.back().defaultValue = nested.getter(i)(C{}.*member);
            setters_.push_back([set = nested.setter(i), member](C &c, const Json &v) { set(c.*member, v); });
            getters_.push_back([get = nested.getter(i), member](const C &c) { return get(c.*member); });
        }
        return *this;
    }

    const ConfigSpec &spec() const { return spec_; }
    const auto &setter(std::size_t i) const { return setters_[i]; }
    const auto &getter(std::size_t i) const { return getters_[i]; }

    /// All problems or a filled struct; see resolve().
    tl::expected<C, Problems> read(const Json &given) const {
        auto resolved = resolve(spec_, given);
        if (!resolved) return tl::unexpected(resolved.error());
        C config;
        for (std::size_t i = 0; i < spec_.size(); ++i) setters_[i](config, resolved->at(spec_[i].name));
        return config;
    }
    Json write(const C &config) const {
        Json out = Json::object();
        for (std::size_t i = 0; i < spec_.size(); ++i) out[spec_[i].name] = getters_[i](config);
        return out;
    }

private:
    template <class T> static constexpr FieldType typeOf() {
        if constexpr (std::is_same_v<T, bool>)
            return FieldType::Boolean;
        else if constexpr (std::is_integral_v<T>)
            return FieldType::Integer;
        else if constexpr (std::is_floating_point_v<T>)
            return FieldType::Number;
        else if constexpr (std::is_same_v<T, std::string>)
            return FieldType::Text;
        else if constexpr (std::is_same_v<T, std::vector<double>>)
            return FieldType::NumberList;
        else
            return FieldType::TextList;
    }
    template <class T> Described &push(FieldSpec field, T C::*member) {
        spec_.push_back(std::move(field));
        setters_.push_back([member](C &c, const Json &v) { c.*member = v.get<T>(); });
        getters_.push_back([member](const C &c) { return Json(c.*member); });
        return *this;
    }

    ConfigSpec spec_;
    std::vector<std::function<void(C &, const Json &)>> setters_;
    std::vector<std::function<Json(const C &)>> getters_;
};

} // namespace lapidary
