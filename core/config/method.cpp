// SPDX-License-Identifier: Apache-2.0
#include "core/config/method.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

constexpr std::array<std::string_view, 7> kArtifacts = {"model",   "scores", "rows",      "problems",
                                                        "samples", "labels", "importance"};
constexpr std::array<std::string_view, 3> kBetter = {"", "higher", "lower"};

Error badCatalogue(const std::string &field, Sentence found, Sentence expected) {
    return {.code = "config.bad_catalogue",
            .message = "the catalogue does not describe this as it should",
            .field = field,
            .found = std::move(found),
            .expected = std::move(expected),
            .remedy = "Write it again with the worker of this build: lapidary-worker catalogue --out FILE"};
}

Sentence oneOf(std::span<const std::string_view> words) {
    std::string all;
    for (const auto word : words) all += " \"" + std::string(word) + "\"";
    return {"one of{0}", all};
}

template <class E>
Status readWord(const Json &entry, const char *key, const std::string &at, std::span<const std::string_view> words,
                E &out) {
    const std::string word = entry.value(key, "");
    const auto it = std::find(words.begin(), words.end(), word);
    if (it == words.end()) return fail(badCatalogue(at + "." + key, word, oneOf(words)));
    out = static_cast<E>(it - words.begin());
    return {};
}

/// Reads every element of the list `key`. An element without a name could not be referred to.
template <class T, class Read>
Status readEach(const Json &value, const std::string &at, const char *key, std::vector<T> &out, Read read) {
    const Json list = value.value(key, Json::array());
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = at + "." + key + "." + std::to_string(i);
        T one{.name = list[i].value("name", "")};
        if (one.name.empty()) return fail(badCatalogue(place + ".name", "nothing", "a name"));
        if (auto ok = read(list[i], place, one); !ok) return ok;
        out.push_back(std::move(one));
    }
    return {};
}

Status readColumn(const Json &entry, const std::string &, NeededColumn &column) {
    column.when = entry.value("when", Json::object());
    column.everyRow = entry.value("every_row", true);
    column.inTokens = entry.value("in_tokens", "");
    column.expected = entry.value("expected", "");
    column.remedy = entry.value("remedy", "");
    return {};
}

Status readPort(const Json &entry, const std::string &at, Port &port) {
    port.required = entry.value("required", false);
    port.trained = entry.value("trained", false);
    port.fresh = entry.value("fresh", false);
    port.head = entry.value("head", "");
    port.labels = entry.value("labels", 1);
    port.sameVocabulary = entry.value("same_vocabulary", false);
    port.neededBy = entry.value("needed_by", "");
    port.layout = entry.value("layout", "");
    port.effect = entry.value("effect", "");
    if (auto ok = readEach(entry, at, "columns", port.columns, readColumn); !ok) return ok;
    return readWord(entry, "what", at, kArtifacts, port.what);
}

Status readOutput(const Json &entry, const std::string &at, Output &output) {
    output.file = entry.value("file", "");
    output.layout = entry.value("layout", "");
    output.onlyWith = entry.value("only_with", "");
    return readWord(entry, "what", at, kArtifacts, output.what);
}

Status readMetric(const Json &entry, const std::string &at, MetricInfo &metric) {
    metric.unit = entry.value("unit", "");
    metric.group = entry.value("group", "");
    metric.effect = entry.value("effect", "");
    metric.spread = entry.value("spread", "");
    metric.key = entry.value("key", false);
    return readWord(entry, "better", at, kBetter, metric.better);
}

Result<MethodInfo> readMethod(const Json &value) {
    MethodInfo method{.name = value.value("name", "")};
    if (method.name.empty()) return fail(badCatalogue("name", "nothing", "the name of a method"));
    method.summary = value.value("summary", "");
    method.role = value.value("role", "");
    method.version = value.value("version", 0);
    if (method.version < 1)
        return fail(badCatalogue(method.name + ".version", std::to_string(method.version), "a whole number from 1"));
    auto spec = specFromJson(value.value("fields", Json::array()));
    if (!spec) return unexpected(spec.error());
    method.spec = std::move(*spec);
    if (auto ok = readEach(value, method.name, "inputs", method.inputs, readPort); !ok) return unexpected(ok.error());
    if (auto ok = readEach(value, method.name, "outputs", method.outputs, readOutput); !ok)
        return unexpected(ok.error());
    if (auto ok = readEach(value, method.name, "metrics", method.metrics, readMetric); !ok)
        return unexpected(ok.error());
    method.sideBySide = value.value("side_by_side", std::vector<std::string>{});
    return method;
}

