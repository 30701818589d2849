// SPDX-License-Identifier: Apache-2.0
#include "app/worker/jobs/problem_job.h"
#include "core/data/asked.h"
#include "core/data/conversation_tokens.h"
#include <cerrno>
#include <unistd.h>

namespace lapidary {

Result<Json> modelReferenceOf(const Json &run, const fs::path &folder) {
    const auto it = run.find("model");
    if (it == run.end() || !it->is_object())
        return fail({.code = "run.no_model",
                     .message = "The run names no model.",
                     .field = "model",
                     .expected = "a table with path"});
    Json model = *it;
    if (model.contains("remote")) return model;
    const auto absolute = [&](Json &object) -> Status {
        const auto path = getString(object, "path");
        if (!path) return unexpected(path.error());
        object["path"] = (folder / *path).lexically_normal().string();
        return {};
    };
    if (auto ok = absolute(model); !ok) return unexpected(ok.error());
    if (model.contains("adapters"))
        for (auto &adapter : model["adapters"])
            if (auto ok = absolute(adapter); !ok) return unexpected(ok.error());
    for (const char *name : {"dtype", "device", "threads"})
        if (run.contains(name)) model[name] = run[name];
    return model;
}

Result<std::vector<Problem>> readProblems(const fs::path &file) {
    const auto text = readFile(file, 1ull << 30);
    if (!text) return unexpected(text.error());
    std::vector<Problem> problems;
    std::size_t begin = 0;
    for (std::int64_t line = 1; begin < text->size(); ++line) {
        const std::size_t end = std::min(text->find('\n', begin), text->size());
        const auto row = std::string_view(*text).substr(begin, end - begin);
        begin = end + 1;
        if (row.find_first_not_of(" \t\r") == row.npos) continue;
        auto problem =
            parseJson(row, {.depth = 128}).and_then([](const Json &value) { return problemFromJson(value); });
        if (!problem) {
            auto error = problem.error();
            error.file = file.string();
            error.line = line;
            return fail(std::move(error));
        }
        if (problem->id.empty()) problem->id = std::to_string(line);
        problems.push_back(std::move(*problem));
    }
    return problems;
}

Status putChat(SearchProblem &asked, const ModelSession &session, ChatPrompt &chat) {
    Problem &problem = asked.problem;
    const auto talk = conversationAsked(problem.row);
    if (!talk) return unexpected(talk.error());
    if (!*talk) return {};
    problem.row["question"] = problem.question();
    Json request = templateRequest(**talk);
    if (session.remote) {
        asked.messages = std::move(request["messages"]);
        return {};
    }
    request["add_generation_prompt"] = true;
    auto text = chat.textOf(request);
    if (!text) {
        text.error().field = "problem " + problem.id;
        return unexpected(text.error());
    }
    problem.prompt = std::move(*text);
    return {};
}

ChatPrompt chatPromptOf(const ModelSession &session) {
    if (!session.model) return ChatPrompt(fs::path());
    return ChatPrompt(tokenizerFolderOf(*session.model, session.reference.value("path", "")));
}

std::string streamOfRow(std::size_t row) {
    return "row/" + std::to_string(row + 1);
}

Result<LineFile> LineFile::open(const fs::path &path) {
    LineFile out;
    out.path_ = path;
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        const auto text = readFile(path, 4ull << 30);
        if (!text) return unexpected(text.error());
        const auto last = text->rfind('\n');
        const std::size_t whole = last == text->npos ? 0 : last + 1;
        out.lines_ = static_cast<std::size_t>(
            std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(whole), '\n'));
        if (whole != text->size() && ::truncate(path.c_str(), static_cast<off_t>(whole)) != 0)
            return fail(systemError("cut off a torn line of", path, errno));
    }
    out.out_.open(path, std::ios::app | std::ios::binary);
    if (!out.out_) return fail(systemError("open", path, errno));
    return out;
}

Status LineFile::append(const Json &row) {
    out_ << dumpJson(row) << '\n';
    ++lines_;
    if (!out_) return fail(systemError("write", path_, errno));
    return {};
}

Status LineFile::flush() {
    out_.flush();
    if (!out_) return fail(systemError("write", path_, errno));
    return {};
}

ProgressReporter::ProgressReporter(JobSink &sink, std::string phase, std::int64_t total, std::int64_t alreadyDone)
    : sink_(sink), phase_(std::move(phase)), total_(total), before_(alreadyDone) {}

void ProgressReporter::update(std::int64_t done) {
    const auto now = Clock::now();
    if (done < total_ && now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    Json body = {{"phase", phase_}, {"done", done}, {"total", total_}};
    if (done > before_)
        body["eta_s"] = seconds * static_cast<double>(total_ - done) / static_cast<double>(done - before_);
    sink_.emit("progress", std::move(body));
}

std::size_t problemsPerChunk(const ModelSession &session, std::int64_t samplesPerProblem) {
    if (session.remote) return static_cast<std::size_t>(4 * session.remote->endpoint().maxConcurrent);
    return static_cast<std::size_t>(std::max<std::int64_t>(1, kSamplesPerChunk / samplesPerProblem));
}

SearchContext searchForJob(const ModelSession &session, JobContext &context) {
    SearchContext search = searchContextOf(session, CutAnswers::Refuse);
    search.watch.stop = context.stopToken();
    search.watch.notice = [&context](const Sentence &text) {
        context.sink().emit("notice", noticeOf("warning", text));
    };
    for (const auto &notice : session.notices) search.watch.notice(notice);
    return search;
}

void warnOfUnscorable(const std::vector<Problem> &problems, const Rule &rule, JobContext &context) {
    std::vector<const Problem *> lacking;
    for (const auto &problem : problems)
        if (!rule.scorable(problem)) lacking.push_back(&problem);
    if (lacking.empty()) return;
    const Problem &first = *lacking.front();
    const Sentence found =
        first.reference.empty() ? Sentence("none") : Sentence(dumpJson(first.reference).substr(0, 80));
    const Sentence text{
        "{0} of {1} problems have no reference that an answer of {2} can be equal to (the first is {3}, "
        "reference: {4}). They are asked, but are unscorable: neither right nor wrong, and in no count.",
        lacking.size(),
        problems.size(),
        rule.name(),
        first.id,
        found};
    context.sink().emit("notice", noticeOf("warning", text));
}

void tellOfCut(std::int64_t cut, std::int64_t samples, JobContext &context) {
    if (cut == 0) return;
    const Sentence text{"{0} of {1} completions were cut before they ended. A cut one has no answer: it does not vote, "
                        "cannot win and is not right. A larger max_new_tokens lets more of them end.",
                        cut, samples};
    context.sink().emit("notice", noticeOf("info", text));
}

Json candidateRow(const Candidate &candidate, const Problem &problem, const Rule *rule) {
    Json row = {{"text", candidate.text},
                {"tokens", candidate.completion.tokens()},
                {"logprob", candidate.completion.logprob()},
                {"finish_reason", candidate.completion.finishReason}};
    const auto verdict =
        rule ? gradeCompletion(*rule, problem, candidate.text, candidate.completion.finishReason) : Verdict{};
    row["correct"] = rule && verdict.scorable ? Json(verdict.correct) : Json();
    row["faithful"] = verdict.faithful ? Json(*verdict.faithful) : Json();
    row["answer"] = verdict.answer ? Json(*verdict.answer) : Json();
    if (candidate.score) row["score"] = *candidate.score;
    for (const auto &[begin, end] : candidate.byTool) row["tool_tokens"].push_back({begin, end});
    return row;
}

} // namespace lapidary
