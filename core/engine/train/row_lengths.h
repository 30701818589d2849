// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

namespace lapidary {

/// Rows of a file that are too long to be learnt as they stand: those that max_length cuts, and those beyond the
/// positions that the model was made for. Gathered over its rows, said once.
class RowLengths {
public:
    /// `maxLength`, in tokens: 0 cuts none.
    RowLengths(std::int64_t maxLength, const DecoderConfig &model);

    /// A row of so many tokens before it is cut, in this line of the file. Error: data.bad_row where what is left goes
    /// beyond the positions of a model that has learnt each of them and has no further ones.
    Status add(std::int64_t tokens, std::int64_t line);

    /// One sentence a kind, with its count and the first line.
    std::vector<Sentence> sentences() const;

private:
    struct Kind {
        std::int64_t rows = 0, firstLine = 0, firstTokens = 0;
        void add(std::int64_t tokens, std::int64_t line);
    };
    std::int64_t maxLength_, positions_, rows_ = 0;
    bool learnt_; ///< the positions are weights
    Kind cut_{}, beyond_{};
};

/// A notice for each of its sentences, with the name of the file of the rows.
void tell(const TrainContext &context, const RowLengths &lengths, const std::string &port = "train");

} // namespace lapidary
