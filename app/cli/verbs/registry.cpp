// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verbs/registry.h"

namespace lapidary {

std::span<const Verb> verbs() {
    static constexpr Verb list[] = {
        {"tokens", "Text to token ids, or back with --decode", defineTokens},
        {"template", "Conversations as a chat template writes them", defineTemplate},
        {"logits", "Logits of a model, per position", defineLogits},
        {"logprobs", "Log-probabilities and entropies of given completions", defineLogprobs},
        {"score", "Scores of a reward model: of a whole text, or of every token", defineScore},
        {"generate", "Generate, with or without a search at test time", defineGenerate},
        {"loss", "The pure loss of a training algorithm, with gradients", defineLoss},
        {"grade", "Find and compare the answers of responses by a rule", defineGrade},
        {"task", "Problems of a task with references and chains", defineTask},
        {"tool", "What a tool answers: the calculator, the symbolic checker", defineTool},
        {"methods", "Every key of experiment.toml; algorithms, strategies and stages with their settings",
         defineMethods},
        {"stats", "Statistics of proportions, samples, raters and comparisons", defineStats},
        {"inspect", "What a file or folder is, and whether it is whole", defineInspect},
        {"events", "The log of a run as JSON Lines", defineEvents},
        {"new", "Make a project, empty or from a ready-made one", defineNew},
        {"open", "Describe a project", defineOpen},
        {"run", "Run an experiment; what is done already is reused, a second call resumes", defineRun},
        {"jobs", "The runs of a project and how they stand", defineJobs},
        {"pause", "Let a run wait", definePause},
        {"resume", "Let a paused run go on; one without a worker is put to work again", defineResume},
        {"stop", "Let a run save and end", defineStop},
        {"rename", "Give a run a name of one's own", defineRename},
        {"note", "Write down what there is to say about a run", defineNote},
        {"delete", "Delete a run with its files, where nothing needs it", defineDelete},
        {"ask", "Ask a paused run, or give it more rows", defineAsk},
        {"compare", "The arms of an experiment with intervals and paired tests", defineCompare},
        {"diff", "What differs between two experiments, or between one and what was run of it", defineDiff},
        {"report", "A self-contained HTML report of an experiment", defineReport},
        {"label", "Label preferences in the terminal, with the keys of the window", defineLabel},
        {"export", "Copy a model, an adapter, a data set, labels or curves out of a project", defineExport},
        {"data", "Curate the rows of a data set: search, edit, tag, undo, duplicates, splits, versions", defineData},
        {"import", "Bring in models, adapters, data and trainings", defineImport},
        {"remote", "Models behind OpenAI-compatible APIs: set up, allow, give a key", defineRemote},
    };
    return list;
}

} // namespace lapidary
