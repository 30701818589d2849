// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/trace_reader.h"
#include "core/data/formats/jsonl.h"
#include "core/job/run_log.h"
#include "widgets/bridge/conversions.h"
#include <QHash>
#include <set>

namespace lapidary {

namespace {

/// Sorts events by their trees. A node that comes again begins another tree: problems may share their names.
class Gatherer {
public:
    explicit Gatherer(const QString &file) { out_.file = file; }
    void take(const Json &value, const std::string &place) {
        const auto event = searchEventFromJson(value);
        if (event)
            put(*event);
        else
            complain(event.error(), place);
    }
    void complain(const Error &error, const std::string &place) {
        if (++wrong_ <= TraceReader::kMostProblems)
            out_.problems.append(place.empty() ? toQt(error) : QStringLiteral("%1: %2").arg(toQt(place), toQt(error)));
    }
    TraceFile finish() {
        if (wrong_ > TraceReader::kMostProblems)
            out_.problems.append(
                TraceReader::tr("%n more events cannot be read.", nullptr, wrong_ - TraceReader::kMostProblems));
        if (out_.traces.isEmpty() && wrong_ == 0)
            out_.problems.append(TraceReader::tr("There is no search in %1. Open the run.log of an arm whose strategy "
                                                 "searches, or a file of search events, one a line.")
                                     .arg(out_.file));
        return std::move(out_);
    }

private:
    void put(const SearchEvent &event) {
        const QString problem = toQt(event.problem);
        const bool expands = std::holds_alternative<NodeExpanded>(event.what);
        const auto known = trees_.constFind(problem);
        if (known == trees_.constEnd() || (expands && nodes_[*known].contains(event.node))) {
            trees_[problem] = int(out_.traces.size());
            out_.traces.append({.problem = problem});
            nodes_.emplace_back();
        }
        const int tree = trees_[problem];
        if (expands) nodes_[std::size_t(tree)].insert(event.node);
        out_.traces[tree].events.push_back(event);
    }
    TraceFile out_{};
    QHash<QString, int> trees_{};
    std::vector<std::set<std::string>> nodes_{};
    int wrong_ = 0;
};

void readLog(const QString &file, Gatherer &into) {
    RunLogReader reader(fromQt(file));
    for (;;) {
        const auto events = reader.next();
        if (!events) return into.complain(events.error(), {});
        if (events->empty()) return;
        for (const Event &event : *events)
            if (event.type == "search") into.take(event.body, "event " + std::to_string(event.seq));
    }
}

void readLines(const QString &file, Gatherer &into) {
    const auto take = [&](const JsonlRow &row) {
        into.take(row.value, "line " + std::to_string(row.line));
        return true;
    };
    const auto read = forEachJsonlRow(fromQt(file), {}, take, [&](const Error &error) { into.complain(error, {}); });
    if (!read) into.complain(read.error(), {});
}

} // namespace

TraceFile TraceReader::traceIn(const QString &file) {
    Gatherer gatherer(file);
    if (file.endsWith(QLatin1String(".log")))
        readLog(file, gatherer);
    else
        readLines(file, gatherer);
    return gatherer.finish();
}

} // namespace lapidary
