// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/run_identity.h"
#include "core/base/hash.h"
#include <algorithm>
#include <cctype>
#include <map>

namespace lapidary {
namespace {

/// What makes two runs of one configuration differ; in the order in which the first format hashed them.
constexpr const char *kDeciding[] = {"kind", "algorithm", "strategy", "seed", "rule", "trace", "dtype"};

/// The settings that differ from their defaults, by name: where a form shows them changes nothing. 1 and 1.0 are one
/// number where a number is meant.
std::map<std::string, Json> changedIn(const ConfigSpec &spec, const Json &config) {
    std::map<std::string, Json> out;
    for (const FieldSpec &field : spec) {
        const auto it = config.find(field.name);
        if (it == config.end() || *it == field.defaultValue) continue;
        const bool whole = field.type == FieldType::Number && it->is_number_integer();
        out[field.name] = whole ? Json(it->get<double>()) : *it;
    }
    return out;
}

/// The settings of a finished run in the order of its time, if they say what `now` says: what it did not know yet must
/// have its default now.
std::optional<Json> sameSettings(const ConfigSpec &spec, const Json &then, const Json &now) {
    Json out = Json::object();
    for (const FieldSpec &field : spec) {
        const auto it = then.find(field.name);
        const Json value = now.value(field.name, field.defaultValue);
        if (value != (it == then.end() ? field.defaultValue : *it)) return std::nullopt;
        if (it != then.end()) out[field.name] = *it;
    }
    return out.size() == then.size() ? std::optional(std::move(out)) : std::nullopt;
}

int ruleVersionOf(const PlannedRun &run) {
    return run.config.value("rule_version", 1);
}

} // namespace

std::string RunIdentity::hashOf(const PlannedRun &run, const MethodInfo &method, const RunInputs &inputs) const {
    Json identity = {{"format", 2},
                     {"engine", engineVersion_},
                     {"version", method.version},
                     {"inputs", inputs.ports},
                     {"more", inputs.more},
                     {"config", changedIn(method.spec, run.config.value("config", Json::object()))}};
    for (const char *key : kDeciding)
        if (run.config.contains(key)) identity[key] = run.config[key];
    if (ruleVersionOf(run) != 1) identity["rule_version"] = ruleVersionOf(run); // the first ones were not recorded
    return contentHash(dumpJson(identity));
}

Result<std::optional<std::string>> RunIdentity::olderHash(const PlannedRun &run, const MethodInfo &method,
                                                          const RunInputs &inputs) {
    if (inputs.older.is_null() || method.version != 1 || ruleVersionOf(run) != 1)
        return std::nullopt; // there were no versions: all were the first
    if (!records_) {
        auto records = store_.runs();
        if (!records) return unexpected(records.error());
        records_ = std::move(*records);
    }
    for (const RunRecord &record : *records_) {
        if (record.kind != run.kind || record.method != run.method) continue;
        const Json &stored = settingsOf(record.id), now = run.config.value("config", Json::object());
        const auto settings = stored.is_null() ? std::optional(now) : sameSettings(method.spec, stored, now);
        if (!settings) continue;
        Json identity = inputs.older;
        identity["format"] = 1;
        identity["engine"] = engineVersion_;
        identity["config"] = *settings;
        for (const char *key : kDeciding)
            if (run.config.contains(key)) identity[key] = run.config[key];
        if (contentHash(dumpJson(identity)) == record.inputHash) return record.inputHash;
    }
    return std::nullopt;
}

/// Null where the run has not begun, so that there is no run.toml.
const Json &RunIdentity::settingsOf(const std::string &run) {
    const auto [it, isNew] = settings_.try_emplace(run);
    if (isNew)
        if (const auto document = readDocument((project_ / "runs" / run / "run.toml").string()))
            it->second = document->values.value("config", Json::object());
    return it->second;
}

std::string folderName(const std::string &name) {
    std::string out;
    for (const unsigned char c : name) {
        if (std::isalnum(c) || c == '_' || c == '.')
            out += static_cast<char>(std::tolower(c));
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "run" : out.substr(0, 40);
}

} // namespace lapidary
