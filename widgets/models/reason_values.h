// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/job/search_event.h"
#include "core/text/answer/answer.h"
#include "core/text/text_token.h"
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

/// What the Reason panel asks a model, and what it is told, as plain values.
namespace lapidary {

/// A search, or plain samples, to a problem; behind a text where there is one.
struct TreeRequest {
    QString reference{}, tokenizer{}; ///< of the model
    bool remote = false;
    QString prompt{};
    bool asChat = false; ///< by the model's template
    QString strategy{};  ///< empty: samples
    Json config = Json::object();
    QString rule{};     ///< what finds answers in texts; empty: nothing does
    QString expected{}; ///< the reference answer; empty: nobody knows it
    QString begun{};    ///< how the answer begins
    qint64 ticket = 0;
    std::vector<std::string> steps{}; ///< whose weight is asked for: the way to `answer`
    std::string answer{};
    std::vector<std::int32_t> ids{}; ///< the tokens of `begun`, where they must be these and no others
    Json row = Json::object();       ///< the problem as its data set has it; empty: it was written by hand
    int stops = -1;                  ///< how often somebody had stopped when it was asked; -1: when it is begun
};

/// How a search ended.
struct TreeResult {
    AnswerCost cost{};
    qint64 cached = 0; ///< tokens that were not read again
    double seconds = 0;
};

/// The events of one problem.
struct TraceValues {
    QString problem{};
    std::vector<SearchEvent> events{};
};
struct TraceFile {
    QString file{};
    QVector<TraceValues> traces{};
    QStringList problems{}; ///< what of it cannot be read
};

/// The tokens of a text behind a prompt, as the tokenizer writes them and the model finds them.
struct PathTokens {
    qint64 ticket = 0;
    std::vector<TextToken> tokens{};
};

/// How far the probability of an answer moves with each step on the way to it (0 to 1); see step_weights.h.
struct StepWeightValues {
    qint64 ticket = 0;
    double answer = 0; ///< its probability behind all steps
    struct Weight {
        double leftOut = 0;                   ///< what is lost without the step
        std::optional<double> trueThinking{}; ///< of its numbers disturbed too; none: it has no number
    };
    std::vector<Weight> steps{};
};

/// How many answers that go on behind each step come right: Monte-Carlo estimates.
struct StepEstimates {
    qint64 ticket = 0;
    struct Value {
        qint64 right = 0, answers = 0;
        double share = 0, low = 0, high = 0; ///< of right ones, with its 95 % interval after Wilson
    };
    std::vector<Value> steps{};
};

/// A problem of a data set of the project, with what is known of it.
struct ProblemValues {
    QString set{};
    int row = 0, rows = 0;        ///< its place, from 0, among so many
    QString prompt{}, question{}; ///< question: without what frames it for a model
    QString reference{}, rule{};
    Json asItIs = Json::object(); ///< the whole row
    QString why{};                ///< it cannot be read; empty where it can
};

/// What a person thinks of a step.
enum class StepJudgement { None, Good, Neutral, Bad };

} // namespace lapidary
