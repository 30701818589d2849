// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/model_session.h"
#include "core/job/job.h"
#include "core/text/chat_prompt.h"
#include <chrono>
#include <fstream>

// What the jobs that decode completions of problems share.
namespace lapidary {

/// The [model], dtype, device and threads of a run, with paths made absolute.
Result<Json> modelReferenceOf(const Json &run, const fs::path &folder);

/// A further model that the run names, opened beside the one that answers.
template <class Open, class Out>
Status addModel(const Json &run, const char *port, const fs::path &folder, const ModelSession &session, Open open,
                Out &out) {
    if (!run.contains(port)) return {};
    Json named = run;
    named["model"] = run[port];
    const auto reference = modelReferenceOf(named, folder);
    if (!reference) return unexpected(reference.error());
    auto opened = open(*reference, session);
    if (!opened) return unexpected(opened.error());
    out = std::move(*opened);
    return {};
}

/// Lines of {"id", "prompt", "reference", …}, or with messages. A bad line is an error with its number.
Result<std::vector<Problem>> readProblems(const fs::path &file);

/// Puts what is asked as a conversation to the model: `prompt` becomes what its own chat template makes of it, and
/// "question" keeps the words. A server writes messages with a template of its own. Errors: template.*, with the
/// problem as field.
Status putChat(SearchProblem &asked, const ModelSession &session, ChatPrompt &chat);
/// Of the folder that has the model's tokens.
ChatPrompt chatPromptOf(const ModelSession &session);

/// Names the random numbers of a problem by its place in all the data of its job: ids may be missing or shared.
std::string streamOfRow(std::size_t row);

/// A JSON Lines file that grows by whole lines. Opening cuts off a torn last line and counts what is there, so that a
/// resumed job goes on behind it.
class LineFile {
public:
    static Result<LineFile> open(const fs::path &path);
    std::size_t lines() const { return lines_; }
    Status append(const Json &row);
    Status flush();
    const fs::path &path() const { return path_; }

private:
    fs::path path_;
    std::ofstream out_;
    std::size_t lines_ = 0;
};

/// Emits `progress` events at most five times a second, and always the last one.
class ProgressReporter {
public:
    ProgressReporter(JobSink &sink, std::string phase, std::int64_t total, std::int64_t alreadyDone = 0);
    void update(std::int64_t done);

private:
    using Clock = std::chrono::steady_clock;
    JobSink &sink_;
    std::string phase_;
    std::int64_t total_, before_;
    Clock::time_point start_ = Clock::now(), last_{};
};

/// Problems are decoded in chunks of about this many samples: large enough for full batches, small enough that little
/// is lost when the job ends early.
inline constexpr std::int64_t kSamplesPerChunk = 1024;

/// Fewer for a remote model: what has been paid for is written soon.
std::size_t problemsPerChunk(const ModelSession &session, std::int64_t samplesPerProblem);

/// A search that stops with its job and tells what a person should know. Session and job must outlive it.
SearchContext searchForJob(const ModelSession &session, JobContext &context);

/// Says how many problems cannot be scored, where there are any.
void warnOfUnscorable(const std::vector<Problem> &problems, const Rule &rule, JobContext &context);
/// Says how many completions were cut, where any were.
void tellOfCut(std::int64_t cut, std::int64_t samples, JobContext &context);

/// The grade and the numbers of one candidate as a line shows them; "correct" is null where nobody can tell.
Json candidateRow(const Candidate &candidate, const Problem &problem, const Rule *rule);

} // namespace lapidary
