// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/teacher.h"
#include "core/engine/model/model_files.h"
#include "core/text/tokenizer/same_vocabulary.h"

namespace lapidary {
namespace {

/// What the run names for a port that is not the policy's.
fs::path folderOf(const TrainContext &context, const std::string &port) {
    const Json inputs = context.run.value("inputs", Json::object());
    const Json named = inputs.value(port, context.run.value(port, Json::object()));
    return (context.folder / named.value("path", "")).lexically_normal();
}

} // namespace

Status mustShareVocabulary(const TrainContext &context, const std::string &port) {
    const Decoder &other = context.networks[port];
    if (auto same = mustShareVocabulary(context.policy.config().vocabSize, other.config().vocabSize, port); !same)
        return same;
    const fs::path folder = tokenizerFolderOf(other, folderOf(context, port));
    const bool has = Tokenizer::isIn(folder);
    if (has != (context.tokenizer != nullptr))
        context.job.sink().emit(
            "notice",
            noticeOf("warning", {"Only one of the two models has a tokenizer in its folder, so that it cannot "
                                 "be told whether the {0} has the same tokens; it has as many.",
                                 port}));
    if (!has || !context.tokenizer) return {};
    const auto tokenizer = Tokenizer::load(folder);
    if (!tokenizer) return unexpected(tokenizer.error());
    return mustShareVocabulary(*context.tokenizer, *tokenizer, port);
}

} // namespace lapidary
