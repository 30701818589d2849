// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/stages/run_kind.h"

namespace lapidary {
namespace {

FieldSpec text(const char *name, const char *effect, Json standard = "") {
    return {.name = name, .type = FieldType::Text, .defaultValue = std::move(standard), .effect = effect};
}
FieldSpec choice(const char *name, std::vector<std::string> choices, Json standard, const char *effect) {
    return {.name = name,
            .type = FieldType::Choice,
            .defaultValue = std::move(standard),
            .choices = std::move(choices),
            .effect = effect};
}
FieldSpec whole(const char *name, std::int64_t standard, double minimum, const char *effect) {
    return {.name = name, .type = FieldType::Integer, .defaultValue = standard, .minimum = minimum, .effect = effect};
}
FieldSpec flag(const char *name, const char *effect) {
    return {.name = name, .type = FieldType::Boolean, .defaultValue = false, .effect = effect};
}
FieldSpec list(const char *name, const char *effect, FieldType type = FieldType::TextList) {
    return {.name = name, .type = type, .defaultValue = Json::array(), .effect = effect};
}

} // namespace

const ConfigSpec &topSpec() {
    static const ConfigSpec spec{
        whole("version", 1, 1, "of the format: 1"),
        text("name", "what the experiment is called; must be given"),
        whole("seed", 0, 0, "reaches every run that has no seed of its own; data sets keep theirs"),
        text("rule", "finds and grades the answers of samples and arms: exact, chain_mod … (see: grade --help)"),
        whole("threads", 0, 0, "of each worker; 0: all cores"),
        text("device", "cpu, cuda or cuda:N", "cpu"),
        choice("dtype", {"f32", "bf16", "f16", "int8"}, "f32",
               "number format of the weights where a model only answers; a training has its own setting bf16")};
    return spec;
}
const ConfigSpec &dataSpec() {
    static const ConfigSpec spec{
        text("name", "what stages and arms call it; must be given"),
        text("task", "a generator of problems with answers (see: task --help); one of task, file, mix and of is given"),
        text("file", "a file of rows, relative to experiment.toml"),
        choice("format", {"rows", "tokens"}, "rows", "rows of text, or rows that are tokenised already"),
        whole("seed", 0, 0, "of a task: other problems"),
        flag("follow_seed", "of a task: mixes the experiment's seed in"),
        whole("count", 0, 1, "of a task: how many problems"),
        list("disjoint_from", "earlier data sets none of whose problems may stand in this one"),
        text("of", "an earlier data set whose problems these are, put otherwise; compared as that one"),
        text("chat", "the model whose chat template writes the prompts"),
        text("system", "with a chat template: the words of the system"),
        text("instruction", "a line behind every problem"),
        text("examples", "an earlier data set whose solved problems stand before each problem"),
        whole("shots", 0, 0, "how many of them"),
        list("mix", "earlier data sets whose rows these are, shuffled together"),
        list("weights", "how often each set of mix is taken, as 0.25 for a quarter; empty: once",
             FieldType::NumberList)};
    return spec;
}
const ConfigSpec &partSpec() {
    static const ConfigSpec spec{whole("count", 0, 1, "how many problems of this part")};
    return spec;
}
const ConfigSpec &stageSpec() {
    static const ConfigSpec spec{
        text("name", "what later stages, arms and --only call it; must be given"),
        choice("kind", stageKinds(), stageKinds().front(), "what it does; each kind is shown by: methods KIND"),
        text("algorithm", "of a training: which one (see: methods)"),
        text("model", "the input policy: an entry of [models], or an earlier stage that leaves a model"),
        text("data", "the input that takes rows: a data set, or an earlier stage that leaves some"),
        text("fork", "instead of model and data: the run from whose checkpoint a training goes on"),
        whole("fork_step", 0, 1, "of a fork: the step of that checkpoint"),
        whole("seed", 0, 0, "of a training: its own, instead of the experiment's"),
        whole("threads", 0, 0, "of its worker; 0: the experiment's")};
    return spec;
}
const ConfigSpec &sweepSpec() {
    static const ConfigSpec spec{
        {.name = "seeds",
         .type = FieldType::NumberList,
         .defaultValue = 1,
         .effect = "how many seeds, from the training's on, or a list of them; each makes a run of its own"}};
    return spec;
}
const ConfigSpec &armSpec() {
    static const ConfigSpec spec{
        text("name", "what the comparison calls it; must be given"),
        choice("role", {"base", "sft", "rl", "tts", "control", "oracle"}, "sft",
               "what it stands for: the model as it was, trained, trained by rewards, a search at test time, a "
               "control, or a ceiling that sees the answers"),
        text("model", "the model that answers: an entry of [models], or a stage; of a swept stage each of its runs"),
        text("strategy", "how it answers: greedy, best_of_n … (see: methods)"),
        list("buckets", "the data sets whose problems it is asked; at least one"),
        whole("threads", 0, 0, "of its worker; 0: the experiment's"),
        flag("trace", "writes down the events of the search")};
    return spec;
}

std::span<const ExperimentTable> experimentTables() {
    static const ConfigSpec none{};
    static const ExperimentTable tables[] = {
        {.name = "experiment",
         .header = "the beginning of the file",
         .summary = "What all runs share; stands before the first table",
         .keys = &topSpec(),
         .example = "version = 1\nname = \"first try\"\nseed = 1\nrule = \"chain_mod\"\n"},
        {.name = "models",
         .header = "[models]",
         .summary = "A line for each model: NAME = \"FOLDER\", relative to the file, \"resources:NAME\" or "
                    "\"remote:NAME\"",
         .keys = &none,
         .example = "[models]\nbase = \"resources:starter\"\n"},
        {.name = "data",
         .header = "[[data]]",
         .summary = "Rows or problems: made by a task, read from a file, or taken from earlier sets",
         .keys = &dataSpec(),
         .tables = {{"config", "[data.config]: the settings of the task"},
                    {"parts", "instead of count and config: a list of { count = …, config = {…} }, shuffled together"}},
         .example = "[[data]]\nname = \"train\"\ntask = \"chain_mod\"\ncount = 200\n\n[[data]]\nname = \"test\"\n"
                    "task = \"chain_mod\"\nseed = 2\ncount = 50\ndisjoint_from = [\"train\"]\n"},
        {.name = "stage",
         .header = "[[stage]]",
         .summary = "A training, or other work whose output later stages take",
         .keys = &stageSpec(),
         .tables = {{"config", "[stage.config]: the settings of its algorithm or kind, as methods NAME lists them"},
                    {"inputs", "[stage.inputs]: further inputs by their names, as reference = \"base\""},
                    {"sweep", "[stage.sweep]: of a training, a run for every combination of values; see: methods "
                              "sweep"}},
         .example = "[[stage]]\nname = \"sft\"\nkind = \"train\"\nalgorithm = \"sft\"\nmodel = \"base\"\n"
                    "data = \"train\"\n[stage.config]\nmax_steps = 20\n"},
        {.name = "sweep",
         .header = "[stage.sweep]",
         .summary = "A run of a training for every combination of the listed values, with every seed. Any setting of "
                    "[stage.config] takes a list of values here, and then no value there. compare shows a line for "
                    "each run; an arm on the stage becomes one for each run",
         .keys = &sweepSpec(),
         .example = "[stage.sweep]                  # two learning rates, three seeds: six runs\n"
                    "learning_rate = [1e-5, 1e-4]\nseeds = 3\n"},
        {.name = "arm",
         .header = "[[arm]]",
         .summary = "A model that answers problems in one way: a line of the comparison",
         .keys = &armSpec(),
         .tables = {{"config", "[arm.config]: the settings of the strategy, as methods NAME lists them"},
                    {"inputs", "[arm.inputs]: further inputs of the strategy, as judge = \"base\""}},
         .example = "[[arm]]\nname = \"sft, greedy\"\nrole = \"sft\"\nmodel = \"sft\"\nstrategy = \"greedy\"\n"
                    "buckets = [\"test\"]\n"}};
    return tables;
}

std::vector<std::string> keysOfList(const std::string &list) {
    std::vector<std::string> keys;
    for (const auto &table : experimentTables())
        if (table.name == list)
            for (const FieldSpec &field : *table.keys) keys.push_back(field.name);
    return keys;
}

} // namespace lapidary
