// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/remote_session.h"
#include "core/engine/model/model_files.h"
#include "core/engine/search/strategy.h"
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// A model with its tokenizer, or a remote one, ready to answer.
struct ModelSession {
    Json reference;                              ///< as it was asked for
    std::shared_ptr<Decoder> model;              ///< a paused training's is its own
    std::shared_ptr<const Tokenizer> tokenizer;  ///< empty where the folder has none: ids still work
    std::shared_ptr<const RemoteModel> remote{}; ///< instead of both
    std::vector<Sentence> notices{};             ///< of how its files were read
    std::vector<std::string> adapters{};         ///< folders of those that stand on the model, in their order there
};

/// {"path", "adapters"?, "dtype"?, "device"?, "threads"?}, or {"remote"}: see openRemote()
Result<ModelSession> openModel(const Json &reference);

Result<std::vector<std::int64_t>> encodeText(const ModelSession &session, const std::string &text, bool addSpecial);

/// Everything of a search context that comes from the session, which must outlive it. Other models that a search asks,
/// as a judge, are remote ones of this machine's book.
SearchContext searchContextOf(const ModelSession &session, CutAnswers cut);

/// Keeps the last base warm while the requests name the same one, and the adapters that they have put on it: one that a
/// request leaves out gets the weight 0. Where a fresh loading could give something else, as where an adapter brings
/// tokens, the model is read again.
class ModelKeeper {
public:
    Result<const ModelSession *> get(const Json &reference);
    std::vector<Sentence> takeNotices(); ///< of the model that was opened last, once

private:
    std::optional<ModelSession> session_;
};

} // namespace lapidary
