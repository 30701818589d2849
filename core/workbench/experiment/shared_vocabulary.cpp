// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/shared_vocabulary.h"
#include "core/text/tokenizer/same_vocabulary.h"
#include "core/workbench/experiment/training_findings.h"
#include "core/workbench/models/models.h"

namespace lapidary {
namespace {

Status check(const fs::path &own, const fs::path &others, const std::string &port) {
    const auto mine = sizeOfModel(own), theirs = sizeOfModel(others);
    if (mine && theirs) // a folder that tells nothing is told where it is read
        if (auto same = mustShareVocabulary(mine->vocabulary, theirs->vocabulary, port); !same) return same;
    const auto reads = Tokenizer::load(own), teaches = Tokenizer::load(others);
    return reads && teaches ? mustShareVocabulary(*reads, *teaches, port) : Status();
}

} // namespace

Status mustShareVocabularies(const Experiment &experiment, const Stage &stage) {
    for (const Port &port : stage.method.inputs) {
        const auto input = stage.inputs.find(port.name);
        if (!port.sameVocabulary || input == stage.inputs.end()) continue;
        const auto own = tokenizerFolder(experiment, stage.model),
                   others = tokenizerFolder(experiment, input->second.name);
        if (!own || !others) continue;
        if (auto same = check(*own, *others, port.name); !same) {
            same.error().file = experiment.file;
            same.error().field = "stage." + stage.name + ".inputs." + port.name;
            return same;
        }
    }
    return {};
}

} // namespace lapidary
