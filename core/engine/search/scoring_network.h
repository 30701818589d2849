// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/prompt_reader.h"
#include "core/engine/generate/score.h"
#include <map>

namespace lapidary {

/// A reward model here that scores texts while a search lets them grow. Of what it has read it keeps keys, values and
/// scores, so that of a text that begins as an earlier one only the rest is read. Every number is the one that reading
/// the text from its start gives: to the bit where our own kernels read it, and within rounding elsewhere. What is kept
/// takes at most `keptBytes`; what does not fit is read again. Not for several threads at a time.
class ScoringNetwork {
public:
    static constexpr std::int64_t kKeptBytes = std::int64_t(256) << 20;
    /// With a Sequence or a Token head: model.no_scores for a language model.
    static Result<std::shared_ptr<ScoringNetwork>> of(std::shared_ptr<const Decoder> model,
                                                      std::int64_t keptBytes = kKeptBytes);

    /// A text, and the tokens behind which a score is wanted, in rising order; those of the prompt count from 0, too.
    struct Text {
        std::vector<std::int64_t> prompt{}, behind{};
        std::vector<std::size_t> places{};
    };
    struct Scores {
        std::vector<ScoreRow> rows{}; ///< one for each place
        std::int64_t tokens = 0;      ///< that were read for them
    };
    /// Errors: generate.too_long, generate.token_out_of_range.
    Result<Scores> score(const Text &text);
    /// Lets go of all that is kept: a search has ended.
    void forget() { read_.clear(); }

    const DecoderConfig &config() const { return model_->config(); }
    const KeptTexts &kept() const { return *kept_; }

private:
    ScoringNetwork(std::shared_ptr<const Decoder> model, std::int64_t keptBytes);
    struct Read {
        std::vector<std::int64_t> ids{};
        std::map<std::size_t, ScoreRow> rows{};
        std::shared_ptr<const KeptText> keys{};
    };
    using Rows = std::map<std::size_t, ScoreRow>;
    Rows knownOf(const std::vector<Read> &before, const std::vector<std::int64_t> &ids,
                 const std::vector<std::size_t> &places) const;
    const KeptText *longest(const std::vector<Read> &before, const std::vector<std::int64_t> &ids) const;
    std::int64_t readMissing(const std::vector<Read> &before, const std::vector<std::size_t> &missing, Read &into);

    std::shared_ptr<const Decoder> model_;
    std::shared_ptr<KeptTexts> kept_;
    PromptReader reader_;
    std::map<std::vector<std::int64_t>, std::vector<Read>> read_{}; ///< by prompt
};

} // namespace lapidary
