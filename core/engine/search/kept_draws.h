// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/engine/search/language_model.h"
#include <map>
#include <memory>

namespace lapidary {

/// A network whose samples are kept in a folder, a file for every run that draws some. Who asks it for samples of a
/// problem that another run drew by the same settings and the same random numbers gets those: they are what it would
/// draw. Only whole answers of several samples are kept: single ones cost little. The folder belongs to one model and
/// one way of computing; deleting it loses time alone.
class KeptDraws final : public LanguageModel {
public:
    /// `own` names this run's file among the others. Errors: those of writing there.
    static Result<std::shared_ptr<const KeptDraws>> open(std::shared_ptr<const LanguageModel> model,
                                                         const fs::path &folder, const std::string &own);

    bool knowsTokens() const override { return model_->knowsTokens(); }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override;

    /// Nothing is drawn, and nothing kept.
    Result<std::vector<GeneratedPrompt>> read(std::span<const GivenTexts> given, const Watch &watch) const override {
        return model_->read(given, watch);
    }

    std::int64_t taken() const { return taken_; } ///< requests that were answered by what was kept
    std::int64_t streamsTaken() const {
        return static_cast<std::int64_t>(seconds_.size());
    } ///< for which that was done
    /// That drawing what was taken for a stream took then, whoever did it.
    double secondsTaken(const std::string &stream) const;

private:
    struct Place {
        std::size_t file = 0;
        std::uint64_t offset = 0;
        std::size_t bytes = 0;
    };
    struct Draw {
        GeneratedPrompt made{};
        double seconds = 0;
    };
    explicit KeptDraws(std::shared_ptr<const LanguageModel> model) : model_(std::move(model)) {}
    void index(const fs::path &file);
    std::optional<Draw> find(const std::string &key, const CompletionRequest &request) const;
    Status drawRest(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &rest,
                    const Watch &watch, std::vector<GeneratedPrompt> &out) const;
    Status keep(const std::string &key, const GeneratedPrompt &made, double seconds) const;

    std::shared_ptr<const LanguageModel> model_;
    std::vector<fs::path> files_{};
    std::map<std::string, Place> places_{}; ///< by key
    fs::path own_{};
    mutable bool torn_ = false; ///< its last line, of a run that was killed
    mutable std::int64_t taken_ = 0;
    mutable std::map<std::string, double> seconds_{}; ///< by stream
};

} // namespace lapidary
