// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/config_reader.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace lapidary {

void ConfigReader::refuse(std::string key, Sentence found, Sentence expected, Sentence message) {
    if (problem_) return;
    problem_ = Error{.code = "model.bad_config",
                     .message = std::move(message),
                     .file = file_,
                     .field = "/" + std::move(key),
                     .found = std::move(found),
                     .expected = std::move(expected)};
}

const Json *ConfigReader::find(const std::string &key) const {
    const Json *at = &config_;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        if (!at->is_object()) return nullptr;
        const auto it = at->find(key.substr(begin, end - begin));
        if (it == at->end() || it->is_null()) return nullptr;
        at = &*it;
        begin = end + 1;
    }
    return at;
}

bool ConfigReader::isNull(const std::string &key) const {
    const auto it = config_.find(key);
    return it != config_.end() && it->is_null();
}

std::int64_t ConfigReader::size(const std::string &key, std::int64_t most, std::optional<std::int64_t> fallback) {
    const Json *value = find(key);
    if (!value && fallback) return *fallback;
    const Sentence expected{"a whole number from 1 to {0}", most};
    if (!value || !value->is_number_integer() ||
        (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX) || value->get<std::int64_t>() < 1 ||
        value->get<std::int64_t>() > most) {
        refuse(key, value ? Sentence(value->dump().substr(0, 60)) : "nothing", expected);
        return 1;
    }
    return value->get<std::int64_t>();
}

std::int64_t ConfigReader::count(const std::string &key, std::int64_t fallback) {
    const Json *value = find(key);
    return value && *value == 0 ? 0 : size(key, 1 << 24, fallback);
}

double ConfigReader::positive(const std::string &key, std::optional<double> fallback) {
    const Json *value = find(key);
    if (!value && fallback) return *fallback;
    if (value && value->is_number() && std::isfinite(value->get<double>()) && value->get<double>() > 0)
        return value->get<double>();
    refuse(key, value ? Sentence(value->dump().substr(0, 60)) : "nothing", "a positive number");
    return 1;
}

bool ConfigReader::flag(const std::string &key, bool fallback) {
    const Json *value = find(key);
    if (!value) return fallback;
    if (value->is_boolean()) return value->get<bool>();
    refuse(key, value->dump().substr(0, 60), "true or false");
    return fallback;
}

void ConfigReader::only(const std::string &key, std::initializer_list<const char *> allowed) {
    const Json *value = find(key);
    if (!value) return;
    if (value->is_string() && std::find(allowed.begin(), allowed.end(), value->get<std::string>()) != allowed.end())
        return;
    std::string list;
    for (const char *name : allowed) list += (list.empty() ? "" : ", ") + std::string(name);
    refuse(key, value->dump().substr(0, 60), list, "this option is not supported");
}

void ConfigReader::divides(const std::string &smallKey, std::int64_t small, const std::string &largeKey,
                           std::int64_t large) {
    if (small < 1 || large % small != 0)
        refuse(smallKey, std::to_string(small), {"a divisor of {0} = {1}", largeKey, large});
}

void ConfigReader::even(const std::string &key, std::int64_t value) {
    if (value < 2 || value % 2 != 0)
        refuse(key, std::to_string(value), "an even number, because rotary positions work on pairs");
}

std::string ConfigReader::text(const std::string &key, std::string fallback) {
    const Json *value = find(key);
    if (!value) return fallback;
    if (value->is_string()) return value->get<std::string>();
    refuse(key, value->dump().substr(0, 60), "text");
    return fallback;
}

std::vector<double> ConfigReader::numbers(const std::string &key, std::size_t length) {
    const Json *value = find(key);
    std::vector<double> out;
    if (value && value->is_array())
        for (const auto &number : *value)
            if (number.is_number() && std::isfinite(number.get<double>()) && number.get<double>() > 0)
                out.push_back(number.get<double>());
    if (value && value->is_array() && value->size() == length && out.size() == length) return out;
    refuse(key, value ? Sentence(value->dump().substr(0, 60)) : "nothing", {"{0} positive numbers", length});
    return std::vector<double>(length, 1);
}

std::vector<Json> ConfigReader::perLayer(const std::string &key, std::int64_t layers) {
    const Json *value = find(key);
    if (!value) return {};
    if (value->is_array() && value->size() >= static_cast<std::size_t>(layers))
        return {value->begin(), value->begin() + layers};
    refuse(key, value->dump().substr(0, 60), {"a list with an entry for each of {0} layers", layers});
    return {};
}

std::vector<std::string> ConfigReader::layerTypes(std::int64_t layers) {
    std::vector<std::string> out;
    for (const Json &entry : perLayer("layer_types", layers)) {
        if (entry != "full_attention" && entry != "sliding_attention") {
            refuse("layer_types", entry.dump().substr(0, 60), "full_attention or sliding_attention",
                   "this kind of layer is not supported");
            return {};
        }
        out.push_back(entry.get<std::string>());
    }
    return out;
}

Activation ConfigReader::activation(const std::string &key, const char *fallback) {
    static const std::map<std::string, Activation> known = {{"silu", Activation::Silu},
                                                            {"swish", Activation::Silu},
                                                            {"gelu", Activation::Gelu},
                                                            {"relu", Activation::Relu},
                                                            {"gelu_new", Activation::GeluTanh},
                                                            {"gelu_fast", Activation::GeluTanh},
                                                            {"gelu_pytorch_tanh", Activation::GeluTanh}};
    const std::string name = text(key, fallback);
    if (const auto it = known.find(name); it != known.end()) return it->second;
    std::string list;
    for (const auto &[each, kind] : known) list += (list.empty() ? "" : ", ") + each;
    refuse(key, name, list, "this option is not supported");
    return Activation::Silu;
}

void ConfigReader::never(const std::string &key) {
    if (flag(key, false)) refuse(key, "true", "false", "this option is not supported");
}

Result<DecoderConfig> ConfigReader::result(DecoderConfig config) const {
    if (problem_) return fail(*problem_);
    return config;
}

} // namespace lapidary
