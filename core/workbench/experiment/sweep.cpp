// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/sweep.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kSeeds = "seeds";
constexpr std::size_t kLongestName = 60; ///< of a stage

std::string valueText(const Json &value) {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return dumpJson(value);
    std::string out;
    for (const Json &each : value) out += (out.empty() ? "" : "+") + valueText(each);
    return out;
}

class SweepReader {
public:
    SweepReader(const Json &config, const std::string &stage, const ConfigSpec &spec, std::uint64_t seed)
        : config_(config), stage_(stage), spec_(spec), seed_(seed) {}

    tl::expected<std::vector<SweepPoint>, Problems> read(const Json &sweep) {
        if (!sweep.is_object())
            return tl::unexpected(Problems{problem("", "config.wrong_type", "wrong type", sweep.type_name(),
                                                   "a table of key = [values] and seeds = number")});
        std::vector<std::uint64_t> seeds{seed_};
        for (const auto &[key, values] : sweep.items())
            if (key == kSeeds)
                seeds = readSeeds(values);
            else
                readValues(key, values);
        if (problems_.empty() && sweep.empty())
            problems_.push_back(problem("", "experiment.empty_sweep", "nothing is swept", {},
                                        "a setting with several values, or seeds = 3"));
        if (const auto size = counted(seeds.size()); problems_.empty() && size > kMostSweptRuns)
            problems_.push_back(problem("", "experiment.sweep_too_large", "the sweep has too many runs",
                                        std::to_string(size), {"at most {0}", kMostSweptRuns}));
        if (!problems_.empty()) return tl::unexpected(std::move(problems_));
        std::vector<SweepPoint> points;
        for (const Json &changes : grid())
            for (const std::uint64_t each : seeds) points.push_back({.changes = changes, .seed = each});
        nameAll(points, sweep.contains(kSeeds));
        return points;
    }

private:
    static Error problem(const std::string &field, const char *code, const Sentence &message, const Sentence &found,
                         const Sentence &expected) {
        return {.code = code, .message = message, .field = field, .found = found, .expected = expected};
    }

    void readValues(const std::string &key, const Json &values) {
        const auto known = [&](const FieldSpec &field) { return field.name == key; };
        if (std::none_of(spec_.begin(), spec_.end(), known))
            return problems_.push_back(problem(key, "config.unknown_key", "there is no such setting to sweep over", key,
                                               "a setting of this stage, or seeds"));
        if (!values.is_array() || values.empty())
            return problems_.push_back(problem(key, "config.wrong_type", "wrong type", dumpJson(values).substr(0, 80),
                                               "a list of at least one value"));
        if (config_.contains(key))
            return problems_.push_back(problem(key, "experiment.given_twice",
                                               "the settings of the stage give this a value too",
                                               dumpJson(config_[key]).substr(0, 80), "one of the two"));
        for (std::size_t i = 0; i < values.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (values[i] == values[k])
                    return problems_.push_back(problem(key, "experiment.swept_twice", "a value is swept twice",
                                                       dumpJson(values[i]).substr(0, 80), "each value once"));
        axes_.emplace_back(key, values);
    }

    std::vector<std::uint64_t> readSeeds(const Json &given) {
        std::vector<std::uint64_t> seeds;
        if (given.is_number_integer() && given >= 1 && given <= kMostSweptRuns)
            for (std::uint64_t i = 0; i < given.get<std::uint64_t>(); ++i) seeds.push_back(seed_ + i);
        else if (given.is_array())
            for (const Json &each : given)
                if (each.is_number_integer() && each >= 0) seeds.push_back(each.get<std::uint64_t>());
        const bool all = given.is_array() ? seeds.size() == given.size() : true;
        std::vector<std::uint64_t> sorted = seeds;
        std::sort(sorted.begin(), sorted.end());
        const bool once = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
        if (seeds.empty() || !all || !once)
            problems_.push_back(
                problem(kSeeds, "config.wrong_type", "these are no seeds", dumpJson(given).substr(0, 80),
                        {"a number from 1 to {0}, or a list of different seeds from 0 on", kMostSweptRuns}));
        return seeds;
    }

    /// Without an overflow, however long the lists are.
    std::size_t counted(std::size_t seeds) const {
        std::size_t size = seeds;
        for (const auto &[key, values] : axes_)
            if (size <= kMostSweptRuns) size *= values.size();
        return size;
    }

    std::vector<Json> grid() const {
        std::vector<Json> out{Json::object()};
        for (const auto &[key, values] : axes_) {
            std::vector<Json> longer;
            for (const Json &before : out)
                for (const Json &value : values) {
                    longer.push_back(before);
                    longer.back()[key] = value;
                }
            out = std::move(longer);
        }
        return out;
    }

    /// By their values; by their numbers where those would make a name too long.
    void nameAll(std::vector<SweepPoint> &points, bool seeds) const {
        const auto name = [&](std::size_t i, bool byValues) {
            const SweepPoint &point = points[i];
            std::string out = stage_;
            if (byValues)
                for (const auto &[key, value] : point.changes.items()) out += " " + key + "=" + valueText(value);
            else
                out += " " + std::to_string(numberOf(points, i));
            return seeds ? out + ", seed " + std::to_string(point.seed) : out;
        };
        bool fits = true;
        for (std::size_t i = 0; i < points.size(); ++i) fits &= name(i, true).size() <= kLongestName;
        for (std::size_t i = 0; i < points.size(); ++i) points[i].name = name(i, fits);
    }

    /// From 1; points that differ in their seeds alone share it.
    static std::size_t numberOf(const std::vector<SweepPoint> &points, std::size_t i) {
        std::size_t number = 1;
        for (std::size_t k = 1; k <= i; ++k) number += points[k].changes != points[k - 1].changes;
        return number;
    }

    const Json &config_;
    const std::string &stage_;
    const ConfigSpec &spec_;
    std::uint64_t seed_;
    std::vector<std::pair<std::string, Json>> axes_{};
    Problems problems_{};
};

} // namespace

tl::expected<std::vector<SweepPoint>, Problems> sweepPoints(const Json &sweep, const Json &config,
                                                            const std::string &stage, const ConfigSpec &spec,
                                                            std::uint64_t seed) {
    return SweepReader(config, stage, spec, seed).read(sweep);
}

Sweep sweepOf(const Json &sweep, const std::string &stage, const std::vector<SweepPoint> &points) {
    Sweep out{.stage = stage};
    for (const auto &[key, values] : sweep.items())
        if (key != kSeeds) out.over.emplace_back(key, values.size());
    if (sweep.contains(kSeeds)) {
        const Json &seeds = sweep[kSeeds];
        out.over.emplace_back(kSeeds, seeds.is_array() ? seeds.size() : seeds.get<std::size_t>());
    }
    for (const SweepPoint &point : points) out.runs.push_back(point.name);
    return out;
}

void tellOnce(Problems &list, std::size_t from) {
    const auto same = [](const Error &a, const Error &b) {
        return a.code == b.code && a.field == b.field && a.line == b.line && a.found.str() == b.found.str() &&
               a.expected.str() == b.expected.str();
    };
    for (std::size_t i = list.size(); i-- > from;)
        if (std::any_of(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const Error &other) { return same(other, list[i]); }))
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
}

std::string sizeText(const Sweep &sweep) {
    std::string out;
    for (const auto &[key, count] : sweep.over) {
        out += (out.empty() ? "" : " × ") + std::to_string(count);
        if (key == kSeeds)
            out += count == 1 ? " seed" : " seeds";
        else
            out += (count == 1 ? " value of " : " values of ") + key;
    }
    return out;
}

} // namespace lapidary
