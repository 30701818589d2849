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

    // A key may lead into objects: "rope_scaling/factor". Null counts as absent.
    bool has(const std::string &key) const { return find(key) != nullptr; }
    bool isNull(const std::string &key) const; ///< the field is there and says null
    /// A whole number in [1, most]; without a fallback the field must be there.
    std::int64_t size(const std::string &key, std::int64_t most, std::optional<std::int64_t> fallback = {});
    std::int64_t count(const std::string &key, std::int64_t fallback); ///< a whole number from 0
    double positive(const std::string &key, std::optional<double> fallback = {});
    bool flag(const std::string &key, bool fallback);
    std::string text(const std::string &key, std::string fallback);
    std::vector<double> numbers(const std::string &key, std::size_t length); ///< positive ones
    /// One entry for each layer; empty where the field is absent.
    std::vector<Json> perLayer(const std::string &key, std::int64_t layers);
    std::vector<std::string> layerTypes(std::int64_t layers); ///< full_attention or sliding_attention, or empty
    Activation activation(const std::string &key, const char *fallback);
    void only(const std::string &key, std::initializer_list<const char *> allowed); ///< absent is fine
    void never(const std::string &key);                                             ///< a flag that must not be set
    void divides(const std::string &smallKey, std::int64_t small, const std::string &largeKey, std::int64_t large);
    void even(const std::string &key, std::int64_t value);
    void refuse(std::string key, Sentence found, Sentence expected, Sentence message = "a field has no sensible value");

    Result<DecoderConfig> result(DecoderConfig config) const;

private:
    const Json *find(const std::string &key) const;
    const Json &config_;
    std::string file_;
    std::optional<Error> problem_;
};

} // namespace lapidary
