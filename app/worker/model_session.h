// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/remote_session.h"
#include "core/engine/model/model_files.h"
#include "core/engine/search/strategy.h"
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// A model with its tokenizer, or a remote one, ready to answer.
struct ModelSession {
    Json reference; ///< as it was asked for
    std::unique_ptr<Decoder> model;
    std::unique_ptr<Tokenizer> tokenizer;        ///< empty where the folder has none: ids still work
    std::shared_ptr<const RemoteModel> remote{}; ///< instead of both
    std::vector<Sentence> notices{};             ///< of how its files were read
};

/// {"path", "adapters"?, "dtype"?, "device"?, "threads"?}, or {"remote"}: see openRemote()
Result<ModelSession> openModel(const Json &reference);

Result<std::vector<std::int64_t>> encodeText(const ModelSession &session, const std::string &text, bool addSpecial);

/// Everything of a search context that comes from the session, which must outlive it. Other models that a search asks,
/// as a judge, are remote ones of this machine's book.
SearchContext searchContextOf(const ModelSession &session, CutAnswers cut);

/// Keeps the last model warm while the requests name the same one.
class ModelKeeper {
public:
    Result<const ModelSession *> get(const Json &reference);
    std::vector<Sentence> takeNotices(); ///< of the model that was opened last, once

private:
    std::optional<ModelSession> session_;
};

} // namespace lapidary