Json toJson(const std::vector<NeededColumn> &columns) {
    Json list = Json::array();
    for (const auto &column : columns)
        list.push_back({{"name", column.name},
                        {"when", column.when},
                        {"every_row", column.everyRow},
                        {"in_tokens", column.inTokens},
                        {"expected", column.expected},
                        {"remedy", column.remedy}});
    return list;
}

template <class T> const T *named(const std::vector<T> &list, std::string_view name) {
    const auto it = std::find_if(list.begin(), list.end(), [&](const T &each) { return each.name == name; });
    return it == list.end() ? nullptr : &*it;
}

/// "*" stands for one part without a slash.
bool matches(std::string_view pattern, std::string_view name) {
    const auto star = pattern.find('*');
    if (star == pattern.npos) return pattern == name;
    const std::string_view before = pattern.substr(0, star), behind = pattern.substr(star + 1);
    if (name.size() <= before.size() + behind.size() || !name.starts_with(before) || !name.ends_with(behind))
        return false;
    name.remove_prefix(before.size());
    name.remove_suffix(behind.size());
    return name.find('/') == name.npos;
}

} // namespace

bool isOn(const Json &config, const std::string &setting) {
    const auto it = config.find(setting);
    return it != config.end() && *it != 0 && *it != false && *it != "" && !it->is_null();
}

std::string_view nameOf(Artifact artifact) {
    return kArtifacts[static_cast<std::size_t>(artifact)];
}

Result<Artifact> artifactByName(const std::string &name) {
    const auto it = std::find(kArtifacts.begin(), kArtifacts.end(), name);
    if (it != kArtifacts.end()) return static_cast<Artifact>(it - kArtifacts.begin());
    return fail({.code = "config.unknown_artifact",
                 .message = "there is no such kind of thing",
                 .found = name,
                 .expected = oneOf(kArtifacts)});
}

const Port *MethodInfo::port(std::string_view port) const {
    return named(inputs, port);
}

const MetricInfo *MethodInfo::metric(std::string_view metric) const {
    if (const MetricInfo *exact = named(metrics, metric)) return exact;
    const auto it = std::find_if(metrics.begin(), metrics.end(),
                                 [&](const MetricInfo &each) { return matches(each.name, metric); });
    return it == metrics.end() ? nullptr : &*it;
}

const MetricInfo *MethodInfo::keyMetric() const {
    const auto it = std::find_if(metrics.begin(), metrics.end(), [](const MetricInfo &each) { return each.key; });
    return it == metrics.end() ? nullptr : &*it;
}

std::vector<MetricInfo> withShared(std::vector<MetricInfo> own, const std::vector<MetricInfo> &shared) {
    for (const auto &each : shared)
        if (!named(own, each.name)) own.push_back(each);
    return own;
}

Json toJson(const MethodInfo &method) {
    Json inputs = Json::array(), outputs = Json::array(), metrics = Json::array();
    for (const auto &port : method.inputs)
        inputs.push_back({{"name", port.name},
                          {"what", nameOf(port.what)},
                          {"required", port.required},
                          {"trained", port.trained},
                          {"fresh", port.fresh},
                          {"head", port.head},
                          {"labels", port.labels},
                          {"same_vocabulary", port.sameVocabulary},
                          {"needed_by", port.neededBy},
                          {"layout", port.layout},
                          {"columns", toJson(port.columns)},
                          {"effect", port.effect}});
    for (const auto &output : method.outputs)
        outputs.push_back({{"name", output.name},
                           {"what", nameOf(output.what)},
                           {"file", output.file},
                           {"layout", output.layout},
                           {"only_with", output.onlyWith}});
    for (const auto &metric : method.metrics)
        metrics.push_back({{"name", metric.name},
                           {"unit", metric.unit},
                           {"group", metric.group},
                           {"effect", metric.effect},
                           {"spread", metric.spread},
                           {"better", kBetter[static_cast<std::size_t>(metric.better)]},
                           {"key", metric.key}});
    return {{"name", method.name},           {"summary", method.summary},     {"role", method.role},
            {"version", method.version},     {"fields", toJson(method.spec)}, {"inputs", std::move(inputs)},
            {"outputs", std::move(outputs)}, {"metrics", std::move(metrics)}, {"side_by_side", method.sideBySide}};
}

Result<MethodInfo> methodFromJson(const Json &value) {
    try {
        return readMethod(value);
    } catch (const Json::exception &thrown) { // a value of another type
        return fail(badCatalogue(value.is_object() && value.contains("name") ? dumpJson(value["name"]) : "methods",
                                 thrown.what(), "the form that this build writes"));
    }
}

} // namespace lapidary
