// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/stages/run_kind.h"

namespace lapidary {
namespace {

FieldSpec text(const char *name, Json standard = "") {
    return {.name = name, .type = FieldType::Text, .defaultValue = std::move(standard)};
}
FieldSpec choice(const char *name, std::vector<std::string> choices, Json standard = "") {
    return {
        .name = name, .type = FieldType::Choice, .defaultValue = std::move(standard), .choices = std::move(choices)};
}
FieldSpec whole(const char *name, std::int64_t standard, double minimum) {
    return {.name = name, .type = FieldType::Integer, .defaultValue = standard, .minimum = minimum};
}
FieldSpec flag(const char *name) {
    return {.name = name, .type = FieldType::Boolean, .defaultValue = false};
}
FieldSpec list(const char *name, FieldType type = FieldType::TextList) {
    return {.name = name, .type = type, .defaultValue = Json::array()};
}

} // namespace

const ConfigSpec &topSpec() {
    static const ConfigSpec spec{whole("version", 1, 1),
                                 text("name"),
                                 whole("seed", 0, 0),
                                 text("rule"),
                                 whole("threads", 0, 0),
                                 text("device", "cpu"),
                                 choice("dtype", {"f32", "bf16", "f16", "int8"}, "f32")};
    return spec;
}
const ConfigSpec &dataSpec() {
    static const ConfigSpec spec{
        text("name"),        text("task"),         text("file"),         choice("format", {"rows", "tokens"}, "rows"),
        whole("seed", 0, 0), flag("follow_seed"),  whole("count", 0, 1), list("disjoint_from"),
        text("of"),          text("chat"),         text("system"),       text("instruction"),
        text("examples"),    whole("shots", 0, 0), list("mix"),          list("weights", FieldType::NumberList)};
    return spec;
}
const ConfigSpec &partSpec() {
    static const ConfigSpec spec{whole("count", 0, 1)};
    return spec;
}
const ConfigSpec &stageSpec() {
    static const ConfigSpec spec{text("name"),
                                 choice("kind", stageKinds(), stageKinds().front()),
                                 text("algorithm"),
                                 text("model"),
                                 text("data"),
                                 text("fork"),
                                 whole("fork_step", 0, 1),
                                 whole("threads", 0, 0)};
    return spec;
}
const ConfigSpec &armSpec() {
    static const ConfigSpec spec{
        text("name"),    choice("role", {"base", "sft", "rl", "tts", "control", "oracle"}, "sft"),
        text("model"),   text("strategy"),
        list("buckets"), whole("threads", 0, 0),
        flag("trace")};
    return spec;
}

} // namespace lapidary
