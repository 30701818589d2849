// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include <initializer_list>

namespace lapidary {

/// Reads the fields of a config.json and keeps the first thing that is wrong with them, so that an architecture's
/// reader is a plain list of its fields. Nothing is clamped and nothing is guessed.
class ConfigReader {
public:
    ConfigReader(const Json &config, std::string file) : config_(config), file_(std::move(file)) {}

    /// A whole number in [1, most]; without a fallback the field must be there.
    std::int64_t size(const char *key, std::int64_t most, std::optional<std::int64_t> fallback = {});
    double positive(const char *key, double fallback);
    bool flag(const char *key, bool fallback);
    void only(const char *key, std::initializer_list<const char *> allowed); ///< absent is fine
    void divides(const char *smallKey, std::int64_t small, const char *largeKey, std::int64_t large);
    void even(const char *key, std::int64_t value);

    /// rope_theta, or rope_parameters.rope_theta as transformers 5 spells it.
    double ropeTheta(double fallback);
    void plainRope(); ///< refuses any rope scaling by name

    Result<DecoderConfig> result(DecoderConfig config) const;

private:
    void refuse(std::string key, std::string found, std::string expected, std::string message = "a field has no sensible value");
    const Json *find(const char *key) const; ///< null counts as absent, as in transformers
    const Json &config_;
    std::string file_;
    std::optional<Error> problem_;
};

} // namespace lapidary
