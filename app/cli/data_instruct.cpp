// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/lines.h"
#include "app/cli/model_flags.h"
#include "app/cli/row_flags.h"
#include "core/data/rewards/rule_reward.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/curation/self_instructed.h"
#include "core/workbench/labels/label_queue.h"
#include "core/workbench/models/models.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct InstructFlags : RowFlags {
    std::string name;
    ModelFlags model{};
    SelfInstructConfig config{};
    bool freeze = false;
};

/// The model, with a worker that it is asked through.
Result<InstructModel> opened(const InstructFlags &flags, const Common &common, Store &store) {
    auto reference = modelReference(flags.model, common);
    if (!reference) return unexpected(reference.error());
    const auto path = workerProgram();
    if (!path) return unexpected(path.error());
    auto started = WorkerClient::start(*path);
    if (!started) return unexpected(started.error());
    const auto worker = std::make_shared<WorkerClient>(std::move(*started));
    const std::string folder = reference->value("path", std::string());
    auto model = instructModel(std::move(*reference), [worker](const Json &request, const std::stop_token &stop) {
        return worker->ask(
            request, [&stop] { return stop.stop_requested(); }, tellNotice);
    });
    if (const auto hash = folder.empty() ? Result<std::string>("") : hashOfModel(folder, store)) model.weights = *hash;
    return model;
}

/// A version of the data set that says how its new rows came to be.
Status freeze(const CuratedPlace &place, const std::string &name, const Json &lineage, Json &told,
              const StoreWork &work) {
    auto rows = writeFrozen(place.project->folder(), *place.rows, name, {}, annotatorHere(), work);
    if (!rows) return unexpected(rows.error());
    Json origin = parseJson(rows->record.origin).value_or(Json::object());
    origin["instruct"] = lineage;
    rows->record.origin = dumpJson(origin);
    if (auto saved = place.project->store().save(rows->record); !saved) return saved;
    told["version"] = rows->version.seq;
    told["hash"] = rows->version.hash;
    told["file"] = rows->file.generic_string();
    return {};
}

Result<int> run(const InstructFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, true, common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const RowsAtWork atWork(common);
    const auto seeds = instructSeeds(*place->rows, *query, {.stop = atWork.work().stop});
    if (!seeds) return unexpected(seeds.error());
    const auto model = opened(flags, common, place->project->store());
    if (!model) return unexpected(model.error());
    const auto made = selfInstruct(*seeds, flags.config, *model, atWork.work());
    if (!made) return unexpected(made.error());
    const Json lineage = lineageOf(*made, *seeds, *query, flags.config, *model);
    for (const Json &row : made->rows) // first, so that they are somewhere whatever happens
        if (auto written = writer->write(row); !written) return unexpected(written.error());
    const auto step = addInstructed(*place->rows, *made, lineage, annotatorHere());
    if (!step) return made->stopped ? fail(cancelled()) : Result<int>(unexpected(step.error()));
    Json told = toJson(*step);
    if (flags.freeze)
        if (auto frozen = freeze(*place, flags.name, lineage, told, {}); !frozen) return unexpected(frozen.error());
    if (auto written = writer->write(told); !written) return unexpected(written.error());
    if (const Sentence why = shortfall(*made, flags.config); !why.empty())
        std::fprintf(stderr, "lapidary-cli: notice: %zu of %lld rows were made. %s\n", made->rows.size(),
                     static_cast<long long>(flags.config.rows), why.str().c_str());
    if (made->trouble) return fail(*made->trouble);
    return made->stopped ? kCancelledByUser : kDone;
}

std::vector<std::string> rewardsWithoutReference() {
    std::vector<std::string> names;
    for (const RuleReward &each : ruleRewards())
        if (!each.needsReference) names.emplace_back(each.name);
    return names;
}

void addSettings(CLI::App &word, SelfInstructConfig &config) {
    word.add_option("--count", config.rows, "New rows that are wanted")->capture_default_str();
    word.add_option("--shown", config.shown, "Tasks that are shown at once, of which a quarter are new ones")
        ->capture_default_str();
    word.add_option("--asked", config.asked, "Further ones that are asked for at once")->capture_default_str();
    word.add_option("--likeness", config.likeness, "ROUGE-L with another task from which on a new one is dropped")
        ->capture_default_str();
    word.add_option("--least-words", config.leastWords, "Of a task")->capture_default_str();
    word.add_option("--most-words", config.mostWords, "Of a task")->capture_default_str();
    word.add_option("--answers", config.answers, "Answers that are drawn of each task")->capture_default_str();
    word.add_option("--rule", config.rule,
                    "Rule that finds a result in each answer: enough of them must agree, and the result becomes the "
                    "row's reference (default: none)")
        ->type_name("RULE");
    word.add_option("--agreement", config.agreement, "Share of the answers that must have the same result")
        ->capture_default_str();
    word.add_option("--reward", config.reward, "Reward that an answer must earn (default: none)")
        ->check(CLI::IsMember(rewardsWithoutReference()));
    word.add_option("--least-reward", config.leastReward, "How much of it")->capture_default_str();
    word.add_option("--temperature", config.temperature, "Of tasks, and of answers where there are several")
        ->capture_default_str();
    word.add_option("--max-new-tokens", config.maxNewTokens, "Of an answer")->capture_default_str();
    word.add_option("--patience", config.patience, "Questions in a row without a new row, until it is given up")
        ->capture_default_str();
    word.add_option("--seed", config.seed, "Of what is shown and drawn")->capture_default_str();
}

} // namespace

Action defineDataInstruct(CLI::App &word, const Common &common) {
    const auto flags = std::make_shared<InstructFlags>();
    word.add_option("NAME", flags->name, "The data set, as it was opened: its rows are the seeds")->required();
    addModelFlags(word, flags->model);
    addSettings(word, flags->config);
    word.add_flag("--freeze", flags->freeze, "Also write all rows as a new version of the data set (default: off)");
    addRowFilters(word, *flags);
    word.footer("Self-instruct: the model is shown tasks of the rows and writes further ones, and answers them. Answer "
                "lines: the new rows, then the step that added them, with {\"what\": {\"model\", \"seeds\", "
                "\"settings\", \"tasks\", \"dropped\": {reason: count}}}. Stopped, it keeps what was made.");
    return [flags, &common] { return run(*flags, common); };
}

} // namespace lapidary
