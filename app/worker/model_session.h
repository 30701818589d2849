// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/remote_session.h"
#include "core/engine/model/model_files.h"
#include "core/engine/search/network_model.h"
#include "core/engine/search/strategy.h"
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// A model with its tokenizer, or a remote one, ready to answer.
struct ModelSession {
    Json reference;                              ///< as it was asked for
    std::shared_ptr<Decoder> model;              ///< a paused training's is its own
    std::shared_ptr<const Tokenizer> tokenizer;  ///< empty where the folder has none: ids still work
    std::shared_ptr<const RemoteModel> remote{}; ///< instead of both
    std::vector<Sentence> notices{};             ///< of how the files in use were read
    std::vector<Sentence> baseNotices{};         ///< those of them that are not of adapters
    std::string base{};                          ///< the base's folder, and what marked its files when they were read
    struct Standing {
        std::string key; ///< as `base`
        std::vector<Sentence> notices{};
    };
    std::vector<Standing> adapters{};             ///< that stand on the model, in their order there
    std::shared_ptr<const NetworkModel> writer{}; ///< of a session that answers again and again: it remembers texts
};

/// {"path", "adapters"?, "dtype"?, "device"?, "threads"?}, or {"remote"}: see openRemote()
Result<ModelSession> openModel(const Json &reference);

/// What makes texts of tokens; empty where the model has no tokenizer.
DecodeText decoderOf(std::shared_ptr<const Tokenizer> tokenizer);

Result<std::vector<std::int64_t>> encodeText(const ModelSession &session, const std::string &text, bool addSpecial);

/// Everything of a search context that comes from the session, which must outlive it. Other models that a search asks,
/// as a judge, are remote ones of this machine's book.
SearchContext searchContextOf(const ModelSession &session, CutAnswers cut);

/// Keeps the last base warm while the requests name the same one, and the adapters that they have put on it: one that a
/// request leaves out gets the weight 0. Where a fresh loading could give something else, as where an adapter brings
/// tokens or a file was written anew, the model is read again.
class ModelKeeper {
public:
    /// `opens` is called before files are read.
    Result<const ModelSession *> get(const Json &reference, const std::function<void()> &opens = {});

private:
    std::optional<ModelSession> session_;
};

} // namespace lapidary
