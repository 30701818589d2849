// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"
#include "core/text/chat_prompt.h"
#include "core/workbench/curation/instruct_words.h"
#include <map>
#include <memory>
#include <span>

namespace lapidary {

/// The tasks that rows set, and the words in which new rows are said.
struct InstructSeeds {
    std::vector<InstructSeed> all{};
    std::int64_t silent = 0;                              ///< rows that ask nothing, or several things
    enum class As { Words, Alpaca, Chat } as = As::Words; ///< as most of them are
};
/// Errors: curation.no_tasks, and those of RowStore::stream().
Result<InstructSeeds> instructSeeds(RowStore &rows, const RowQuery &query, const StoreWork &work = {});

/// Who writes, through a worker.
struct InstructModel {
    using Ask = std::function<Result<Json>(const Json &request, const std::stop_token &stop)>;
    Json reference{};      ///< as a worker takes it
    std::string weights{}; ///< their hash, where it is known
    bool chats = false;    ///< has a chat template, here or on its server
    Ask ask{};
    std::shared_ptr<ChatPrompt> chat{}; ///< of one that chats here
};
InstructModel instructModel(Json reference, InstructModel::Ask ask);

struct SelfInstructConfig {
    std::int64_t rows = 50; ///< that are wanted
    std::int64_t shown = 8; ///< tasks that are shown at once, of which a quarter are new ones where there are some
    std::int64_t asked = 8; ///< further ones that are asked for at once
    double likeness = 0.7;  ///< ROUGE-L with a task that there is, from which on a new one is none
    std::int64_t leastWords = 3, mostWords = 150; ///< of a task
    std::int64_t answers = 1;                     ///< that are drawn of a task
    std::string rule{};                           ///< that finds results in answers, which must agree; empty: none
    double agreement = 0.5;                       ///< share of the answers that must have the same result
    std::string reward{};                         ///< that must be told of an answer by a rule alone; empty: none
    double leastReward = 1;
    double temperature = 0.7; ///< of tasks, and of answers where there are several
    std::int64_t maxNewTokens = 512;
    std::int64_t patience = 20; ///< questions for tasks behind one another that give no row: then it is given up
    std::uint64_t seed = 0;
};

struct SelfInstructed {
    std::vector<Json> rows{};
    std::int64_t questions = 0, tasks = 0;         ///< put for tasks; tasks that came
    std::map<std::string, std::int64_t> dropped{}; ///< by the reason
    bool stopped = false;                          ///< on request
    bool gaveUp = false;                           ///< patience was at its end
    std::optional<Error> trouble{};                ///< what ended it early, where rows had been made
};

/// What is dropped, in the order in which it is looked for, and in words.
struct DropReason {
    const char *name;
    Sentence words;
};
std::span<const DropReason> dropReasons();

/// Self-instruct (Wang et al. 2022, arXiv:2212.10560): a model that is shown tasks writes further ones, and answers
/// them; what is cut, too short or long, like another task or a copy of what was shown, and answers that are none, go.
/// It deviates: a task holds its input, so that one answer is drawn of it and no kind of task is told apart; an answer
/// is also dropped where it repeats itself, copies the task or refuses, and where a rule is named and too few answers
/// agree in its result, which is then the row's reference, or a reward is named that it does not earn. Tasks are
/// compared by ROUGE-L with all tasks of the seeds and of the rows made so far. The same model, seeds, settings and
/// seed give the same rows where the model does. Stopped or disturbed, it gives what was made until then. Errors:
/// curation.instruct for settings that cannot be, reward.*, and those of asking before the first row.
Result<SelfInstructed> selfInstruct(const InstructSeeds &seeds, const SelfInstructConfig &config,
                                    const InstructModel &model, const StoreWork &work = {});

/// What is told of it, and stands in the history of the rows: which seeds, which model, the settings, and what was
/// dropped and why.
Json lineageOf(const SelfInstructed &made, const InstructSeeds &seeds, const RowQuery &query,
               const SelfInstructConfig &config, const InstructModel &model);

/// Puts the rows behind the others, as one step that says all of that. Errors: curation.nothing_made, and those of
/// RowStore::add().
Result<RowStep> addInstructed(RowStore &rows, const SelfInstructed &made, const Json &lineage, const std::string &who);

/// Why there is less than was wanted; empty where there is not.
Sentence shortfall(const SelfInstructed &made, const SelfInstructConfig &config);

} // namespace lapidary
