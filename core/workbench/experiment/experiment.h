// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include "core/workbench/data/framing.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/experiment/sweep.h"
#include <cstdint>
#include <filesystem>
#include <map>

namespace lapidary {

namespace fs = std::filesystem;

/// experiment.toml, read and checked. The format:
///
///     version = 1
///     name = "starter"
///     seed = 1                       # reaches every run; data sets keep their own seeds
///     rule = "chain_mod"             # grades samples and evaluations
///     threads = 2                    # of each worker; default: all cores. Also per stage and arm
///     device = "cpu"                 # default cpu
///     dtype = "bf16"                 # of the weights where a model only answers; default f32. A training has its own
///                                    # setting bf16
///
///     [models]
///     base = "resources:starter"     # or a folder, relative to this file
///     cluster = "remote:cluster"     # a remote model that was set up on this machine: for arms and samples
///
///     [[data]]
///     name = "sft"
///     task = "chain_mod"             # a generator …
///     seed = 11
///     follow_seed = false            # true: the experiment's seed is mixed in
///     count = 4000
///     config = { direct = 0.1 }      # the task's; a `file` in it is relative to this one
///     # parts = [{ count = 1000, config = {…} }, …]   # instead of count and config: shuffled together
///     disjoint_from = ["edge"]       # no problem of these sets, under whatever names and in whatever order
///     # file = "rows.jsonl"          # … or a file, relative to this one
///     # mix = ["new", "old"]         # … or the rows of earlier sets, shuffled together,
///     # weights = [1, 0.25]          # so often each: a quarter of the second
///     # of = "edge"                  # … or the problems of an earlier set, put otherwise: an arm that is asked them
///                                    # is compared on "edge"
///     # chat = "base"                # the chat template of this model writes the prompts …
///     # system = "…"                 # … with these words of the system,
///     # instruction = "…"            # this line behind every problem, and
///     # examples = "sft"             # so many solved problems of an earlier set before it
///     # shots = 3
///     # format = "tokens"            # whose rows are tokenised already
///
///     [[stage]]
///     name = "sft"
///     kind = "train"                 # core/workbench/stages/registry.cpp has all kinds
///     algorithm = "sft"              # of a training
///     model = "base"                 # the input "policy": an entry of [models], or a stage that leaves a model
///     data = "sft"                   # the input that takes rows: a data set, or a stage that leaves some;
///                                    # of pairs and filter: one that leaves samples
///     # fork = "02-sft-1a2b3c"       # instead of model and data: goes on from a checkpoint of that run …
///     # fork_step = 200              # … of this step, with a configuration of its own
///     [stage.config]                 # as the catalogue describes it
///     [stage.inputs]                 # further inputs of the method, by its names of them
///     reference = "base"             # "revise:pairs": of a stage that leaves several kinds of rows, which
///     # [stage.sweep]                # of a training: a run for every combination of these values (sweep.h)
///     # learning_rate = [1e-4, 3e-4]
///     # seeds = 3
///
///     [[arm]]
///     name = "sft, greedy"
///     role = "sft"                   # base, sft, rl, tts, control, oracle
///     model = "sft"                  # of a swept stage: an arm for each of its runs
///     strategy = "greedy"
///     buckets = ["id", "edge"]       # data sets
///     [arm.config]
///     [arm.inputs]                   # as of a stage: judge = "cluster"
struct DataPart {
    std::int64_t count = 0;
    Json config = Json::object(); ///< complete
};
struct DataSet {
    std::string name{}, task{}, file{}, format = "rows"; ///< format: rows of text, or of tokens
    std::uint64_t seed = 0;
    bool followSeed = false;
    std::vector<DataPart> parts{};
    std::vector<std::string> disjointFrom{};
    std::string of{};               ///< the set whose problems these are; empty: its own
    std::vector<std::string> mix{}; ///< the sets whose rows these are, shuffled together …
    std::vector<double> weights{};  ///< … and how often each of them is taken; empty: once
    Framing framing{};
    /// What its problems are compared as.
    const std::string &bucket() const { return of.empty() ? name : of; }
};
/// What a port of a stage or arm is given.
struct Input {
    enum class From { Model, Stage, Data }; ///< an entry of [models], an earlier stage, a data set
    std::string name{};
    From from = From::Model;
    std::string output{}; ///< of a stage: which of the things that it leaves
    bool chosen = false;  ///< the experiment says which: "revise:pairs"
    std::string said() const { return chosen ? name + ":" + output : name; }
};
using Inputs = std::map<std::string, Input>; ///< by port
struct Stage {
    std::string name{}, kind{}, algorithm{}, fork{};
    std::string model{}, data{}; ///< as the short names have them; all of it stands in `inputs`
    Inputs inputs{};
    MethodInfo method{}; ///< what describes it: its algorithm, or its kind
    std::int64_t forkStep = 0;
    Json config = Json::object(); ///< complete: defaults filled in
    int threads = 0;              ///< 0: the experiment's
    std::uint64_t seed = 0;       ///< the experiment's, or of a sweep its own
    std::string sweep{};          ///< the name that this run of a swept stage has in common with the others
};
struct Arm {
    std::string name{}, role{}, model{}, strategy{};
    std::vector<std::string> buckets{};
    Inputs inputs{};              ///< without the buckets
    MethodInfo method{};          ///< of its strategy
    Json config = Json::object(); ///< complete, with `seed` where the strategy draws
    int threads = 0;
    bool trace = false;  ///< writes search events
    std::string sweep{}; ///< the name that it has in common with the arms of the other runs of a swept stage
};
struct Experiment {
    std::string file{}, source{};         ///< the file and its text as read, additions behind it
    fs::path folder{};                    ///< where relative paths begin
    std::vector<std::string> overrides{}; ///< "key=value", sorted
    std::string name{}, rule{}, device = "cpu", dtype = "f32";
    std::uint64_t seed = 0;
    int threads = 0; ///< 0: all cores
    std::map<std::string, std::string> models{};
    std::vector<DataSet> data{};
    std::vector<Stage> stages{}; ///< a swept one is here as all of its runs
    std::vector<Sweep> sweeps{};
    std::vector<Arm> arms{};
    Problems warnings{}; ///< what can be run, but is worthless as it stands
};

/// Reads and checks, together with what was added to it (additions.h). All problems come at once, each with its line:
/// unknown keys, wrong types, values out of range, names that lead nowhere. `overrides` are "seed=2",
/// "stage.sft.config.learning_rate=1e-4", "arm.NAME.strategy=…". `mayBeEmpty`: an experiment that does nothing yet is
/// no problem (experiment.empty): data and models may come first.
tl::expected<Experiment, Problems> readExperiment(const fs::path &file, const Catalogue &catalogue,
                                                  const std::vector<std::string> &overrides = {},
                                                  bool mayBeEmpty = false);
/// The [[data]] sets alone, of a file whose models and programs need not be here.
tl::expected<Experiment, Problems> readDataSets(const Document &document);
/// The same of documents that were read already; `source` stays empty.
tl::expected<Experiment, Problems> readExperiment(Document document, Document added, const Catalogue &catalogue,
                                                  const std::vector<std::string> &overrides = {},
                                                  bool mayBeEmpty = false);

} // namespace lapidary
