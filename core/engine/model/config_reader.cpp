// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/config_reader.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

void ConfigReader::refuse(std::string key, std::string found, std::string expected, std::string message) {
    if (problem_) return;
    problem_ = Error{.code = "model.bad_config",
                     .message = std::move(message),
                     .file = file_,
                     .field = "/" + std::move(key),
                     .found = std::move(found),
                     .expected = std::move(expected)};
}

const Json *ConfigReader::find(const char *key) const {
    const auto it = config_.find(key);
    return it == config_.end() || it->is_null() ? nullptr : &*it;
}

std::int64_t ConfigReader::size(const char *key, std::int64_t most, std::optional<std::int64_t> fallback) {
    const Json *value = find(key);
    if (!value && fallback) return *fallback;
    const std::string expected = "a whole number from 1 to " + std::to_string(most);
    if (!value || !value->is_number_integer() || (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX) ||
        value->get<std::int64_t>() < 1 || value->get<std::int64_t>() > most) {
        refuse(key, value ? value->dump().substr(0, 60) : "nothing", expected);
        return 1;
    }
    return value->get<std::int64_t>();
}

double ConfigReader::positive(const char *key, double fallback) {
    const Json *value = find(key);
    if (!value) return fallback;
    if (value->is_number() && std::isfinite(value->get<double>()) && value->get<double>() > 0) return value->get<double>();
    refuse(key, value->dump().substr(0, 60), "a positive number");
    return fallback;
}

bool ConfigReader::flag(const char *key, bool fallback) {
    const Json *value = find(key);
    if (!value) return fallback;
    if (value->is_boolean()) return value->get<bool>();
    refuse(key, value->dump().substr(0, 60), "true or false");
    return fallback;
}

void ConfigReader::only(const char *key, std::initializer_list<const char *> allowed) {
    const Json *value = find(key);
    if (!value) return;
    if (value->is_string() && std::find(allowed.begin(), allowed.end(), value->get<std::string>()) != allowed.end()) return;
    std::string list;
    for (const char *name : allowed) list += (list.empty() ? "" : ", ") + std::string(name);
    refuse(key, value->dump().substr(0, 60), list, "this option is not supported");
}

void ConfigReader::divides(const char *smallKey, std::int64_t small, const char *largeKey, std::int64_t large) {
    if (small < 1 || large % small != 0)
        refuse(smallKey, std::to_string(small), std::string("a divisor of ") + largeKey + " = " + std::to_string(large));
}

void ConfigReader::even(const char *key, std::int64_t value) {
    if (value < 2 || value % 2 != 0) refuse(key, std::to_string(value), "an even number, because rotary positions work on pairs");
}

double ConfigReader::ropeTheta(double fallback) {
    const Json *nested = find("rope_parameters");
    if (!nested) return positive("rope_theta", fallback);
    if (nested->is_object() && nested->contains("rope_theta")) {
        const Json &theta = (*nested)["rope_theta"];
        if (theta.is_number() && std::isfinite(theta.get<double>()) && theta.get<double>() > 0) return theta.get<double>();
        refuse("rope_parameters/rope_theta", theta.dump().substr(0, 60), "a positive number");
    }
    return positive("rope_theta", fallback);
}

void ConfigReader::plainRope() {
    for (const char *key : {"rope_scaling", "rope_parameters"}) {
        const Json *value = find(key);
        if (!value) continue;
        if (!value->is_object()) {
            refuse(key, value->dump().substr(0, 60), "an object");
            continue;
        }
        const Json kind = value->contains("rope_type") ? (*value)["rope_type"] : value->value("type", Json("default"));
        if (kind != "default") refuse(key, kind.dump(), "\"default\"", "this kind of rope scaling is not supported yet");
    }
}

Result<DecoderConfig> ConfigReader::result(DecoderConfig config) const {
    if (problem_) return fail(*problem_);
    return config;
}

} // namespace lapidary
