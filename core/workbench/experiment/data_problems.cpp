// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/data_problems.h"
#include "core/remote/book.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

const DataSet *setOf(const Experiment &experiment, const std::string &name) {
    const auto it = std::find_if(experiment.data.begin(), experiment.data.end(),
                                 [&](const DataSet &set) { return set.name == name; });
    return it == experiment.data.end() ? nullptr : &*it;
}

/// Whether the name is an entry of [models] with a folder.
bool hasFolder(const Experiment &experiment, const std::string &name) {
    const auto it = experiment.models.find(name);
    return it != experiment.models.end() && !remoteNameOf(it->second);
}

} // namespace

Framing framingOf(const Json &table) {
    return {.chat = table.value("chat", ""),
            .system = table.value("system", ""),
            .instruction = table.value("instruction", ""),
            .examples = table.value("examples", ""),
            .shots = table.value("shots", std::int64_t{0})};
}

Problems takeProblemsOf(const std::string &of, const Experiment &before, DataSet &set) {
    const DataSet *other = setOf(before, of);
    if (!other)
        return {{.code = "experiment.unknown_data",
                 .message = "there is no earlier data set of this name",
                 .field = "of",
                 .found = of}};
    const std::string name = set.name;
    set = *other;
    set.name = name;
    set.of = other->bucket();
    return {};
}

Problems takeMixture(const Json &table, const Experiment &before, DataSet &set) {
    set.mix = table.value("mix", std::vector<std::string>{});
    set.weights = table.value("weights", std::vector<double>{});
    Problems out;
    const auto wrong = [&](const char *field, Sentence message, Sentence found, Sentence expected) {
        out.push_back({.code = "experiment.mixture",
                       .message = std::move(message),
                       .field = field,
                       .found = std::move(found),
                       .expected = std::move(expected)});
    };
    for (const auto &name : set.mix) {
        const DataSet *part = setOf(before, name);
        if (!part)
            wrong("mix", "there is no earlier data set of this name", name, "an earlier [[data]]");
        else if (name != set.mix.front() && part->format != set.format)
            wrong("mix", "rows of text and rows of tokens cannot be mixed", {"{0}: {1}", name, part->format},
                  set.format);
        else
            set.format = part->format;
    }
    if (!set.weights.empty() && set.weights.size() != set.mix.size())
        wrong("weights", "not as many weights as data sets", std::to_string(set.weights.size()),
              std::to_string(set.mix.size()));
    const bool negative = std::any_of(set.weights.begin(), set.weights.end(), [](double weight) { return weight < 0; }),
               nothing = std::all_of(set.weights.begin(), set.weights.end(), [](double weight) { return weight == 0; });
    if (negative || (nothing && !set.weights.empty()))
        wrong("weights", "a mixture takes each set 0 times or more, and one of them at least in part",
              dumpJson(table["weights"]), "numbers of at least 0, not all of them 0");
    return out;
}

Problems framingProblems(const DataSet &set, const Experiment &before, bool withModels) {
    const Framing &framing = set.framing;
    Problems out;
    if (!framing.chat.empty() && withModels && !hasFolder(before, framing.chat))
        out.push_back({.code = "experiment.unknown_model",
                       .message = "the chat template is that of a model with a folder",
                       .field = "chat",
                       .found = framing.chat,
                       .expected = "an entry of [models] that is no remote one"});
    if (framing.examples.empty() != (framing.shots == 0))
        out.push_back({.code = "config.missing",
                       .message = "examples have a data set and a number",
                       .field = "shots",
                       .found = std::to_string(framing.shots),
                       .expected = "examples and shots, or neither"});
    if (!framing.examples.empty() && !setOf(before, framing.examples))
        out.push_back({.code = "experiment.unknown_data",
                       .message = "there is no earlier data set of this name",
                       .field = "examples",
                       .found = framing.examples});
    if (framing.any() && set.format == "tokens")
        out.push_back({.code = "experiment.data_source",
                       .message = "rows of tokens are written already: nothing can be put around them",
                       .field = "format",
                       .expected = "format = \"rows\""});
    return out;
}

Problems bucketProblems(const Arm &arm, const Experiment &before) {
    std::set<std::string> asked;
    Problems out;
    for (const auto &bucket : arm.buckets) {
        const DataSet *set = setOf(before, bucket);
        if (!set)
            out.push_back({.code = "experiment.unknown_data",
                           .message = "there is no such data set",
                           .field = "buckets",
                           .found = bucket});
        else if (!asked.insert(set->bucket()).second)
            out.push_back({.code = "experiment.asked_twice",
                           .message = "an arm is asked the same problems twice",
                           .field = "buckets",
                           .found = bucket,
                           .expected = {"one wording of \"{0}\"", set->bucket()}});
    }
    return out;
}

} // namespace lapidary
