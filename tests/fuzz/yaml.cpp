// SPDX-License-Identifier: Apache-2.0
#include "core/config/yaml.h"
#include "core/workbench/experiment/trl_config.h"
#include "tests/fuzz/targets.h"
#include "tests/support/small_catalogue.h"

namespace lapidary::fuzz {

namespace {

const Catalogue &catalogue() {
    static const Catalogue small = [] {
        Catalogue out;
        const Json json = smallCatalogueJson();
        for (const auto &entry : json["algorithms"]) out.algorithms.push_back(*methodFromJson(entry));
        return out;
    }();
    return small;
}

} // namespace

/// Settings as TRL takes them: what is read is a mapping with a line for each of its keys, and what becomes of each
/// setting is told.
void yaml(std::string_view bytes) {
    const auto read = parseYaml(bytes, "x");
    if (!read) return promise(!read.error().code.empty() && !read.error().message.empty() && read.error().file == "x");
    promise(read->values.is_object() && parseJson(dumpJson(read->values), {.depth = 128}).has_value());
    for (const auto &[key, value] : read->values.items()) promise(read->lineOf(key) > 0);
    const TrlWish wish{.algorithm = "sft", .model = "base", .data = "train"};
    const auto training = readTrlConfig(*read, {}, catalogue(), wish);
    if (!training) return promise(!training.error().code.empty() && !training.error().message.empty());
    const Json &config = training->tables["stage"][0]["config"];
    promise(config.size() <= read->values.size());
    for (const auto &each : training->unknown) promise(each.line > 0 && !each.field.empty());
}

} // namespace lapidary::fuzz
