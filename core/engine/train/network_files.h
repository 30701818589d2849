// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/model_files.h"
#include "core/engine/train/algorithm.h"

namespace lapidary {

/// The networks of a run on disk: opened from what the run names for the ports of its method, and saved when they have
/// learnt. The policy stands in run.toml as [model]; another port as [inputs.<port>] or [<port>], each a model with its
/// adapters.
class NetworkFiles {
public:
    NetworkFiles(const Json &run, JobContext &job) : run_(run), job_(job), folder_(job.runFolder()) {}

    /// Adds a network for each port that the algorithm uses. A frozen one that is not named is the policy as it starts;
    /// a trained one that is not named is left to the algorithm's prepare(). Adapters that a trained network brings
    /// become part of it. Errors: model.*, adapter.*, train.missing_input, train.four_bits.
    Status open(const MethodInfo &method, const Algorithm &algorithm, Networks &networks);

    /// Of the policy; empty where its folder has none. What it reads otherwise than it is written is said.
    Result<std::unique_ptr<Tokenizer>> tokenizer() const;

    /// Every trained network, as Hugging Face folder or as PEFT folder: the policy in model/, others in <port>/.
    Status save(const Algorithm &algorithm, const Networks &networks) const;
    /// The policy alone, as it stands, in a folder that is not there yet; gone again where it cannot be written.
    Status savePolicy(const Algorithm &algorithm, const Networks &networks, const fs::path &out) const;

private:
    struct Source {
        ModelRef ref{}; ///< with absolute paths
        std::size_t told = 0;
    };
    Json named(const std::string &port) const;
    Result<std::unique_ptr<Decoder>> load(const Port &port, const Json &source, const std::string &frozenDtype);
    Status beginTraining(const std::string &port, Decoder &model, const TrainOptions &options);
    Status startLora(const std::string &port, Decoder &model, const TrainOptions &options);
    void tellNotices(const std::string &port, const Decoder &model);
    void reportNotFinite(const Decoder &model) const;
    Status saveOne(const std::string &port, const Decoder &model, const TrainOptions &options,
                   const fs::path &out) const;
    Status saveHead(const std::string &port, const Networks &networks) const;
    Status saveMergedBase(const Source &source, const Decoder &model, const TrainOptions &options,
                          const fs::path &out) const;
    void warn(const Sentence &text) const { job_.sink().emit("notice", noticeOf("warning", text)); }
    std::uint64_t seed() const { return run_.value("seed", std::uint64_t{0}); }

    const Json &run_;
    JobContext &job_;
    fs::path folder_, tokenizerFolder_{};
    std::map<std::string, Source> sources_{};
};

} // namespace lapidary
