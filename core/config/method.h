// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// What a port takes and what a method leaves. Scores: a model with a head that gives numbers instead of tokens.
enum class Artifact { Model, Scores, Rows, ProblemSet, Samples, Labels, Importance };

/// Its word in files and messages: "model", "scores", "rows" …
std::string_view nameOf(Artifact artifact);
Result<Artifact> artifactByName(const std::string &name);

/// A column beside those of the layout, which rows must have with some settings.
struct NeededColumn {
    std::string name;
    Json when = Json::object(); ///< as FieldRule::when; empty: whatever the settings are
    bool everyRow = true;       ///< false: one row of a file with it will do
    std::string inTokens{};     ///< the column that stands for it in rows of token ids; empty: the same
    std::string expected{};     ///< what should stand there
    std::string remedy{};
};

/// Something that a method is given. The ports "policy" and "train" also have the short names `model` and `data` in
/// experiment.toml. A model of a port other than "policy" stands in run.toml as a table of the port's name.
struct Port {
    std::string name;
    Artifact what = Artifact::Model;
    bool required = true;
    bool trained = false; ///< its weights are moved
    bool fresh = false;   ///< a folder without weights will do: they begin at random
    /// "sequence" or "token": a language model is given a new head of this kind, which begins at random; one that has
    /// such a head is taken with it. "value": a head of either kind with one label; a new one is of a sequence.
    std::string head{};
    int labels = 1;              ///< of a new head
    bool sameVocabulary = false; ///< its tokens must be those of the policy
    /// The setting that reads it: where that is 0 it is not read, else one of the ports of this setting is required.
    std::string neededBy{};
    std::string layout{};                ///< of rows: "text", "prompt_completion", "preference", "prompt_only"
    std::vector<NeededColumn> columns{}; ///< of rows
    std::string effect{};                ///< one line: what it is for, and what stands in where it is left out
};

/// A file or folder of the run folder that later stages may be given.
struct Output {
    std::string name;
    Artifact what = Artifact::Model;
    std::string file{};
    std::string layout{};   ///< of rows, as Port::layout
    std::string onlyWith{}; ///< the setting without which it is not left
};

/// Whether a setting that is on where it is not 0, false or empty is on.
bool isOn(const Json &config, const std::string &setting);

enum class Better { Neither, Higher, Lower };

/// A number that a method logs. In `name`, "*" stands for one part that varies, as in "rewards/*/mean". The order of a
/// method's list is the order in which they are shown.
struct MetricInfo {
    std::string name;
    std::string unit{};
    std::string group{};  ///< shown together: "loss", "preference", "policy", "progress" …
    std::string effect{}; ///< one line: what it tells
    std::string spread{}; ///< the metric that is the standard deviation about this one
    Better better = Better::Neither;
    bool key = false; ///< the one to tell where there is room for one
};

/// All that planner, forms, canvas, charts, report and the identity of a run need to know of a training algorithm, a
/// strategy or another method. It is data: it reaches programs that cannot link the engine by the catalogue.
struct MethodInfo {
    std::string name;
    std::string summary{}; ///< one line
    std::string role{};    ///< "algorithm", "strategy" …
    int version = 1;       ///< raised when the same settings give other numbers, as when a default changes: finished
                           ///< runs are made again
    ConfigSpec spec{};
    std::vector<Port> inputs{};
    std::vector<Output> outputs{};
    std::vector<MetricInfo> metrics{};
    /// Of a strategy: the settings whose product is how many texts of a problem are written side by side. None: one.
    std::vector<std::string> sideBySide{};

    const Port *port(std::string_view port) const;
    const MetricInfo *metric(std::string_view metric) const; ///< by its name, also where a "*" stands for a part of it
    const MetricInfo *keyMetric() const;                     ///< null: none
};

/// `own`, and behind them those of `shared` that it does not name itself.
std::vector<MetricInfo> withShared(std::vector<MetricInfo> own, const std::vector<MetricInfo> &shared);

Json toJson(const MethodInfo &method);
/// config.bad_catalogue, with the field that is wrong.
Result<MethodInfo> methodFromJson(const Json &value);

} // namespace lapidary
