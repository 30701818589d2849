// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/row_lengths.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {

RowLengths::RowLengths(std::int64_t maxLength, const DecoderConfig &model)
    : maxLength_(maxLength), positions_(model.maxPositions), learnt_(!model.names.positions.empty()) {}

void RowLengths::Kind::add(std::int64_t tokens, std::int64_t line) {
    if (++rows > 1) return;
    firstLine = line;
    firstTokens = tokens;
}

Status RowLengths::add(std::int64_t tokens, std::int64_t line) {
    ++rows_;
    const bool isCut = maxLength_ > 0 && tokens > maxLength_;
    const std::int64_t left = isCut ? maxLength_ : tokens;
    if (isCut) cut_.add(tokens, line);
    if (left <= positions_) return {};
    if (learnt_)
        return fail({.code = "data.bad_row",
                     .message = "a row is longer than the positions that the model has",
                     .line = line,
                     .found = {"{0} tokens", left},
                     .expected = {"at most {0}", positions_},
                     .remedy = {"Set max_length to {0}, or shorten the row.", positions_}});
    beyond_.add(left, line);
    return {};
}

std::vector<Sentence> RowLengths::sentences() const {
    std::vector<Sentence> out;
    if (cut_.rows > 0)
        out.emplace_back("rows longer than max_length, {0} tokens, lose their end: {1} of {2}, first the one in line "
                         "{3} with {4} tokens. What is cut is not learnt.",
                         maxLength_, cut_.rows, rows_, cut_.firstLine, cut_.firstTokens);
    if (beyond_.rows > 0)
        out.emplace_back("rows longer than the {0} positions that the model was made for: {1} of {2}, first the one in "
                         "line {3} with {4} tokens. It has never read that far, so that it learns little there and may "
                         "lose what it knows. Set max_length to {0} or less, or split the rows.",
                         positions_, beyond_.rows, rows_, beyond_.firstLine, beyond_.firstTokens);
    return out;
}

void tell(const TrainContext &context, const RowLengths &lengths, const std::string &port) {
    const std::string file = dataFile(context, port).filename().string();
    for (const auto &sentence : lengths.sentences())
        context.job.sink().emit("notice", noticeOf("warning", {"{0}: {1}", file, sentence}));
}

} // namespace lapidary
