// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architecture_name.h"
#include "core/engine/model/heads.h"
#include <algorithm>

namespace lapidary {
namespace {

std::string lower(std::string text) {
    for (char &c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// The names that are given: a list, or one text. Null, an empty list and a missing field name nothing.
Result<std::vector<std::string>> namesIn(const Json &config, const std::string &file) {
    std::vector<std::string> names;
    const Json given = config.value("architectures", Json());
    const Json list = given.is_array() ? given : given.is_null() ? Json::array() : Json::array({given});
    for (const Json &name : list) {
        if (name.is_null()) continue;
        if (!name.is_string())
            return fail({.code = "model.no_architecture",
                         .message = "the architecture is not named",
                         .file = file,
                         .field = "/architectures",
                         .found = dumpJson(given).substr(0, 80),
                         .expected = "a list of names, such as [\"LlamaForCausalLM\"]"});
        names.push_back(name.get<std::string>());
    }
    return names;
}

/// The family's body, its common parent class, or the language model in another spelling ("LLaMAForCausalLM").
bool isBody(const Architecture &architecture, const std::string &name) {
    const std::string stem = lower(stemOf(architecture.name)), given = lower(name);
    return given == stem + "model" || given == stem + "pretrainedmodel" ||
           given == lower(std::string(architecture.name));
}

std::string listOf(std::string_view Architecture::*member) {
    std::string list;
    for (const Architecture &architecture : architectures())
        list += (list.empty() ? "" : ", ") + std::string(architecture.*member);
    return list;
}

Error unknown(const std::string &file, const std::string &name, const Architecture *byType) {
    Error error{.code = "model.unknown_architecture",
                .message = "this architecture is not supported",
                .file = file,
                .field = "/architectures/0",
                .found = name.substr(0, 80),
                .expected = listOf(&Architecture::name)};
    if (byType)
        error.remedy = {"model_type says {0}. If the weights are of that family and not changed, write [\"{1}\"] here.",
                        std::string(byType->modelType), std::string(byType->name)};
    return error;
}

} // namespace

Result<ChosenArchitecture> chosenArchitecture(const Json &config, const std::string &file) {
    const auto names = namesIn(config, file);
    if (!names) return unexpected(names.error());
    for (const auto &name : *names)
        for (const Architecture &architecture : architectures())
            if (const auto head = headOn(architecture.name, name))
                return ChosenArchitecture{.architecture = &architecture, .head = *head, .name = name};
    const Json type = config.value("model_type", Json());
    const auto all = architectures();
    const auto byType = std::find_if(all.begin(), all.end(),
                                     [&](const Architecture &each) { return type == std::string(each.modelType); });
    const Architecture *found = byType == all.end() ? nullptr : &*byType;
    const bool bare =
        found && std::all_of(names->begin(), names->end(), [&](const auto &name) { return isBody(*found, name); });
    if (bare)
        return ChosenArchitecture{
            .architecture = found,
            .name = std::string(found->name),
            .notice = {"config.json names {0}; {1} was taken, as model_type is {2}.",
                       names->empty() ? Sentence("no architecture") : Sentence("the architecture {0}", names->front()),
                       std::string(found->name), std::string(found->modelType)}};
    if (!names->empty()) return fail(unknown(file, names->front(), found));
    if (type.is_string())
        return fail({.code = "model.unknown_architecture",
                     .message = "this kind of model is not supported",
                     .file = file,
                     .field = "/model_type",
                     .found = dumpJson(type).substr(0, 80),
                     .expected = listOf(&Architecture::modelType)});
    return fail(
        {.code = "model.no_architecture",
         .message = "the architecture is not named",
         .file = file,
         .field = "/architectures",
         .found = dumpJson(config.value("architectures", Json())).substr(0, 80),
         .expected = "a list with one name, such as [\"LlamaForCausalLM\"], or a model_type, such as \"llama\""});
}

} // namespace lapidary
